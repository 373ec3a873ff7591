package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Sku;
import serai.fixture.Talks;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.ReadProgress;
import serai.provider.ReadProgress.Found;
import serai.provider.ReadProgress.State;
import serai.simulator.Parcel;

/** What cannot be read of an order, or not now, from the simulated AliExpress. */
class ProgressTroubleTest {
    private static final String STANDARD = "AliExpress standard shipping";

    private final Talks talks;
    private final PlaceOrder order = TestAccount.with(order -> TestAccount.of(
                    order, item(order, "1", "LAMP-B", "14:175#Black", 2), item(order, "2", "LAMP-W", "14:29#White", 3)))
            .order();

    ProgressTroubleTest() throws Exception {
        talks = new Talks("aliexpress", AliExpress::new, StockTalkTest.SETTINGS);
    }

    @AfterEach
    void stop() {
        talks.close();
    }

    @Test
    void statusThatNobodyKnowsLeavesTheOrderOpen() {
        ReadProgress work = bought();
        talks.supplier.situation("unknown-status");

        var found = read(work);

        assertThat(found.state()).isEqualTo(State.OPEN);
        assertThat(found.cause()).isEmpty();
        assertThat(found.note()).contains("WAIT_FOR_THE_MOON").contains("does not know");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracking-not-found", "tracking-no-lines"})
    void orderWithoutTrackingIsNoFault(String situation) {
        ReadProgress work = bought();
        talks.supplier.ship("SHOP-1001-1", Parcel.by(STANDARD, "LP1"));
        talks.supplier.situation(situation);

        var found = read(work);

        assertThat(found.state()).isEqualTo(State.SHIPPED);
        assertThat(found.parcels()).isEmpty();
    }

    @Test
    void hiddenOrderIsOpenWhileItIsYoungAndThenLost() {
        ReadProgress work = bought();
        talks.supplier.situation("not-found-at-first");

        var young = read(work);
        talks.clock.pass(Duration.ofMinutes(11));
        var old = read(work);

        assertThat(young.state()).isEqualTo(State.OPEN);
        assertThat(young.cause()).isEmpty();
        assertThat(old.state()).isEqualTo(State.OPEN);
        assertThat(old.cause()).contains(Cause.LOST_AT_SUPPLIER);
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, order-get, RATE_LIMITED",
        "throttle, tracking-get, RATE_LIMITED",
        "html-503, order-get, PROVIDER_FAILING",
        "html-503, tracking-get, PROVIDER_FAILING",
        "empty-body, tracking-get, PROVIDER_FAILING",
        "system-error-15, tracking-get, PROVIDER_FAILING"
    })
    void outageIsTheChannels(String situation, String on, Cause cause) {
        ReadProgress work = bought();
        talks.supplier.situation(situation).on(on);

        var refusal = talks.refusal(work);

        assertThat(refusal).isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
            assertThat(retry.cause()).isEqualTo(cause);
            assertThat(retry.scope()).isEqualTo(Outcome.Scope.CHANNEL);
        });
    }

    @Test
    void closedTrackingLeavesTheOrdersOwnWord() {
        ReadProgress work = bought();
        talks.supplier.ship("SHOP-1001-1", Parcel.by(STANDARD, "LP1"));
        talks.supplier.situation("permission-missing").on("tracking-get");

        var found = read(work);

        assertThat(found.state()).isEqualTo(State.SHIPPED);
        assertThat(found.note()).contains("InsufficientPermission");
    }

    @Test
    void endedTokenIsRenewedOnTheWay() {
        ReadProgress work = bought();
        talks.supplier.situation("expired-token");

        assertThat(read(work).state()).isEqualTo(State.OPEN);
        assertThat(talks.supplier.requests("token-refresh")).isEqualTo(1);
    }

    @Test
    void orderWithoutANumberCannotBeRead() {
        ReadProgress work = new ReadProgress(order.reference(), List.of(), order.items(), Instant.now());

        assertThat(talks.refusal(work)).isInstanceOf(Outcome.Rejected.class);
        assertThat(talks.supplier.requests()).isZero();
    }

    private ReadProgress bought() {
        List<String> numbers = talks.buy(order);
        return new ReadProgress(order.reference(), numbers, order.items(), Instant.now());
    }

    private Found read(ReadProgress work) {
        return talks.end(work, Found.class);
    }

    private static PlaceOrder.Item item(PlaceOrder order, String lineId, String sku, String variant, int quantity) {
        var first = order.items().getFirst();
        return new PlaceOrder.Item(
                lineId,
                new Sku(sku),
                first.title(),
                first.productId(),
                variant,
                "",
                quantity,
                Optional.empty(),
                Optional.empty(),
                first.shippingService());
    }
}
