package serai.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * One database: a {@link GroupWriter} for all writes of this node, and a pool of read connections.
 *
 * <p>What {@link #write} reports as done is on disk. Reads see everything committed before they began.
 */
public final class Database implements AutoCloseable {
    /** What is to be done inside a transaction. May run again after a failure, so it touches nothing but the database. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Tx tx) throws SQLException;
    }

    private final GroupWriter writer;
    private final HikariDataSource readers;
    private final boolean embedded;
    /** Why everything is refused; null once it is attached. */
    private volatile @Nullable String away;

    private Database(GroupWriter writer, HikariDataSource readers, boolean embedded) {
        this.embedded = embedded;
        this.writer = writer;
        this.readers = readers;
    }

    /**
     * Opens a database whose schema is already there.
     *
     * @param name for thread names and metrics
     * @param writes where the writer takes its connection from
     * @param readPool the pool for reads
     * @param bounds of the writer's queue
     */
    public static Database open(String name, DataSource writes, HikariConfig readPool, GroupWriter.Bounds bounds) {
        readPool.setPoolName(name + "-read");
        return new Database(
                new GroupWriter(name, writes, bounds, Optional.empty()),
                new HikariDataSource(readPool),
                writes instanceof SQLiteDataSource);
    }

    /** The same on PostgreSQL, where the writer's sessions have limits. */
    static Database open(
            String name, DataSource writes, HikariConfig readPool, GroupWriter.Bounds bounds, LedgerLimits limits) {
        readPool.setPoolName(name + "-read");
        HikariDataSource readers = new HikariDataSource(readPool);
        GroupWriter writer = new GroupWriter(name, writes, bounds, Optional.of(limits));
        writer.onLoss(() -> evict(readers));
        return new Database(writer, readers, false);
    }

    /**
     * As {@link #open}, for a database that is perhaps not there yet: nothing is sent to it, and everything fails at once with
     * {@link DatabaseUnavailable} and the reason, until {@link #admit}.
     */
    static Database openLater(
            String name,
            DataSource writes,
            HikariConfig readPool,
            GroupWriter.Bounds bounds,
            Optional<LedgerLimits> limits,
            String why) {
        readPool.setPoolName(name + "-read");
        // Made without its settings it connects only when the first read comes.
        HikariDataSource readers = new HikariDataSource();
        readPool.copyStateTo(readers);
        GroupWriter writer = new GroupWriter(name, writes, bounds, limits);
        writer.onLoss(() -> evict(readers));
        Database database = new Database(writer, readers, writes instanceof SQLiteDataSource);
        database.away = why;
        return database;
    }

    /** Where the writer has met another server than it thought, the readers are on it too. */
    private static void evict(HikariDataSource readers) {
        HikariPoolMXBean pool = readers.getHikariPoolMXBean();
        if (pool != null) {
            pool.softEvictConnections();
        }
    }

    /** Why everything is refused, until {@link #admit}. */
    void shut(String why) {
        away = why;
    }

    /** It is there, and its schema is ours. */
    void admit() {
        away = null;
    }

    private <T> CompletableFuture<T> submit(Work<T> work, int weight, boolean single) {
        String why = away;
        return why == null
                ? writer.submit(work, weight, single)
                : CompletableFuture.failedFuture(new DatabaseUnavailable(why));
    }

    /**
     * Queues the work for the next commit.
     *
     * @param weight bytes that the work holds in memory while it waits
     * @return done after the commit; fails with {@link DatabaseUnavailable}, or with what the work itself threw, in which
     *     case none of the work's changes remain
     */
    public <T> CompletableFuture<T> write(Work<T> work, int weight) {
        return submit(work, weight, false);
    }

    /**
     * As {@link #write}, for work that is one statement and so needs no savepoint of its own. Only where the database is
     * SQLite: PostgreSQL gives up the whole transaction when a statement fails.
     */
    public <T> CompletableFuture<T> writeOne(Work<T> statement, int weight) {
        return submit(statement, weight, true);
    }

    /**
     * Writes and waits for the commit.
     *
     * @throws DatabaseUnavailable as {@link #write}
     * @throws IllegalStateException if a statement of the work is wrong; none of its changes remain
     */
    public <T> T commit(Work<T> work) {
        try {
            return submit(work, 0, false).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a statement failed", e.getCause() == null ? e : e.getCause());
        }
    }

    /** Reads on a connection of its own. @throws DatabaseUnavailable if none is to be had or the query fails */
    public <T> T read(Work<T> work) {
        String why = away;
        if (why != null) {
            throw new DatabaseUnavailable(why);
        }
        try (Connection connection = readers.getConnection();
                Tx tx = new Tx(connection)) {
            return work.run(tx);
        } catch (SQLException | HikariPool.PoolInitializationException e) {
            throw new DatabaseUnavailable("read failed: " + e.getMessage(), e);
        }
    }

    /** Returns if a read is possible now. @throws DatabaseUnavailable if not */
    public void ping() {
        read(tx -> tx.first("SELECT 1 AS one", row -> row.number("one")));
    }

    /**
     * Empties SQLite's write-ahead log, where overwritten text lives on until the log begins anew. PostgreSQL clears up by
     * itself, when it vacuums.
     *
     * @return false when somebody reads an older state at this moment; then the log is as it was
     */
    public boolean dropOverwritten() {
        return !embedded || writer.emptyLog().join();
    }

    /**
     * Tells of every {@link Fact} that this node commits, in the order of the commits, before whoever waits for the commit
     * goes on. What other nodes commit is not heard of, and nothing is told again after a crash.
     *
     * @param hearer quick, because all writing waits for it
     */
    public void onFacts(Consumer<Fact> hearer) {
        writer.onFacts(hearer);
    }

    /**
     * Tells how each transaction of this node's writer ended: true when it is on disk, false when all of it was undone or
     * its fate is unknown. Before whoever waits for the commit goes on.
     *
     * @param follower quick, because all writing waits for it
     */
    public void onEnd(Consumer<Boolean> follower) {
        writer.onEnd(follower);
    }

    /**
     * How often this node's writer has connected so far. Another number than before means that it may speak to another
     * server, or to the same one with an older state.
     */
    public long connections() {
        return writer.connections();
    }

    /** Whether it is a file of this node's own, which no other node writes to. */
    public boolean embedded() {
        return embedded;
    }

    /** Work that waits for a commit at this moment. */
    public int waiting() {
        return writer.waiting();
    }

    /** The read pool's connections in use at this moment. */
    public int readersInUse() {
        // There is none before the first read of a ledger that was attached later.
        HikariPoolMXBean pool = readers.getHikariPoolMXBean();
        return pool == null ? 0 : pool.getActiveConnections();
    }

    /** Commits what waits, then closes. */
    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
