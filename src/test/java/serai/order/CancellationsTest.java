package serai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.OrderId;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.fixture.FakeSupplier;
import serai.fixture.Samples;
import serai.fixture.SmallNode;
import serai.fixture.SmallWorld;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;

class CancellationsTest {
    private static final Duration SOON = Duration.ofMinutes(12);

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

    @Test
    void whatWasNotSentYetIsStopped() {
        world.amazon.down(true);
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.advance(Duration.ofMinutes(1));

        world.cancel(order);
        world.amazon.down(false);
        world.advance(SOON);

        assertThat(placed(order).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(world.amazon.purchases()).isEmpty();
        assertThat(world.dispatches(order, Dispatch.CANCEL_ORDER)).isEmpty();
    }

    @Test
    void whatMayBeBoughtIsCancelledOnceItTurnsOutThatItIs() {
        world.amazon.loses(() -> true);
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.node().round();
        assertThat(placed(order).state()).isEqualTo(DispatchState.UNCONFIRMED);

        world.cancel(order);
        assertThat(placed(order).state()).isEqualTo(DispatchState.UNCONFIRMED);
        world.amazon.loses(() -> false);
        world.advance(SOON);

        assertThat(world.amazon.held("#1").getFirst().cancelled()).isTrue();
        assertThat(placed(order).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(world.shop.messages("1")).containsExactly("order.cancelled");
    }

    @Test
    void theStoreIsToldOnceThatTheSupplierHasCancelled() {
        OrderId order = bought("MUG");
        world.amazon.cancelling(FakeSupplier.Cancelling.LATER);

        world.cancel(order);
        world.cancel(order);
        world.advance(Duration.ofHours(3), Duration.ofMinutes(1));

        assertThat(placed(order).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(world.dispatch(order, Dispatch.CANCEL_ORDER).state()).isEqualTo(DispatchState.DONE);
        assertThat(world.shop.messages("1")).containsExactly("order.cancelled");
    }

    @Test
    void aSecondWishAfterARefusedOneIsAskedAnew() {
        OrderId order = bought("MUG");
        world.amazon.cancelling(FakeSupplier.Cancelling.TOO_LATE);
        world.cancel(order);
        world.advance(SOON);

        world.amazon.cancelling(FakeSupplier.Cancelling.LATER);
        world.cancel(order);
        world.advance(Duration.ofHours(3), Duration.ofMinutes(1));

        assertThat(placed(order).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(world.shop.messages("1")).containsExactly("order.cancel-refused", "order.cancelled");
    }

    @Test
    void whatIsTooLateToCancelIsALetterForTheMerchantAndShips() {
        OrderId order = bought("MUG");
        world.amazon.cancelling(FakeSupplier.Cancelling.TOO_LATE);

        world.cancel(order);
        world.advance(SOON);
        world.amazon
                .held("#1")
                .getFirst()
                .parcel(
                        "a",
                        "TBA1",
                        ReadProgress.ParcelStatus.SHIPPED,
                        new ReadProgress.Line("MUG", new Sku("MUG"), 1));
        world.advance(SOON);

        assertThat(placed(order).state()).isEqualTo(DispatchState.DONE);
        assertThat(world.dispatch(order, Dispatch.CANCEL_ORDER).cause()).contains(Cause.TOO_LATE_TO_CANCEL);
        assertThat(world.shop.messages("1")).containsExactly("order.cancel-refused");
        assertThat(world.shop.told()).extracting(PushTracking::trackingNumber).containsExactly("TBA1");
    }

    @Test
    void whatNoProgramCanCancelIsATaskForTheMerchant() {
        OrderId order = bought("TEE");

        world.cancel(order);
        world.cancel(order);
        world.advance(SOON);

        Dispatch task = world.dispatch(order, Dispatch.CANCEL_ORDER);
        assertThat(task.state()).isEqualTo(DispatchState.DEAD);
        assertThat(task.cause()).contains(Cause.CANCEL_BY_HAND);
        assertThat(placed(order).state()).isEqualTo(DispatchState.DONE);
        assertThat(world.shop.messages("1")).containsExactly("order.cancel-by-hand");
    }

    @Test
    void whatTheSupplierHoldsUnpaidIsCancelledToo() {
        world.amazon.answers("#1", new Outcome.Unpaid(List.of("S-9"), "P", "not paid"));
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.advance(Duration.ofMinutes(1));
        assertThat(placed(order).cause()).contains(Cause.CREATED_UNPAID);
        world.amazon.holds(world.request(placed(order)));

        world.cancel(order);
        world.advance(SOON);

        assertThat(placed(order).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(world.shop.messages("1")).contains("order.cancelled").doesNotHaveDuplicates();
    }

    @Test
    void whatTurnsOutToBeHeldUnpaidAfterTheCancellationIsCancelledToo() {
        world.amazon.answers("#1", new Outcome.Taken(Duration.ofMinutes(1), "wait"));
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.node().round();
        world.cancel(order);
        assertThat(placed(order).state()).isEqualTo(DispatchState.WAITING);

        world.amazon.found("#1", new Outcome.Unpaid(List.of("S-9"), "P", "not paid"));
        world.amazon.holds(world.request(placed(order)));
        world.advance(SOON);

        assertThat(placed(order).state()).isEqualTo(DispatchState.CANCELLED);
    }

    @Test
    void aCrashBetweenAskingAndWritingItDownCancelsOnce() {
        OrderId order = bought("MUG");
        world.cancel(order);
        int[] steps = {0};
        for (int at = 1; at < 12; at++) {
            int end = at;
            steps[0] = 0;
            world.node().dies(() -> ++steps[0] == end);
            try {
                world.node().round();
            } catch (SmallNode.Crash crash) {
                world.crash();
            }
            world.clock.advance(Duration.ofSeconds(10));
        }
        world.node().dies(() -> false);
        world.advance(SOON);

        assertThat(placed(order).state()).isEqualTo(DispatchState.CANCELLED);
        assertThat(world.shop.messages("1")).containsExactly("order.cancelled");
    }

    private OrderId bought(String sku) {
        OrderId order = world.order("1", Samples.line(sku, 1));
        world.advance(Duration.ofMinutes(1));
        assertThat(placed(order).state()).isEqualTo(DispatchState.DONE);
        return order;
    }

    private Dispatch placed(OrderId order) {
        return world.dispatch(order, Dispatch.PLACE_ORDER);
    }
}
