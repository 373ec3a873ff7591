package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.OrderId;
import serai.base.Scope;
import serai.dispatch.DispatchState;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Finds orders for people. Whatever is looked for is looked up through an index of its own, so that an answer takes as long
 * among a million orders as among ten.
 */
public final class OrderSearch {
    private static final String LIST = Sql.of(OrderSearch.class, "list-orders");
    private static final String BY_DISPATCH = Sql.of(OrderSearch.class, "list-orders-by-dispatch");
    private static final String BY_NUMBER = Sql.of(OrderSearch.class, "list-orders-by-supplier-number");
    private static final String BY_PARCEL = Sql.of(OrderSearch.class, "list-orders-by-parcel");
    private static final String BY_MARK = Sql.of(OrderSearch.class, "list-orders-by-mark");
    private static final String STATES = Sql.of(OrderSearch.class, "dispatch-states-of-orders");
    private static final String NO_DISPATCH =
            "NOT EXISTS (SELECT 1 FROM dispatch d WHERE d.order_id = o.id AND d.kind = 'place-order') AND o.standing = ?";

    /** Whatever lists orders by something it is known by: the statement, the condition in it, and the orders' own time. */
    private enum Key {
        ID(LIST, "o.id = ?"),
        STORE_ORDER_ID(LIST, "o.store_order_id = ?"),
        ORDER_NUMBER(LIST, "o.order_number = ?"),
        EMAIL(LIST, "o.email_hash = ?"),
        DISPATCH(BY_DISPATCH, "d.id = ?"),
        SUPPLIER_NUMBER(BY_NUMBER, "s.supplier_id = ?"),
        TRACKING_NUMBER(BY_PARCEL, "p.tracking_number = ?"),
        MARK(BY_MARK, "m.mark = ?");

        private final String statement;
        private final String condition;

        Key(String statement, String condition) {
            this.statement = statement;
            this.condition = condition;
        }

        /** Marks carry the order's time along, so that a SKU of half the orders there are needs no sorting. */
        private String before() {
            return this == MARK ? "(m.recorded_at, m.order_id) < (?, ?)" : "(o.recorded_at, o.id) < (?, ?)";
        }
    }

    /** Where a page begins: after this order, newest first. */
    public record Cursor(Instant recordedAt, String id) {}

    /** An order in a list; holds no personal data. */
    public record Summary(
            String id, String orderId, String orderNumber, String store, OrderStatus status, Instant recordedAt) {}

    private record Found(Summary summary, StoreOrder.Standing standing) {
        private static final Comparator<Found> NEWEST_FIRST = Comparator.comparing(
                        (Found found) -> found.summary().recordedAt())
                .thenComparing(found -> found.summary().id())
                .reversed();
    }

    private final Database ledger;

    public OrderSearch(Database ledger) {
        this.ledger = ledger;
    }

    /**
     * Orders that the scope holds, newest first.
     *
     * @param text our id, the store's, the order number with or without its {@code #}, a dispatch's id or reference, a
     *     supplier's number, a tracking number, a SKU or the customer's e-mail address or its {@link EmailHash}; exactly, but
     *     for the case of an address
     */
    public List<Summary> list(
            Scope scope,
            Optional<String> store,
            Optional<OrderStatus> status,
            Optional<String> text,
            Optional<Cursor> after,
            int limit) {
        return ledger.read(tx -> {
            if (text.isEmpty()) {
                Conditions conditions = new Conditions().within("o.store", scope);
                store.ifPresent(value -> conditions.and("o.store = ?", value));
                return withStatus(tx, page(tx, Key.ID, conditions, status, after, limit));
            }
            Map<String, Found> together = new LinkedHashMap<>();
            for (Sought sought : sought(text.get().strip())) {
                // Any other index than the one of what is sought would be a long way round.
                Conditions conditions = new Conditions()
                        .and(sought.key().condition, sought.value())
                        .within("o.store || ''", scope);
                store.ifPresent(value -> conditions.and("o.store || '' = ?", value));
                for (Found found : page(tx, sought.key(), conditions, status, after, limit)) {
                    together.put(found.summary().id(), found);
                }
            }
            return withStatus(
                    tx,
                    together.values().stream()
                            .sorted(Found.NEWEST_FIRST)
                            .limit(limit)
                            .toList());
        });
    }

    private record Sought(Key key, String value) {}

    private static List<Sought> sought(String text) {
        List<Sought> all = new ArrayList<>();
        for (Key key : Key.values()) {
            if (key != Key.EMAIL) {
                all.add(new Sought(key, text));
            }
        }
        if (!text.startsWith("#")) {
            all.add(new Sought(Key.ORDER_NUMBER, "#" + text));
        }
        if (text.contains("@")) {
            EmailHash.of(text).ifPresent(hash -> all.add(new Sought(Key.EMAIL, hash)));
        }
        if (text.matches("[0-9a-f]{64}")) {
            all.add(new Sought(Key.EMAIL, text));
        }
        return all;
    }

