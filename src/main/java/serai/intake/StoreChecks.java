package serai.intake;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.BeforePurchase;
import serai.dispatch.DispatchState;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.ReadOrder;

/** Orders that wait for their store's word, as the ledger keeps them: for how long already, and for what. */
final class StoreChecks {
    private static final String FIND = Sql.of(StoreChecks.class, "find-store-check");
    private static final String SAVE = Sql.of(StoreChecks.class, "save-store-check");
    private static final String DELETE = Sql.of(StoreChecks.class, "delete-store-check");
    private static final String LAST_END = Sql.of(StoreChecks.class, "last-end");
    private static final String FORGET = Sql.of(StoreChecks.class, "forget-store-checks");
    private static final String WAKE_HELD = Sql.of(StoreChecks.class, "wake-held");
    private static final String WAKE_ORDER = Sql.of(StoreChecks.class, "wake-order");
    /** Topics of Shopify by which something may be bought that was held or scheduled. */
    static final String HOLDS = StoreEvents.SHOPIFY + "fulfillment_orders/";

    private static final Pattern FULFILLMENT_ORDER = Pattern.compile("gid://shopify/FulfillmentOrder/([0-9]{1,20})");

    /**
     * One of them.
     *
     * @param unansweredSince empty while the store answers
     * @param waits in a row
     * @param holds the store's ids of what holds it, a blank before and after each
     * @param personAsked dispatches for which a person was asked, each with its refunds, one a line
     * @param unasked whether the timeline says that it is bought without the store's word
     */
    record Row(Optional<Instant> unansweredSince, int waits, String holds, String personAsked, boolean unasked) {
        static final Row NEW = new Row(Optional.empty(), 0, "", "", false);

        Row unanswered(Instant since) {
            return new Row(Optional.of(since), waits + 1, holds, personAsked, unasked);
        }

        Row held(List<ReadOrder.Hold> by) {
            String ids = by.stream().map(ReadOrder.Hold::id).collect(Collectors.joining(" ", " ", " "));
            return new Row(Optional.empty(), waits + 1, ids, personAsked, unasked);
        }

        Row told() {
            return new Row(unansweredSince, waits, holds, personAsked, true);
        }

        Row asksAPerson(DispatchId dispatch, List<String> refunds) {
            return new Row(unansweredSince, 0, holds, personAsked + asking(dispatch, refunds), unasked);
        }

        /** Whether a person was asked about these refunds already. */
        boolean personAsked(DispatchId dispatch, List<String> refunds) {
            return personAsked.contains(asking(dispatch, refunds));
        }

        private static String asking(DispatchId dispatch, List<String> refunds) {
            return dispatch + " " + String.join(" ", refunds) + "\n";
        }
    }

    private StoreChecks() {}

    static Row find(Tx tx, OrderId order) throws SQLException {
        return tx.first(
                        FIND,
                        row -> new Row(
                                row.maybeTime("unanswered_since"),
                                row.count("waits"),
                                row.text("holds"),
                                row.text("person_asked"),
                                row.number("unasked") == 1),
                        order)
                .orElse(Row.NEW);
    }

    static void save(Tx tx, OrderId order, Row row) throws SQLException {
        tx.update(SAVE, order, row.unansweredSince(), row.waits(), row.holds(), row.personAsked(), row.unasked());
    }

    /**
     * Whether a person was asked about these refunds already: if it goes again, that is the answer. Unless the store has
     * stopped it since and wants it again: nobody has answered then.
     */
    static boolean personSaidSo(Tx tx, OrderId order, DispatchId dispatch, Row row, List<String> refunds)
            throws SQLException {
        return row.personAsked(dispatch, refunds)
                && tx.first(LAST_END, end -> end.text("what"), order, dispatch)
                        .filter(DispatchState.DEAD.name()::equals)
                        .isPresent();
    }

    /** It waits for nothing any more. */
    static void over(Tx tx, OrderId order) throws SQLException {
        tx.update(DELETE, order);
    }

    /** Forgets those of which nothing waits any more: cancelled meanwhile, or bought. @return how many */
    static int forget(Tx tx) throws SQLException {
        return tx.update(FORGET);
    }

    /** What waits for a word that has come is due now. */
    static int due(Tx tx, OrderId order, Instant now) throws SQLException {
        return tx.update(WAKE_ORDER, now, order, BeforePurchase.CODE, now);
    }

    /**
     * Something about Shopify's holds and schedules has changed: what waits because of it is asked about at once.
     *
     * @param body names the fulfilment orders; where it does not, all that the store holds is asked about
     */
    static void holdsChanged(Tx tx, StoreId store, byte[] body, Instant now) throws SQLException {
        List<String> ids = FULFILLMENT_ORDER
                .matcher(new String(body, java.nio.charset.StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .map(gid -> gid.substring(gid.lastIndexOf('/') + 1))
                .distinct()
                .limit(20)
                .toList();
        for (String pattern : ids.isEmpty()
                ? List.of("%")
                : ids.stream().map(id -> "% " + id + " %").toList()) {
            tx.update(WAKE_HELD, now, store, now, pattern);
        }
    }
}
