package serai.ledger;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** SQLite files the way we keep them: write-ahead log, fsync at every commit, exactly one writer. */
public final class Embedded {
    /** In milliseconds. */
    private static final int BUSY_TIMEOUT = 5_000;

    private Embedded() {}

    /** A source of write connections; the caller opens one at a time. Makes the folder if need be. */
    public static DataSource writes(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of " + file, e);
        }
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, "-16000");
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, "67108864");
        // In pages of 4 KiB; the default of 1,000 copies hot pages back four times as often.
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "4000");
        // What is erased, or trimmed from the journal, is to be gone from the file and not only from sight.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /**
     * Does something in one transaction on a connection of its own, before anybody else uses the file.
     *
     * @throws DatabaseUnavailable if the file cannot be opened or written, or a statement fails; nothing was changed then
     */
    public static <T> T alone(DataSource writes, Database.Work<T> work) {
        try (Connection connection = writes.getConnection();
                Tx tx = new Tx(connection)) {
            connection.setAutoCommit(false);
            T result = work.run(tx);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new DatabaseUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    /** A pool of connections that can only read. The file must exist when the first read comes. */
    public static HikariConfig reads(Path file, int connections) {
        SQLiteConfig config = config();
        config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, "-4000");
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        // Not the read-only open flag: a reader of a write-ahead log must be able to make its index file.
        pool.setConnectionInitSql("PRAGMA query_only = 1");
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(5_000);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    /**
     * Empties the write-ahead log, where overwritten text lives on until the log begins anew. Outside a transaction only.
     *
     * @return false when somebody reads an older state at this moment; the log is then as it was
     */
    static boolean emptyLog(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            // Whoever reads for long shall not keep everybody from writing.
            statement.execute("PRAGMA busy_timeout = 100");
            try (ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return result.next() && result.getInt("busy") == 0;
            } finally {
                statement.execute("PRAGMA busy_timeout = " + BUSY_TIMEOUT);
            }
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT);
        return config;
    }
}
