package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.fixture.MovedClock;
import serai.fixture.Patience;
import serai.fixture.Samples;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;
import serai.provider.Connector;

/** One node hears that an order is cancelled while another hears that it was bought. */
class TwoNodesCancelPostgresTest {
    private static final Instant NOW = MovedClock.NOON;
    private static final OrderId ORDER = OrderId.of(Samples.SHOP, "1");

    private final List<Database> nodes = SharedPostgres.freshLedger(2);
    private final Database buyer = nodes.getFirst();
    private final Database canceller = nodes.getLast();
    private OrderBook orders;

    @BeforeEach
    void prepare() {
        Planner planner = new Planner(Samples.listings(buyer), Map.of(Samples.ALIEXPRESS, new Connector.Limits(3, 10)));
        orders = new OrderBook(planner, Samples.cancellations());
        buyer.commit(tx ->
                orders.record(tx, Samples.SHOP, Samples.order("1", Samples.line("TEE", 1)), "store shop", "", NOW));
    }

    @AfterEach
    void close() {
        nodes.forEach(Database::close);
    }

    @Test
    void aPurchaseThatEndsWhileItsOrderIsCancelledElsewhereIsCancelledToo() throws Exception {
        Dispatch attempting = moved(moved(placed(), DispatchState.QUEUED), DispatchState.ATTEMPTING);

        CompletableFuture<String> cancelled = canceller.write(
                tx -> {
                    OrderBook.Entry order = OrderBook.findToChange(tx, ORDER).orElseThrow();
                    String result = orders.cancelAsAsked(tx, order, "store shop", "changed my mind", NOW);
                    CompletableFuture<Boolean> bought = bought(attempting);
                    await().atMost(Patience.QUIET).until(() -> bought.isDone() || somebodyWaitsForALock());
                    return result;
                },
                0);
        cancelled.join();
        await().atMost(Patience.QUIET).until(() -> placed().state() == DispatchState.DONE);

        List<Dispatch> all = buyer.read(tx -> Dispatches.ofOrder(tx, ORDER));
        assertThat(all).extracting(Dispatch::kind).containsExactlyInAnyOrder("place-order", "cancel-order");
    }

    private CompletableFuture<Boolean> bought(Dispatch attempting) {
        Move end = new Move(attempting, DispatchState.DONE).supplierIds(List.of("8001"));
        return buyer.write(
                tx -> {
                    boolean mine = Dispatches.apply(tx, end, "dispatcher", NOW);
                    Samples.cancellations().follow(tx, attempting, end, NOW);
                    return mine;
                },
                0);
    }

    private boolean somebodyWaitsForALock() {
        return buyer.read(tx -> tx.first(
                                "SELECT COUNT(*) AS n FROM pg_locks WHERE NOT granted", row -> row.number("n")))
                        .orElseThrow()
                > 0;
    }

    private Dispatch placed() {
        return buyer.read(tx -> Dispatches.ofOrder(tx, ORDER)).stream()
                .filter(Dispatch::places)
                .findFirst()
                .orElseThrow();
    }

    private Dispatch moved(Dispatch dispatch, DispatchState to) {
        buyer.commit(tx -> Dispatches.apply(tx, new Move(dispatch, to), "test", NOW));
        return placed();
    }
}
