package serai.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.fixture.MovedClock.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Sku;
import serai.dispatch.Channel;
import serai.dispatch.ErrandSource;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.ledger.Sql;
import serai.order.Listing;
import serai.order.Listings;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.Outcome;
import serai.provider.ReadStock;

@SuppressWarnings("NullAway.Init") // set before each test
class StockReaderTest {
    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final int A_BATCH = 2;

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private final Channel amazon = Samples.amazon(clock);
    private final Supplies supplies = new Supplies(INTERVAL);
    private Database ledger;
    private StockReader reader;

    @BeforeEach
    void open() {
        ledger = Ledgers.embedded(Samples.ledgerFile(folder));
        Connector.Works works = new Connector.Works(A_BATCH, Connector.StockBy.SKU, false, false, 0, false, false);
        reader =
                new StockReader(ledger, Map.of(Samples.AMAZON, works), supplies, new Offers(store -> Optional.empty()));
        List<Listing> listings = new ArrayList<>();
        for (String sku : List.of("A", "B", "C")) {
            listings.add(new Listing(Samples.SHOP, new Sku(sku), Samples.AMAZON, "", "", sku, 1, Optional.empty(), ""));
        }
        new Listings(ledger).loadFile(listings);
        supplies.followListings(ledger, NOON);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatWasAskedTooSoonIsAskedAgainWhenItMayBe() {
        ErrandSource.Task first = reader.take(amazon, NOON).orElseThrow();
        assertThat(reader.take(amazon, NOON)).isPresent();

        reader.failed(Samples.AMAZON, first, tooSoon(Duration.ofMillis(500)), NOON);

        assertThat(reader.take(amazon, NOON.plusMillis(499))).isEmpty();
        assertThat(reader.take(amazon, NOON.plusMillis(500)))
                .map(StockReaderTest::skus)
                .hasValue(skus(first));
    }

    @Test
    void whatFailsForItsOwnReasonsWaitsAsLongAsAfterAReading() {
        ErrandSource.Task first = reader.take(amazon, NOON).orElseThrow();
        assertThat(reader.take(amazon, NOON)).isPresent();

        reader.failed(Samples.AMAZON, first, new Outcome.Rejected(Cause.ITEM_UNKNOWN, "X", "no such SKU"), NOON);

        assertThat(reader.take(amazon, NOON.plus(INTERVAL).minusMillis(1))
                        .map(StockReaderTest::skus)
                        .filter(skus(first)::equals))
                .isEmpty();
    }

    @Test
    void whatWasOrderedLatelyIsReadFirst() {
        ledger.commit(tx ->
                tx.update(Sql.of(Supplies.class, "wanted-supply"), NOON, NOON, NOON, Samples.AMAZON, "", "", "C"));

        ErrandSource.Task first = reader.take(amazon, NOON).orElseThrow();

        assertThat(skus(first)).hasSize(A_BATCH).startsWith("C");
        assertThat(reader.take(amazon, NOON).map(StockReaderTest::skus).orElseThrow())
                .hasSize(1)
                .doesNotContainAnyElementsOf(skus(first));
        assertThat(reader.take(amazon, NOON)).isEmpty();
    }

    private static List<String> skus(ErrandSource.Task task) {
        return ((ReadStock) task.work())
                .items().stream().map(ReadStock.Item::supplierSku).toList();
    }

    private static Outcome tooSoon(Duration delay) {
        return new Outcome.Retryable(
                Cause.RATE_LIMITED, "", "too soon", Optional.of(delay), Outcome.Scope.ORDER, Optional.empty());
    }
}
