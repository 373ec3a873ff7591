package serai.privacy;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import serai.base.Address;
import serai.base.DispatchId;
import serai.ledger.Conditions;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.StoreOrder;

/** What people wrote elsewhere than at the order itself and that may speak of the customer; in the caller's transaction. */
final class Remarks {
    private static final String AUDIT = Sql.of(Remarks.class, "erase-audit");
    private static final String AUDIT_OF_SETS = Sql.of(Remarks.class, "erase-audit-of-sets");
    private static final String REPLAYS = Sql.of(Remarks.class, "erase-replays");
    private static final String NAMING = Sql.of(Remarks.class, "views-naming");
    private static final String VIEW = Sql.of(Remarks.class, "erase-view");
    /** Shorter words name nobody in particular. */
    private static final int TELLING = 5;

    private record View(String id, String text) {}

    private Remarks() {}

    /** Erases what was said when the dispatch was sent again, put away or shared out together with others. */
    static void aboutSetsWith(Tx tx, DispatchId dispatch) throws SQLException {
        tx.update(AUDIT_OF_SETS, Blanks.ERASED, dispatch, dispatch);
        tx.update(REPLAYS, Blanks.ERASED, Blanks.ERASED, dispatch);
    }

    /** Removes saved searches that look for the customer by what the order says of them. */
    static void searchesFor(Tx tx, StoreOrder order) throws SQLException {
        Stream<String> told = Stream.concat(
                Stream.of(order.email(), order.phone()), order.shipTo().stream().flatMap(Remarks::words));
        for (String word : told.map(String::strip)
                .filter(word -> word.length() >= TELLING)
                .distinct()
                .toList()) {
            for (View view : naming(tx, word)) {
                tx.update(AUDIT, Blanks.ERASED, view.id());
                tx.update(VIEW, view.id());
            }
        }
    }

    private static Stream<String> words(Address address) {
        return Stream.of(address.name(), address.phone(), address.line1());
    }

    private static List<View> naming(Tx tx, String word) throws SQLException {
        // Databases differ on the case of letters beyond ASCII: those match anything, and are looked at here.
        String pattern = Conditions.anywhere(word).replaceAll("[^\\x20-\\x7e]", "%");
        String lower = word.toLowerCase(Locale.ROOT);
        return tx
                .list(
                        NAMING,
                        row -> new View(row.text("id"), row.text("name") + "\n" + row.text("query")),
                        pattern,
                        pattern)
                .stream()
                .filter(view -> view.text().toLowerCase(Locale.ROOT).contains(lower))
                .toList();
    }
}
