package serai.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that takes whatever waits, runs it in one transaction and commits: one fsync for many. It never lingers for
 * more to come. Each unit of work stands behind a savepoint of its own, so one that fails takes no other with it.
 *
 * <p>A unit that others are in the way of, on PostgreSQL, gives up its locks at once, ends the group before it, and is tried
 * again in transactions of its own: {@link LedgerLimits}. It may so be committed after units that came later.
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

    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

    private final String name;
    private final Session session;
    private final Bounds bounds;
    private final BlockingQueue<Unit<?>> queue;
    private final Deque<Aside> aside = new ArrayDeque<>();
    private final Queue<CompletableFuture<Boolean>> emptying = new ConcurrentLinkedQueue<>();
    private final List<Consumer<Fact>> hearers = new CopyOnWriteArrayList<>();
    private final List<Consumer<Boolean>> followers = new CopyOnWriteArrayList<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean stopped;
    private volatile Runnable onLoss = () -> {};
    private int failedInARow;

    /** @param limits of its sessions on PostgreSQL; empty where the database is a file of our own */
    GroupWriter(String name, DataSource source, Bounds bounds, Optional<LedgerLimits> limits) {
        this.name = name;
        this.session = new Session(name, source, limits);
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

    /** What is done, on this writer's thread, whenever its connection is lost. */
    void onLoss(Runnable action) {
        onLoss = action;
    }

    /** Who hears, on this writer's thread, of what was committed. */
    void onFacts(Consumer<Fact> hearer) {
        hearers.add(hearer);
    }

    /** Who hears, on this writer's thread, how a transaction ended, before anybody who waits for it does. */
    void onEnd(Consumer<Boolean> follower) {
        followers.add(follower);
    }

    /** Connections that this writer has opened so far; grows when it had to connect again. */
    long connections() {
        return session.opened();
    }

    private void ended(boolean committed) {
        for (Consumer<Boolean> follower : followers) {
            try {
                follower.accept(committed);
            } catch (RuntimeException e) {
                LOG.error("{}: who follows the commits failed: {}", name, e.toString());
            }
        }
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
        while (!closing || !queue.isEmpty() || !aside.isEmpty()) {
            try {
                Unit<?> first = aside.isEmpty() ? queue.poll(100, TimeUnit.MILLISECONDS) : queue.poll();
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, bounds.batch() - 1);
                    commit(batch);
                }
                tryOneAgain();
                emptyLogIfAsked();
            } catch (InterruptedException e) {
                closing = true;
            } finally {
                batch.forEach(unit -> waitingBytes.addAndGet(-unit.weight()));
                batch.clear();
            }
        }
        session.discard();
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
            empty = Embedded.emptyLog(session.connection());
        } catch (SQLException e) {
            LOG.warn("{}: its write-ahead log cannot be emptied: {}", name, e.getMessage());
            session.discard();
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
        int next = 0;
        while (next < batch.size()) {
            // Where others are in the way already, the next ones do not make everybody wait once more.
            Session.Wait wait = aside.isEmpty() ? Session.Wait.USUAL : Session.Wait.HARDLY;
            Group group = group(batch.subList(next, batch.size()), wait);
            group.contended().ifPresent(this::putAside);
            next += group.size();
        }
    }

    private void putAside(Unit<?> unit) {
        // It goes on to wait, although its batch is through.
        waitingBytes.addAndGet(unit.weight());
        aside.add(new Aside(unit, System.nanoTime()));
    }

    /**
     * What one commit came to.
     *
     * @param size how many units it was about, from the first
     * @param contended the last of them, where others have what it needs; it did nothing, and nobody was told
     */
    private record Group(int size, Optional<Unit<?>> contended) {}

    /** @param since when others first had what it needs, in nanoseconds of no particular beginning */
    private record Aside(Unit<?> unit, long since) {}

    /**
     * Runs units and commits them. It ends behind the first that others are in the way of: what is done is committed and
     * its locks are free before anybody waits any longer.
     */
    private Group group(List<Unit<?>> units, Session.Wait wait) {
        List<Runnable> announcements = new ArrayList<>(units.size());
        Optional<Unit<?>> contended = Optional.empty();
        boolean shaken = false;
        int size = 0;
        try {
            session.renewIfOld();
            Connection open = session.begun();
            session.waitForLocks(wait);
            while (size < units.size() && contended.isEmpty()) {
                Unit<?> unit = units.get(size++);
                Unit.Ran ran = unit.run(open, session.tx(), this::tell);
                if (ran.fault() == Fault.CONTENDED) {
                    contended = Optional.of(unit);
                } else {
                    announcements.add(ran.telling());
                    shaken |= ran.fault() == Fault.OF_THE_MOMENT;
                }
            }
            session.commit();
        } catch (SQLException | RuntimeException | Error e) {
            complain(units.size(), e);
            session.discard();
            ended(false);
            onLoss.run();
            DatabaseUnavailable failure = new DatabaseUnavailable(name + " cannot write: " + e.getMessage(), e);
            units.forEach(unit -> unit.done().completeExceptionally(failure));
            return new Group(units.size(), Optional.empty());
        }
        if (shaken) {
            session.discard();
        }
        if (failedInARow > 0) {
            LOG.info("{}: writes again, after {} failed commits", name, failedInARow);
            failedInARow = 0;
        }
        ended(true);
        announcements.forEach(Runnable::run);
        return new Group(size, contended);
    }

    /** One of those that others were in the way of, in a transaction of its own; the next one has its turn next time. */
    private void tryOneAgain() {
        Aside next = aside.poll();
        if (next == null) {
            return;
        }
        Unit<?> unit = next.unit();
        if (group(List.of(unit), Session.Wait.ALONE).contended().isPresent()) {
            if (System.nanoTime() - next.since() < session.patience().toNanos()) {
                aside.add(next);
                return;
            }
            unit.done()
                    .completeExceptionally(new DatabaseUnavailable(
                            name + " cannot write: others have had what this needs for " + session.patience()));
        }
        waitingBytes.addAndGet(-unit.weight());
    }

    /** Says it at once, then ever more rarely: whoever waits asks many times a second, and the log has a disk too. */
    private void complain(int writes, Throwable e) {
        failedInARow++;
        if (Integer.bitCount(failedInARow) == 1) {
            LOG.warn("{}: {} writes failed, commit {} in a row: {}", name, writes, failedInARow, e.getMessage());
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
