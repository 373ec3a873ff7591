package serai.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serai.base.Sku;
import serai.dispatch.ErrandSource;
import serai.fixture.MovedClock;
import serai.fixture.Patience;
import serai.fixture.Samples;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;
import serai.order.Listing;
import serai.order.Listings;
import serai.provider.ReadStock;

/** Two nodes write down the stock of the same things at the same time, told of them in opposite order. */
@Timeout(Patience.HANGS)
class TwoNodesStockPostgresTest {
    private static final Instant NOON = MovedClock.NOON;
    private static final int THINGS = 20;
    private static final int ROUNDS = 15;

    private final List<Database> nodes = SharedPostgres.freshLedger(2);
    private final Supplies supplies = new Supplies(Duration.ofMinutes(15));

    @AfterEach
    void close() {
        nodes.forEach(Database::close);
    }

    @Test
    void twoNodesThatReadTheSameStockInOppositeOrderAreNoDeadlockAndLoseNothing() throws Exception {
        List<ReadStock.Item> up = IntStream.range(0, THINGS)
                .mapToObj(i -> new ReadStock.Item("p" + i, "", "S" + i))
                .toList();
        List<ReadStock.Item> down = new ArrayList<>(up);
        Collections.reverse(down);
        new Listings(nodes.getFirst())
                .loadFile(up.stream()
                        .map(item -> new Listing(
                                Samples.SHOP,
                                new Sku("SKU-" + item.supplierSku()),
                                Samples.AMAZON,
                                item.productId(),
                                item.variant(),
                                item.supplierSku(),
                                1,
                                Optional.empty(),
                                ""))
                        .toList());
        List<CompletableFuture<?>> both = new ArrayList<>();
        nodes.forEach(node -> both.add(CompletableFuture.runAsync(() -> supplies.followListings(node, NOON))));
        finish(both);

        both.add(CompletableFuture.runAsync(() -> read(nodes.getFirst(), up)));
        both.add(CompletableFuture.runAsync(() -> read(nodes.getLast(), down)));
        finish(both);

        for (ReadStock.Item item : up) {
            Supply supply = nodes.getFirst()
                    .read(tx -> Supplies.find(tx, Samples.AMAZON, item))
                    .orElseThrow();
            assertThat(supply.quantity()).isEqualTo(ROUNDS);
        }
        Optional<Long> deadlocks = nodes.getFirst()
                .read(tx -> tx.first(
                        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
                        row -> row.number("deadlocks")));
        assertThat(deadlocks).contains(0L);
    }

    private static void finish(List<CompletableFuture<?>> all) throws Exception {
        for (CompletableFuture<?> each : all) {
            each.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void read(Database node, List<ReadStock.Item> items) {
        Offers offers = new Offers(store -> Optional.of(new StockPolicy(
                0, Duration.ofHours(1), StockPolicy.WhenOld.FREEZE, true, Optional.empty(), Optional.empty())));
        StockReader reader = new StockReader(node, Map.of(), supplies, offers);
        for (int round = 1; round <= ROUNDS; round++) {
            int quantity = round;
            ReadStock.Found found = new ReadStock.Found(
                    items.stream()
                            .map(item ->
                                    new ReadStock.Reading(item, ReadStock.State.KNOWN, quantity, Optional.empty(), ""))
                            .toList(),
                    NOON.plusSeconds(round));
            reader.done(
                    Samples.AMAZON, new ErrandSource.Task(new ReadStock(items), ""), found, NOON.plusSeconds(round));
        }
    }
}
