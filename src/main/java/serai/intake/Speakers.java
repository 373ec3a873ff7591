package serai.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import serai.base.Json;
import serai.base.StoreId;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.store.ShopAddress;
import serai.store.Store;

/**
 * Which shop speaks for a store. A copy of a shop, made to try something out, keeps its webhooks and their secret; only the
 * address that it gives itself differs (woocommerce-payments#5266). What another shop says is not done: its order 5010 is
 * not ours. A store speaks as its entry says, else as it spoke at first, or as a person has accepted.
 */
final class Speakers {
    private static final String FIRST = Sql.of(Speakers.class, "find-speaker");
    private static final String SAVE_FIRST = Sql.of(Speakers.class, "save-speaker");
    private static final String ACCEPTED = Sql.of(Speakers.class, "speaker-accepted");
    private static final String ACCEPT = Sql.of(Speakers.class, "accept-speaker");

    private final Map<StoreId, ShopAddress> known = new ConcurrentHashMap<>();

    /** As whom the sender of an entry speaks; empty where it does not say, as what we have fetched ourselves does not. */
    static Optional<ShopAddress> of(Journal.Entry entry) {
        try {
            return of(Json.read(entry.headers().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("headers are no JSON", e);
        }
    }

    private static Optional<ShopAddress> of(JsonNode headers) {
        String said = headers.path("x-wc-webhook-source")
                .asText(headers.path("x-shopify-shop-domain").asText(""));
        return ShopAddress.of(said);
    }

    /** Whether it is known without the ledger that such a sender is another shop than the store. */
    static boolean isOther(Store store, Map<String, String> headers) {
        Optional<ShopAddress> named = store.speaksAs();
        return named.isPresent()
                && of(Json.mapper().valueToTree(headers))
                        .filter(said -> !named.get().isSame(said))
                        .isPresent();
    }

    /** Takes note of who speaks first for each store whose entry does not say it; only the first counts. */
    void met(Tx tx, SortedMap<StoreId, ShopAddress> speakers) throws SQLException {
        for (Map.Entry<StoreId, ShopAddress> speaker : speakers.entrySet()) {
            if (known.containsKey(speaker.getKey())) {
                continue;
            }
            Optional<ShopAddress> before = first(tx, speaker.getKey());
            if (before.isPresent()) {
                known.put(speaker.getKey(), before.get());
            } else {
                // Not kept in mind: it may still be taken back, or another node may be first.
                tx.update(SAVE_FIRST, speaker.getValue(), speaker.getKey());
            }
        }
    }

    private static Optional<ShopAddress> first(Tx tx, StoreId store) throws SQLException {
        return tx.first(FIRST, row -> row.maybeText("speaker"), store)
                .flatMap(found -> found)
                .flatMap(ShopAddress::of);
    }

    /**
     * Why what that sender says is not done for the store; empty where it is the store.
     *
     * @param said as whom the sender speaks
     */
    Optional<String> objection(Tx tx, Store store, Optional<ShopAddress> said) throws SQLException {
        if (said.isEmpty()) {
            return Optional.empty();
        }
        Optional<ShopAddress> expected = store.speaksAs();
        if (expected.isEmpty()) {
            ShopAddress kept = known.get(store.id());
            expected = kept == null ? first(tx, store.id()) : Optional.of(kept);
        }
        boolean same = expected.isEmpty() || expected.get().isSame(said.get());
        if (same || tx.first(ACCEPTED, row -> true, store.id(), said.get()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("it came from " + said.get() + ", while store " + store.id() + " is " + expected.get());
    }

    /** From now on, that sender is taken for the store, too. */
    static void accept(Tx tx, StoreId store, ShopAddress speaker, String actor, Instant now) throws SQLException {
        tx.update(ACCEPT, store, speaker, now, actor);
    }
}
