package serai.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Embedded;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Opens a journal also where its file is damaged: the file is set aside as it is, for whoever may read more of it, and what
 * can be read is carried over into a new one under the same numbers, so that the front door opens all the same. What could
 * not be carried over is found out as missing when the rest is recorded.
 */
final class JournalRescue {
    private static final Logger LOG = LoggerFactory.getLogger(JournalRescue.class);
    private static final String NEXT = Sql.of(JournalRescue.class, "next-entry");
    /** Bytes of a file that is looked through at the start: a second or two of reading. Beyond, damage shows when it is read. */
    private static final long MOST_CHECKED = 256L << 20;

    /** In one piece; each takes a moment. */
    private static final int MOST_SKIPPED = 5_000;

    private static final int FEW_SKIPPED = 200;
    private static final String[] ENDS = {"", "-wal", "-shm"};

    private JournalRescue() {}

    /** Has the next start look through that file, whatever its size. */
    static void suspect(Path file) {
        try {
            Files.write(beside(file, ".suspect"), new byte[0]);
        } catch (IOException e) {
            LOG.warn("that the journal is to be looked through at the next start cannot be noted: {}", e.getMessage());
        }
    }

    /**
     * The journal in that file, ready to go on. A crash in the middle leaves the damaged file in its place, or the new one
     * beside it, and the next start goes on from there.
     *
     * @param left what lies beside it
     * @throws DatabaseUnavailable if the disk cannot take it
     * @throws IOException if a damaged file cannot be set aside
     */
    static JournalFile.Found open(Path file, DataSource writes, Optional<JournalTip.Word> left) throws IOException {
        Path fresh = beside(file, ".rescued");
        if (!Files.exists(file) && Files.exists(fresh)) {
            Files.move(fresh, file);
        }
        if (!damaged(file, writes)) {
            try {
                JournalFile.Found found = Embedded.alone(writes, tx -> JournalFile.prepare(tx, left, Optional.empty()));
                Files.deleteIfExists(beside(file, ".suspect"));
                return found;
            } catch (DatabaseUnavailable e) {
                if (!e.damaged()) {
                    throw e;
                }
            }
        }
        Path aside = beside(file, ".damaged-" + Files.getLastModifiedTime(file).toMillis());
        String what = "the journal's file was damaged, and is kept as " + aside.getFileName();
        LOG.error("{}; what can be read of it is carried over", what);
        for (String end : ENDS) {
            Files.deleteIfExists(beside(fresh, end));
        }
        JournalFile.Found found = carriedOver(Embedded.writes(fresh), file, left, what);
        if (Files.exists(beside(fresh, "-wal"))) {
            throw new IOException("the rescued journal is not whole yet: somebody else has it open");
        }
        setAside(file, aside);
        Files.move(fresh, file);
        Files.deleteIfExists(beside(file, ".suspect"));
        return found;
    }

    private static Path beside(Path file, String end) {
        return file.resolveSibling(file.getFileName() + end);
    }

    private static boolean damaged(Path file, DataSource writes) throws IOException {
        boolean suspected = Files.exists(beside(file, ".suspect"));
        if (!Files.exists(file) || (Files.size(file) > MOST_CHECKED && !suspected)) {
            return false;
        }
        try {
            return !Embedded.alone(writes, tx -> tx.first("PRAGMA quick_check(1)", row -> row.text("quick_check")))
                    .filter("ok"::equals)
                    .isPresent();
        } catch (DatabaseUnavailable e) {
            if (e.damaged()) {
                return true;
            }
            throw e;
        }
    }

    private static void setAside(Path file, Path aside) throws IOException {
        for (String end : new String[] {"-wal", ""}) {
            Path part = beside(file, end);
            if (Files.exists(part)) {
                Files.move(part, beside(aside, end), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(beside(file, "-shm"));
    }

    private static JournalFile.Found carriedOver(
            DataSource writes, Path from, Optional<JournalTip.Word> left, String what) {
        DataSource damaged = Embedded.reads(from, 1).getDataSource();
        return Embedded.alone(writes, to -> {
            JournalFile.tables(to);
            carryOver(damaged, to, left);
            return JournalFile.prepare(to, left, Optional.of(what));
        });
    }

    private static void carryOver(DataSource damaged, Tx to, Optional<JournalTip.Word> left) throws SQLException {
        try {
            Optional<String> id =
                    Embedded.alone(damaged, from -> from.first("SELECT id FROM identity", row -> row.text("id")));
            if (id.isPresent()) {
                to.update("INSERT INTO identity (id, epoch) VALUES (?, '')", id.get());
            }
        } catch (DatabaseUnavailable e) {
            LOG.warn("the damaged journal's name cannot be read: {}", e.getMessage());
        }
        long most = left.map(word -> word.mark().seq()).orElse(Long.MAX_VALUE);
        AtomicLong seq = new AtomicLong();
        int skipped = 0;
        boolean through = false;
        // The tip may be old after a power cut: a little is tried behind it, too.
        while (!through && skipped < (seq.get() < most ? MOST_SKIPPED : FEW_SKIPPED)) {
            long before = seq.get();
            try {
                Embedded.alone(damaged, from -> carryOver(from, to, seq));
                through = true;
            } catch (DatabaseUnavailable e) {
                if (!e.damaged()) {
                    throw e;
                }
                // A connection that has met damage is of no more use; behind the damage it may go on.
                skipped = seq.get() > before ? 0 : skipped + 1;
                seq.incrementAndGet();
            }
        }
        LOG.warn("what could be read of the damaged journal is carried over; it was read up to number {}", seq.get());
    }

    /** Copies what can be read behind a number, which moves on with it. @return how many */
    private static long carryOver(Tx from, Tx to, AtomicLong seq) throws SQLException {
        long carried = 0;
        for (Optional<Journal.Entry> next = from.first(NEXT, Journal::read, seq.get());
                next.isPresent();
                next = from.first(NEXT, Journal::read, seq.get())) {
            Journal.insert(to, next.get());
            seq.set(next.get().seq());
            carried++;
        }
        return carried;
    }
}
