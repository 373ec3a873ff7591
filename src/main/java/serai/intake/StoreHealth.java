package serai.intake;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.base.Scope;
import serai.base.StoreId;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/** How well stores and the gateway hear of each other. Knows the stores that are visited, so not those that can only POST. */
public final class StoreHealth {
    private static final String STORES = Sql.of(StoreHealth.class, "store-health");
    private static final String GAPS = Sql.of(StoreHealth.class, "last-gaps-of-store");

    /**
     * Something that a store failed to tell us, found by looking.
     *
     * @param orders that no webhook had brought
     */
    public record Gap(Instant foundAt, Optional<Instant> since, long orders, String what) {}

    /**
     * One store.
     *
     * @param ordersUntil changes of its orders up to here are known, whatever its webhooks brought
     * @param hooksAt when its webhooks were last seen to be whole
     * @param note what came of the last visit, or empty
     * @param lastOrderAt when its latest order was recorded
     * @param offersWaiting SKUs that it has yet to hear of
     * @param offersRefused SKUs that it does not take
     * @param gaps the last ten, newest first
     */
    public record View(
            String store,
            Optional<Instant> ordersUntil,
            Optional<Instant> hooksAt,
            String note,
            Optional<Instant> lastOrderAt,
            long offersWaiting,
            long offersRefused,
            List<Gap> gaps) {
        private View with(List<Gap> found) {
            return new View(
                    store, ordersUntil, hooksAt, note, lastOrderAt, offersWaiting, offersRefused, List.copyOf(found));
        }
    }

    private StoreHealth() {}

    /**
     * Stores by name.
     *
     * @param after the last one of the page before; empty text for the first page
     */
    public static List<View> list(Database ledger, Scope scope, String after, int limit, Instant now) {
        return read(ledger, new Conditions().and("v.store > ?", after).within("v.store", scope), limit, now);
    }

    /** One store; empty when it is not visited, or not in the scope. */
    public static Optional<View> find(Database ledger, Scope scope, StoreId store, Instant now) {
        return read(ledger, new Conditions().and("v.store = ?", store).within("v.store", scope), 1, now).stream()
                .findFirst();
    }

    private static List<View> read(Database ledger, Conditions conditions, int limit, Instant now) {
        return ledger.read(tx -> {
            List<View> stores = new ArrayList<>();
            for (View store :
                    tx.list(conditions.in(STORES), StoreHealth::view, conditions.parametersBetween(now, limit))) {
                stores.add(store.with(gaps(tx, store.store())));
            }
            return stores;
        });
    }

    private static List<Gap> gaps(Tx tx, String store) throws SQLException {
        return tx.list(
                GAPS,
                row -> new Gap(row.time("found_at"), row.maybeTime("since"), row.number("orders"), row.text("what")),
                store);
    }

    private static View view(Row row) throws SQLException {
        return new View(
                row.text("store"),
                row.maybeTime("orders_until"),
                row.maybeTime("hooks_at"),
                row.text("note"),
                row.maybeTime("last_order_at"),
                row.number("waiting"),
                row.number("refused"),
                List.of());
    }
}
