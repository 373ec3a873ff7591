package serai.order;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Cancellations that came before their order: webhooks overtake each other, and a cancel at one node may overtake the
 * order at another. Each waits for its order here. One counts only for an order of the store that sent it, because an
 * order's id can be worked out by anybody.
 */
public final class Removals {
    private static final String NOTE = Sql.of(Removals.class, "note-removal");
    private static final String FIND = Sql.of(Removals.class, "find-removal");
    private static final String DELETE = Sql.of(Removals.class, "delete-removal");
    private static final String FORGET = Sql.of(Removals.class, "forget-removals");
    private static final String OVERTAKEN = Sql.of(Removals.class, "overtaken-removals");

    /** How long one waits for its order. An order that comes later still is taken for a new wish. */
    public static final Duration KEPT = Duration.ofDays(90);

    /** Who wanted the order gone. */
    public enum Kind {
        /** The merchant, here: for good. */
        ASKED,
        /** The store: until a later state of the order says otherwise. */
        REMOVED
    }

    /**
     * One that waits.
     *
     * @param at when it was said
     */
    public record Removal(OrderId order, StoreId store, Kind kind, Instant at, String reason) {
        /** Whether it stops an order that its store last changed at that time. */
        boolean stops(Instant updatedAt) {
            return switch (kind) {
                case ASKED -> true;
                case REMOVED -> !updatedAt.isAfter(at);
            };
        }

        private static Removal read(Row row) throws SQLException {
            return new Removal(
                    new OrderId(row.text("order_id")),
                    new StoreId(row.text("store")),
                    Kind.valueOf(row.text("kind")),
                    row.time("at"),
                    row.text("reason"));
        }
    }

    private Removals() {}

    /** Keeps one for when its order comes. Said twice, it is one. @return false when nothing new was said */
    public static boolean note(Tx tx, OrderId order, StoreId store, Kind kind, Instant at, String reason)
            throws SQLException {
        return tx.update(NOTE, order, store, kind, at, reason) == 1;
    }

    /** Takes out what that store has said of that order before it came. */
    static Optional<Removal> take(Tx tx, OrderId order, StoreId store) throws SQLException {
        Optional<Removal> found = tx.first(FIND, Removal::read, order, store);
        if (found.isPresent()) {
            tx.update(DELETE, order, store);
        }
        return found;
    }

    /**
     * Removals whose order was recorded all the same: on PostgreSQL, two nodes that write the two at one moment do not see
     * each other. At most 100 at once.
     */
    public static List<Removal> overtaken(Tx tx) throws SQLException {
        return tx.list(OVERTAKEN, Removal::read);
    }

    /**
     * Does what such a removal wanted.
     *
     * @return false when another node has done it
     */
    public static boolean settle(Tx tx, OrderBook orders, Removal missed, String actor, Instant now)
            throws SQLException {
        OrderBook.Entry order = OrderBook.findToChange(tx, missed.order()).orElseThrow();
        if (take(tx, missed.order(), missed.store()).isEmpty()) {
            return false;
        }
        switch (missed.kind()) {
            case ASKED -> {
                if (!order.cancelAsked()) {
                    orders.cancelAsAsked(tx, order, actor, missed.reason(), now);
                }
            }
            case REMOVED -> {
                boolean stands = order.content().standing() != StoreOrder.Standing.CANCELLED;
                if (stands && missed.stops(order.content().updatedAt())) {
                    orders.remove(tx, order, actor, missed.reason(), missed.at(), now);
                }
            }
        }
        return true;
    }

    /** Forgets those whose order never came. @return how many */
    public static int forget(Tx tx, Instant now) throws SQLException {
        return tx.update(FORGET, now.minus(KEPT));
    }
}
