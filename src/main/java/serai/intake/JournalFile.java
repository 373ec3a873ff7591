package serai.intake;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * A journal's file as it is found at the start: its tables, its name, and whether it still ends where the process before had
 * left it. A file that was made anew or has gone back begins an epoch, and never gives a number twice.
 */
final class JournalFile {
    private static final String LAST_HELD = Sql.of(JournalFile.class, "last-held-entry");
    private static final String NEW_EPOCH = Sql.of(JournalFile.class, "new-epoch");
    private static final String ADD_SETBACK = Sql.of(JournalFile.class, "add-setback");
    private static final String SAVE_MARK = Sql.of(JournalFile.class, "save-mark");
    private static final String SKIP = Sql.of(JournalFile.class, "skip-numbers");
    private static final String BEGIN_NUMBERS = Sql.of(JournalFile.class, "begin-numbers");
    private static final String LAST = Sql.of(JournalFile.class, "last-entry");
    private static final String HASH_AT = Sql.of(JournalFile.class, "hash-at");

    /**
     * What the journal goes on from.
     *
     * @param at when the last entry that it holds came
     */
    record Found(String id, String epoch, Journal.Mark tail, Instant at) {}

    private record Identity(String id, String epoch) {}

    private record Held(long seq, Instant at) {}

    private JournalFile() {}

    /** Makes the tables that are missing. */
    static void tables(Tx tx) throws SQLException {
        tx.update(Sql.of(JournalFile.class, "journal"));
        tx.update(Sql.of(JournalFile.class, "journal-index"));
        tx.update(Sql.of(JournalFile.class, "journal-identity"));
        tx.update(Sql.of(JournalFile.class, "journal-marks"));
        tx.update(Sql.of(JournalFile.class, "journal-setbacks"));
        ofEarlierVersion(tx, "entry", "hash");
        ofEarlierVersion(tx, "identity", "epoch");
        tx.update(BEGIN_NUMBERS);
    }

    /**
     * Makes what is missing, compares the file with its tip, and says who it is from now on.
     *
     * @param damage in words, where the file had to be made of what could be read of another
     */
    static Found prepare(Tx tx, Optional<JournalTip.Word> tip, Optional<String> damage) throws SQLException {
        tables(tx);
        Identity known = identity(tx, tip);
        Optional<String> doubt = tip.isPresent() ? doubt(tx, known.id(), tip.get()) : Optional.empty();
        String epoch = known.epoch();
        if (damage.isPresent()) {
            Instant at = held(tx).map(Held::at).orElse(Instant.EPOCH);
            Journal.Mark here = last(tx);
            boolean cut = tip.isPresent() && tip.get().mark().seq() > here.seq();
            JournalTip.Word end = cut ? tip.get() : new JournalTip.Word(known.id(), here, at);
            epoch = setBack(tx, known.id(), end, here.seq(), damage.get());
        } else if (doubt.isPresent()) {
            epoch = setBack(tx, known.id(), tip.orElseThrow(), 0, doubt.get());
        } else if (epoch.isEmpty()) {
            epoch = begin(tx);
        }
        Instant at = held(tx).map(Held::at).orElse(Instant.EPOCH);
        return new Found(known.id(), epoch, last(tx), at);
    }

    private static Identity identity(Tx tx, Optional<JournalTip.Word> tip) throws SQLException {
        Optional<Identity> known =
                tx.first("SELECT id, epoch FROM identity", row -> new Identity(row.text("id"), row.text("epoch")));
        if (known.isPresent()) {
            return known.get();
        }
        // The node goes on under the name that the ledger knows, when only the journal's own file is gone.
        String id = tip.map(JournalTip.Word::journal)
                .orElseGet(() -> UUID.randomUUID().toString());
        tx.update("INSERT INTO identity (id, epoch) VALUES (?, '')", id);
        return new Identity(id, "");
    }

    private static void ofEarlierVersion(Tx tx, String table, String column) throws SQLException {
        boolean there = tx
                .list("SELECT name FROM pragma_table_info('" + table + "')", row -> row.text("name"))
                .contains(column);
        if (!there) {
            tx.update("ALTER TABLE " + table + " ADD COLUMN " + column + " TEXT");
        }
    }

    /** Why the file cannot be the one that was left here. */
    private static Optional<String> doubt(Tx tx, String id, JournalTip.Word tail) throws SQLException {
        if (!tail.journal().equals(id)) {
            return Optional.of("another journal stands in the place of this node's own");
        }
        long last = last(tx).seq();
        if (last < tail.mark().seq()) {
            return Optional.of(
                    last == 0 ? "the journal's file was gone" : "the journal ends before what it had acknowledged");
        }
        Optional<String> hash = hashAt(tx, tail.mark().seq());
        return hash.isPresent() && !hash.get().equals(tail.mark().hash())
                ? Optional.of("the journal holds other entries than it had acknowledged")
                : Optional.empty();
    }

    /** @param sound the number of the last entry that is there for certain, where the file does not end too early */
    private static String setBack(Tx tx, String id, JournalTip.Word tail, long sound, String what)
            throws SQLException {
        Optional<Held> held = held(tx);
        long until = tail.mark().seq();
        // Of another journal, none is here. Where the entries are others, nobody knows from where on.
        boolean cut = tail.journal().equals(id) && last(tx).seq() < until;
        long after = cut ? held.map(Held::seq).orElse(0L) : sound;
        String epoch = renew(tx, cut ? until : 0);
        Setback setback = new Setback(
                epoch,
                tail.journal(),
                after,
                held.filter(one -> cut).map(Held::at),
                until,
                Optional.of(tail.at()),
                what);
        tx.update(
                ADD_SETBACK,
                setback.epoch(),
                setback.journal(),
                setback.after(),
                setback.afterAt(),
                setback.until(),
                setback.untilAt(),
                setback.what());
        return epoch;
    }

    private static Optional<Held> held(Tx tx) throws SQLException {
        return tx.first(LAST_HELD, row -> new Held(row.number("seq"), row.time("received_at")));
    }

    private static String begin(Tx tx) throws SQLException {
        String epoch = UUID.randomUUID().toString();
        tx.update(NEW_EPOCH, epoch);
        return epoch;
    }

    /**
     * Begins an epoch.
     *
     * @param past numbers up to this one are not given any more
     * @return the epoch
     */
    static String renew(Tx tx, long past) throws SQLException {
        String epoch = begin(tx);
        if (last(tx).seq() < past) {
            tx.update(SAVE_MARK, past, Chain.restart(epoch, past));
            tx.update(SKIP, past, past);
        }
        return epoch;
    }

    /** The last number that was given, and its hash. */
    static Journal.Mark last(Tx tx) throws SQLException {
        long seq = tx.first(LAST, row -> row.number("seq")).orElse(0L);
        return new Journal.Mark(seq, hashAt(tx, seq).orElse(""));
    }

    /** The hash at a number; empty where nothing is known of it, an empty text where an earlier version made none. */
    static Optional<String> hashAt(Tx tx, long seq) throws SQLException {
        return tx.first(HASH_AT, (Row row) -> row.text("hash"), seq, seq);
    }
}
