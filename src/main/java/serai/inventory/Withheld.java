package serai.inventory;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import serai.base.Sku;
import serai.base.StoreId;
import serai.dispatch.Stops;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Offers of which a part is not told because people have switched it off. Each remembers which part, so that it comes up
 * by itself once that part is not stopped any more, whichever node stopped it and however long ago.
 */
final class Withheld {
    private static final String STORES = Sql.of(Withheld.class, "stores-with-withheld-offers");
    private static final String SOME = Sql.of(Withheld.class, "some-withheld-offer");
    private static final String WITHHOLD = Sql.of(Withheld.class, "withhold-offer");
    private static final String WAKE = Sql.of(Withheld.class, "wake-withheld-offers");
    private static final int STOCK = 1;
    private static final int PRICE = 2;
    private static final int BOTH = STOCK + PRICE;
    /** So that one commit never takes long; the next look follows soon. */
    private static final int AT_ONCE = 2_000;

    private final Stops stops;

    Withheld(Stops stops) {
        this.stops = stops;
    }

    /** Whether the store hears of nothing at all. */
    boolean everything(StoreId store) {
        return stopped(store) == BOTH;
    }

    boolean stock(StoreId store) {
        return stops.stock(store);
    }

    boolean prices(StoreId store) {
        return stops.prices(store);
    }

    private int stopped(StoreId store) {
        return (stops.stock(store) ? STOCK : 0) + (stops.prices(store) ? PRICE : 0);
    }

    /** The mark of an offer of which these parts are not told. */
    static int mark(boolean stock, boolean price) {
        return (stock ? STOCK : 0) + (price ? PRICE : 0);
    }

    /** Nothing is left to tell of it; it waits without being due. */
    static void put(Tx tx, StoreId store, Sku sku, int mark) throws SQLException {
        tx.update(WITHHOLD, mark, store, sku);
    }

    /** Makes due what is not stopped any more. */
    void wake(Database ledger, Instant now) {
        for (StoreId store : ledger.read(tx -> tx.list(STORES, row -> new StoreId(row.text("store"))))) {
            Object[] marks = marks(stopped(store));
            if (marks.length > 0
                    && ledger.read(tx -> tx.first(SOME, row -> true, store, marks[0], marks[1], marks[2]))
                            .isPresent()) {
                ledger.commit(tx -> tx.update(WAKE, now, store, store, marks[0], marks[1], marks[2], AT_ONCE));
            }
        }
    }

    /** Marks with a part in them that is not stopped; always three, or none. */
    private static Object[] marks(int stopped) {
        return switch (stopped) {
            case 0 -> List.of(STOCK, PRICE, BOTH).toArray();
            case STOCK -> List.of(PRICE, BOTH, BOTH).toArray();
            case PRICE -> List.of(STOCK, BOTH, BOTH).toArray();
            default -> new Object[0];
        };
    }
}
