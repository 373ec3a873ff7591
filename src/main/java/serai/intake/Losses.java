package serai.intake;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Acknowledged messages that are known to be gone, or of which nobody can tell: in no journal and not in the ledger. Each
 * stays until a person has seen to it.
 */
public final class Losses {
    private static final String ADD = Sql.of(Losses.class, "add-loss");
    private static final String OPEN = Sql.of(Losses.class, "open-losses");
    private static final String SETTLE = Sql.of(Losses.class, "settle-losses");

    /**
     * Some that follow each other.
     *
     * @param journal whose entries they were
     * @param after the number of the last entry before them
     * @param until the number of the last of them; the same as {@code after} where nobody knows how many there were, if any
     * @param afterAt when the last entry before them came or was recorded, where that is known
     * @param untilAt when the last of them came, where that is known
     * @param what how that was found out, in words
     */
    public record Loss(
            String journal,
            String node,
            long after,
            long until,
            Optional<Instant> afterAt,
            Optional<Instant> untilAt,
            Instant noticedAt,
            String what) {
        private static Loss read(Row row) throws SQLException {
            return new Loss(
                    row.text("journal"),
                    row.text("node"),
                    row.number("after_seq"),
                    row.number("until_seq"),
                    row.maybeTime("after_at"),
                    row.maybeTime("until_at"),
                    row.time("noticed_at"),
                    row.text("what"));
        }

        /** How many messages; empty where nobody can tell. */
        public Optional<Long> messages() {
            return until > after ? Optional.of(until - after) : Optional.empty();
        }

        /** All that is known of it, in a sentence. */
        public String sentence() {
            String times = afterAt.map(at -> " after " + at).orElse("")
                    + untilAt.map(at -> " up to " + at).orElse("");
            return messages()
                    .map(count -> what + ": " + count + " acknowledged " + (count == 1 ? "message" : "messages")
                            + " (entries " + (after + 1) + " to " + until + ")" + times + " of node " + node
                            + " are gone")
                    .orElseGet(() -> what + ": what node " + node + " acknowledged" + times + " behind entry " + after
                            + " and did not record is gone, and nothing tells whether there was any");
        }
    }

    private Losses() {}

    /** Writes it down. @return false when it is known already */
    static boolean add(Tx tx, Loss loss) throws SQLException {
        return tx.update(
                        ADD,
                        loss.journal(),
                        loss.after(),
                        loss.until(),
                        loss.node(),
                        loss.afterAt(),
                        loss.untilAt(),
                        loss.noticedAt(),
                        loss.what())
                == 1;
    }

    /** Those that no person has seen to yet, oldest first. */
    public static List<Loss> open(Database ledger) {
        return ledger.read(tx -> tx.list(OPEN, Loss::read));
    }

    /** A person has seen to all of them. @return how many */
    public static int settle(Tx tx, String who, String why, Instant now) throws SQLException {
        return tx.update(SETTLE, now, who, why);
    }
}
