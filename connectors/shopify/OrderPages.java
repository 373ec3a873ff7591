package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import serai.base.Json;
import serai.provider.ReadOrders;
import serai.provider.Turn;

/** Reads changed orders page by page, every order with all its lines. */
final class OrderPages {
    private static final String TOPIC = "orders/updated";

    private final Admin admin;

    OrderPages(Admin admin) {
        this.admin = admin;
    }

    /** Asks for whole seconds, as Shopify keeps them, and so may bring an order again that was seen in the last one. */
    Turn read(ReadOrders work) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("query", "updated_at:>='" + work.since().truncatedTo(ChronoUnit.SECONDS) + "'");
        work.cursor().ifPresent(cursor -> variables.put("after", cursor));
        return admin.ask(Document.CHANGED_ORDERS, variables, data -> {
            JsonNode page = data.path("orders");
            List<JsonNode> orders = new ArrayList<>();
            page.path("nodes").forEach(orders::add);
            return complete(orders, 0, Shipments.more(page));
        });
    }

    private Turn complete(List<JsonNode> orders, int place, Optional<String> next) {
        return place == orders.size()
                ? new Turn.End(new ReadOrders.Page(
                        orders.stream().map(OrderPages::changed).toList(), next))
                : complete(orders.get(place), () -> complete(orders, place + 1, next));
    }

    /** Goes on once the order has all its lines. */
    Turn complete(JsonNode order, Supplier<Turn> then) {
        Optional<String> more = Shipments.more(order.path("lineItems"));
        if (more.isEmpty()) {
            return then.get();
        }
        Map<String, Object> variables = Map.of("id", order.path("id").asText(), "after", more.get());
        return admin.ask(Document.ORDER_LINES, variables, data -> {
            append(order, data.path("order").path("lineItems"));
            return complete(order, then);
        });
    }

    /** The order's own list grows; the page's end takes the place of the one before. */
    private static void append(JsonNode order, JsonNode lines) {
        ObjectNode connection = (ObjectNode) order.path("lineItems");
        ArrayNode all = (ArrayNode) connection.path("nodes");
        lines.path("nodes").forEach(all::add);
        connection.set("pageInfo", lines.path("pageInfo"));
    }

    /** With all its lines, as a webhook would bring it. */
    static ReadOrders.Changed changed(JsonNode order) {
        return new ReadOrders.Changed(
                Gid.number(order.path("id").asText()),
                Instant.parse(order.path("updatedAt").asText()),
                TOPIC,
                Json.write(OrderBody.of(order)));
    }
}
