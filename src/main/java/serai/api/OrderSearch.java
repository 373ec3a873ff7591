package serai.api;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Json;
import serai.base.OrderId;
import serai.deadletter.DeadLetters;
import serai.dispatch.DispatchState;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderStatus;
import serai.order.StoreOrder;

/** Finds orders for support. */
final class OrderSearch {
    private static final String LIST = Sql.of(OrderSearch.class, "list-orders");
    private static final String STATES = Sql.of(OrderSearch.class, "dispatch-states-of-orders");
    private static final String BY_ID = """
            o.id = ? OR o.store_order_id = ? OR o.order_number = ?
            OR o.id IN (SELECT d.order_id FROM dispatch d WHERE d.id = ?)
            OR o.id IN (
              SELECT d.order_id FROM dispatch d JOIN supplier_order s ON s.dispatch_id = d.id WHERE s.supplier_id = ?)
            OR o.id IN (SELECT p.order_id FROM parcel p WHERE p.tracking_number = ?)""";
    // Looks through every dispatch; so only after the ids above have found nothing.
    private static final String BY_SUPPLIER = """
            o.id IN (
              SELECT d.order_id FROM dispatch d
              WHERE replace(d.supplier_ids, ?, '') <> d.supplier_ids OR replace(d.request, ?, '') <> d.request)""";
    private static final String NO_DISPATCH =
            "NOT EXISTS (SELECT 1 FROM dispatch d WHERE d.order_id = o.id AND d.kind = 'place-order') AND o.standing = ?";

    /** An order in a list; holds no personal data. */
    record Summary(
            String id, String orderId, String orderNumber, String store, OrderStatus status, Instant recordedAt) {}

    private record Found(Summary summary, StoreOrder.Standing standing) {}

    private final Database ledger;

    OrderSearch(Database ledger) {
        this.ledger = ledger;
    }

    /**
     * Orders, newest first.
     *
     * @param text our id, the store's, the order number, a dispatch's id or reference, a supplier's number or a tracking
     *     number; exactly
     */
    List<Summary> list(
            Optional<String> store,
            Optional<OrderStatus> status,
            Optional<String> text,
            Optional<DeadLetters.Cursor> after,
            int limit) {
        return ledger.read(tx -> {
            Conditions conditions = new Conditions();
            store.ifPresent(value -> conditions.and("o.store = ?", value));
            status.ifPresent(value -> status(conditions, value));
            if (text.isPresent()) {
                text(tx, conditions, text.get());
            }
            after.ifPresent(cursor -> conditions.and(
                    "o.recorded_at < ? OR (o.recorded_at = ? AND o.id < ?)",
                    cursor.since(),
                    cursor.since(),
                    cursor.id()));
            return withStatus(tx, tx.list(conditions.in(LIST), OrderSearch::read, conditions.parameters(limit)));
        });
    }

    private static void text(Tx tx, Conditions conditions, String text) throws SQLException {
        Conditions byId = new Conditions().and(BY_ID, text, text, text, text, text, text);
        boolean known = tx.first(byId.in(LIST), row -> row.text("id"), byId.parameters(1))
                .isPresent();
        String quoted = Json.write(text);
        if (known) {
            conditions.and(BY_ID, text, text, text, text, text, text);
        } else {
            conditions.and(BY_SUPPLIER, quoted, "\"reference\":" + quoted);
        }
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
        List<Object> values = new ArrayList<>(List.of(status.name()));
        String condition = "o.id IN (SELECT d.order_id FROM dispatch d"
                + " WHERE d.state = ? AND d.kind = 'place-order' AND d.order_id IS NOT NULL)";
        List<DispatchState> order = OrderStatus.byAttention();
        List<DispatchState> before = order.subList(0, order.indexOf(DispatchState.valueOf(status.name())));
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
