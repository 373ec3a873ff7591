package serai.operation;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import serai.base.StoreId;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Cause;

/** Keeps an incident open for each node that is gone while its disk may hold orders that nobody else has. */
public final class GoneNodes {
    /** Tells these incidents from those of people's holds. */
    private static final String MARK = "gone";

    private static final String OPEN = Sql.of(GoneNodes.class, "open-incident");
    private static final String CLOSE = Sql.of(GoneNodes.class, "close-incident");
    private static final String LIST = Sql.of(GoneNodes.class, "open-incidents-of-gone");
    private static final String CHANGE = Sql.of(GoneNodes.class, "change-incident-of-gone");

    /**
     * One of them.
     *
     * @param waiting entries that it had taken and not recorded when it was heard of last
     */
    public record Gone(String words, long waiting) {}

    private final Database ledger;

    public GoneNodes(Database ledger) {
        this.ledger = ledger;
    }

    /**
     * Opens an incident for each that has none, and closes those of nodes that are not among them any more.
     *
     * @param gone by the node's name
     * @throws serai.ledger.DatabaseUnavailable if the ledger is away
     */
    public void follow(Map<String, Gone> gone, Instant now) {
        Map<String, Long> open = ledger.read(GoneNodes::open);
        if (!gone.isEmpty() || !open.isEmpty()) {
            ledger.commit(tx -> follow(tx, gone, now));
        }
    }

    private static int follow(Tx tx, Map<String, Gone> gone, Instant now) throws SQLException {
        Map<String, Long> open = open(tx);
        int changed = 0;
        for (Map.Entry<String, Gone> one : gone.entrySet()) {
            String words = one.getValue().words();
            long waiting = one.getValue().waiting();
            Long known = open.get(one.getKey());
            if (known == null) {
                tx.first(
                        OPEN,
                        row -> row.number("id"),
                        Incident.JOURNAL,
                        Optional.<StoreId>empty(),
                        "",
                        MARK,
                        one.getKey(),
                        Optional.<Cause>empty(),
                        words,
                        now,
                        waiting);
                changed++;
            } else {
                changed += tx.update(CHANGE, words, waiting, known, words, waiting);
            }
        }
        for (Map.Entry<String, Long> known : open.entrySet()) {
            if (!gone.containsKey(known.getKey())) {
                changed += tx.update(CLOSE, now, "all that it had taken is accounted for", known.getValue());
            }
        }
        return changed;
    }

    private static Map<String, Long> open(Tx tx) throws SQLException {
        record Open(String node, long id) {}
        Map<String, Long> open = new HashMap<>();
        tx.list(LIST, row -> new Open(row.text("holder"), row.number("id")), Incident.JOURNAL, MARK)
                .forEach(one -> open.put(one.node(), one.id()));
        return open;
    }
}
