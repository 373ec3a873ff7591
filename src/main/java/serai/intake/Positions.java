package serai.intake;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.intake.Journal.Mark;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * How far a journal is recorded, as the ledger keeps it: in the transaction that records, by the journal's epoch, with the
 * hash of the entry. Earlier positions are kept some seconds apart for {@link #KEPT}, to find where two histories part.
 */
final class Positions {
    /** Longer than any journal keeps what is recorded. */
    static final Duration KEPT = Duration.ofDays(3);

    /** How far apart positions are kept. */
    static final Duration APART = Duration.ofSeconds(10);

    private static final int MOST_LOOKED_AT = 50_000;
    private static final String FIND = Sql.of(Positions.class, "position");
    private static final String LATEST = Sql.of(Positions.class, "latest-position");
    private static final String SAVE = Sql.of(Positions.class, "save-position");
    private static final String ADD_CHECKPOINT = Sql.of(Positions.class, "add-checkpoint");
    private static final String CHECKPOINTS = Sql.of(Positions.class, "checkpoints");
    private static final String FORGET = Sql.of(Positions.class, "forget-checkpoints");

    /**
     * A position as the ledger holds it.
     *
     * @param epoch empty where a version saved it that knew none
     */
    record Stored(String epoch, String node, Mark mark, Instant savedAt) {
        private static Stored read(Row row) throws SQLException {
            return new Stored(
                    row.text("epoch"),
                    row.text("node"),
                    new Mark(row.number("seq"), row.text("hash")),
                    row.time("saved_at"));
        }
    }

    private Positions() {}

    /** That of a journal in an epoch. */
    static Optional<Stored> find(Tx tx, String journal, String epoch) throws SQLException {
        return tx.first(FIND, Stored::read, journal, epoch);
    }

    /** The one of a journal that was saved last, whatever its epoch. */
    static Optional<Stored> latest(Tx tx, String journal) throws SQLException {
        return tx.first(LATEST, Stored::read, journal);
    }

    /** Saves it. */
    static void save(Tx tx, Journal journal, String node, Mark mark, Instant now) throws SQLException {
        tx.update(SAVE, journal.id(), journal.epoch(), node, mark.seq(), mark.hash(), now);
    }

    /** Keeps it beside those before it, and forgets what is too old to be needed. */
    static void keep(Tx tx, Journal journal, Mark mark, Instant now) throws SQLException {
        if (!mark.hash().isEmpty()) {
            tx.update(ADD_CHECKPOINT, journal.id(), mark.seq(), mark.hash(), now);
        }
        tx.update(FORGET, journal.id(), now.minus(KEPT));
    }

    /** Earlier ones at that number or before it, last first. */
    static List<Mark> before(Tx tx, String journal, long seq) throws SQLException {
        return tx.list(CHECKPOINTS, row -> new Mark(row.number("seq"), row.text("hash")), journal, seq, MOST_LOOKED_AT);
    }
}
