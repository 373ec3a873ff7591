package serai.simulator.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import serai.simulator.shop.Shop.Reply;
import serai.simulator.shop.Shop.Request;

/** How WordPress hands out lists and fields. */
final class WooCommerceAnswers {
    private WooCommerceAnswers() {}

    /** One page of the rows, with the headers that say how many there are. */
    static Reply page(Request request, List<? extends JsonNode> rows) {
        int perPage = Integer.parseInt(request.query().getOrDefault("per_page", "10"));
        int page = Integer.parseInt(request.query().getOrDefault("page", "1"));
        if (perPage < 1 || perPage > 100 || page < 1) {
            return WooCommerceShop.error(400, "rest_invalid_param", "Invalid parameter(s): per_page");
        }
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        rows.stream().skip((long) (page - 1) * perPage).limit(perPage).forEach(row -> shown.add(fields(request, row)));
        return Reply.json(200, shown)
                .with("X-WP-Total", Integer.toString(rows.size()))
                .with("X-WP-TotalPages", Integer.toString((rows.size() + perPage - 1) / perPage));
    }

    /** One thing. */
    static Reply one(int status, Request request, JsonNode row) {
        return Reply.json(status, fields(request, row));
    }

    private static JsonNode fields(Request request, JsonNode row) {
        String wanted = request.query().getOrDefault("_fields", "");
        if (wanted.isEmpty() || !(row instanceof ObjectNode object)) {
            return row;
        }
        return object.deepCopy().retain(wanted.split(","));
    }
}
