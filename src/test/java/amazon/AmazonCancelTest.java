package amazon;

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
import serai.fixture.Talks;
import serai.provider.CancelOrder;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.Wire;
import serai.simulator.Parcel;

/** Cancelling at the simulated Amazon; calls and answers are held against Amazon's model. */
class AmazonCancelTest {
    private static final String ID = "SHOP1-100482-1";

    private final Talks talks;
    private final PlaceOrder order = Fixture.order();

    AmazonCancelTest() throws Exception {
        talks = new Talks("amazon", Amazon::new, Fixture.SIMULATED);
        talks.buy(order);
    }

    @AfterEach
    void stop() {
        talks.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"received", "planning"})
    void orderThatIsNotPickedYetIsCancelledAndReadBack(String turn) {
        talks.supplier.turn(ID, turn);

        var outcome = cancel();

        assertThat(outcome).isEqualTo(new Outcome.Done(List.of(ID), "Amazon says Cancelled"));
        assertThat(talks.sent())
                .extracting(Wire.Sent::call)
                .extracting("method")
                .containsExactly("GET", "PUT", "GET");
        assertThat(talks.sent().get(1).call().body()).isEmpty();
    }

    @Test
    void newOrderIsCancelledToo() {
        assertThat(cancel()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void cancellingTwiceAsksOnce() {
        cancel();

        var again = cancel();

        assertThat(again).isInstanceOf(Outcome.Done.class);
        assertThat(talks.supplier.requests("order-cancel")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"processing, picking has begun", "shipped, all of it has left", "part-closed, picking has begun"})
    void orderThatIsBeingShippedIsNotAskedFor(String turn, String says) {
        talks.supplier.turn(ID, turn);

        var outcome = cancel();

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.cause()).isEqualTo(Cause.TOO_LATE_TO_CANCEL);
            assertThat(rejected.text()).contains(says);
        });
        assertThat(talks.supplier.requests("order-cancel")).isZero();
    }

    @Test
    void partlyShippedOrderSaysSo() {
        talks.supplier.ship(ID, Parcel.by("UPS", "1Z1").holding("MUG-RED-11OZ", 1));

        var outcome = cancel();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.text()).contains("a part of it has left already"));
    }

    @ParameterizedTest
    @CsvSource({"unfulfillable, Unfulfillable", "invalid, Invalid"})
    void orderThatDiedNeedsNoCancelling(String turn, String status) {
        talks.supplier.turn(ID, turn);

        assertThat(cancel())
                .isEqualTo(new Outcome.Done(List.of(ID), "Amazon says " + status + ": nothing will be sent"));
        assertThat(talks.supplier.requests("order-cancel")).isZero();
    }

    @Test
    void refusalBecausePickingHasJustBegunIsReadFromTheOrder() {
        talks.supplier.turn(ID, "planning");
        talks.supplier.situation("cancel-too-late");

        var outcome = cancel();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.cause()).isEqualTo(Cause.TOO_LATE_TO_CANCEL));
        assertThat(talks.sent().get(1).answer().getFirst().status()).isEqualTo(400);
    }

    @Test
    void cancellationThatDoesNotShowYetIsLookedAtLater() {
        talks.supplier.turn(ID, "planning");
        talks.supplier.situation("cancel-slow").times(1);

        var first = cancel();
        var second = cancel();

        assertThat(first)
                .isEqualTo(new Outcome.Taken(Duration.ofSeconds(30), "Amazon was asked to cancel and says Planning"));
        assertThat(second).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void refusalWithoutAReasonIsTriedAgainAFewTimes() {
        talks.supplier.turn(ID, "planning");
        talks.supplier.situation("reject").on("order-cancel");

        assertThat(cancel()).isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
            assertThat(retry.scope()).isEqualTo(Outcome.Scope.ORDER);
            assertThat(retry.giveUpAfter()).contains(5);
        });
    }

    @Test
    void orderInAnUnknownStatusIsAskedFor() {
        talks.supplier.situation("unknown-status").on("order-get");

        assertThat(talks.end(work(), Outcome.class)).isInstanceOf(Outcome.Taken.class);
        assertThat(talks.supplier.requests("order-cancel")).isEqualTo(1);
    }

    @Test
    void orderThatDoesNotShowIsLookedForAgain() {
        talks.supplier.situation("not-found-at-first");

        assertThat(cancel())
                .isInstanceOfSatisfying(
                        Outcome.Retryable.class,
                        retry -> assertThat(retry.cause()).isEqualTo(Cause.LOST_AT_SUPPLIER));
        assertThat(talks.supplier.requests("order-cancel")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, order-get",
        "throttle, order-cancel",
        "html-503, order-get",
        "html-503, order-cancel",
        "system-error, order-cancel",
        "connection-reset, order-cancel",
        "permission-missing, order-cancel"
    })
    void outageIsTheChannels(String situation, String on) {
        talks.supplier.situation(situation).on(on);

        assertThat(talks.refusal(work()))
                .isInstanceOfSatisfying(
                        Outcome.Retryable.class,
                        retry -> assertThat(retry.scope()).isEqualTo(Outcome.Scope.CHANNEL));
    }

    private Outcome cancel() {
        Outcome outcome = talks.end(work(), Outcome.class);
        talks.sent()
                .forEach(sent -> assertThat(
                                AmazonModel.problems(sent.call(), sent.answer().getFirst()))
                        .isEmpty());
        return outcome;
    }

    @Test
    void whatMayBeBoughtIsCancelledByOurReferenceAsSoonAsItCanBe() {
        talks.supplier.forgetPurchases();
        talks.supplier.situation("blind");
        talks.buy(order);

        var blind = inDoubt(talks.clock.instant());
        talks.supplier.advance(Duration.ofMinutes(16));
        talks.clock.pass(Duration.ofMinutes(16));
        var visible = inDoubt(talks.clock.instant());

        assertThat(blind).isInstanceOf(Outcome.Taken.class);
        assertThat(visible).isEqualTo(new Outcome.Done(List.of(ID), "Amazon says Cancelled"));
    }

    @Test
    void nothingToCancelIsBelievedOnlyOnceAmazonCannotBeBlindAnyMore() {
        talks.supplier.forgetPurchases();

        var early = inDoubt(talks.clock.instant().minus(Duration.ofMinutes(14)));
        var late = inDoubt(talks.clock.instant().minus(Duration.ofMinutes(15)));

        assertThat(early).isInstanceOf(Outcome.Taken.class);
        assertThat(late).isInstanceOf(Outcome.NotFound.class);
        assertThat(talks.supplier.requests("order-cancel"))
                .as("reads may be blind")
                .isEqualTo(2);
    }

    private Outcome inDoubt(Instant lastCreate) {
        return talks.end(
                new CancelOrder(
                        order.reference(), List.of(), order.orderNumber(), "changed my mind", Optional.of(lastCreate)),
                Outcome.class);
    }

    private CancelOrder work() {
        return new CancelOrder(order.reference(), List.of(ID), order.orderNumber(), "changed my mind");
    }
}
