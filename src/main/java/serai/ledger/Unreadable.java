package serai.ledger;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that this version cannot read: written by a newer one, or damaged. They are left where they are and as they are, for
 * the version that can read them or for a person, and the others go on. Known to this process only; found again after a
 * restart.
 */
public final class Unreadable {
    private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);
    private static final int MOST = 1_000;
    private static final Set<String> ROWS = ConcurrentHashMap.newKeySet();

    private Unreadable() {}

    /** Takes note of a row; says so the first time. Not why in the failure's own words: they may quote the row. */
    static void note(Row row, RuntimeException why) throws SQLException {
        String name = row.name();
        if (ROWS.size() < MOST && ROWS.add(name)) {
            StackTraceElement[] trace = why.getStackTrace();
            LOG.error(
                    "{} cannot be read and is left as it is, the others go on: {} at {}",
                    name,
                    why.getClass().getSimpleName(),
                    trace.length == 0 ? "an unknown place" : trace[0]);
        }
    }

    /** How many this process has met, at most 1,000; the metric {@code serai_rows_unreadable}. */
    public static int count() {
        return ROWS.size();
    }
}
