package serai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.access.Person;
import serai.base.OrderId;
import serai.base.Scope;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.dispatch.Stops.Feature;
import serai.dispatch.Stops.Stop;
import serai.fixture.FakeSupplier;
import serai.fixture.Samples;
import serai.fixture.SmallNode;
import serai.fixture.SmallWorld;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.operation.Switches;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Task;

/** Nobody knows whether a purchase was bought, and meanwhile the order is cancelled, edited, held or put away. */
class InDoubtTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Person ANN = new Person("ann", "support", "192.0.2.1");
    private static final Outcome UNAVAILABLE = new Outcome.Unknown("503", "Service Unavailable", Optional.empty());
    private static final Outcome TOO_OFTEN = new Outcome.Retryable(
            Cause.RATE_LIMITED,
            "QuotaExceeded",
            "too often",
            Optional.of(MINUTE),
            Outcome.Scope.ORDER,
            Optional.empty());

    @TempDir
    Path folder;

    private SmallWorld world;

    /** The ledger that the tests run on. */
    Database open(Path where) {
        return Ledgers.embedded(Samples.ledgerFile(where));
    }

    @BeforeEach
    void begin() {
        world = new SmallWorld(open(folder));
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "p1", 1);
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Amazon has bought it, lost the answer, does not show it, and answers the repeat "too often". */
    private OrderId boughtUnseen() {
        world.amazon.blind(Duration.ofMinutes(10));
        world.amazon.loses(() -> true);
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.node().round();
        world.amazon.loses(() -> false);
        world.amazon.answers("#1", TOO_OFTEN);
        world.advance(Duration.ofMinutes(3));
        assertThat(placed(order).attempts()).as("looked up, and repeated").isGreaterThan(2);
        return order;
    }

    @Test
    void whatWasCancelledInAmazonsBlindWindowIsNotShippedByAmazon() {
        OrderId order = boughtUnseen();

        String said = world.cancel(order);

        assertThat(said).doesNotContain("nothing had been sent").contains("amazon is asked to cancel");
        assertThat(world.fates()).doesNotContainKey("CANCELLED");
        world.advance(Duration.ofMinutes(30));
        assertThat(world.amazon.held("#1").getFirst().cancelled()).isTrue();
        assertThat(placed(order).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(world.fates()).containsOnlyKeys("CANCELLED");
        assertThat(world.shop.messages("1")).containsExactly("order.cancelled");
    }

    @Test
    void anEarlyNotFoundIsNoProofThatAmazonHasNothing() {
        world.amazon.answers("#1", UNAVAILABLE);
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.node().round();
        world.cancel(order);
        Instant cancelled = world.clock.instant();

        world.advance(WINDOW.minus(MINUTE));
        assertThat(placed(order).state()).isNotEqualTo(DispatchState.CANCELLED);
        assertThat(placed(order).mayBeBought()).isTrue();
        world.advance(Duration.ofMinutes(10));

        assertThat(placed(order).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(placed(order).mayBeBought()).isFalse();
        assertThat(creates(world.amazon, cancelled)).isZero();
        assertThat(world.amazon.purchases()).isEmpty();
        assertThat(world.fates()).containsOnlyKeys("CANCELLED");
    }

    @Test
    void whatAmazonShipsAllTheSameIsALetterAndNotCancelled() {
        OrderId order = boughtUnseen();
        world.amazon.cancelling(FakeSupplier.Cancelling.TOO_LATE);

        world.cancel(order);
        world.advance(Duration.ofHours(1));

        assertThat(placed(order).state()).isEqualTo(DispatchState.DONE);
        assertThat(world.dispatch(order, Dispatch.CANCEL_ORDER).cause()).contains(Cause.TOO_LATE_TO_CANCEL);
        assertThat(world.fates()).containsOnlyKeys("DEAD");
        assertThat(world.shop.messages("1")).containsExactly("order.cancel-refused");
    }

    @Test
    void theDoubtLastsFromTheLastCallThatMayHaveBought() {
        world.amazon.answers("#1", UNAVAILABLE);
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.advance(Duration.ofMinutes(10));
        assertThat(creates(world.amazon, Instant.EPOCH))
                .as("repeated under the same reference")
                .isGreaterThan(1);
        Instant last = world.amazon.creates().getLast();

        world.cancel(order);
        world.advance(
                WINDOW.minus(Duration.between(last, world.clock.instant())).minus(MINUTE.multipliedBy(3)));

        assertThat(placed(order).state()).isNotEqualTo(DispatchState.CANCELLED);
    }

    @Test
    void anEditInTheBlindWindowIsADiscrepancyAndNotARewrite() {
        OrderId order = boughtUnseen();
        String sent = placed(order).request();

        world.order(SmallWorld.SHOP, "1", StoreOrder.Standing.PLACE, Samples.line("MUG", 3));

        assertThat(placed(order).request()).isEqualTo(sent);
        assertThat(timeline(order)).anyMatch(event -> event.what().equals("DISCREPANCY"));
    }

    @Test
    void aCancelledOrderIsNotBoughtToLearnItsOutcome() {
        world.aliexpress.answers("#1", UNAVAILABLE);
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.node().round();
        assertThat(placed(order).state()).isEqualTo(DispatchState.UNCONFIRMED);

        String said = world.cancel(order);
        world.aliexpress.answersAgain();
        world.advance(Duration.ofHours(26), Duration.ofMinutes(30));

        assertThat(world.aliexpress.creates()).as("the one before").hasSize(1);
        assertThat(world.aliexpress.purchases()).isEmpty();
        assertThat(placed(order).state()).isEqualTo(DispatchState.DEAD);
        assertThat(placed(order).cause()).contains(Cause.OUTCOME_UNKNOWN);
        assertThat(placed(order).reason())
                .contains("look at aliexpress")
                .contains(world.request(placed(order)).reference().value());
        assertThat(said).doesNotContain("nothing had been sent").contains("aliexpress may hold it");
        assertThat(world.cancel(order)).isEqualTo(said);
        assertThat(world.dispatches(order, Dispatch.CANCEL_ORDER))
                .as("one task for a person")
                .isEmpty();
    }

    @Test
    void aCallThatEndsWithoutAnAnswerAfterTheCancellationIsNotRepeated() {
        OrderId order = OrderId.of(SmallWorld.SHOP, "1");
        world.aliexpress.answers("#1", UNAVAILABLE);
        world.aliexpress.whilePlacing(() -> world.cancel(order));

        world.order("1", Samples.line("TEE", 1));
        world.node().round();
        world.aliexpress.answersAgain();
        world.advance(Duration.ofHours(1));

        assertThat(world.aliexpress.purchases()).isEmpty();
        assertThat(placed(order).cause()).contains(Cause.OUTCOME_UNKNOWN);
    }

    @Test
    void aCrashInsideACallOfAnOrderThatIsCancelledThenBuysNothing() {
        OrderId order = world.order("1", Samples.line("TEE", 1));
        int[] steps = {0};
        for (int at = 1; at < 30 && placed(order).state() != DispatchState.ATTEMPTING; at++) {
            int end = at;
            steps[0] = 0;
            world.clock.advance(Duration.ofSeconds(31));
            world.node().dies(() -> ++steps[0] == end);
            try {
                world.node().round();
            } catch (SmallNode.Crash crash) {
                if (placed(order).state() != DispatchState.ATTEMPTING) {
                    world.crash();
                }
            }
        }
        assertThat(placed(order).state()).isEqualTo(DispatchState.ATTEMPTING);
        assertThat(world.aliexpress.purchases()).isEmpty();

        world.cancel(order);
        world.crash();
        world.advance(Duration.ofHours(1), Duration.ofMinutes(3));

        assertThat(world.aliexpress.purchases()).isEmpty();
        assertThat(placed(order).cause()).contains(Cause.OUTCOME_UNKNOWN);
    }

    @Test
    void nothingIsRepeatedWhilePlacementsAreSwitchedOff() {
        world.aliexpress.answers("#1", UNAVAILABLE);
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.node().round();
        off(Stop.all(Feature.PLACING));
        world.aliexpress.answersAgain();

        world.advance(Duration.ofHours(1), Duration.ofMinutes(3));
        assertThat(world.aliexpress.creates()).as("the one before").hasSize(1);
        assertThat(placed(order).state()).isEqualTo(DispatchState.UNCONFIRMED);
        on(Stop.all(Feature.PLACING));
        world.advance(Duration.ofMinutes(6));

        assertThat(placed(order).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void noProbeRepeatsAPurchaseThatIsSwitchedOff() {
        world.aliexpress.answers("#1", UNAVAILABLE);
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.node().round();
        world.aliexpress.down(true);
        world.order("2", Samples.line("TEE", 1));
        world.advance(Duration.ofMinutes(2));
        off(Stop.of(Feature.PLACING, SmallWorld.SHOP));
        world.aliexpress.answersAgain();
        world.aliexpress.down(false);

        world.advance(Duration.ofMinutes(20));

        assertThat(world.aliexpress.purchases()).isEmpty();
        assertThat(placed(order).mayBeBought()).isTrue();
    }

    @Test
    void anAnswerLostBehindASwitchIsAPersonsOnceNoRepeatIsSafe() {
        world.aliexpress.answers("#1", UNAVAILABLE);
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.node().round();
        off(Stop.all(Feature.PLACING));

        world.advance(Duration.ofHours(24), Duration.ofMinutes(30));

        assertThat(placed(order).state()).isEqualTo(DispatchState.DEAD);
        assertThat(placed(order).cause()).contains(Cause.OUTCOME_UNKNOWN);
        assertThat(world.aliexpress.purchases()).isEmpty();
    }

    @Test
    void aLostAnswerIsLookedUpWhilePlacementsAreSwitchedOffAndNotSentAgain() {
        world.amazon.answers("#1", UNAVAILABLE);
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.node().round();
        off(Stop.all(Feature.PLACING));
        Instant since = world.clock.instant().plusMillis(1);
        world.amazon.answersAgain();

        world.advance(Duration.ofHours(1));

        assertThat(world.amazon.asked(Task.class, since)).isPositive();
        assertThat(world.amazon.purchases()).isEmpty();
        assertThat(placed(order).mayBeBought()).as("the window is over").isFalse();
    }

    @Test
    void whatAnOrderThatTheStoreHoldsMayHaveBoughtIsNotSentAgainUntilTheStoreWantsIt() {
        world.aliexpress.answers("#1", UNAVAILABLE);
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.node().round();
        world.clock.advanceMillis(1000);
        world.order(SmallWorld.SHOP, "1", StoreOrder.Standing.WAITING_FOR_PAYMENT, Samples.line("TEE", 1));
        world.aliexpress.answersAgain();

        world.advance(Duration.ofHours(1));
        assertThat(world.aliexpress.purchases()).isEmpty();
        assertThat(placed(order).state()).isEqualTo(DispatchState.UNCONFIRMED);
        world.clock.advanceMillis(1000);
        world.order(SmallWorld.SHOP, "1", StoreOrder.Standing.PLACE, Samples.line("TEE", 1));
        world.advance(Duration.ofMinutes(20));

        assertThat(placed(order).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void theDoubtIsSeenWhileItIsBeingFoundOut() {
        world.aliexpress.answers("#1", UNAVAILABLE);
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.node().round();
        world.clock.advance(Duration.ofMinutes(10));
        world.node().relayOnly();
        assertThat(placed(order).state()).isEqualTo(DispatchState.QUEUED);

        OrderView shown = OrderView.find(world.ledger, world.node().channels(), order, Scope.ALL)
                .orElseThrow();

        assertThat(shown.status()).isEqualTo(OrderStatus.UNCONFIRMED);
        assertThat(shown.dispatches().getFirst().unconfirmedSince()).isPresent();
        assertThat(world.fates()).containsOnlyKeys("UNCONFIRMED");
    }

    @Test
    void whatWasPutAwayInDoubtIsCalledOffWhereItMayBe() {
        world.aliexpress.answers("#1", new Outcome.Unknown("REPEATED", "exists", Optional.of(1)));
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.advance(MINUTE);
        assertThat(placed(order).cause()).contains(Cause.PROBABLY_BOUGHT);
        world.ledger.commit(tx -> Dispatches.apply(
                tx, new Move(placed(order), DispatchState.ARCHIVED).because("put away"), "ann", world.clock.instant()));

        String said = world.cancel(order);

        Dispatch task = world.dispatch(order, Dispatch.CANCEL_ORDER);
        assertThat(said).doesNotContain("nothing had been sent");
        assertThat(task.cause()).contains(Cause.CANCEL_BY_HAND);
        assertThat(task.reason())
                .contains(world.request(placed(order)).reference().value());
    }

    @Test
    void aDispatchThatIsGivenUpAfterALostAnswerSaysThatItsOutcomeIsUnknown() {
        world.aliexpress.answers("#1", UNAVAILABLE);
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.node().round();
        world.aliexpress.answers(
                "#1",
                new Outcome.Retryable(
                        Cause.OUT_OF_STOCK,
                        "INVENTORY_HOLD_ERROR",
                        "none left",
                        Optional.empty(),
                        Outcome.Scope.ORDER,
                        Optional.of(2)));

        world.advance(Duration.ofHours(1));

        assertThat(placed(order).state()).isEqualTo(DispatchState.DEAD);
        assertThat(placed(order).cause()).contains(Cause.OUTCOME_UNKNOWN);
        assertThat(placed(order).reason())
                .contains("none left")
                .contains(world.request(placed(order)).reference().value());
    }

    private static long creates(FakeSupplier supplier, Instant since) {
        return supplier.creates().stream().filter(at -> at.isAfter(since)).count();
    }

    private List<OrderView.Event> timeline(OrderId order) {
        return OrderView.find(world.ledger, world.node().channels(), order, Scope.ALL)
                .orElseThrow()
                .timeline();
    }

    private void off(Stop stop) {
        assertThat(world.node().operation().switches().switchOff(ANN, stop, "test"))
                .isInstanceOf(Switches.Outcome.Done.class);
    }

    private void on(Stop stop) {
        Switches switches = world.node().operation().switches();
        Instant since = switches.find(stop).orElseThrow().since();
        assertThat(switches.switchOn(ANN, stop, since, "over")).isInstanceOf(Switches.Outcome.Done.class);
    }

    private Dispatch placed(OrderId order) {
        return world.dispatch(order, Dispatch.PLACE_ORDER);
    }
}
