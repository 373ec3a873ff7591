package serai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.fixture.MovedClock;
import serai.fixture.Patience;
import serai.fixture.Samples;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;
import serai.ledger.Tx;
import serai.provider.Connector;

/** Two nodes write the same orders at the same time, in batches that take them in opposite order. */
@Timeout(Patience.HANGS)
class TwoNodesLocksPostgresTest {
    private static final Instant NOON = MovedClock.NOON;
    private static final int ORDERS = 8;
    private static final int ROUNDS = 12;

    private final List<Database> nodes = SharedPostgres.freshLedger(2);
    private final Database first = nodes.getFirst();
    private final Database second = nodes.getLast();
    private final OrderBook orders = new OrderBook(
            new Planner(
                    Samples.listings(first),
                    Map.of(
                            Samples.ALIEXPRESS,
                            new Connector.Limits(9, 1_000),
                            Samples.AMAZON,
                            new Connector.Limits(9, 1_000))),
            Samples.cancellations());

    @AfterEach
    void close() {
        nodes.forEach(Database::close);
    }

    @Test
    void twoNodesThatFollowTheSameOrdersInOppositeOrderAreNoDeadlockAndLoseNothing() throws Exception {
        List<Integer> up = IntStream.range(0, ORDERS).boxed().toList();
        List<Integer> down = new ArrayList<>(up);
        Collections.reverse(down);
        first.commit(tx -> word(tx, up, 1));
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int round = 2; round <= ROUNDS; round++) {
            int pieces = round;
            all.add(first.write(tx -> word(tx, up, pieces), 0));
            all.add(second.write(tx -> word(tx, down, pieces), 0));
            all.add(first.write(tx -> relayed(tx, new Random(pieces)), 0));
            all.add(second.write(tx -> relayed(tx, new Random(-pieces)), 0));
        }

        for (CompletableFuture<?> each : all) {
            each.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
        }

        for (int order : up) {
            Integer pieces = first.read(tx -> OrderBook.find(tx, id(order)))
                    .orElseThrow()
                    .content()
                    .lines()
                    .getFirst()
                    .quantity();
            assertThat(pieces).isEqualTo(ROUNDS);
        }
        assertThat(deadlocks()).isZero();
    }

    private static OrderId id(int order) {
        return OrderId.of(Samples.SHOP, "o" + order);
    }

    /** The store has another word on each of these. */
    private int word(Tx tx, List<Integer> some, int pieces) throws SQLException {
        for (int order : some) {
            StoreOrder fresh = Samples.order(
                    "o" + order,
                    NOON.plusSeconds(pieces),
                    StoreOrder.Standing.PLACE,
                    Samples.line("TEE", pieces),
                    Samples.line("MUG", 1));
            orders.record(tx, Samples.SHOP, fresh, "store shop", "", NOON.plusSeconds(pieces));
        }
        return some.size();
    }

    /** What waits is given to a broker, and comes back, in any order: worse than any node does it. */
    private static int relayed(Tx tx, Random random) throws SQLException {
        List<Dispatch> some = new ArrayList<>();
        for (int order : IntStream.range(0, ORDERS).toArray()) {
            some.addAll(Dispatches.ofOrder(tx, id(order)));
        }
        Collections.shuffle(some, random);
        int moved = 0;
        for (Dispatch one : some) {
            DispatchState to = one.state() == DispatchState.QUEUED ? DispatchState.WAITING : DispatchState.QUEUED;
            Move move = new Move(one, to).because("again").readyAt(NOON);
            moved += Dispatches.apply(tx, move, "relay", NOON) ? 1 : 0;
        }
        return moved;
    }

    @Test
    void ordersThatBringTheSameNewSkusInOppositeOrderAreNoDeadlock() throws Exception {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            List<Integer> up = IntStream.range(i * 5, i * 5 + 5).boxed().toList();
            List<Integer> down = new ArrayList<>(up);
            Collections.reverse(down);
            String name = "v" + i;
            all.add(first.write(tx -> record(tx, name + "a", up), 0));
            all.add(second.write(tx -> record(tx, name + "b", down), 0));
        }

        for (CompletableFuture<?> each : all) {
            each.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(deadlocks()).isZero();
    }

    private OrderBook.Recorded record(Tx tx, String id, List<Integer> skus) throws SQLException {
        StoreOrder.Line[] lines = skus.stream()
                .map(sku -> new StoreOrder.Line(
                        "l" + sku,
                        new Sku("SKU" + sku),
                        "Tee",
                        1,
                        1,
                        Money.of("19.95", "USD"),
                        Optional.of(new Sku("variant:" + sku))))
                .collect(Collectors.toList())
                .toArray(StoreOrder.Line[]::new);
        return orders.record(tx, Samples.SHOP, Samples.order(id, lines), "store shop", "", NOON);
    }

    /** Of this test's database, as its server counts them. */
    private long deadlocks() {
        return first.read(tx -> tx.first(
                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
                        row -> row.number("deadlocks")))
                .orElseThrow();
    }
}
