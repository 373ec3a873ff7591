package amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.fixture.Talks;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.ReadProgress;
import serai.provider.ReadProgress.Found;
import serai.provider.ReadProgress.Line;
import serai.provider.ReadProgress.ParcelStatus;
import serai.provider.ReadProgress.State;
import serai.simulator.Parcel;

/** What Amazon says strangely of an order, or not now. */
class AmazonProgressTroubleTest {
    private static final String ID = "SHOP1-100482-1";

    private final Talks talks;
    private final PlaceOrder order = Fixture.with(
            List.of(Fixture.item("gid://shopify/LineItem/1", "MUG", 2, ""), Fixture.item("L2", "LAMP", 3, "")));

    AmazonProgressTroubleTest() throws Exception {
        talks = new Talks("amazon", Amazon::new, Fixture.SIMULATED);
        talks.buy(order);
    }

    @AfterEach
    void stop() {
        talks.close();
    }

    @Test
    void statusInCapitalsMeansTheSame() {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1"));
        talks.supplier.situation("shouting-status");

        var found = unchecked();

        assertThat(found.state()).isEqualTo(State.SHIPPED);
        assertThat(found.parcels())
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.status()).isEqualTo(ParcelStatus.SHIPPED));
    }

    @Test
    void statusThatTheModelDoesNotHaveLeavesTheOrderOpen() {
        talks.supplier.situation("unknown-status");

        var found = unchecked();

        assertThat(found.state()).isEqualTo(State.OPEN);
        assertThat(found.cause()).isEmpty();
        assertThat(found.note()).contains("Reticulating");
    }

    @Test
    void youngPackageThatTrackingDoesNotKnowIsNoFault() {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1"));
        talks.supplier.situation("tracking-not-found");

        var found = read();

        assertThat(found.state()).isEqualTo(State.SHIPPED);
        assertThat(found.parcels().getFirst().status()).isEqualTo(ParcelStatus.SHIPPED);
        assertThat(found.parcels().getFirst().url()).isEmpty();
    }

    @Test
    void trackingStatusThatTheModelDoesNotHaveIsOnItsWay() {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1"));
        talks.supplier.situation("tracking-status").option("currentStatus", "Teleported");

        var found = unchecked();

        assertThat(found.parcels().getFirst().status()).isEqualTo(ParcelStatus.SHIPPED);
        assertThat(found.parcels().getFirst().note()).contains("Teleported");
    }

    @Test
    void sparseAnswerIsReadAsFarAsItGoes() {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1"));
        talks.supplier.situation("sparse-answer");

        var found = unchecked();

        assertThat(found.state()).isEqualTo(State.SHIPPED);
        assertThat(found.parcels().getFirst().lines())
                .extracting(Line::quantity)
                .containsExactly(2, 3);
        assertThat(found.parcels().getFirst().trackingNumber()).isEqualTo("1Z1");
    }

    @Test
    void orderThatIsNotFoundIsOpenWhileItIsYoungAndThenLost() {
        talks.supplier.situation("not-found-at-first");
        ReadProgress work = work();

        var young = talks.end(work, Found.class);
        talks.clock.pass(Duration.ofMinutes(16));
        var old = talks.end(work, Found.class);

        assertThat(young.cause()).isEmpty();
        assertThat(young.state()).isEqualTo(State.OPEN);
        assertThat(old.state()).isEqualTo(State.OPEN);
        assertThat(old.cause()).contains(Cause.LOST_AT_SUPPLIER);
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, order-get, RATE_LIMITED",
        "throttle, package-tracking, RATE_LIMITED",
        "html-503, order-get, PROVIDER_FAILING",
        "html-503, package-tracking, PROVIDER_FAILING",
        "truncated-body, package-tracking, PROVIDER_FAILING",
        "permission-missing, order-get, PERMISSION_MISSING"
    })
    void outageIsTheChannels(String situation, String on, Cause cause) {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1"));
        talks.supplier.situation(situation).on(on);

        var refusal = talks.refusal(work());

        assertThat(refusal).isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
            assertThat(retry.cause()).isEqualTo(cause);
            assertThat(retry.scope()).isEqualTo(Outcome.Scope.CHANNEL);
        });
    }

    private Found read() {
        Found found = unchecked();
        talks.sent()
                .forEach(sent -> assertThat(
                                AmazonModel.problems(sent.call(), sent.answer().getFirst()))
                        .isEmpty());
        return found;
    }

    /** For answers that are not as the model says. */
    private Found unchecked() {
        return talks.end(work(), Found.class);
    }

    private ReadProgress work() {
        return new ReadProgress(order.reference(), List.of(ID), order.items(), Instant.now());
    }
}
