package serai.intake;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.base.Text;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.Removals;
import serai.order.StoreOrder;
import serai.store.Store;
import serai.store.StoreEvent;

/** Writes down in the ledger what a store's message means; the same for fresh messages and for those read again. */
final class Recording {
    private static final String ADD_PRIVACY = Sql.of(Recording.class, "add-privacy-request");
    private static final String COUNT = Sql.of(Recording.class, "count-intake");

    /** What a message turned out to be; counted in the ledger. */
    enum Kind {
        NEW_ORDER,
        REPEAT,
        CHANGE,
        PRIVACY,
        NOTHING,
        UNREADABLE
    }

    private final OrderBook orders;
    private final Connections connections;

    Recording(OrderBook orders, Connections connections) {
        this.orders = orders;
        this.connections = connections;
    }

    /**
     * An order as its store describes it.
     *
     * @param actor who told us, for the timeline
     * @return unreadable where it is another order than the one that is known under its id; nothing was written down then
     */
    Kind order(Tx tx, Store store, StoreEvent.OrderEvent event, String actor, String traceparent, Instant at)
            throws SQLException {
        StoreOrder order = connections.judged(tx, store, event);
        return kind(orders.record(tx, store.id(), order, actor, traceparent, at));
    }

    /** The same of one of which a person says that it is the known one, changed. */
    Kind confirmed(Tx tx, Store store, StoreEvent.OrderEvent event, String actor, String traceparent, Instant at)
            throws SQLException {
        StoreOrder order = connections.judged(tx, store, event);
        return kind(orders.recordConfirmed(tx, store.id(), order, actor, traceparent, at));
    }

    private static Kind kind(OrderBook.Recorded recorded) {
        return switch (recorded) {
            case NEW -> Kind.NEW_ORDER;
            case UNCHANGED -> Kind.REPEAT;
            case CHANGED, DISCREPANCY -> Kind.CHANGE;
            case ANOTHER -> Kind.UNREADABLE;
        };
    }

    /**
     * An order as its store has it when it is asked: newer than any webhook of the same second. Another order than the one
     * that is known under its id changes nothing: the look into the store brings it as a letter.
     *
     * @param actor who was asked, for the timeline
     */
    void answer(Tx tx, Store store, StoreEvent.OrderEvent event, String actor, String traceparent, Instant at)
            throws SQLException {
        orders.recordAnswer(tx, store.id(), connections.judged(tx, store, event), actor, traceparent, at);
    }

    /** The merchant asked here to cancel an order. One that has not come yet is stopped when it comes. */
    Kind cancelAsked(Tx tx, StoreId store, OrderId id, String actor, String reason, Instant now) throws SQLException {
        Optional<OrderBook.Entry> order = OrderBook.findToChange(tx, id);
        if (order.isEmpty()) {
            return noted(Removals.note(tx, id, store, Removals.Kind.ASKED, now, reason));
        }
        if (!order.get().store().equals(store)) {
            return Kind.NOTHING;
        }
        if (order.get().cancelAsked()) {
            return Kind.REPEAT;
        }
        orders.cancelAsAsked(tx, order.get(), actor, reason, now);
        return Kind.CHANGE;
    }

    /** As {@link #removed(Tx, StoreId, OrderId, String, String, Instant, boolean, Instant)}, for what is told now. */
    Kind removed(Tx tx, StoreId store, OrderId id, String actor, String reason, Instant at, Instant now)
            throws SQLException {
        return removed(tx, store, id, actor, reason, at, false, now);
    }

    /**
     * The store removed an order. One that has not come yet is stopped when it comes, unless it was restored since.
     *
     * @param at when the store said so
     * @param again whether it was recorded once before: what the store has said since is not undone then
     */
    Kind removed(Tx tx, StoreId store, OrderId id, String actor, String reason, Instant at, boolean again, Instant now)
            throws SQLException {
        Optional<OrderBook.Entry> order = OrderBook.findToChange(tx, id);
        if (order.isEmpty()) {
            return noted(Removals.note(tx, id, store, Removals.Kind.REMOVED, at, reason));
        }
        if (!order.get().store().equals(store)) {
            return Kind.NOTHING;
        }
        boolean restored = again && order.get().content().updatedAt().isAfter(at);
        if (restored) {
            return Kind.REPEAT;
        }
        if (order.get().content().standing() == StoreOrder.Standing.CANCELLED) {
            // What the store has said before it removed the order, and is told late, does not bring it back.
            orders.seen(tx, order.get(), at);
            return Kind.REPEAT;
        }
        orders.remove(tx, order.get(), actor, reason, at, now);
        return Kind.CHANGE;
    }

    private static Kind noted(boolean news) {
        return news ? Kind.NOTHING : Kind.REPEAT;
    }

    /** Work that the law asks for. A repeat of one that is done is work again, but for a data request, which has an id. */
    Kind privacy(Tx tx, StoreId store, StoreEvent.Privacy privacy, Instant at) throws SQLException {
        tx.update(ADD_PRIVACY, privacyId(store, privacy), store, privacy.kind(), at, Json.write(privacy));
        return Kind.PRIVACY;
    }

    /** The id under which a privacy request is kept. */
    static String privacyId(StoreId store, StoreEvent.Privacy privacy) {
        return "prv_" + Text.fingerprint("privacy", store.value(), Json.write(privacy));
    }

    /** Does what cancellations wanted that missed their order by a moment. @return how many there were */
    int overtaken(Tx tx, Instant now) throws SQLException {
        int settled = 0;
        for (Removals.Removal missed : Removals.overtaken(tx)) {
            settled += Removals.settle(tx, orders, missed, "store " + missed.store(), now) ? 1 : 0;
        }
        return settled;
    }

    /** Counts messages of a journal. */
    static void count(Tx tx, String journal, Kind kind, int messages) throws SQLException {
        tx.update(COUNT, journal, kind, messages);
    }
}
