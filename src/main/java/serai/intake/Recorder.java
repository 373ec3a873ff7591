package serai.intake;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.StoreId;
import serai.intake.EntryRecorder.Read;
import serai.intake.Recording.Kind;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.Removals;
import serai.store.Store;
import serai.store.Stores;

/**
 * Carries the journal into the ledger, in order and in batches. How far it came is kept in the ledger, in the same
 * transaction as what it wrote: a crash loses nothing and repeats nothing.
 */
public final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final int BATCH = 250;
    /** So that one look never takes long; with a look each 10 s it forgets up to 4,000 entries a second. */
    private static final int TRIM_ROUNDS = 20;

    private static final long NONE = -1;
    /** What is left at the end is recorded at the next start; whoever stops a node does not wait for a ledger that hangs. */
    private static final Duration LAST_WORD = Duration.ofSeconds(3);

    private final Journal journal;
    private final Database ledger;
    private final Connections connections;
    private final Recording recording;
    private final EntryRecorder.Means means;
    private final EntryRecorder entries;
    private final Word word;
    private final Stores stores;
    private final Clock clock;
    private final AtomicLong position = new AtomicLong(-1);
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean metAll = new AtomicBoolean();
    /** Up to where the ledger has to be for the round to end; below 0 while none has begun. */
    private long goal = NONE;

    /** One that reaches back as far as usual, for stores that are asked before a purchase wherever we have their keys. */
    public Recorder(Journal journal, Database ledger, OrderBook orders, Stores stores, Clock clock) {
        this(journal, ledger, orders, stores, Connections.REACH_BACK, new ShownRefunds(Store::canBeTold), Word.none(), clock);
    }

    /** One that no other node hears of. */
    public Recorder(
            Journal journal,
            Database ledger,
            OrderBook orders,
            Stores stores,
            Duration reachBack,
            ShownRefunds refunds,
            Clock clock) {
        this(journal, ledger, orders, stores, reachBack, refunds, Word.none(), clock);
    }

    /**
     * All that is to be told.
     *
     * @param reachBack how much older than its store's connection an open order may be to be bought by itself
     * @param refunds what is known of refunds that the webhooks do not tell
     * @param word what other nodes hear of this journal
     */
    public Recorder(
            Journal journal,
            Database ledger,
            OrderBook orders,
            Stores stores,
            Duration reachBack,
            ShownRefunds refunds,
            Word word,
            Clock clock) {
        this.journal = journal;
        this.ledger = ledger;
        this.word = word;
        this.connections = new Connections(reachBack);
        this.recording = new Recording(orders, connections);
        this.means = new EntryRecorder.Means(recording, connections, new Speakers(), refunds, stores, clock);
        this.entries = new EntryRecorder(journal.id(), means);
        this.stores = stores;
        this.clock = clock;
    }

    /** Records all that is in the journal. Step of the route record-orders. @return how many entries */
    public synchronized int drain() {
        int recorded = 0;
        try {
            speak();
            List<Journal.Entry> batch = journal.after(position(), BATCH);
            while (!batch.isEmpty()) {
                record(batch);
                recorded += batch.size();
                speak();
                batch = journal.after(position(), BATCH);
            }
            meetAll();
            if (recorded > 0 && waiting.getAndSet(false)) {
                LOG.info("recording goes on");
            }
        } catch (DatabaseUnavailable e) {
            if (!waiting.getAndSet(true)) {
                LOG.warn("recording waits: {}", e.getMessage());
            }
        }
        return recorded;
    }

    /** Tells the other nodes, when it is time to, how far the ledger is. */
    private void speak() {
        boolean due = word.due();
        if (goal == NONE && due) {
            goal = journal.last();
        }
        if (goal != NONE && (due || position() >= goal)) {
            long round = goal;
            long left = lag();
            boolean through = ledger.commit(tx -> {
                boolean reached = stored(tx) >= round;
                word.say(tx, reached, left);
                return reached;
            });
            goal = through ? NONE : goal;
        }
    }

    /**
     * Records what is left and says, if that was all, that nobody need wait for this node any more. For a node that stops and
     * takes nothing more; what cannot be recorded within 3 s stays in the journal.
     */
    public void end() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread.ofVirtual().name("last-word").start(() -> {
            try {
                lastWord();
            } catch (RuntimeException e) {
                LOG.warn("the last entries are recorded at the next start: {}", e.getMessage());
            }
            ended.complete(null);
        });
        ended.completeOnTimeout(null, LAST_WORD.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void lastWord() {
        drain();
        long last = journal.last();
        if (word.speaks() && position() >= last) {
            ledger.commit(tx -> {
                boolean reached = stored(tx) >= last;
                if (reached) {
                    word.end(tx);
                }
                return reached;
            });
        }
    }

    /** What entries of other journals are recorded with. */
    EntryRecorder.Means means() {
        return means;
    }

    /** This node's own journal. */
    Journal journal() {
        return journal;
    }

    /** Whether all is in the ledger that the journal held when it had that {@link Journal#last} number. */
    public boolean reached(long last) {
        return position() >= last;
    }

    /** A store is with us from when we know of it, whether it has sent anything yet or not. */
    private void meetAll() {
        if (metAll.get()) {
            return;
        }
        SortedMap<StoreId, Instant> all = new TreeMap<>();
        stores.all().forEach(store -> all.put(store.id(), clock.instant()));
        ledger.commit(tx -> {
            connections.met(tx, all);
            return all.size();
        });
        metAll.set(true);
    }

    /** Entries that the journal holds and the ledger does not. */
    public long lag() {
        return Math.max(0, journal.last() - position());
    }

    /** Forgets raw entries that were recorded longer ago than that. Step of the route trim-journal. */
    public void trim(Duration keep) {
        Instant before = clock.instant().minus(keep);
        int rounds = 0;
        while (journal.trim(position(), before) > 0 && rounds < TRIM_ROUNDS) {
            rounds++;
        }
    }

    /**
     * Settles cancellations that missed their order by a moment, and forgets those whose order never came, as well as what
     * orders waited for that wait no more. Step of the
     * route settle-removals.
     */
    public void settleRemovals() {
        Instant now = clock.instant();
        try {
            ledger.commit(tx -> recording.overtaken(tx, now) + Removals.forget(tx, now) + StoreChecks.forget(tx));
        } catch (DatabaseUnavailable e) {
            LOG.warn("cancellations that came too early wait: {}", e.getMessage());
        }
    }

    private long position() {
        long known = position.get();
        if (known >= 0) {
            return known;
        }
        long stored = ledger.read(this::stored);
        position.set(stored);
        return stored;
    }

    private void record(List<Journal.Entry> batch) {
        List<Read> reads = batch.stream().map(entries::read).toList();
        long last = batch.getLast().seq();
        try {
            position.set(ledger.commit(tx -> {
                Set<Long> adopted = Inbox.take(tx, journal.id(), batch);
                entries.meet(tx, reads);
                long recorded = stored(tx);
                Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
                for (Read read : EntryRecorder.inLockOrder(reads)) {
                    // A commit whose answer was lost may have happened; a node that took us for dead may have been quicker.
                    if (read.entry().seq() > recorded && !adopted.contains(read.entry().seq())) {
                        counts.merge(entries.apply(tx, read), 1, Integer::sum);
                    }
                }
                return finish(tx, counts, Math.max(recorded, last));
            }));
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "a batch of {} entries failed and is recorded one by one: {}",
                    batch.size(),
                    e.getClass().getSimpleName());
            reads.forEach(this::recordAlone);
        }
    }

    /** One entry that fails must not fail its batch: alone, it becomes a dead letter with what is wrong. */
    private void recordAlone(Read read) {
        long seq = read.entry().seq();
        try {
            position.set(ledger.commit(tx -> alone(tx, read, () -> entries.count(tx, Map.of(entries.apply(tx, read), 1)))));
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            String reason = EntryRecorder.failure(e);
            LOG.error("journal entry {}: {}", seq, reason);
            position.set(ledger.commit(tx -> alone(tx, read, () -> entries.giveUp(tx, read, reason))));
        }
    }

    private interface Deed {
        void run() throws SQLException;
    }

    private long alone(Tx tx, Read read, Deed deed) throws SQLException {
        long seq = read.entry().seq();
        Set<Long> adopted = Inbox.take(tx, journal.id(), List.of(read.entry()));
        long recorded = stored(tx);
        if (recorded >= seq) {
            return recorded;
        }
        if (adopted.isEmpty()) {
            entries.meet(tx, List.of(read));
            deed.run();
        }
        return finish(tx, Map.of(), seq);
    }

    private long stored(Tx tx) throws SQLException {
        Optional<Positions.Stored> stored = Positions.find(tx, journal.id(), journal.epoch());
        return stored.or(() -> Optional.empty()).map(one -> one.mark().seq()).orElse(0L);
    }

    private long finish(Tx tx, Map<Kind, Integer> counts, long seq) throws SQLException {
        entries.count(tx, counts);
        Positions.save(tx, journal, "", new Journal.Mark(seq, journal.hashAt(seq).orElse("")), clock.instant());
        return seq;
    }
}
