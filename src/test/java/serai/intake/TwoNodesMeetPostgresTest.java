package serai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import serai.base.StoreId;
import serai.fixture.MovedClock;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;
import serai.store.ShopAddress;
import serai.store.Store;
import serai.store.Stores;

/** Two nodes that hear of a store for the first time at the same moment agree on since when and who it is. */
class TwoNodesMeetPostgresTest {
    private static final StoreId GROSS = new StoreId("gross");
    private static final StoreId LOOP = new StoreId("loop");

    @Test
    void twoNodesAgreeOnFirstContactAndOnWhoSpeaks() {
        try (Database ledger = SharedPostgres.freshLedger()) {
            Store gross = Stores.parse(
                            "stores.yaml", "- {id: gross, platform: woocommerce, webhookSecret: s}", Map.of())
                    .find(GROSS)
                    .orElseThrow();

            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> meets(ledger, MovedClock.NOON, "a.example")),
                            CompletableFuture.runAsync(
                                    () -> meets(ledger, MovedClock.NOON.plusSeconds(5), "b.example")))
                    .join();
            meets(ledger, MovedClock.NOON.plus(Duration.ofDays(9)), "c.example");

            record Contact(Instant firstAt, String speaker) {}
            var contacts = ledger.read(tx -> tx.list(
                    "SELECT * FROM store_contact ORDER BY store",
                    row -> new Contact(row.time("first_at"), row.text("speaker"))));
            assertThat(contacts).hasSize(2).allSatisfy(contact -> {
                assertThat(contact.firstAt()).isIn(MovedClock.NOON, MovedClock.NOON.plusSeconds(5));
                assertThat(contact.speaker()).isIn("a.example", "b.example");
            });
            String first = contacts.getFirst().speaker();
            String other = first.equals("a.example") ? "b.example" : "a.example";
            assertThat(objection(ledger, gross, first)).isEmpty();
            assertThat(objection(ledger, gross, other)).isPresent();
        }
    }

    private static void meets(Database ledger, Instant at, String speaker) {
        ShopAddress address = ShopAddress.of(speaker).orElseThrow();
        ledger.commit(tx -> {
            new Connections(Duration.ZERO).met(tx, new TreeMap<>(Map.of(LOOP, at, GROSS, at)));
            new Speakers().met(tx, new TreeMap<>(Map.of(GROSS, address, LOOP, address)));
            return speaker;
        });
    }

    private static Optional<String> objection(Database ledger, Store store, String speaker) {
        return ledger.read(tx -> new Speakers().objection(tx, store, ShopAddress.of(speaker)));
    }
}
