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
import serai.base.StoreId;
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
    private static final String STORES = Sql.of(OrderSearch.class, "stores-with-orders");
    private static final String STATES = Sql.of(OrderSearch.class, "dispatch-states-of-orders");

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
            List<OrderWays.Way> ways = text.isPresent()
                    ? OrderWays.to(text.get().strip(), status, scope, store, stores(tx, scope))
                    : OrderWays.all(status, scope, store);
            Map<String, Found> together = new LinkedHashMap<>();
            for (OrderWays.Way way : ways) {
                after.ifPresent(cursor -> way.conditions().and(way.before(), cursor.recordedAt(), cursor.id()));
                String statement = way.conditions().in(way.statement());
                for (Found found :
                        tx.list(statement, OrderSearch::read, way.conditions().parameters(limit))) {
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

    private static List<String> stores(Tx tx, Scope scope) throws SQLException {
        return scope.stores().isPresent()
                ? scope.stores().get().stream().map(StoreId::value).toList()
                : tx.list(STORES, row -> row.text("store"));
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
