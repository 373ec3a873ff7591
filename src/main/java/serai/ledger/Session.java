package serai.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * The writer's one connection: opened when it is needed, thrown away when it is broken, and made anew when it is old. Not
 * for use by several threads.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** How long the statements of a transaction wait for locks; always less than until the server looks for deadlocks. */
    enum Wait {
        /** As the session was told. */
        USUAL,
        /** A tenth of it. */
        HARDLY,
        /** Up to three times as long, each time for another while, so that two do not meet for ever. */
        ALONE
    }

    private static final int LONGER_ALONE = 3;
    private static final int SHARE_OF_HARDLY = 10;

    /** @param lockWait how long a statement waits for a lock, in milliseconds; 0 where there are no limits */
    private record Open(Connection connection, Tx tx, long since, long lockWait) {}

    private final String name;
    private final DataSource source;
    private final boolean embedded;
    private final Optional<LedgerLimits> limits;
    private final AtomicLong opened = new AtomicLong();
    private @Nullable Open open;

    /** @param limits of a session on PostgreSQL; empty where the database is a file of our own */
    Session(String name, DataSource source, Optional<LedgerLimits> limits) {
        this.name = name;
        this.source = source;
        this.embedded = source instanceof SQLiteDataSource;
        this.limits = limits;
    }

    /** The connection, between two transactions or within one. */
    Connection connection() throws SQLException {
        return ready().connection();
    }

    /** The connection, with a transaction begun. */
    Connection begun() throws SQLException {
        Connection ready = connection();
        if (embedded) {
            ready.setAutoCommit(false);
        }
        return ready;
    }

    /** Commits what was done since {@link #begun}. */
    void commit() throws SQLException {
        if (embedded) {
            connection().setAutoCommit(true);
        } else {
            connection().commit();
        }
    }

    /** The statements on it. */
    Tx tx() throws SQLException {
        return ready().tx();
    }

    private Open ready() throws SQLException {
        Open known = open;
        if (known == null) {
            known = opened(source.getConnection());
            open = known;
            opened.incrementAndGet();
        }
        return known;
    }

    private Open opened(Connection fresh) throws SQLException {
        try {
            long wait = limits.isPresent() ? limits.get().tell(fresh) : 0;
            // Between two transactions SQLite's driver must be out of any: it begins the next one together with the
            // commit, and so would keep the lock that keeps every other process from writing.
            fresh.setAutoCommit(embedded);
            return new Open(fresh, new Tx(fresh), System.nanoTime(), wait);
        } catch (SQLException | RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    /** How many it has opened so far. */
    long opened() {
        return opened.get();
    }

    /** To be called between two transactions: throws away a connection that has reached its age. */
    void renewIfOld() {
        Open known = open;
        if (known != null
                && limits.isPresent()
                && System.nanoTime() - known.since() > limits.get().age().toNanos()) {
            discard();
        }
    }

    /** To be called as a transaction begins: how long it waits for locks. */
    void waitForLocks(Wait wait) throws SQLException {
        Open known = ready();
        if (known.lockWait() == 0 || wait == Wait.USUAL) {
            return;
        }
        long millis = wait == Wait.HARDLY
                ? Math.max(1, known.lockWait() / SHARE_OF_HARDLY)
                : ThreadLocalRandom.current().nextLong(known.lockWait(), known.lockWait() * LONGER_ALONE);
        try (Statement statement = known.connection().createStatement()) {
            statement.execute("SET LOCAL lock_timeout = " + millis);
        }
    }

    /** How long a unit of work is tried again while others have what it needs. */
    Duration patience() {
        return limits.map(LedgerLimits::lock).orElse(Duration.ZERO);
    }

    /** Undoes what is not committed and closes the connection; the next use opens another. */
    @SuppressWarnings("try") // the statements are only to be closed
    void discard() {
        Open old = open;
        open = null;
        if (old == null) {
            return;
        }
        try (Connection connection = old.connection();
                Tx statements = old.tx()) {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.warn("{}: closing a broken connection: {}", name, e.getMessage());
        }
    }
}
