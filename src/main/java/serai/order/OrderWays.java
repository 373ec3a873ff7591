package serai.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import serai.base.Scope;
import serai.dispatch.DispatchState;
import serai.ledger.Conditions;
import serai.ledger.Sql;

/** The ways in which orders are looked up, each along an index of its own; together they lead to all that is sought. */
final class OrderWays {
    private static final String LIST = Sql.of(OrderWays.class, "list-orders");
    private static final String SORTED = Sql.of(OrderWays.class, "list-some-orders");
    private static final String BY_DISPATCH = Sql.of(OrderWays.class, "list-orders-by-dispatch");
    private static final String BY_NUMBER = Sql.of(OrderWays.class, "list-orders-by-supplier-number");
    private static final String BY_PARCEL = Sql.of(OrderWays.class, "list-orders-by-parcel");
    private static final String BY_MARK = Sql.of(OrderWays.class, "list-orders-by-mark");
    private static final String BY_LETTER = Sql.of(OrderWays.class, "list-orders-by-letter");
    /** The words of {@link OrderStatus#counting}. */
    private static final String COUNTS = "(d.kind = 'place-order' OR (d.kind = 'cancel-order'"
            + " AND d.state NOT IN ('DONE', 'ARCHIVED', 'CANCELLED')))";

    private static final String NO_PURCHASE =
            "NOT EXISTS (SELECT 1 FROM dispatch d WHERE d.order_id = o.id AND d.state <> 'CANCELLED' AND " + COUNTS
                    + ")";
    private static final String PURCHASE =
            "EXISTS (SELECT 1 FROM dispatch d WHERE d.order_id = o.id AND d.state = ? AND " + COUNTS + ")";
    /** The literal list and the channel are those of the partial index, which needs these words. */
    private static final String OPEN_PURCHASE = "o.id IN (SELECT d.order_id FROM dispatch d"
            + " WHERE d.state IN ('RECORDED', 'QUEUED', 'ATTEMPTING', 'WAITING', 'UNCONFIRMED')"
            + " AND d.channel > '' AND d.state = ? AND d.kind IN ('place-order', 'cancel-order'))";

    /** Not what the store only holds: that stands where the store says. */
    private static final String CANCELLED_PURCHASE = "o.standing IN ('PLACE', 'CANCELLED')"
            + " AND o.id IN (SELECT d.order_id FROM dispatch d"
            + " WHERE d.state = 'CANCELLED' AND d.state = ? AND d.kind = 'place-order')";

    /**
     * One way.
     *
     * @param before the condition that a page begins behind an order, by time and id
     */
    record Way(String statement, Conditions conditions, String before) {
        private static final String BEFORE = "(o.recorded_at, o.id) < (?, ?)";

        private Way(String statement, String condition, Object... values) {
            this(statement, new Conditions().and(condition, values), BEFORE);
        }
    }

    private OrderWays() {}

    /** To all orders of that status, or of any. */
    static List<Way> all(Optional<OrderStatus> status, Scope scope, Optional<String> store) {
        List<Way> ways = status.map(OrderWays::of).orElseGet(() -> List.of(new Way(LIST, "1 = 1")));
        for (Way way : ways) {
            way.conditions().within("o.store", scope);
            store.ifPresent(value -> way.conditions().and("o.store = ?", value));
        }
        return ways;
    }

    /**
     * To the orders that a text names.
     *
     * @param stores all that there are in the scope: marks are kept by store
     */
    static List<Way> to(
            String text, Optional<OrderStatus> status, Scope scope, Optional<String> store, List<String> stores) {
        List<Way> ways = named(text);
        for (String one : stores) {
            if (store.isEmpty() || store.get().equals(one)) {
                // A mark carries the order's time along: a SKU of half of all orders needs no sorting.
                ways.add(new Way(
                        BY_MARK,
                        new Conditions().and("m.store = ? AND m.mark = ?", one, text),
                        "(m.recorded_at, m.order_id) < (?, ?)"));
            }
        }
        for (Way way : ways) {
            // Any other index than that of what is sought would be a long way round.
            way.conditions().within("o.store || ''", scope);
            store.ifPresent(value -> way.conditions().and("o.store || '' = ?", value));
            status.ifPresent(value -> restrict(way.conditions(), value));
        }
        return ways;
    }

