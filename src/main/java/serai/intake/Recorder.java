package serai.intake;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.Complaints;
import serai.base.StoreId;
import serai.dispatch.Doubts;
import serai.intake.Messages.Read;
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
 * transaction as what it wrote: a crash loses nothing and repeats nothing. Where journal and ledger do not fit any more
 * ({@link Agreement}), entries are recorded again, which changes nothing that the ledger knows.
 */
public final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final int BATCH = 250;
    /** So that one look never takes long; with a look each 10 s it forgets up to 4,000 entries a second. */
    private static final int TRIM_ROUNDS = 20;

    private static final long NONE = -1;
    /** Whoever stops a node does not wait for a ledger that hangs. */
    private static final Duration LAST_WORD = Duration.ofSeconds(3);

    private final Journal journal;
    private final Database ledger;
    private final Agreement agreement;
    private final JournalWatch watch;
    private final Connections connections;
    private final Recording recording;
    private final Messages messages;
    private final Word word;
    private final Stores stores;
    private final Clock clock;
    private final Complaints complaints;
    private final RecordedBy recordedBy = new RecordedBy();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean metAll = new AtomicBoolean();
    /** Up to where the ledger has to be for the round to end; below 0 while none has begun. */
    private long goal = NONE;

    /**
     * Whom it asks and tells besides.
     *
     * @param node the node's name, under which the ledger knows its journal
     * @param doubts what becomes of purchases that the ledger may have forgotten
     * @param alarm who is told when journal and ledger cannot both be right
     * @param word what other nodes hear of this journal
     */
    public record Around(String node, Doubts doubts, JournalAlarm alarm, Word word) {
        /** One that no other node hears of. */
        public Around(String node, Doubts doubts, JournalAlarm alarm) {
            this(node, doubts, alarm, Word.none());
        }

        /** A node that is alone with a ledger that is never in doubt. */
        public static final Around NOBODY = new Around("node", Doubts.NONE, JournalAlarm.NOBODY);
    }

    /** One that reaches back as far as usual, for stores that are asked before a purchase wherever we have their keys. */
    public Recorder(Journal journal, Database ledger, OrderBook orders, Stores stores, Clock clock) {
        this(journal, ledger, orders, stores, Connections.REACH_BACK, new ShownRefunds(Store::canBeTold), clock);
    }

    /** One without anybody around. */
    public Recorder(
            Journal journal,
            Database ledger,
            OrderBook orders,
            Stores stores,
            Duration reachBack,
            ShownRefunds refunds,
            Clock clock) {
        this(journal, ledger, orders, stores, reachBack, refunds, Around.NOBODY, clock);
    }

    /**
     * All that is to be told.
     *
     * @param reachBack how much older than its store's connection an open order may be to be bought by itself
     * @param refunds what is known of refunds that the webhooks do not tell
     */
    public Recorder(
            Journal journal,
            Database ledger,
            OrderBook orders,
            Stores stores,
            Duration reachBack,
            ShownRefunds refunds,
            Around around,
            Clock clock) {
        this.journal = journal;
        this.ledger = ledger;
        this.connections = new Connections(reachBack);
        this.recording = new Recording(orders, connections);
        this.stores = stores;
        this.word = around.word();
        this.messages = new Messages(
                stores, connections, recording, new Unrecorded(journal.id()), refunds, around.doubts(), clock);
        this.watch = new JournalWatch(around.alarm(), clock);
        this.agreement = new Agreement(journal, ledger, around.node(), around.doubts(), watch, clock);
        this.clock = clock;
        this.complaints = new Complaints(clock);
    }

    /** What is wrong between the journal and the ledger. */
    public JournalWatch watch() {
        return watch;
    }

    /** Records all that is in the journal. Step of the route record-orders. @return how many entries */
    public synchronized int drain() {
        int recorded = 0;
        try {
            Journal.Mark end = journal.tail();
            Journal.Mark position = agreement.position();
            speak(position);
            List<Journal.Entry> batch = journal.after(position.seq(), BATCH);
            while (!batch.isEmpty()) {
                record(position, batch);
                recorded += batch.size();
                end = journal.tail();
                position = agreement.position();
                speak(position);
                batch = journal.after(position.seq(), BATCH);
            }
            agreement.ended(position, end);
            recordedBy.mark(clock.instant(), position.seq());
            watch.readable();
            meetAll();
            if (recorded > 0 && waiting.getAndSet(false)) {
                complaints.over("record");
                LOG.info("recording goes on");
            }
        } catch (Agreement.Moved e) {
            agreement.forget();
        } catch (DatabaseUnavailable e) {
            agreement.forget();
            unavailable(e);
        }
        return recorded;
    }

    /** Tells the other nodes, when it is time to, how far the ledger is. */
    private void speak(Journal.Mark position) {
        boolean due = word.due();
        if (goal == NONE && due) {
            goal = journal.tail().seq();
        }
        if (goal != NONE && (due || position.seq() >= goal)) {
            long round = goal;
            boolean through = ledger.commit(tx -> {
                boolean reached = holds(tx, round);
                word.say(tx, reached, lag());
                return reached;
            });
            word.said();
            goal = through ? NONE : goal;
        }
    }

    private boolean holds(Tx tx, long seq) throws SQLException {
        return Positions.find(tx, journal.id(), journal.epoch())
                .filter(stored -> stored.mark().seq() >= seq)
                .isPresent();
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
        long last = journal.tail().seq();
        if (word.speaks() && agreement.reached(last)) {
            ledger.commit(tx -> {
                boolean reached = holds(tx, last);
                if (reached) {
                    word.end(tx);
                }
                return reached;
            });
        }
    }

    /** Writes down what entries of this journal say. */
    Messages messages() {
        return messages;
    }

    /** What is known of earlier recordings of entries that another node has taken: nothing but whether the ledger forgets. */
    Messages.Past pastOfOthers() {
        return new Messages.Past() {
            @Override
            public boolean wasRecorded(long seq) {
                return agreement.forgetful();
            }

            @Override
            public boolean repeats(long seq) {
                return agreement.forgetful();
            }
        };
    }

    /** The round of this node's own word, as the ledger held it last. */
    long round() {
        return word.round();
    }

    /** This node's own journal. */
    Journal journal() {
        return journal;
    }

    /** Whether the ledger holds everything up to that number of the journal, as far as is known without asking it. */
    boolean reached(long seq) {
        return agreement.reached(seq);
    }

    private void unavailable(DatabaseUnavailable e) {
        if (e.damaged()) {
            journal.suspect();
            watch.damaged("this node's journal or its ledger is damaged and cannot be read; what was not recorded yet"
                    + " waits. Start the node again: what can be read of the journal is carried over into a new file");
            return;
        }
        waiting.set(true);
        complaints.again("record").ifPresent(more -> LOG.warn("recording waits: {}{}", e.getMessage(), more));
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

    /**
     * Entries that the journal holds and the ledger does not. Asks neither: before the ledger was reached for the first time
     * it goes by what the last run left behind, and counts too many rather than too few.
     */
    public long lag() {
        return agreement.unrecorded();
    }

    /**
     * Compares journal and ledger now, as is done by itself after each connection to the ledger and each minute.
     *
     * @throws DatabaseUnavailable then they are not compared
     */
    public synchronized void agree() {
        agreement.compare();
    }

    /**
     * Forgets raw entries that were recorded longer ago than that, if the ledger still has them at this moment. Step of the
     * route trim-journal.
     */
    public synchronized void trim(Duration keep) {
        Instant before = clock.instant().minus(keep);
        try {
            // By when it was recorded and not by when it came: after a long outage of the ledger that is much later.
            long proven = Math.min(agreement.compare().seq(), recordedBy.by(before));
            int rounds = 0;
            while (journal.trim(proven, before) > 0 && rounds < TRIM_ROUNDS) {
                rounds++;
            }
        } catch (DatabaseUnavailable e) {
            agreement.forget();
            unavailable(e);
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
            // One after the other, so that none of them keeps the others' rows.
            ledger.commit(tx -> recording.overtaken(tx, now));
            ledger.commit(tx -> Removals.forget(tx, now));
            ledger.commit(StoreChecks::forget);
        } catch (DatabaseUnavailable e) {
            complaints
                    .again("removals")
                    .ifPresent(more -> LOG.warn("cancellations that came too early wait: {}{}", e.getMessage(), more));
        }
    }

    private void record(Journal.Mark position, List<Journal.Entry> batch) {
        ChainCheck.Read checked = ChainCheck.read(position, batch, journal::hashAt);
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            reads.add(messages.read(batch.get(i), checked.sound().get(i)));
        }
        Journal.Mark last = batch.getLast().mark();
        try {
            ledger.commit(tx -> {
                agreement.require(tx, position);
                // A node that took this one for dead may have been quicker.
                Set<Long> adopted = Inbox.take(tx, journal.id(), batch);
                Map<Kind, Integer> counts = messages.apply(
                        tx,
                        reads.stream()
                                .filter(read -> !adopted.contains(read.entry().seq()))
                                .toList(),
                        agreement);
                agreement.lose(tx, checked.gaps());
                return finish(tx, counts, last);
            });
            agreement.recorded(last);
            tellDamage(reads);
        } catch (DatabaseUnavailable | Agreement.Moved e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "a batch of {} entries failed and is recorded one by one: {}",
                    batch.size(),
                    e.getClass().getSimpleName());
            if (!checked.gaps().isEmpty()) {
                ledger.commit(tx -> {
                    agreement.require(tx, position);
                    agreement.lose(tx, checked.gaps());
                    return position;
                });
            }
            Journal.Mark before = position;
            for (Read read : reads) {
                recordAlone(before, read);
                before = read.entry().mark();
            }
            tellDamage(reads);
        }
    }

    private void tellDamage(List<Read> recorded) {
        recorded.stream().filter(read -> !read.sound()).forEach(read -> watch.damagedEntry());
    }

    /** One entry that fails must not fail its batch: alone, it becomes a dead letter with what is wrong. */
    private void recordAlone(Journal.Mark position, Read read) {
        Journal.Mark mark = read.entry().mark();
        try {
            ledger.commit(tx -> alone(tx, position, read, () -> messages.apply(tx, List.of(read), agreement)));
        } catch (DatabaseUnavailable | Agreement.Moved e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("journal entry {} cannot be recorded: {}", mark.seq(), Messages.failure(e));
            ledger.commit(tx -> alone(tx, position, read, () -> messages.giveUp(tx, read)));
        }
        agreement.recorded(mark);
    }

    private interface Deed {
        Map<Kind, Integer> run() throws SQLException;
    }

    private long alone(Tx tx, Journal.Mark position, Read read, Deed deed) throws SQLException {
        agreement.require(tx, position);
        boolean adopted = !Inbox.take(tx, journal.id(), List.of(read.entry())).isEmpty();
        return finish(tx, adopted ? Map.of() : deed.run(), read.entry().mark());
    }

    private long finish(Tx tx, Map<Kind, Integer> counts, Journal.Mark mark) throws SQLException {
        for (Map.Entry<Kind, Integer> count : counts.entrySet()) {
            Recording.count(tx, journal.id(), count.getKey(), count.getValue());
        }
        agreement.save(tx, mark);
        return mark.seq();
    }
}
