package serai.simulator.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import serai.simulator.shop.Shop.Reply;
import serai.simulator.shop.Shop.Request;

/** The webhooks of a {@link WooCommerceShop}; their secret is taken and never shown. */
public final class WooCommerceHooks {
    private final Map<Long, ObjectNode> hooks = new TreeMap<>();
    private final Map<Long, String> secrets = new TreeMap<>();

    /** Makes one. */
    public synchronized long add(String topic, String address, String status) {
        long id = hooks.size() + 1L;
        hooks.put(
                id,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("name", "made by hand")
                        .put("status", status)
                        .put("topic", topic)
                        .put("delivery_url", address));
        return id;
    }

    /** As the store shows them. */
    public synchronized List<ObjectNode> all() {
        return hooks.values().stream().map(ObjectNode::deepCopy).toList();
    }

    /** Switches it off, as WooCommerce does after seven failures in a row. */
    public synchronized void disable(long id) {
        hook(id).put("status", "disabled");
    }

    /** Whether it is on. */
    public synchronized String status(long id) {
        return hook(id).path("status").asText();
    }

    private ObjectNode hook(long id) {
        ObjectNode hook = hooks.get(id);
        if (hook == null) {
            throw new IllegalArgumentException("no webhook " + id);
        }
        return hook;
    }

    /** What it signs with. */
    public synchronized String secret(long id) {
        return secrets.getOrDefault(id, "");
    }

    Object report() {
        return all();
    }

    synchronized Reply answer(Request request, Matcher route, JsonNode body) {
        String id = route.group("id");
        return switch (request.method() + (id.isEmpty() ? "" : " id")) {
            case "GET" -> WooCommerceAnswers.page(request, all());
            case "POST" -> {
                long made = add(
                        body.path("topic").asText(),
                        body.path("delivery_url").asText(),
                        body.path("status").asText("active"));
                yield changed(201, request, made, body);
            }
            case "PUT id" ->
                hooks.containsKey(Long.valueOf(id))
                        ? changed(200, request, Long.parseLong(id), body)
                        : WooCommerceShop.error(400, "woocommerce_rest_shop_webhook_invalid_id", "Invalid ID.");
            default -> WooCommerceShop.noRoute();
        };
    }

    private Reply changed(int status, Request request, long id, JsonNode body) {
        ObjectNode hook = hook(id);
        for (String member : List.of("name", "status", "topic", "delivery_url")) {
            if (body.has(member)) {
                hook.set(member, body.path(member));
            }
        }
        if (body.has("secret")) {
            secrets.put(id, body.path("secret").asText());
        }
        return WooCommerceAnswers.one(status, request, hook);
    }
}
