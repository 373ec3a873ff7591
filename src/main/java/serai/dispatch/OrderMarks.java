package serai.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import serai.base.OrderId;
import serai.ledger.Sql;
import serai.ledger.Tx;

/** What an order is found by beside its ids: SKUs, our references, suppliers' numbers. No personal data is among it. */
public final class OrderMarks {
    private static final String ADD = Sql.of(OrderMarks.class, "add-marks");
    private static final int AT_ONCE = 8;

    private OrderMarks() {}

    /** Adds marks to an order that is in the ledger; those that it has already are no matter. */
    public static void add(Tx tx, OrderId order, Collection<String> marks) throws SQLException {
        List<String> left = new ArrayList<>(new LinkedHashSet<>(marks));
        for (int from = 0; from < left.size(); from += AT_ONCE) {
            Object[] parameters = new Object[AT_ONCE + 1];
            for (int i = 0; i < AT_ONCE; i++) {
                parameters[i] = left.get(Math.min(from + i, left.size() - 1));
            }
            parameters[AT_ONCE] = order;
            tx.update(ADD, parameters);
        }
    }

    /** What the order of such a request is found by: its SKUs and its reference. */
    public static Set<String> of(String request) {
        JsonNode tree = LetterRows.tree(request);
        Set<String> marks = LetterRows.skus(tree);
        String reference = tree.path("reference").asText();
        if (!reference.isEmpty()) {
            marks.add(reference);
        }
        return marks;
    }
}
