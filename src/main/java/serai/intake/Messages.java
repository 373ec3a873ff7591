package serai.intake;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.DispatchState;
import serai.dispatch.Doubts;
import serai.intake.Recording.Kind;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.StoreOrder;
import serai.provider.Cause;
import serai.store.Problem;
import serai.store.ShopAddress;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.Stores;

/** What entries of the journal say, and what becomes of them in the ledger. Saying it again changes nothing. */
final class Messages {
    static final String REMOVED = "the store deleted the order";

    private final Stores stores;
    private final Connections connections;
    private final Speakers speakers = new Speakers();
    private final Recording recording;
    private final Unrecorded unrecorded;
    private final ShownRefunds refunds;
    private final Doubts doubts;
    private final Clock clock;

    Messages(
            Stores stores,
            Connections connections,
            Recording recording,
            Unrecorded unrecorded,
            ShownRefunds refunds,
            Doubts doubts,
            Clock clock) {
        this.stores = stores;
        this.connections = connections;
        this.recording = recording;
        this.unrecorded = unrecorded;
        this.refunds = refunds;
        this.doubts = doubts;
        this.clock = clock;
    }

    /** The same for entries of another journal. */
    Messages ofJournal(String journal) {
        return new Messages(stores, connections, recording, new Unrecorded(journal), refunds, doubts, clock);
    }

    /** What is known of earlier recordings of a journal's entries. */
    interface Past {
        /** Whether an entry of that number was recorded once before, and the ledger may have forgotten it. */
        boolean wasRecorded(long seq);

        /** Whether an entry of that number says again what the ledger was told before, as far as it knows still. */
        boolean repeats(long seq);
    }

    /** What failed, for the log: its class only, because a message may quote a customer's data. */
    static String failure(RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName();
    }

    /**
     * Makes a dead letter of an entry that cannot be recorded.
     *
     * @return what it counts as
     */
    Map<Kind, Integer> giveUp(Tx tx, Read read) throws SQLException {
        String reason = "recording it failed; our log says where, under journal entry "
                + read.entry().seq();
        boolean news = unrecorded.letter(tx, read.entry(), Cause.CONNECTOR_FAULT, reason, clock.instant());
        return Map.of(news ? Kind.UNREADABLE : Kind.REPEAT, 1);
    }

    /**
     * An entry with what it says.
     *
     * @param sound whether it is as it was appended
     */
    record Read(Journal.Entry entry, StoreEvent event, boolean sound) {
        /** As whom the sender speaks; empty where it says nothing that anything is done about. */
        Optional<ShopAddress> speaker() {
            return event instanceof StoreEvent.Nothing ? Optional.empty() : Speakers.of(entry);
        }
    }

    /**
     * By order, and as they came within one: nodes that record the same orders at the same time then take the rows' locks
     * one after the other instead of waiting for each other.
     */
    private static List<Read> inLockOrder(List<Read> reads) {
        return reads.stream()
                .sorted(Comparator.comparing(Messages::wakesMany)
                        .thenComparing(
                                read -> read.entry().order().map(OrderId::value).orElse("")))
                .toList();
    }

    /** Whether it only makes due what waits, of whatever orders: after all orders, as dispatches come after their orders. */
    private static boolean wakesMany(Read read) {
        return read.entry().kind().startsWith(StoreChecks.HOLDS);
    }

    /** Takes note of which stores have spoken, and as whom. */
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

    private static StoreEvent damaged() {
        return new StoreEvent.Unreadable(List.of(new Problem(
                "", "the message was damaged on this node's disk: what stands here may not be what was sent")));
    }

    /**
     * What an entry says.
     *
     * @param sound whether it is as it was appended
     */
    Read read(Journal.Entry entry, boolean sound) {
        return new Read(entry, sound ? read(entry) : damaged(), sound);
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

    /** Writes down what they say. @return what they turned out to be, and how many of each */
    Map<Kind, Integer> apply(Tx tx, List<Read> reads, Past past) throws SQLException {
        meet(tx, reads);
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        SortedMap<OrderId, Instant> forgotten = new TreeMap<>(Comparator.comparing(OrderId::value));
        for (Read read : inLockOrder(reads)) {
            Kind kind = apply(tx, read, past);
            counts.merge(kind, 1, Integer::sum);
            boolean news = kind == Kind.NEW_ORDER || kind == Kind.CHANGE;
            if (news && past.wasRecorded(read.entry().seq()) && read.event() instanceof StoreEvent.OrderEvent event) {
                OrderId order = OrderId.of(read.entry().store(), event.order().storeOrderId());
                forgotten.putIfAbsent(order, read.entry().receivedAt());
            }
        }
        // What the ledger knew once and knows no more may have been bought meanwhile. After the last word on each
        // order,
        // for what is in doubt does not follow the store any more.
        for (Map.Entry<OrderId, Instant> order : forgotten.entrySet()) {
            doubts.ofOrder(tx, order.getKey(), order.getValue(), clock.instant());
        }
        return counts;
    }

    private Kind apply(Tx tx, Read read, Past past) throws SQLException {
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
            return unrecorded.foreign(tx, entry, objection.get() + order, clock.instant())
                    ? Kind.UNREADABLE
                    : Kind.REPEAT;
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
                        past.repeats(entry.seq()),
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
                boolean news = unrecorded.letter(
                        tx, entry, Cause.ORDER_UNREADABLE, Unrecorded.text(unreadable.problems()), clock.instant());
                yield news ? Kind.UNREADABLE : Kind.REPEAT;
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
