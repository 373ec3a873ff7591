package woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import serai.provider.Turn;

/**
 * Reads what an order leaves out of its refunds: it carries their sums, the lines and pieces are in
 * {@code /orders/{id}/refunds} (REST v3; seen on 10.5.0, November 2026).
 */
final class Refunds {
    static final String READ = "read-refunds";

    private static final int PER_PAGE = 100;
    /** Of what a refund says; its reason and who gave it stay in the store. */
    private static final List<String> WANTED = List.of("amount", "line_items", "shipping_lines", "fee_lines");

    private final Shop shop;

    Refunds(Shop shop) {
        this.shop = shop;
    }

    /** Whether the order shows refunds. */
    static boolean shown(JsonNode order) {
        return !order.path("refunds").isEmpty();
    }

    /** Goes on with the order, its refunds completed; at once where it shows none. */
    Turn complete(ObjectNode order, Function<ObjectNode, Turn> then) {
        return shown(order) ? page(order, 1, new HashMap<>(), then) : then.apply(order);
    }

    private Turn page(ObjectNode order, int page, Map<String, JsonNode> before, Function<ObjectNode, Turn> then) {
        Map<String, String> parameters = Map.of("per_page", Integer.toString(PER_PAGE), "page", Integer.toString(page));
        String path = Rest.WC + "/orders/" + order.path("id").asText() + "/refunds";
        return shop.ask(READ, shop.rest().get(path, parameters), answer -> {
            Map<String, JsonNode> all = new HashMap<>(before);
            int here = 0;
            for (JsonNode refund : Shop.list(answer)) {
                all.put(refund.path("id").asText(), refund);
                here++;
            }
            int got = here;
            boolean more = answer.totalPages().map(pages -> page < pages).orElse(got >= PER_PAGE);
            return more ? page(order, page + 1, all, then) : then.apply(merged(order, all));
        });
    }

    /** One that the second answer does not have stays as it was: a sum, of which nobody knows the pieces. */
    private static ObjectNode merged(ObjectNode order, Map<String, JsonNode> read) {
        List<JsonNode> shown = new ArrayList<>();
        order.path("refunds").forEach(shown::add);
        ObjectNode whole = order.deepCopy();
        var refunds = whole.putArray("refunds");
        for (JsonNode refund : shown) {
            ObjectNode one = refund instanceof ObjectNode object ? object.deepCopy() : whole.objectNode();
            JsonNode lines = read.get(one.path("id").asText());
            if (lines != null) {
                WANTED.stream().filter(lines::has).forEach(name -> one.set(name, lines.path(name)));
            }
            refunds.add(one);
        }
        return whole;
    }
}
