package serai.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * One thread that takes whatever waits, runs it in one transaction and commits: one fsync for many. It never lingers for
 * more to come. Each unit of work stands behind a savepoint of its own, so one that fails takes no other with it.
 */
public final class GroupWriter implements AutoCloseable {
    /**
     * How much may wait.
     *
     * @param units at most this many units; more are refused at once
     * @param bytes of weight at most; more are refused at once
     * @param batch units of one commit
     */
    public record Bounds(int units, long bytes, int batch) {}

    private record Unit<T>(Database.Work<T> work, CompletableFuture<T> done, int weight, boolean single) {
        /** Runs the work and hands back how to tell of it once the commit is through. */
        Runnable run(Tx tx, Consumer<Fact> hearer) throws SQLException {
            tx.takeFacts();
            T result = work.run(tx);
            List<Fact> facts = tx.takeFacts();
            return () -> {
                facts.forEach(hearer);
                done.complete(result);
            };
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

    private final String name;
    private final DataSource source;
    private final boolean embedded;
    private final Bounds bounds;
    private final BlockingQueue<Unit<?>> queue;
    private final Queue<CompletableFuture<Boolean>> emptying = new ConcurrentLinkedQueue<>();
    private final List<Consumer<Fact>> hearers = new CopyOnWriteArrayList<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean stopped;
    private @Nullable Connection connection;
    private @Nullable Tx tx;
    private int failedInARow;

    GroupWriter(String name, DataSource source, Bounds bounds) {
        this.name = name;
        this.source = source;
        this.embedded = source instanceof SQLiteDataSource;
        this.bounds = bounds;
        this.queue = new LinkedBlockingQueue<>(bounds.units());
        this.thread = Thread.ofPlatform().name(name + "-writer").start(this::loop);
    }

    <T> CompletableFuture<T> submit(Database.Work<T> work, int weight, boolean single) {
        CompletableFuture<T> done = new CompletableFuture<>();
        if (closing) {
            done.completeExceptionally(new DatabaseUnavailable(name + " is closing"));
            return done;
        }
        Unit<T> unit = new Unit<>(work, done, weight, single);
        if (waitingBytes.addAndGet(weight) > bounds.bytes() || !queue.offer(unit)) {
            waitingBytes.addAndGet(-weight);
            done.completeExceptionally(new DatabaseUnavailable(name + " has too much waiting for its disk"));
        } else if (stopped) {
            refuseWhatWaits();
        }
        return done;
    }

    /** Who hears, on this writer's thread, of what was committed. */
    void onFacts(Consumer<Fact> hearer) {
        hearers.add(hearer);
    }

    private void tell(Fact fact) {
        for (Consumer<Fact> hearer : hearers) {
            try {
                hearer.accept(fact);
            } catch (RuntimeException e) {
                // It is on disk whatever they make of it, and whoever waits for the commit must be told.
                LOG.error("{}: who heard of a commit failed: {}", name, e.toString());
            }
        }
    }

    /** Empties SQLite's write-ahead log between two commits. @return false if somebody reads; then it is as it was */
    CompletableFuture<Boolean> emptyLog() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        emptying.add(done);
        if (stopped) {
            done.complete(false);
        }
        return done;
    }

    int waiting() {
        return queue.size();
    }

