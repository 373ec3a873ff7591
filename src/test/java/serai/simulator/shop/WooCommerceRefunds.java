package serai.simulator.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The refunds of a {@link WooCommerceShop}: an order carries their id, reason and sum; lines and pieces are in
 * {@code GET /orders/{id}/refunds}, with negative quantities and {@code _refunded_item_id} (REST v3; seen on 10.5.0).
 */
final class WooCommerceRefunds {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<Long, List<ObjectNode>> byOrder = new TreeMap<>();
    private long last = 9_000;

    /** As the list of the order's refunds shows them, newest first. */
    List<ObjectNode> of(long order) {
        return byOrder.getOrDefault(order, List.of()).reversed();
    }

    void clear() {
        byOrder.clear();
    }

    /** These, as the shop's own list shows them; the order carries their sums. */
    void put(ObjectNode order, JsonNode refunds) {
        List<ObjectNode> all = new ArrayList<>();
        ArrayNode sums = order.putArray("refunds");
        for (JsonNode refund : refunds) {
            all.addFirst((ObjectNode) refund);
            sums.addObject()
                    .put("id", refund.path("id").asLong())
                    .put("reason", refund.path("reason").asText())
                    .put("total", "-" + refund.path("amount").asText());
        }
        byOrder.put(order.path("id").asLong(), all);
    }

    long pieces(ObjectNode order, long line, int pieces, String money) {
        ObjectNode refund = refund(order, money);
        ObjectNode row = refund.withArray("line_items").addObject();
        row.put("id", ++last).put("quantity", -pieces).put("total", "-" + money).put("total_tax", "0.00");
        for (JsonNode each : order.path("line_items")) {
            if (each.path("id").asLong() == line) {
                row.set("sku", each.path("sku"));
                row.set("product_id", each.path("product_id"));
            }
        }
        row.putArray("meta_data")
                .addObject()
                .put("id", ++last)
                .put("key", "_refunded_item_id")
                .put("value", Long.toString(line));
        return refund.path("id").asLong();
    }

    long money(ObjectNode order, String money) {
        return refund(order, money).path("id").asLong();
    }

    long shipping(ObjectNode order, String money) {
        ObjectNode refund = refund(order, money);
        refund.withArray("shipping_lines")
                .addObject()
                .put("id", ++last)
                .put("total", "-" + money)
                .put("total_tax", "0.00");
        return refund.path("id").asLong();
    }

    private ObjectNode refund(ObjectNode order, String money) {
        long id = ++last;
        ObjectNode refund =
                NODES.objectNode().put("id", id).put("amount", money).put("reason", "as agreed by phone");
        for (String list : List.of("line_items", "shipping_lines", "fee_lines", "tax_lines")) {
            refund.putArray(list);
        }
        byOrder.computeIfAbsent(order.path("id").asLong(), any -> new ArrayList<>())
                .add(refund);
        order.withArray("refunds")
                .insertObject(0)
                .put("id", id)
                .put("reason", "as agreed by phone")
                .put("total", "-" + money);
        return refund;
    }
}