    private static List<Found> page(
            Tx tx, Key key, Conditions conditions, Optional<OrderStatus> status, Optional<Cursor> after, int limit)
            throws SQLException {
        status.ifPresent(value -> status(conditions, value));
        after.ifPresent(cursor -> conditions.and(key.before(), cursor.recordedAt(), cursor.id()));
        return tx.list(conditions.in(key.statement), OrderSearch::read, conditions.parameters(limit));
    }

    /** The same precedence as {@link OrderStatus#of}. */
    private static void status(Conditions conditions, OrderStatus status) {
        Optional<StoreOrder.Standing> without = switch (status) {
            case RECORDED -> Optional.of(StoreOrder.Standing.PLACE);
            case WAITING_FOR_PAYMENT -> Optional.of(StoreOrder.Standing.WAITING_FOR_PAYMENT);
            case ARCHIVED -> Optional.of(StoreOrder.Standing.NEVER);
            case CANCELLED -> Optional.of(StoreOrder.Standing.CANCELLED);
            case QUEUED, ATTEMPTING, WAITING, UNCONFIRMED, DONE, DEAD -> Optional.empty();
        };
        if (status == OrderStatus.WAITING_FOR_PAYMENT) {
            conditions.and(NO_DISPATCH, StoreOrder.Standing.WAITING_FOR_PAYMENT);
            return;
        }
        DispatchState state = DispatchState.valueOf(status.name());
        List<Object> values = new ArrayList<>(List.of(state));
        String condition = having(state);
        List<DispatchState> order = OrderStatus.byAttention();
        List<DispatchState> before = order.subList(0, order.indexOf(state));
        if (!before.isEmpty()) {
            condition += " AND NOT EXISTS (SELECT 1 FROM dispatch d WHERE d.order_id = o.id AND d.kind = 'place-order'"
                    + " AND d.state IN (?"
                    + ", ?".repeat(before.size() - 1) + "))";
            values.addAll(before);
        }
        if (without.isPresent()) {
            condition = "(" + condition + ") OR (" + NO_DISPATCH + ")";
            values.add(without.get());
        }
        conditions.and(condition, values.toArray());
    }

    /** Orders with a purchase in that state; the literal lists are those of partial indexes, which need these words. */
    private static String having(DispatchState state) {
        return switch (state) {
            case DEAD, ARCHIVED ->
                "o.id IN (SELECT l.order_id FROM letter l WHERE l.state = ? AND l.kind = 'place-order')";
            case RECORDED, QUEUED, ATTEMPTING, WAITING, UNCONFIRMED ->
                "o.id IN (SELECT d.order_id FROM dispatch d"
                        + " WHERE d.state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')"
                        + " AND d.state = ? AND d.kind = 'place-order' AND d.order_id IS NOT NULL)";
            case CANCELLED ->
                "o.id IN (SELECT d.order_id FROM dispatch d WHERE d.state = 'CANCELLED' AND d.state = ?"
                        + " AND d.kind = 'place-order' AND d.order_id IS NOT NULL)";
            // Most orders end there: the newest are soon found.
            case DONE ->
                "EXISTS (SELECT 1 FROM dispatch d"
                        + " WHERE d.order_id = o.id AND d.state = ? AND d.kind = 'place-order')";
        };
    }

    private static List<Summary> withStatus(Tx tx, List<Found> found) throws SQLException {
        if (found.isEmpty()) {
            return List.of();
        }
        Conditions ids = new Conditions()
                .in(
                        "order_id",
                        found.stream().map(order -> order.summary().id()).toList());
        record State(String order, DispatchState state) {}
        Map<String, List<DispatchState>> states = new HashMap<>();
        tx.list(
                        ids.in(STATES),
                        row -> new State(row.text("order_id"), DispatchState.valueOf(row.text("state"))),
                        ids.parameters())
                .forEach(state -> states.computeIfAbsent(state.order(), id -> new ArrayList<>())
                        .add(state.state()));
        return found.stream()
                .map(order -> {
                    Summary one = order.summary();
                    OrderStatus status = OrderStatus.of(order.standing(), states.getOrDefault(one.id(), List.of()));
                    return new Summary(
                            one.id(), one.orderId(), one.orderNumber(), one.store(), status, one.recordedAt());
                })
                .toList();
    }

    private static Found read(Row row) throws SQLException {
        return new Found(
                new Summary(
                        new OrderId(row.text("id")).value(),
                        row.text("store_order_id"),
                        row.text("order_number"),
                        row.text("store"),
                        OrderStatus.RECORDED,
                        row.time("recorded_at")),
                StoreOrder.Standing.valueOf(row.text("standing")));
    }
}
