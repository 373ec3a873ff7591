package serai.intake;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
import serai.provider.Cause;
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

    private final Journal journal;
    private final Database ledger;
    private final Agreement agreement;
    private final JournalWatch watch;
    private final Connections connections;
    private final Recording recording;
    private final Unrecorded unrecorded;
    private final Messages messages;
    private final Stores stores;
    private final Clock clock;
    private final Complaints complaints;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean metAll = new AtomicBoolean();

    /**
     * Whom it asks and tells besides.
     *
     * @param node the node's name, under which the ledger knows its journal
     * @param doubts what becomes of purchases that the ledger may have forgotten
     * @param alarm who is told when journal and ledger cannot both be right
     */
    public record Around(String node, Doubts doubts, JournalAlarm alarm) {
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
        this.unrecorded = new Unrecorded(journal.id());
        this.stores = stores;
        this.messages = new Messages(stores, connections, recording, unrecorded, refunds, around.doubts(), clock);
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
            List<Journal.Entry> batch = journal.after(position.seq(), BATCH);
            while (!batch.isEmpty()) {
                record(position, batch);
                recorded += batch.size();
                end = journal.tail();
                position = agreement.position();
                batch = journal.after(position.seq(), BATCH);
            }
            agreement.ended(position, end);
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

    private void unavailable(DatabaseUnavailable e) {
        if (e.damaged()) {
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
     * Compares journal and ledger now.
     *
     * @throws DatabaseUnavailable then they are not compared
     */
    public synchronized void agree() {
        agreement.compare();
    }

    /**
     * Compares journal and ledger now, as is done by itself at the start, after each connection to the ledger and each
     * minute. Nothing happens while the ledger is away.
     */
    public synchronized void compare() {
        try {
            agree();
        } catch (DatabaseUnavailable e) {
            agreement.forget();
            unavailable(e);
        }
    }

    /**
     * Forgets raw entries that were recorded longer ago than that, if the ledger still has them at this moment. Step of the
     * route trim-journal.
     */
    public synchronized void trim(Duration keep) {
        Instant before = clock.instant().minus(keep);
        try {
            long proven = agreement.compare().seq();
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
                Map<Kind, Integer> counts = messages.apply(tx, reads, agreement);
                agreement.lose(tx, checked.gaps());
                return finish(tx, counts, last);
            });
            agreement.recorded(last);
            reads.stream().filter(read -> !read.sound()).forEach(read -> watch.damagedEntry());
        } catch (DatabaseUnavailable | Agreement.Moved e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "a batch of {} entries failed and is recorded one by one: {}",
                    batch.size(),
                    e.getClass().getSimpleName());
            Journal.Mark before = position;
            for (Read read : reads) {
                recordAlone(before, read);
                before = read.entry().mark();
            }
        }
    }

    /** One entry that fails must not fail its batch: alone, it becomes a dead letter with what is wrong. */
    private void recordAlone(Journal.Mark position, Read read) {
        Journal.Mark mark = read.entry().mark();
        try {
            ledger.commit(tx -> {
                agreement.require(tx, position);
                return finish(tx, messages.apply(tx, List.of(read), agreement), mark);
            });
        } catch (DatabaseUnavailable | Agreement.Moved e) {
            throw e;
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.error(
                    "journal entry {} cannot be recorded: {}",
                    mark.seq(),
                    cause.getClass().getSimpleName());
            // Not what failed: that is for the log, and there its class only, as a message may quote the customer's
            // data.
            String reason = "recording it failed; our log says where, under journal entry " + mark.seq();
            ledger.commit(tx -> {
                agreement.require(tx, position);
                boolean news = unrecorded.letter(tx, read.entry(), Cause.CONNECTOR_FAULT, reason, clock.instant());
                return finish(tx, Map.of(news ? Kind.UNREADABLE : Kind.REPEAT, 1), mark);
            });
        }
        agreement.recorded(mark);
    }

    private long finish(Tx tx, Map<Kind, Integer> counts, Journal.Mark mark) throws SQLException {
        for (Map.Entry<Kind, Integer> count : counts.entrySet()) {
            Recording.count(tx, journal.id(), count.getKey(), count.getValue());
        }
        agreement.save(tx, mark);
        return mark.seq();
    }
}
