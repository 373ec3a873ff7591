package serai.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;
import serai.ledger.Tx;
import serai.provider.Connector;

/** Two nodes hear at once of two variations that report their parent's SKU. */
class TwoNodesSkuPostgresTest {
    private static final Instant NOW = MovedClock.NOON;

    private final List<Database> nodes = SharedPostgres.freshLedger(2);
    private final Database first = nodes.getFirst();
    private final Database second = nodes.getLast();
    private final OrderBook orders = new OrderBook(
            new Planner(Samples.listings(first), Map.of(Samples.ALIEXPRESS, new Connector.Limits(3, 10))),
            Samples.cancellations());

    @AfterEach
    void close() {
        nodes.forEach(Database::close);
    }

    @Test
    void twoVariationsUnderOneSkuAreNotBothBoughtByTwoNodes() {
        CompletableFuture<CompletableFuture<OrderBook.Recorded>> both = first.write(
                tx -> {
                    record(tx, "1", "9001");
                    CompletableFuture<OrderBook.Recorded> other =
                            second.write(elsewhere -> record(elsewhere, "2", "9002"), 0);
                    await().until(() -> other.isDone() || somebodyWaitsForALock());
                    return other;
                },
                0);
        both.join().join();

        assertThat(channels("1")).containsExactly(Samples.ALIEXPRESS.value());
        assertThat(channels("2")).containsExactly(Dispatch.UNMAPPED.value());
    }

    private OrderBook.Recorded record(Tx tx, String id, String variation) throws SQLException {
        var line = new StoreOrder.Line(
                "1",
                new Sku("TEE"),
                "Tee",
                1,
                1,
                Money.of("19.95", "USD"),
                Optional.of(new Sku("variant:" + variation)));
        return orders.record(tx, Samples.SHOP, Samples.order(id, line), "store shop", "", NOW);
    }

    private List<String> channels(String id) {
        return first.read(tx -> Dispatches.ofOrder(tx, OrderId.of(Samples.SHOP, id))).stream()
                .map(dispatch -> dispatch.channel().value())
                .toList();
    }

    private boolean somebodyWaitsForALock() {
        return second.read(tx -> tx.first(
                                "SELECT COUNT(*) AS n FROM pg_locks WHERE NOT granted", row -> row.number("n")))
                        .orElseThrow()
                > 0;
    }
}
