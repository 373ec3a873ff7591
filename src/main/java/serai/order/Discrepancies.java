package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Dispatches;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook.Recorded;

/** Where a store's latest word differs from what was bought: told once each, never acted upon. */
final class Discrepancies {
    private static final String ADD_DISCREPANCY = Sql.of(Discrepancies.class, "add-discrepancy");
    private static final String LAST_DISCREPANCY = Sql.of(Discrepancies.class, "last-discrepancy");
    private static final String IN_VAIN = Sql.of(Discrepancies.class, "some-restored-in-vain");
    private static final String STOPPED = "the store restored the order after it was stopped here; ";
    private static final String RESTORED = STOPPED + "what was stopped is not bought by itself, and what"
            + " a supplier was asked to cancel stays asked for";

    /** Says that a discrepancy is over. */
    static final String AS_BOUGHT = "the order is again as it was bought";

    private Discrepancies() {}

    /**
     * What of the order is being bought or was: a changed wish is shown to people, never bought by itself.
     *
     * @param bought the order as it is bought
     * @param restored whether the store wants again what cannot be taken up by itself any more
     */
    static Recorded compare(
            Tx tx, OrderId id, StoreOrder bought, StoreOrder fresh, boolean restored, String actor, Instant now)
            throws SQLException {
        String difference = Differences.between(bought, fresh);
        Optional<StoreOrder> last =
                tx.first(LAST_DISCREPANCY, row -> Json.read(row.text("body"), StoreOrder.class), id);
        if (restored) {
            return discrepancy(tx, id, fresh, RESTORED + (difference.isEmpty() ? "" : "; " + difference), actor, now);
        }
        if (difference.isEmpty()) {
            boolean differed = last.filter(
                            body -> !Differences.between(bought, body).isEmpty())
                    .isPresent();
            return differed ? discrepancy(tx, id, fresh, AS_BOUGHT, actor, now) : Recorded.UNCHANGED;
        }
        boolean told =
                last.filter(body -> Differences.between(body, fresh).isEmpty()).isPresent();
        return told ? Recorded.UNCHANGED : discrepancy(tx, id, fresh, difference, actor, now);
    }

    /**
     * Whether people were told that the order was restored and is not bought by itself: they may have bought it elsewhere
     * since. Earlier versions told them so of every order that had been stopped.
     */
    static boolean restoredInVain(Tx tx, OrderId id) throws SQLException {
        return tx.first(IN_VAIN, row -> true, id, STOPPED + "%").isPresent();
    }

    private static Recorded discrepancy(
            Tx tx, OrderId id, StoreOrder fresh, String difference, String actor, Instant now) throws SQLException {
        tx.update(ADD_DISCREPANCY, id, now, difference, Json.write(fresh));
        Dispatches.addEvent(tx, id, Optional.empty(), now, actor, "DISCREPANCY", difference);
        return Recorded.DISCREPANCY;
    }
}