    private void loop() {
        List<Unit<?>> batch = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                Unit<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, bounds.batch() - 1);
                    commit(batch);
                }
                emptyLogIfAsked();
            } catch (InterruptedException e) {
                closing = true;
            } finally {
                batch.forEach(unit -> waitingBytes.addAndGet(-unit.weight()));
                batch.clear();
            }
        }
        discardConnection();
        stopped = true;
        refuseWhatWaits();
        emptying.forEach(asked -> asked.complete(false));
    }

    private void emptyLogIfAsked() {
        if (emptying.isEmpty()) {
            return;
        }
        boolean empty = false;
        try {
            empty = Embedded.emptyLog(connection());
        } catch (SQLException e) {
            LOG.warn("{}: its write-ahead log cannot be emptied: {}", name, e.getMessage());
            discardConnection();
        }
        for (CompletableFuture<Boolean> asked = emptying.poll(); asked != null; asked = emptying.poll()) {
            asked.complete(empty);
        }
    }

    /** What came between the last look at the queue and the end of the thread: nobody will ever run it. */
    private void refuseWhatWaits() {
        for (Unit<?> unit = queue.poll(); unit != null; unit = queue.poll()) {
            waitingBytes.addAndGet(-unit.weight());
            unit.done().completeExceptionally(new DatabaseUnavailable(name + " is closing"));
        }
    }

    private void commit(List<Unit<?>> batch) {
        List<Runnable> announcements = new ArrayList<>(batch.size());
        try {
            Connection open = connection();
            begin(open);
            for (Unit<?> unit : batch) {
                if (unit.single()) {
                    runSingle(unit, announcements);
                } else {
                    runBehindSavepoint(open, unit, announcements);
                }
            }
            end(open);
        } catch (SQLException | RuntimeException | Error e) {
            complain(batch.size(), e);
            discardConnection();
            DatabaseUnavailable failure = new DatabaseUnavailable(name + " cannot write: " + e.getMessage(), e);
            batch.forEach(unit -> unit.done().completeExceptionally(failure));
            return;
        }
        if (failedInARow > 0) {
            LOG.info("{}: writes again, after {} failed commits", name, failedInARow);
            failedInARow = 0;
        }
        announcements.forEach(Runnable::run);
    }

    /** Says it at once, then ever more rarely: whoever waits asks many times a second, and the log has a disk too. */
    private void complain(int writes, Throwable e) {
        failedInARow++;
        if (Integer.bitCount(failedInARow) == 1) {
            LOG.warn("{}: {} writes failed, commit {} in a row: {}", name, writes, failedInARow, e.getMessage());
        }
    }

    /** One statement is atomic by itself: when it fails it leaves nothing behind. */
    private void runSingle(Unit<?> unit, List<Runnable> announcements) throws SQLException {
        try {
            announcements.add(unit.run(writing(), this::tell));
        } catch (SQLException | RuntimeException | Error e) {
            if (Failures.ofTheDatabase(e) || e instanceof OutOfMemoryError) {
                throw e;
            }
            announcements.add(() -> unit.done().completeExceptionally(e));
        }
    }

    private void runBehindSavepoint(Connection open, Unit<?> unit, List<Runnable> announcements) throws SQLException {
        Savepoint before = open.setSavepoint();
        try {
            Runnable announcement = unit.run(writing(), this::tell);
            open.releaseSavepoint(before);
            announcements.add(announcement);
        } catch (SQLException | RuntimeException | Error e) {
            if (Failures.ofTheDatabase(e) || e instanceof OutOfMemoryError) {
                throw e;
            }
            open.rollback(before);
            announcements.add(() -> unit.done().completeExceptionally(e));
        }
    }

    private void begin(Connection open) throws SQLException {
        if (embedded) {
            open.setAutoCommit(false);
        }
    }

    /** Commits. */
    private void end(Connection open) throws SQLException {
        if (embedded) {
            open.setAutoCommit(true);
        } else {
            open.commit();
        }
    }

    private Tx writing() {
        if (tx == null) {
            throw new IllegalStateException("no connection");
        }
        return tx;
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            Connection fresh = source.getConnection();
            // Between two batches SQLite's driver must be out of any transaction: it begins the next one together with
            // the
            // commit, and so would keep the lock that keeps every other process from writing.
            fresh.setAutoCommit(embedded);
            connection = fresh;
            tx = new Tx(fresh);
        }
        return connection;
    }

    @SuppressWarnings("try") // the statements are only to be closed
    private void discardConnection() {
        try (Connection old = connection;
                Tx statements = tx) {
            connection = null;
            tx = null;
            if (old != null && !old.isClosed() && !old.getAutoCommit()) {
                old.rollback();
            }
        } catch (SQLException e) {
            LOG.warn("{}: closing a broken connection: {}", name, e.getMessage());
        }
    }

    /** Commits what waits, then stops. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
