package serai.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Embedded;
import serai.ledger.GroupWriter;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * The node's local journal: what the front door has said yes to, as it came. {@link #append} is done after fsync. Entries
 * are kept for a while after the recorder has carried them into the ledger, so that a question can be answered from the
 * raw bytes, and so that a ledger that went back can be told again.
 *
 * <p>Each entry carries the hash of the one before it and of itself ({@link Chain}), and a journal that was made anew or
 * went back says so by its {@link #epoch}: a number alone proves nothing.
 */
public final class Journal implements AutoCloseable {
    private static final String APPEND = Sql.of(Journal.class, "append-entry");
    private static final String AFTER = Sql.of(Journal.class, "entries-after");
    private static final String LATEST = Sql.of(Journal.class, "latest-of-order");
    private static final String TRIM = Sql.of(Journal.class, "trim-entries");
    private static final String FIRST = Sql.of(Journal.class, "first-entry");
    private static final String SAVE_MARK = Sql.of(Journal.class, "save-mark");
    private static final String DROP_MARKS = Sql.of(Journal.class, "drop-marks");
    private static final String SETBACKS = Sql.of(Journal.class, "setbacks-to-tell");
    private static final String SETBACK_TOLD = Sql.of(Journal.class, "setback-told");
    private static final String TOUCH = Sql.of(Journal.class, "touch-journal");
    private static final int BATCH = 512;
    private static final int TRIM_AT_ONCE = 2_000;
    /** In place of a store's name that was damaged. */
    private static final StoreId NO_STORE = new StoreId("damaged");

    /**
     * What came in.
     *
     * @param kind {@code order}, {@code cancel}, {@code shopify:<topic>} or {@code woocommerce:<topic>}
     * @param order our id of the order it speaks of, where its body says which
     * @param storeOrderId the store's id of it, or empty
     * @param headers those of the platform, as JSON; no credentials
     * @param hash of this entry and all before it; empty before it is appended, and in entries of an earlier version
     */
    @SuppressWarnings("ArrayRecordComponent") // the raw bytes; entries are never compared
    public record Entry(
            long seq,
            Instant receivedAt,
            StoreId store,
            String kind,
            Optional<OrderId> order,
            String storeOrderId,
            String traceparent,
            String headers,
            byte[] body,
            String hash) {
        /** One that is not in the chain yet. */
        public Entry(
                long seq,
                Instant receivedAt,
                StoreId store,
                String kind,
                Optional<OrderId> order,
                String storeOrderId,
                String traceparent,
                String headers,
                byte[] body) {
            this(seq, receivedAt, store, kind, order, storeOrderId, traceparent, headers, body, "");
        }

        /** The same as the next link behind that one. */
        Entry behind(Mark before) {
            Entry numbered = with(before.seq() + 1, "");
            return numbered.with(numbered.seq(), Chain.next(before.hash(), numbered));
        }

        private Entry with(long number, String link) {
            return new Entry(number, receivedAt, store, kind, order, storeOrderId, traceparent, headers, body, link);
        }

        /** Its place in the chain. */
        public Mark mark() {
            return new Mark(seq, hash);
        }
    }

    /**
     * A place in a journal's chain.
     *
     * @param seq an entry's number; 0 before the first
     * @param hash that of the entry; empty where an earlier version made none
     */
    public record Mark(long seq, String hash) {
        /** Before the first entry. */
        public static final Mark START = new Mark(0, "");
    }

    /** Who hears what became of an entry. */
    interface Appended {
        /** @param bytes of the body */
        void heard(int bytes, boolean written);
    }

    private final Path file;
    private final Database database;
    private volatile Appended appended = (bytes, written) -> {};
    private final JournalTip tip;
    private final String id;
    private volatile String epoch;
    private volatile Mark tail;
    /** The transaction that the next two belong to; only the writer's thread touches them. */
    private @Nullable Tx under;

    private Mark next;
    private Instant nextAt;

    private Journal(Path file, Database database, JournalTip tip, JournalFile.Found found) {
        this.file = file;
        this.database = database;
        this.tip = tip;
        this.id = found.id();
        this.epoch = found.epoch();
        this.tail = found.tail();
        this.next = found.tail();
        this.nextAt = found.at();
        leaveWord();
        database.onEnd(this::ended);
    }

    /**
     * Opens the journal in that file; makes it if it is not there. What the file beside it ({@link JournalTip}) knows of
     * entries that are gone is told by {@link #setbacks}.
     *
     * @param units entries that may wait for the disk
     * @param bytes their bodies together
     * @throws DatabaseUnavailable if the file cannot be opened
     */
    public static Journal open(Path file, int units, long bytes) {
        DataSource writes = Embedded.writes(file);
        try {
            JournalTip tip = JournalTip.beside(file);
            Optional<JournalTip.Word> left = tip.read(JournalTip.Slot.TAIL);
            JournalFile.Found found = JournalRescue.open(file, writes, left);
            return new Journal(
                    file,
                    Database.open(
                            "journal", writes, Embedded.reads(file, 4), new GroupWriter.Bounds(units, bytes, BATCH)),
                    tip,
                    found);
        } catch (IOException | DatabaseUnavailable e) {
            throw new DatabaseUnavailable("the journal cannot be opened: " + e.getMessage(), e);
        }
    }

    /** This file's own id, the same as long as the file lives: the ledger keeps under it how far the recorder came. */
    public String id() {
        return id;
    }

    /** Which of the file's lives this is: another one once it was found to have been made anew, or to have gone back. */
    public String epoch() {
        return epoch;
    }

    /**
     * Appends an entry, whatever its {@code seq} and {@code hash}.
     *
     * @return done when it is on disk, with the entry as it stands there; fails with {@link DatabaseUnavailable} when the
     *     disk or the queue before it is full
     */
    public CompletableFuture<Entry> append(Entry entry) {
        return database.writeOne(tx -> add(tx, entry), entry.body().length)
                .whenComplete((done, failure) -> appended.heard(entry.body().length, failure == null));
    }

    private Entry add(Tx tx, Entry entry) throws SQLException {
        if (under != tx) {
            next = JournalFile.last(tx);
            under = tx;
        }
        Entry linked = entry.behind(next);
        insert(tx, linked);
        next = linked.mark();
        nextAt = linked.receivedAt();
        return linked;
    }

    /** Writes an entry as it is. */
    static void insert(Tx tx, Entry entry) throws SQLException {
        tx.update(
                APPEND,
                entry.seq(),
                entry.receivedAt(),
                entry.store(),
                entry.kind(),
                entry.order(),
                entry.storeOrderId(),
                entry.traceparent(),
                entry.headers(),
                entry.body(),
                entry.hash());
    }

    /** After each transaction, before anybody is answered. */
    private void ended(boolean committed) {
        if (!committed) {
            under = null;
        } else if (under != null && !next.equals(tail)) {
            tail = next;
            leaveWord();
        }
    }

    private void leaveWord() {
        tip.write(JournalTip.Slot.TAIL, new JournalTip.Word(id, next, nextAt));
    }

    /** From now on that one hears of each append, on the thread that writes. */
    void onAppend(Appended hearer) {
        appended = hearer;
    }

    /**
     * Writes that much where no entry stands, over what the last such call wrote.
     *
     * @throws DatabaseUnavailable if it cannot be written
     */
    void touch(Instant now, int bytes) {
        database.commit(tx -> tx.update(TOUCH, now, bytes));
    }

    /** The next entries after that one, in order. */
    public List<Entry> after(long seq, int most) {
        return database.read(tx -> tx.list(AFTER, Journal::read, seq, most));
    }

    /** The latest entries that speak of that order, newest first. */
    public List<Entry> latest(OrderId order, int most) {
        return database.read(tx -> tx.list(LATEST, Journal::read, order, most));
    }

    /** The last number that was given, also where that entry is forgotten by now; 0 when there was none. */
    public long last() {
        return database.read(JournalFile::last).seq();
    }

    /** The last entry that is on disk, without asking the disk. */
    public Mark tail() {
        return tail;
    }

    /** The number of the first entry that it still holds. */
    public Optional<Long> first() {
        return database.read(tx -> tx.first(FIRST, row -> row.number("seq")));
    }

    /**
     * The hash of the entry of that number, also of the last one that was forgotten; empty where nothing is known of it, an
     * empty text where an earlier version made none.
     */
    public Optional<String> hashAt(long seq) {
        return seq == 0 ? Optional.of("") : database.read(tx -> JournalFile.hashAt(tx, seq));
    }

    /** What it has lost and the ledger was not told of yet, oldest first. */
    public List<Setback> setbacks() {
        return database.read(tx -> tx.list(SETBACKS, Setback::read));
    }

    /** Damage was met in it: the next start looks through all of it, however large it is. */
    void suspect() {
        JournalRescue.suspect(file);
    }

    /** The ledger knows of that one now. */
    public void told(Setback setback) {
        database.commit(tx -> tx.update(SETBACK_TOLD, setback.epoch()));
    }

    /**
     * Begins an epoch, because somebody else knows more of this journal than it does itself.
     *
     * @param past numbers up to this one are not given any more
     */
    public void renew(long past) {
        epoch = database.commit(tx -> {
            String begun = JournalFile.renew(tx, past);
            next = JournalFile.last(tx);
            under = tx;
            return begun;
        });
    }

    /** Leaves word beside the journal that the ledger holds all entries up to that one. */
    void recorded(Mark mark, Instant at) {
        tip.write(JournalTip.Slot.RECORDED, new JournalTip.Word(id, mark, at));
    }

    /** The last entry that the ledger once held, as far as it is known here; of any epoch of this journal. */
    Optional<JournalTip.Word> recorded() {
        try {
            return tip.read(JournalTip.Slot.RECORDED)
                    .filter(word -> word.journal().equals(id));
        } catch (IOException e) {
            throw new DatabaseUnavailable("the journal's tip cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Forgets recorded entries that came before a time, some at once, but not what proves where the chain stands.
     *
     * @param recorded the number of the last that the ledger holds for certain
     * @return how many
     */
    public int trim(long recorded, Instant before) {
        return database.commit(tx -> {
            List<Mark> gone = new ArrayList<>(tx.list(
                    TRIM, row -> new Mark(row.number("seq"), row.text("hash")), recorded, before, TRIM_AT_ONCE));
            Optional<Mark> last = gone.stream().max(Comparator.comparingLong(Mark::seq));
            if (last.isPresent()) {
                tx.update(SAVE_MARK, last.get().seq(), last.get().hash());
                tx.update(DROP_MARKS, last.get().seq());
            }
            return gone.size();
        });
    }

    /** Entries that wait for the disk at this moment. */
    public int waiting() {
        return database.waiting();
    }

    /** An entry as a journal, or the inbox, keeps it; also one whose bytes were damaged: it does not fit its hash then. */
    static Entry read(Row row) throws SQLException {
        return new Entry(
                row.number("seq"),
                row.time("received_at"),
                intact(StoreId::new, row.text("store")).orElse(NO_STORE),
                row.text("kind"),
                row.maybeText("order_id").flatMap(id -> intact(OrderId::new, id)),
                row.text("store_order_id"),
                row.text("traceparent"),
                row.text("headers"),
                row.bytes("body"),
                row.text("hash"));
    }

    private static <T> Optional<T> intact(Function<String, T> type, String text) {
        try {
            return Optional.of(type.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        database.close();
        try {
            tip.close();
        } catch (IOException e) {
            throw new IllegalStateException("the journal's tip cannot be closed", e);
        }
    }
}
