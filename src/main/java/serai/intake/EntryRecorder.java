package serai.intake;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.DispatchState;
import serai.intake.Recording.Kind;
import serai.ledger.Tx;
import serai.provider.Cause;
import serai.store.Problem;
import serai.store.ShopAddress;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.Stores;

/** Does in the ledger what the entries of one journal mean, wherever they were read; in the caller's transaction. */
final class EntryRecorder {
    static final String REMOVED = "the store deleted the order";

    /** What all journals' entries are recorded with. */
    record Means(
            Recording recording,
            Connections connections,
            Speakers speakers,
            ShownRefunds refunds,
            Stores stores,
            Clock clock) {}

    private final String journal;
    private final Unrecorded unrecorded;
    private final Recording recording;
    private final Connections connections;
    private final Speakers speakers;
    private final ShownRefunds refunds;
    private final Stores stores;
    private final Clock clock;

    /** @param journal the id of the journal that the entries are of, be it this node's or another's */
    EntryRecorder(String journal, Means means) {
        this.journal = journal;
        this.unrecorded = new Unrecorded(journal);
        this.recording = means.recording();
        this.connections = means.connections();
        this.speakers = means.speakers();
        this.refunds = means.refunds();
        this.stores = means.stores();
        this.clock = means.clock();
    }

    /** An entry and what it says. */
    record Read(Journal.Entry entry, StoreEvent event) {
        /** As whom the sender speaks; empty where it says nothing that anything is done about. */
        Optional<ShopAddress> speaker() {
            return event instanceof StoreEvent.Nothing ? Optional.empty() : Speakers.of(entry);
        }
    }

    /** Takes note of the stores that are heard, and of who speaks for them. */
    void meet(Tx tx, List<Read> reads) throws SQLException {
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

    /** Reads what an entry says; touches no database. */
    Read read(Journal.Entry entry) {
        return new Read(entry, event(entry));
    }

    /**
     * By order, and as they came within one: nodes that record the same orders at the same time then take the rows' locks
     * one after the other instead of waiting for each other.
     */
    static List<Read> inLockOrder(List<Read> reads) {
        return reads.stream()
                .sorted(Comparator.comparing(
                        read -> read.entry().order().map(OrderId::value).orElse("")))
                .toList();
    }

    /** What is said of an entry whose recording failed so: the class only, because a message may quote a customer's data. */
    static String failure(RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return "recording failed: " + cause.getClass().getSimpleName();
    }

    /** Makes a dead letter of an entry that cannot be recorded, and counts it. */
    void giveUp(Tx tx, Read read, String reason) throws SQLException {
        unrecorded.letter(tx, read.entry(), Cause.CONNECTOR_FAULT, reason, clock.instant());
        count(tx, Map.of(Kind.UNREADABLE, 1));
    }

    /** Counts messages of this journal. */
    void count(Tx tx, Map<Kind, Integer> counts) throws SQLException {
        for (Map.Entry<Kind, Integer> count : counts.entrySet()) {
            Recording.count(tx, journal, count.getKey(), count.getValue());
        }
    }

    private StoreEvent event(Journal.Entry entry) {
        Optional<Store> store = stores.find(entry.store());
        if (entry.kind().equals(StoreEvents.CANCEL)) {
            return new StoreEvent.Nothing("cancel");
        }
        return store.map(known -> StoreEvents.read(known, entry.kind(), entry.body()))
                .orElseGet(() -> new StoreEvent.Unreadable(
                        List.of(new Problem("", "store " + entry.store() + " is no longer in config/stores.yaml"))));
    }

    /** Does what an entry means. */
    Kind apply(Tx tx, Read read) throws SQLException {
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
            case StoreEvent.OrderEvent event ->
                recording.order(
                        tx,
                        store.orElseThrow(),
                        settled(tx, store.get(), entry, event),
                        actor,
                        entry.traceparent(),
                        entry.receivedAt());
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