    private static List<Way> named(String text) {
        List<Way> ways = new ArrayList<>(List.of(
                new Way(LIST, "o.id = ?", text),
                new Way(LIST, "o.store_order_id = ?", text),
                new Way(LIST, "o.order_number = ?", text),
                new Way(BY_DISPATCH, "d.id = ?", text),
                new Way(BY_NUMBER, "s.supplier_id = ?", text),
                new Way(BY_PARCEL, "p.tracking_number = ?", text)));
        if (!text.startsWith("#")) {
            ways.add(new Way(LIST, "o.order_number = ?", "#" + text));
        }
        Optional<String> hash = text.matches("[0-9a-f]{64}")
                ? Optional.of(text)
                : EmailHash.of(text).filter(unused -> text.contains("@"));
        hash.ifPresent(value -> ways.add(new Way(LIST, "o.email_hash = ?", value)));
        return ways;
    }

    private static List<Way> of(OrderStatus status) {
        List<Way> ways = new ArrayList<>();
        state(status).ifPresent(state -> ways.add(of(state)));
        standing(status)
                .ifPresent(standing -> ways.add(
                        new Way(SORTED, "o.standing <> 'PLACE' AND o.standing = ? AND " + NO_PURCHASE, standing)));
        return ways;
    }

    private static Way of(DispatchState state) {
        Way way = switch (state) {
            case DEAD, ARCHIVED ->
                new Way(BY_LETTER, new Conditions().and("l.state = ?", state), "(l.ordered_at, l.order_id) < (?, ?)");
            case RECORDED, QUEUED, ATTEMPTING, WAITING, UNCONFIRMED -> new Way(SORTED, OPEN_PURCHASE, state);
            case CANCELLED -> new Way(SORTED, CANCELLED_PURCHASE, state);
            // Most orders end there: the newest are soon found.
            case DONE -> new Way(LIST, PURCHASE, state);
        };
        nothingBefore(state).ifPresent(nothing -> way.conditions().and(nothing.sql(), nothing.values()));
        return way;
    }

    /** A condition on an order that is found by something else. */
    private static void restrict(Conditions conditions, OrderStatus status) {
        List<String> either = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        state(status).ifPresent(state -> {
            values.add(state);
            String none = nothingBefore(state)
                    .map(nothing -> {
                        values.addAll(Arrays.asList(nothing.values()));
                        return " AND " + nothing.sql();
                    })
                    .orElse("");
            String stands = state == DispatchState.CANCELLED ? " AND o.standing IN ('PLACE', 'CANCELLED')" : "";
            either.add("(" + PURCHASE + none + stands + ")");
        });
        standing(status).ifPresent(standing -> {
            values.add(standing);
            either.add("(o.standing = ? AND " + NO_PURCHASE + ")");
        });
        conditions.and(String.join(" OR ", either), values.toArray());
    }

    @SuppressWarnings("ArrayRecordComponent") // goes straight into a statement
    private record Nothing(String sql, Object[] values) {}

    /** That nothing of the order needs attention more, by the precedence of {@link OrderStatus#of}. */
    private static Optional<Nothing> nothingBefore(DispatchState state) {
        List<DispatchState> order = OrderStatus.byAttention();
        List<DispatchState> before = order.subList(0, order.indexOf(state));
        return before.isEmpty()
                ? Optional.empty()
                : Optional.of(new Nothing(
                        "NOT EXISTS (SELECT 1 FROM dispatch d WHERE d.order_id = o.id AND " + COUNTS
                                + " AND d.state IN (?" + ", ?".repeat(before.size() - 1) + "))",
                        before.toArray()));
    }

    private static Optional<DispatchState> state(OrderStatus status) {
        return status == OrderStatus.WAITING_FOR_PAYMENT
                ? Optional.empty()
                : Optional.of(DispatchState.valueOf(status.name()));
    }

    /** The store's word that alone makes an order without purchases have that status. */
    private static Optional<StoreOrder.Standing> standing(OrderStatus status) {
        return switch (status) {
            case WAITING_FOR_PAYMENT -> Optional.of(StoreOrder.Standing.WAITING_FOR_PAYMENT);
            case ARCHIVED -> Optional.of(StoreOrder.Standing.NEVER);
            case CANCELLED -> Optional.of(StoreOrder.Standing.CANCELLED);
            // What is to be placed has its purchases from the moment it is recorded.
            case RECORDED, QUEUED, ATTEMPTING, WAITING, UNCONFIRMED, DONE, DEAD -> Optional.empty();
        };
    }
}
