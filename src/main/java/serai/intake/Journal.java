package serai.intake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Embedded;
import serai.ledger.GroupWriter;
import serai.ledger.Row;
import serai.ledger.Sql;

/**
 * The node's local journal: what the front door has said yes to, as it came. {@link #append} is done after fsync. Entries
 * are kept for a while after the recorder has carried them into the ledger, so that a question can be answered from the
 * raw bytes.
 */
public final class Journal implements AutoCloseable {
    private static final String APPEND = Sql.of(Journal.class, "append-entry");
    private static final String AFTER = Sql.of(Journal.class, "entries-after");
    private static final String LATEST = Sql.of(Journal.class, "latest-of-order");
    private static final String TRIM = Sql.of(Journal.class, "trim-entries");
    private static final String LAST = Sql.of(Journal.class, "last-entry");
    private static final int BATCH = 512;
    private static final int TRIM_AT_ONCE = 2_000;

    /**
     * What came in.
     *
     * @param kind {@code order}, {@code cancel}, {@code shopify:<topic>} or {@code woocommerce:<topic>}
     * @param order our id of the order it speaks of, where its body says which
     * @param storeOrderId the store's id of it, or empty
     * @param headers those of the platform, as JSON; no credentials
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
            byte[] body) {}

    private final Database database;
    private final String id;

    private Journal(Database database, String id) {
        this.database = database;
        this.id = id;
    }

    /**
     * Opens the journal in that file; makes it if it is not there.
     *
     * @param units entries that may wait for the disk
     * @param bytes their bodies together
     * @throws DatabaseUnavailable if the file cannot be opened
     */
    public static Journal open(Path file, int units, long bytes) {
        DataSource writes = Embedded.writes(file);
        String id = prepare(writes);
        return new Journal(
                Database.open("journal", writes, Embedded.reads(file, 4), new GroupWriter.Bounds(units, bytes, BATCH)),
                id);
    }

    private static String prepare(DataSource writes) {
        try (Connection connection = writes.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(Sql.of(Journal.class, "journal"));
            statement.execute(Sql.of(Journal.class, "journal-index"));
            statement.execute(Sql.of(Journal.class, "journal-identity"));
            statement.execute("INSERT INTO identity (id) SELECT '" + UUID.randomUUID()
                    + "' WHERE NOT EXISTS (SELECT 1 FROM identity)");
            try (var result = statement.executeQuery("SELECT id FROM identity")) {
                result.next();
                return result.getString("id");
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable("the journal cannot be opened: " + e.getMessage(), e);
        }
    }

    /** This file's own id: the ledger keeps under it how far the recorder came. */
    public String id() {
        return id;
    }

    /**
     * Appends an entry, whatever its {@code seq}.
     *
     * @return done when it is on disk; fails with {@link DatabaseUnavailable} when the disk or the queue before it is full
     */
    public CompletableFuture<Void> append(Entry entry) {
        return put(entry).thenApply(seq -> null);
    }

    /** As {@link #append}. @return the number that the entry has in this journal */
    public CompletableFuture<Long> put(Entry entry) {
        return database.writeOne(
                tx -> tx.first(
                                APPEND,
                                row -> row.number("seq"),
                                entry.receivedAt(),
                                entry.store(),
                                entry.kind(),
                                entry.order(),
                                entry.storeOrderId(),
                                entry.traceparent(),
                                entry.headers(),
                                entry.body())
                        .orElseThrow(),
                entry.body().length);
    }

    /** The next entries after that one, in order. */
    public List<Entry> after(long seq, int most) {
        return database.read(tx -> tx.list(AFTER, Journal::read, seq, most));
    }

    /** The latest entries that speak of that order, newest first. */
    public List<Entry> latest(OrderId order, int most) {
        return database.read(tx -> tx.list(LATEST, Journal::read, order, most));
    }

    /** The last entry's number; 0 when there is none. */
    public long last() {
        return database.read(tx -> tx.first(LAST, row -> row.number("seq"))).orElse(0L);
    }

    /** Forgets recorded entries that came before a time, some at once. @return how many */
    public int trim(long recorded, Instant before) {
        return database.commit(tx -> tx.update(TRIM, recorded, before, TRIM_AT_ONCE));
    }

    /** Entries that wait for the disk at this moment. */
    public int waiting() {
        return database.waiting();
    }

    /** An entry as a journal, or the ledger's inbox, keeps it. */
    static Entry read(Row row) throws SQLException {
        return new Entry(
                row.number("seq"),
                row.time("received_at"),
                new StoreId(row.text("store")),
                row.text("kind"),
                row.maybeText("order_id").map(OrderId::new),
                row.text("store_order_id"),
                row.text("traceparent"),
                row.text("headers"),
                row.bytes("body"));
    }

    @Override
    public void close() {
        database.close();
    }
}
