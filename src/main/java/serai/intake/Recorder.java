package serai.intake;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.DispatchState;
import serai.intake.Recording.Kind;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.Removals;
import serai.order.StoreOrder;
import serai.provider.Cause;
import serai.store.Problem;
import serai.store.ShopAddress;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.Stores;

/**
 * Carries the journal into the ledger, in order and in batches. How far it came is kept in the ledger, in the same
 * transaction as what it wrote: a crash loses nothing and repeats nothing.
 */
public final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final String POSITION = Sql.of(Recorder.class, "position");
    private static final String SAVE_POSITION = Sql.of(Recorder.class, "save-position");
    private static final int BATCH = 250;
    static final String REMOVED = "the store deleted the order";
    /** So that one look never takes long; with a look each 10 s it forgets up to 4,000 entries a second. */
    private static final int TRIM_ROUNDS = 20;

    private final Journal journal;
    private final Database ledger;
    private final Connections connections;
    private final Speakers speakers = new Speakers();
    private final Recording recording;
    private final Unrecorded unrecorded;
    private final ShownRefunds refunds;
    private final Stores stores;
    private final Clock clock;
    private final AtomicLong position = new AtomicLong(-1);
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean metAll = new AtomicBoolean();

    /** One that reaches back as far as usual, for stores that are asked before a purchase wherever we have their keys. */
    public Recorder(Journal journal, Database ledger, OrderBook orders, Stores stores, Clock clock) {
        this(journal, ledger, orders, stores, Connections.REACH_BACK, new ShownRefunds(Store::canBeTold), clock);
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
            Clock clock) {
        this.journal = journal;
        this.ledger = ledger;
        this.refunds = refunds;
        this.connections = new Connections(reachBack);
        this.recording = new Recording(orders, connections);
        this.unrecorded = new Unrecorded(journal.id());
        this.stores = stores;
        this.clock = clock;
    }

    /** Records all that is in the journal. Step of the route record-orders. @return how many entries */
    public synchronized int drain() {
        int recorded = 0;
        try {
            List<Journal.Entry> batch = journal.after(position(), BATCH);
            while (!batch.isEmpty()) {
                record(batch);
                recorded += batch.size();
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

    private record Read(Journal.Entry entry, StoreEvent event) {
        /** As whom the sender speaks; empty where it says nothing that anything is done about. */
        Optional<ShopAddress> speaker() {
            return event instanceof StoreEvent.Nothing ? Optional.empty() : Speakers.of(entry);
        }
    }

    private void meet(Tx tx, List<Read> reads) throws SQLException {
        SortedMap<StoreId, Instant> heard = new TreeMap<>();
        SortedMap<StoreId, ShopAddress> speaking = new TreeMap<>();
        for (Read read : reads) {
            Optional<Store> store = stores.find(read.entry().store());
            if (store.isPresent()) {
                heard.merge(
                        store.get().id(), read.entry().receivedAt(), (one, other) -> one.isBefore(other) ? one : other);
                if (store.get().speaksAs().isEmpty()) {
                    read.speaker()
                            .ifPresent(said -> speaking.putIfAbsent(store.get().id(), said));
                }
            }
        }
        connections.met(tx, heard);
        speakers.met(tx, speaking);
    }

    private void record(List<Journal.Entry> batch) {
        List<Read> reads =
                batch.stream().map(entry -> new Read(entry, read(entry))).toList();
        long last = batch.getLast().seq();
        try {
            position.set(ledger.commit(tx -> {
                meet(tx, reads);
                long recorded = stored(tx);
                Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
                for (Read read : inLockOrder(reads)) {
                    // A commit whose answer was lost may have happened.
                    if (read.entry().seq() > recorded) {
                        counts.merge(apply(tx, read), 1, Integer::sum);
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

    /**
     * By order, and as they came within one: nodes that record the same orders at the same time then take the rows' locks
     * one after the other instead of waiting for each other.
     */
    private static List<Read> inLockOrder(List<Read> reads) {
        return reads.stream()
                .sorted(Comparator.comparing(
                        read -> read.entry().order().map(OrderId::value).orElse("")))
                .toList();
    }

    /** One entry that fails must not fail its batch: alone, it becomes a dead letter with what is wrong. */
    private void recordAlone(Read read) {
        long seq = read.entry().seq();
        try {
            position.set(ledger.commit(tx -> {
                meet(tx, List.of(read));
                return stored(tx) >= seq ? stored(tx) : finish(tx, Map.of(apply(tx, read), 1), seq);
            }));
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            LOG.error(
                    "journal entry {} cannot be recorded: {}",
                    seq,
                    cause.getClass().getSimpleName());
            // Its class only: a message may quote the customer's data.
            String reason = "recording failed: " + cause.getClass().getSimpleName();
            position.set(ledger.commit(tx -> {
                unrecorded.letter(tx, read.entry(), Cause.CONNECTOR_FAULT, reason, clock.instant());
                return finish(tx, Map.of(Kind.UNREADABLE, 1), seq);
            }));
        }
    }

    private long stored(Tx tx) throws SQLException {
        return tx.first(POSITION, row -> row.number("seq"), journal.id()).orElse(0L);
    }

    private long finish(Tx tx, Map<Kind, Integer> counts, long seq) throws SQLException {
        for (Map.Entry<Kind, Integer> count : counts.entrySet()) {
            Recording.count(tx, journal.id(), count.getKey(), count.getValue());
        }
        tx.update(SAVE_POSITION, journal.id(), seq);
        return seq;
    }

    private StoreEvent read(Journal.Entry entry) {
        Optional<Store> store = stores.find(entry.store());
        if (entry.kind().equals(StoreEvents.CANCEL)) {
            return new StoreEvent.Nothing("cancel");
        }
        return store.map(known -> StoreEvents.read(known, entry.kind(), entry.body()))
                .orElseGet(() -> new StoreEvent.Unreadable(
                        List.of(new Problem("", "store " + entry.store() + " is no longer in config/stores.yaml"))));
    }

    private Kind apply(Tx tx, Read read) throws SQLException {
        Journal.Entry entry = read.entry();
        if (entry.kind().equals(StoreEvents.CANCEL)) {
            return cancelAsked(tx, entry);
        }
        String actor = "store " + entry.store();
        Optional<Store> store = stores.find(entry.store());
        Optional<String> objection =
                store.isPresent() ? speakers.objection(tx, store.get(), read.speaker()) : Optional.empty();
        if (objection.isPresent()) {
            String order = StoreEvents.orderId(entry.kind(), entry.body())
                    .map(id -> "; it speaks of order " + id + " there")
                    .orElse("");
            unrecorded.foreign(tx, entry, objection.get() + order, clock.instant());
            return Kind.UNREADABLE;
        }
        return switch (read.event()) {
            case StoreEvent.OrderEvent event -> {
                StoreEvent.OrderEvent settled = settled(tx, store.orElseThrow(), entry, event);
                Kind kind = recording.order(tx, store.get(), settled, actor, entry.traceparent(), entry.receivedAt());
                yield kind == Kind.UNREADABLE ? another(tx, entry, settled.order()) : kind;
            }
            case StoreEvent.Removed removed -> {
                unrecorded.note(tx, entry, DispatchState.CANCELLED, Unrecorded.REMOVED_BEFORE);
                yield recording.removed(
                        tx,
                        entry.store(),
                        OrderId.of(entry.store(), removed.storeOrderId()),
                        actor,
                        REMOVED,
                        entry.receivedAt(),
                        clock.instant());
            }
            case StoreEvent.Privacy privacy -> recording.privacy(tx, entry.store(), privacy, entry.receivedAt());
            case StoreEvent.Nothing nothing -> {
                unrecorded.note(tx, entry, DispatchState.ARCHIVED, nothing.reason());
                if (entry.kind().startsWith(StoreChecks.HOLDS)) {
                    StoreChecks.holdsChanged(tx, entry.store(), entry.body(), clock.instant());
                }
                yield Kind.NOTHING;
            }
            case StoreEvent.Unreadable unreadable -> {
                unrecorded.letter(
                        tx, entry, Cause.ORDER_UNREADABLE, Unrecorded.text(unreadable.problems()), clock.instant());
                yield Kind.UNREADABLE;
            }
        };
    }

    /** One order has one letter, however often its store speaks of it. */
    private Kind another(Tx tx, Journal.Entry entry, StoreOrder order) throws SQLException {
        String reason = OrderBook.another(tx, entry.store(), order).orElse("it is another order than the known one");
        boolean fresh = unrecorded.another(tx, entry, order.placedAt(), reason, clock.instant());
        return fresh ? Kind.UNREADABLE : Kind.REPEAT;
    }

    /** With what is known of its refunds, and with the time of arrival where the body says none. */
    private StoreEvent.OrderEvent settled(Tx tx, Store store, Journal.Entry entry, StoreEvent.OrderEvent event)
            throws SQLException {
        Instant at = entry.receivedAt();
        return refunds.settle(tx, store, entry.kind(), entry.body(), event.timed(at, at))
                .timed(at, at);
    }

    private Kind cancelAsked(Tx tx, Journal.Entry entry) throws SQLException {
        String reason = "the merchant: " + Cancellation.reason(entry.body());
        return entry.order().isEmpty()
                ? Kind.NOTHING
                : recording.cancelAsked(
                        tx, entry.store(), entry.order().get(), "store " + entry.store(), reason, clock.instant());
    }
}
