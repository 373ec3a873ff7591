package serai.intake;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * The journals that the ledger has ever heard of, with what their nodes said of them last. A journal, not a node, is what
 * has promised orders to stores: a node whose disk was replaced has another journal, and the old one is still owed.
 */
public final class KnownJournals {
    /** Not heard of for so long, its node is taken for gone. By the ledger's clock on both ends. */
    public static final Duration GONE = Duration.ofSeconds(60);

    private static final String LIST = Sql.of(KnownJournals.class, "known-journals");
    private static final String FORGET = Sql.of(KnownJournals.class, "forget-journal");
    private static final String ASSURED = Sql.of(KnownJournals.class, "assured-journal");
    private static final String DROP_MARKS = Sql.of(KnownJournals.class, "drop-inbox-of-journal");
    private static final String HAND_OVER = Sql.of(KnownJournals.class, "hand-over-journal");

    /**
     * One of them.
     *
     * @param journal its own id
     * @param node whose it is
     * @param boot the run of its node; empty when that stopped in good order
     * @param round grows each time that its node finds all recorded which it had taken before the round began
     * @param unrecorded entries that were not in the ledger when it spoke last; it may have taken more since
     * @param assured whether all that it ever took is in the ledger, be it in the inbox
     * @param saidAt epoch milliseconds of the ledger's clock
     * @param silent how long ago that was, by the same clock
     */
    public record Known(
            String journal,
            String node,
            String boot,
            long round,
            long unrecorded,
            boolean assured,
            long saidAt,
            Duration silent) {
        static Known read(Row row) throws SQLException {
            return new Known(
                    row.text("journal"),
                    row.text("node"),
                    row.text("boot"),
                    row.number("round"),
                    row.number("unrecorded"),
                    row.number("assured") == 1,
                    row.number("said_at"),
                    Duration.ofMillis(row.number("silent")));
        }

        /** Whether its node stopped in good order, or was handed over: nobody takes anything into it any more. */
        public boolean ended() {
            return assured && boot.isEmpty();
        }

        /** Whether nobody has spoken for it for {@link #GONE}. */
        public boolean gone() {
            return silent.compareTo(GONE) >= 0;
        }

        /** Whether its node is gone and may have taken orders that only its disk holds. */
        public boolean stranded() {
            return gone() && !assured;
        }
    }

    private KnownJournals() {}

    /** All of them, by node. @throws serai.ledger.DatabaseUnavailable if the ledger is away */
    public static List<Known> list(Database ledger) {
        return ledger.read(KnownJournals::list);
    }

    static List<Known> list(Tx tx) throws SQLException {
        return tx.list(LIST, Known::read);
    }

    /**
     * Waits for that journal no more: what only it holds is given up. A node that lives is known again within a second.
     *
     * @return false when its node has spoken since it was looked at; then nothing changed
     */
    public static boolean forget(Database ledger, Known known) {
        return ledger.commit(tx -> {
            boolean forgotten = tx.update(FORGET, known.journal(), known.saidAt()) == 1;
            if (forgotten) {
                tx.update(DROP_MARKS, known.journal());
            }
            return forgotten;
        });
    }

    /** Whether all that a journal ever took is in the ledger or its inbox. */
    static boolean assured(Tx tx, String journal) throws SQLException {
        return tx.first(ASSURED, row -> true, journal).isPresent();
    }

    /** All that the journal holds is in the ledger or its inbox, and its node is known to be gone. */
    static void handOver(Tx tx, String journal, String node) throws SQLException {
        tx.update(HAND_OVER, journal, node);
    }
}
