package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.base.Scope;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.fixture.FakeSupplier;
import serai.fixture.Samples;
import serai.fixture.SmallGateway;
import serai.fixture.SmallWorld;
import serai.intake.UnreadMessages;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.Planner;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;
import serai.store.Stores;

/** Dead letters that buy nothing: parcels, messages and cancellations. */
class FollowUpLettersTest {
    private static final Duration SOON = Duration.ofMinutes(12);

    @TempDir
    Path folder;

    private SmallWorld world;
    private Desk desk;

    /** The ledger that the tests run on. */
    Database open(Path where) {
        return Ledgers.embedded(Samples.ledgerFile(where));
    }

    @BeforeEach
    void begin() {
        world = new SmallWorld(open(folder));
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "p1", 1);
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        Stores stores = Stores.parse("stores.yaml", "- {id: shop, platform: generic, apiKey: key}", Map.of());
        desk = new Desk(
                world.ledger,
                new Planner(world.node().listings(), Map.of()),
                world.node().channels(),
                new UnreadMessages(stores, world.node().orders(), world.ledger),
                world.clock);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aParcelThatTheStoreRefusedIsToldAfterAReplay() {
        OrderId order = refusedParcel();
        DispatchId letter = world.dispatch(order, Dispatch.PUSH_TRACKING).id();

        world.shop.answers("1", Optional.empty());
        assertThat(replay(letter)).isInstanceOf(Verdict.Changed.class);
        world.advance(Duration.ofMinutes(1));

        assertThat(world.dispatch(letter).state()).isEqualTo(DispatchState.DONE);
        assertThat(world.shop.told()).extracting(PushTracking::trackingNumber).containsExactly("LP1");
    }

    @Test
    void aParcelOfAnOrderThatWasCancelledTooLateIsToldAfterAReplay() {
        OrderId order = refusedParcel();
        world.cancel(order);

        world.shop.answers("1", Optional.empty());
        Verdict verdict = replay(world.dispatch(order, Dispatch.PUSH_TRACKING).id());

        assertThat(verdict).isInstanceOf(Verdict.Changed.class);
    }

    @Test
    void aRefusedNumberGivesWayToTheOneThatReplacesItAndIsNotToldAfterIt() {
        OrderId order = refusedParcel();
        DispatchId old = world.dispatch(order, Dispatch.PUSH_TRACKING).id();
        world.shop.answers("1", Optional.empty());
        world.aliexpress
                .held("#1")
                .getFirst()
                .parcel("a", "LP9", ReadProgress.ParcelStatus.SHIPPED, new ReadProgress.Line("TEE", new Sku("TEE"), 1));
        world.advance(SOON);

        Verdict verdict = replay(old);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("DONE"));
        assertThat(world.shop.told()).extracting(PushTracking::trackingNumber).containsExactly("LP9");
    }

    @Test
    void aRefusedCancellationCanBeAskedForAgain() {
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.advance(Duration.ofMinutes(1));
        world.amazon.cancelling(FakeSupplier.Cancelling.TOO_LATE);
        world.cancel(order);
        world.advance(Duration.ofMinutes(1));
        DispatchId letter = world.dispatch(order, Dispatch.CANCEL_ORDER).id();
        assertThat(world.dispatch(letter).state()).isEqualTo(DispatchState.DEAD);

        world.amazon.cancelling(FakeSupplier.Cancelling.AT_ONCE);
        assertThat(replay(letter)).isInstanceOf(Verdict.Changed.class);
        world.advance(Duration.ofMinutes(1));

        assertThat(world.dispatch(order, Dispatch.PLACE_ORDER).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(world.shop.messages("1")).containsExactly("order.cancel-refused", "order.cancelled");
    }

    @Test
    void aTaskForTheMerchantIsNotReplayedButArchived() {
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.advance(Duration.ofMinutes(1));
        world.cancel(order);
        DispatchId letter = world.dispatch(order, Dispatch.CANCEL_ORDER).id();

        Verdict replayed = replay(letter);
        Verdict archived = desk.archive(letter, Optional.empty(), SmallGateway.ANN, "done on the website");

        assertThat(replayed)
                .isInstanceOfSatisfying(
                        Verdict.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("by a program", "archive"));
        assertThat(archived).isInstanceOf(Verdict.Changed.class);
        assertThat(world.dispatch(letter).state()).isEqualTo(DispatchState.ARCHIVED);
    }

    @Test
    void whatSaysWhatHappenedCannotBeEdited() {
        DispatchId letter =
                world.dispatch(refusedParcel(), Dispatch.PUSH_TRACKING).id();
        String before = world.dispatch(letter).request();

        Verdict verdict = desk.edit(
                letter, "{}".getBytes(StandardCharsets.UTF_8), Optional.empty(), SmallGateway.ANN, "let us see");

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Invalid.class,
                        invalid -> assertThat(invalid.faults())
                                .singleElement()
                                .satisfies(fault ->
                                        assertThat(fault.detail()).contains("push-tracking", "cannot be edited")));
        assertThat(world.dispatch(letter).request()).isEqualTo(before);
    }

    @Test
    void aDeadParcelIsShownAsWhatItIs() {
        DispatchId letter =
                world.dispatch(refusedParcel(), Dispatch.PUSH_TRACKING).id();

        DeadLetters.Detail detail =
                new DeadLetters(world.ledger).find(letter, Scope.ALL, true).orElseThrow();

        assertThat(detail.nextStep()).isEqualTo("push-tracking");
        assertThat(detail.mayBeBought()).isFalse();
    }

    @Test
    void aReplayOfManyTakesThemAlong() {
        refusedParcel();

        ReplayBook.Preview preview =
                new ReplayBook(world.ledger, desk, world.clock).preview(DeadLetterFilter.ALL, false);

        assertThat(preview.byCause()).isEqualTo(Map.of("store-refused", 1L));
        assertThat(preview.skipped()).isEmpty();
    }

    private Verdict replay(DispatchId letter) {
        return desk.replay(letter, Optional.empty(), SmallGateway.ANN, "again", false);
    }

    /** The order "1" with a parcel that the store did not take. */
    private OrderId refusedParcel() {
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.advance(Duration.ofMinutes(2));
        world.shop.answers("1", Optional.of(new Outcome.Rejected(Cause.STORE_REFUSED, "422", "no")));
        world.aliexpress
                .held("#1")
                .getFirst()
                .parcel("a", "LP1", ReadProgress.ParcelStatus.SHIPPED, new ReadProgress.Line("TEE", new Sku("TEE"), 1));
        world.advance(SOON);
        assertThat(world.dispatch(order, Dispatch.PUSH_TRACKING).state()).isEqualTo(DispatchState.DEAD);
        return order;
    }
}
