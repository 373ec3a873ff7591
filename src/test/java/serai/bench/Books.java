package serai.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A running gateway's journal and ledger, read from outside: costs the gateway next to nothing, where its metrics would
 * make it count.
 */
final class Books implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Connection journal;
    private final Connection ledger;

    /** Opens the books in a data folder; the gateway must have made them. */
    Books(Path data) throws SQLException {
        journal = open(data.resolve("journal.db"));
        ledger = open(data.resolve("ledger.db"));
    }

    private static Connection open(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("PRAGMA query_only = 1");
        }
        return connection;
    }

    /** How long the oldest journal entry has waited that is not in the ledger yet; zero when there is none. */
    Duration behind() throws SQLException {
        long position = number(ledger, "SELECT COALESCE(MAX(seq), 0) FROM journal_position");
        try (PreparedStatement next =
                journal.prepareStatement("SELECT received_at FROM entry WHERE seq > ? ORDER BY seq LIMIT 1")) {
            next.setLong(1, position);
            try (ResultSet row = next.executeQuery()) {
                return row.next()
                        ? Duration.ofMillis(Math.max(0, System.currentTimeMillis() - row.getLong(1)))
                        : Duration.ZERO;
            }
        }
    }

    /** Entries in the journal. */
    long entries() throws SQLException {
        return number(journal, "SELECT COUNT(*) FROM entry");
    }

    /** The numbers of all orders in the ledger. */
    BitSet orders() throws SQLException {
        BitSet orders = new BitSet();
        try (var statement = ledger.createStatement();
                ResultSet rows = statement.executeQuery("SELECT store_order_id FROM orders")) {
            while (rows.next()) {
                orders.set(Order.number(rows.getString(1)));
            }
        }
        return orders;
    }

    /** Dispatches in a state. */
    long dispatches(String state) throws SQLException {
        return number(ledger, "SELECT COUNT(*) FROM dispatch WHERE state = '" + state + "'");
    }

    /** When each order was done, epoch milliseconds, ascending. */
    List<Long> doneAt() throws SQLException {
        List<Long> times = new ArrayList<>();
        try (var statement = ledger.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT ended_at FROM attempt WHERE outcome = 'Done' ORDER BY ended_at")) {
            while (rows.next()) {
                times.add(rows.getLong(1));
            }
        }
        return times;
    }

    /** A purchase that its supplier has taken. */
    record Bought(String store, String storeOrderId, String supplierOrderId) {}

    /** All purchases that suppliers have taken. */
    List<Bought> bought() throws SQLException {
        List<Bought> bought = new ArrayList<>();
        try (var statement = ledger.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT o.store, o.store_order_id, s.supplier_id FROM supplier_order s"
                                + " JOIN dispatch d ON d.id = s.dispatch_id JOIN orders o ON o.id = d.order_id")) {
            while (rows.next()) {
                bought.add(new Bought(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return bought;
    }

    /** How many things that listings buy were read on that channel at or after that time. */
    long read(String channel, long sinceMillis) throws SQLException {
        return number(
                ledger,
                "SELECT COUNT(*) FROM supply WHERE channel = '" + channel + "' AND observed_at >= " + sinceMillis);
    }

    /** Offers that no store has yet as they stand now. */
    long untold() throws SQLException {
        return number(ledger, "SELECT COUNT(*) FROM offer WHERE revision <> told_revision");
    }

    /** Offers that a store has as they stand now. */
    long told() throws SQLException {
        return number(ledger, "SELECT COUNT(*) FROM offer WHERE revision = told_revision");
    }

    /** How many attempts ended in each outcome, as text. */
    String outcomes() throws SQLException {
        List<String> counts = new ArrayList<>();
        try (var statement = ledger.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT COALESCE(outcome, 'none yet') AS o, COUNT(*) FROM attempt GROUP BY 1 ORDER BY 1")) {
            while (rows.next()) {
                counts.add(rows.getString(1) + " " + rows.getLong(2));
            }
        }
        return String.join(", ", counts);
    }

    /** Waits until all that the journal holds is in the ledger. @return how long that took */
    Duration awaitRecorded(Duration most) throws SQLException, InterruptedException {
        long started = System.nanoTime();
        while (!behind().isZero()) {
            if (System.nanoTime() - started > most.toNanos()) {
                throw new IllegalStateException("the recorder is " + behind() + " behind after " + most);
            }
            Thread.sleep(POLL);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /**
     * Checks that the ledger holds every order that was answered 202.
     *
     * @return what is missing, in words; empty when nothing is
     */
    Optional<String> lost(BitSet accepted) throws SQLException {
        BitSet missing = (BitSet) accepted.clone();
        missing.andNot(orders());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(missing.cardinality() + " of " + accepted.cardinality()
                        + " orders that were answered 202 are not in the ledger, the first is number "
                        + missing.nextSetBit(0));
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        journal.close();
        ledger.close();
    }
}
