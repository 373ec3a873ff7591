package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Attempt;
import serai.dispatch.Attempts;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.dispatch.Node;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;
import serai.ledger.Tx;
import serai.order.OrderBook.Recorded;
import serai.provider.Connector;
import serai.provider.PlaceOrder;
import serai.provider.Task;

/** One node hears that an order was edited while another begins to buy it: never both win. */
class TwoNodesEditPostgresTest {
    private static final OrderId ORDER = OrderId.of(Samples.SHOP, "1");

    private final MovedClock clock = new MovedClock();
    private final List<Database> nodes = SharedPostgres.freshLedger(2);
    private final Database buyer = nodes.getFirst();
    private final Database editor = nodes.getLast();
    private OrderBook orders;
    private Attempts attempts;

    @BeforeEach
    void prepare() {
        Planner planner = new Planner(Samples.listings(buyer), Map.of(Samples.ALIEXPRESS, new Connector.Limits(3, 10)));
        orders = new OrderBook(planner, Samples.cancellations());
        buyer.commit(tx -> record(tx, Samples.order("1", Samples.line("TEE", 1))));
        buyer.commit(tx -> Dispatches.apply(
                tx, new Move(placed(), DispatchState.QUEUED).queuedBy("n1"), "relay", clock.instant()));
        attempts = new Attempts(
                new Channels(List.of(Samples.aliExpress(clock)), buyer, clock),
                buyer,
                new Node("n1", "boot1"),
                clock,
                Samples.lowest(),
                new Replanning(planner),
                (attempt, outcome, move, at) -> {});
    }

    @AfterEach
    void close() {
        nodes.forEach(Database::close);
    }

    @Test
    void anAttemptThatMeetsAnEditUnderWayBuysAsEdited() throws Exception {
        CompletableFuture<Recorded> edited = new CompletableFuture<>();
        CompletableFuture<@Nullable Attempt> begun = new CompletableFuture<>();
        editor.write(
                        tx -> {
                            Recorded recorded = record(tx, edited());
                            Thread.ofPlatform().daemon().start(() -> begin(begun));
                            await().until(() -> begun.isDone() || somebodyWaitsForALock());
                            return recorded;
                        },
                        0)
                .thenAccept(edited::complete);

        Attempt attempt = begun.get(20, TimeUnit.SECONDS);

        assertThat(edited.get(20, TimeUnit.SECONDS)).isEqualTo(Recorded.CHANGED);
        assertThat(attempt).isNotNull();
        assertThat(pieces(((Task) attempt.task()).order())).isEqualTo(2);
        assertThat(pieces(Json.read(placed().request(), PlaceOrder.class))).isEqualTo(2);
    }

    @Test
    void anEditThatMeetsAnAttemptUnderWayIsADiscrepancy() throws Exception {
        Dispatch queued = placed();
        CompletableFuture<Recorded> edited = new CompletableFuture<>();
        Instant now = clock.instant();
        buyer.write(
                        tx -> {
                            boolean mine =
                                    Dispatches.apply(tx, new Move(queued, DispatchState.ATTEMPTING), "test", now);
                            editor.write(inner -> record(inner, edited()), 0).thenAccept(edited::complete);
                            await().until(() -> edited.isDone() || somebodyWaitsForALock());
                            return mine;
                        },
                        0)
                .join();

        assertThat(edited.get(20, TimeUnit.SECONDS)).isEqualTo(Recorded.DISCREPANCY);
        assertThat(placed().state()).isEqualTo(DispatchState.ATTEMPTING);
        assertThat(pieces(Json.read(placed().request(), PlaceOrder.class))).isEqualTo(1);
    }

    private void begin(CompletableFuture<@Nullable Attempt> begun) {
        try {
            begun.complete(attempts.begin(placed().id().value(), "aliexpress"));
        } catch (InterruptedException | RuntimeException e) {
            begun.completeExceptionally(e);
        }
    }

    private StoreOrder edited() {
        return Samples.order("1", clock.instant().plusSeconds(5), StoreOrder.Standing.PLACE, Samples.line("TEE", 2));
    }

    private Recorded record(Tx tx, StoreOrder order) throws java.sql.SQLException {
        return orders.record(tx, Samples.SHOP, order, "store shop", "", clock.instant());
    }

    private static int pieces(PlaceOrder order) {
        return order.items().getFirst().quantity();
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
}
