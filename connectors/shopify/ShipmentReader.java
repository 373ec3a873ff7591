package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Turn;
import shopify.Shipments.FulfillmentOrder;
import shopify.Shipments.Shipped;

/** Reads an order's fulfilments and fulfilment orders whole, page by page. */
final class ShipmentReader {
    private final Admin admin;

    ShipmentReader(Admin admin) {
        this.admin = admin;
    }

    /** Ends with a rejection when the store has no such order. */
    Turn order(String orderId, Function<Shipments, Turn> then) {
        return page(orderId, Optional.empty(), List.of(), then);
    }

    private Turn page(
            String orderId, Optional<String> after, List<FulfillmentOrder> before, Function<Shipments, Turn> then) {
        return admin.ask(Document.ORDER_SHIPMENTS, variables(orderId, after), data -> {
            JsonNode order = data.path("order");
            if (!order.isObject()) {
                return new Turn.End(new Outcome.Rejected(
                        Cause.ORDER_NOT_IN_STORE, "", "the store has no order " + Gid.number(orderId)));
            }
            Shipments page = Shipments.of(order);
            List<FulfillmentOrder> orders = new ArrayList<>(before);
            orders.addAll(page.orders());
            Optional<String> next = Shipments.more(order.path("fulfillmentOrders"));
            return next.isPresent()
                    ? page(orderId, next, orders, then)
                    : allLines(orders, whole -> then.apply(new Shipments(page.shipped(), whole)));
        });
    }

    /** Completes those whose lines went over a page. */
    Turn allLines(List<FulfillmentOrder> orders, Function<List<FulfillmentOrder>, Turn> then) {
        Optional<FulfillmentOrder> cut =
                orders.stream().filter(order -> order.more().isPresent()).findFirst();
        if (cut.isEmpty()) {
            return then.apply(orders);
        }
        FulfillmentOrder order = cut.get();
        return admin.ask(Document.FULFILLMENT_ORDER_LINES, variables(order.id(), order.more()), data -> {
            JsonNode lines = data.path("fulfillmentOrder").path("lineItems");
            FulfillmentOrder longer = order.with(Shipments.lines(lines), Shipments.more(lines));
            return allLines(
                    orders.stream()
                            .map(each -> each.id().equals(order.id()) ? longer : each)
                            .toList(),
                    then);
        });
    }

    /** The pieces in each fulfilment, by the numbers of the order's lines. */
    Turn pieces(List<Shipped> shipped, Function<Map<Shipped, Map<String, Integer>>, Turn> then) {
        return pieces(shipped, Optional.empty(), new LinkedHashMap<>(), then);
    }

    private Turn pieces(
            List<Shipped> left,
            Optional<String> after,
            Map<Shipped, Map<String, Integer>> known,
            Function<Map<Shipped, Map<String, Integer>>, Turn> then) {
        if (left.isEmpty()) {
            return then.apply(known);
        }
        Shipped first = left.getFirst();
        return admin.ask(Document.FULFILLMENT_LINES, variables(first.id(), after), data -> {
            JsonNode lines = data.path("fulfillment").path("fulfillmentLineItems");
            Shipments.count(lines, known.computeIfAbsent(first, any -> new HashMap<>()));
            Optional<String> next = Shipments.more(lines);
            return pieces(next.isPresent() ? left : left.subList(1, left.size()), next, known, then);
        });
    }

    private static Map<String, ?> variables(String id, Optional<String> after) {
        return after.<Map<String, ?>>map(cursor -> Map.of("id", id, "after", cursor))
                .orElseGet(() -> Map.of("id", id));
    }
}
