package serai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.base.Sku;
import serai.fixture.Samples;
import serai.ledger.Database;

/** Two nodes on one ledger buy by the same listings. */
abstract class ListingsSuite {
    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private Database ledger;
    private Listings one;
    private Listings other;

    abstract Database open();

    @BeforeEach
    void prepare() {
        ledger = open();
        one = new Listings(ledger, nanos::get);
        other = new Listings(ledger, nanos::get);
        one.loadFile(List.of(listing("TEE", "1005001")), new Listings.FileState("monday", MONDAY));
        other.refresh();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Listing listing(String sku, String product) {
        return new Listing(Samples.SHOP, new Sku(sku), Samples.ALIEXPRESS, product, "", "", 1, Optional.empty(), "");
    }

    private static Optional<String> product(Listings listings, String sku) {
        return listings.find(Samples.SHOP, new Sku(sku)).map(Listing::productId);
    }

    private void later() {
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    }

    private void byApi(String product) {
        ledger.commit(tx -> {
            one.put(tx, listing("TEE", product));
            return true;
        });
        one.refresh();
    }

    @Test
    void aListingChangedOnOneNodeIsBoughtByOnTheOtherWithinSeconds() {
        byApi("1005002");

        later();

        assertThat(product(other, "TEE")).contains("1005002");
    }

    @Test
    void aStartWithTheSameFileTakesNothingBackThatWasChangedByApi() {
        byApi("1005002");

        boolean taken = other.loadFile(
                List.of(listing("TEE", "1005001")), new Listings.FileState("monday", MONDAY.plusSeconds(60)));

        assertThat(taken).isFalse();
        assertThat(product(other, "TEE")).contains("1005002");
    }

    @Test
    void aNodeWithAnOlderFileTakesNothingBack() {
        boolean newer = one.loadFile(
                List.of(listing("TEE", "1005003"), listing("CAP", "1005004")),
                new Listings.FileState("tuesday", MONDAY.plus(Duration.ofDays(1))));
        boolean older = other.loadFile(List.of(listing("TEE", "1005000")), new Listings.FileState("sunday", MONDAY));

        later();

        assertThat(List.of(newer, older)).containsExactly(true, false);
        assertThat(product(other, "TEE")).contains("1005003");
        assertThat(product(one, "CAP")).contains("1005004");
    }
}
