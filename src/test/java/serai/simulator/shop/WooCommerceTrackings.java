package serai.simulator.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import serai.simulator.shop.Shop.Reply;
import serai.simulator.shop.Shop.Request;

/** A plugin of a {@link WooCommerceShop} that takes tracking numbers, the same one twice if asked to; none at first. */
public final class WooCommerceTrackings {
    /** WooCommerce's own extension. */
    public static final String SHIPMENT_TRACKING = "wc-shipment-tracking/v3";
    /** A third party's. */
    public static final String ADVANCED_SHIPMENT_TRACKING = "wc-ast/v3";

    private final Map<Long, List<ObjectNode>> trackings = new TreeMap<>();
    private String namespace = "";
    private Set<String> carriers = Set.of();
    private boolean keeps;
    private int last;

    /** Installs the plugin; an empty text removes it. */
    public synchronized void install(String plugin) {
        namespace = plugin;
    }

    /** Takes these carriers only, which no version that was read does; it takes all when there are none here. */
    public synchronized void carriers(String... names) {
        carriers = Set.of(names);
    }

    /** The numbers that the order has. */
    public synchronized List<String> numbers(long order) {
        return of(order).stream()
                .map(each -> each.path("tracking_number").asText())
                .toList();
    }

    /** As they were written. */
    public synchronized List<ObjectNode> all(long order) {
        return of(order).stream().map(ObjectNode::deepCopy).toList();
    }

    synchronized Optional<String> namespace() {
        return Optional.of(namespace).filter(each -> !each.isEmpty());
    }

    synchronized Reply answer(Request request, Matcher route, JsonNode body, Set<Long> orders) {
        if (!route.group("space").equals(namespace)) {
            return WooCommerceShop.noRoute();
        }
        if (route.group("kind").isEmpty()) {
            return Reply.json(200, Map.of("namespace", namespace));
        }
        long order = Long.parseLong("0" + route.group("id"));
        if (!route.group("sub").equals("shipment-trackings") || !orders.contains(order)) {
            return WooCommerceShop.error(404, "woocommerce_rest_order_invalid_id", "Invalid order ID.");
        }
        return switch (request.method()) {
            case "GET" -> Reply.json(200, all(order));
            case "POST" -> add(order, body);
            case "DELETE" -> remove(order, route.group("subId"));
            default -> WooCommerceShop.noRoute();
        };
    }

    private Reply add(long order, JsonNode body) {
        String carrier = body.path("tracking_provider").asText();
        if (!carriers.isEmpty() && !carriers.contains(carrier)) {
            return WooCommerceShop.error(400, "rest_invalid_param", "Invalid parameter(s): tracking_provider");
        }
        if (body.path("replace_tracking").asInt() == 1) {
            of(order).clear();
        }
        ObjectNode tracking = ((ObjectNode) body).deepCopy();
        tracking.put("tracking_id", String.format("f%07d", ++last));
        of(order).add(tracking);
        return Reply.json(201, tracking);
    }

    /** No number can be taken back, as when the plugin's own storing fails. */
    public synchronized void keeps() {
        keeps = true;
    }

    private Reply remove(long order, String id) {
        if (keeps) {
            return WooCommerceShop.error(
                    500, "woocommerce_rest_cannot_delete_order_shipment_tracking", "It cannot be deleted.");
        }
        boolean there =
                of(order).removeIf(each -> each.path("tracking_id").asText().equals(id));
        return there
                ? Reply.json(200, Map.of("message", "Tracking deleted"))
                : WooCommerceShop.error(404, "woocommerce_rest_order_shipment_tracking_invalid_id", "Invalid ID.");
    }

    private List<ObjectNode> of(long order) {
        return trackings.computeIfAbsent(order, any -> new ArrayList<>());
    }
}
