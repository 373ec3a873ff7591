package serai.simulator.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import serai.simulator.shop.SimulatedOrder.Pending;

/** What one simulated Shopify store holds, and every write that was done to it. Guarded by itself. */
final class SimulatedStore {
    final String token;
    final String currency;
    final CostBucket bucket = new CostBucket();
    final Map<Long, SimulatedOrder> orders = new TreeMap<>();
    final Map<Long, Variant> variants = new TreeMap<>();
    final Map<Long, Location> locations = new LinkedHashMap<>();
    final List<Map<String, Object>> hooks = new ArrayList<>();
    final Map<String, Remembered> remembered = new HashMap<>();
    final Map<Long, Integer> fulfillmentCreates = new TreeMap<>();
    final Map<String, List<Long>> stockWrites = new TreeMap<>();
    final Map<String, List<String>> priceWrites = new TreeMap<>();
    private long ids = 5_000;

    /** A thing for sale. */
    static final class Variant {
        final long id;
        final long product;
        final String sku;
        final Map<Long, Long> stock = new TreeMap<>();
        String price;
        boolean tracked = true;

        Variant(long id, long product, String sku, String price) {
            this.id = id;
            this.product = product;
            this.sku = sku;
            this.price = price;
        }

        String item() {
            return "gid://shopify/InventoryItem/" + (id + 1);
        }
    }

    /** @param callback of the fulfilment service whose location it is; empty for the merchant's own */
    record Location(long id, String name, String callback) {}

    /** What an idempotency key was used for, and what came of it. */
    record Remembered(Object input, Map<String, Object> answer) {}

    SimulatedStore(String token, String currency) {
        this.token = token;
        this.currency = currency;
    }

    long nextId() {
        return ++ids;
    }

    /** Its lines go to where their variants are stocked, else to the first location. */
    SimulatedOrder add(ObjectNode body) {
        SimulatedOrder order = new SimulatedOrder(body);
        Map<Long, Pending> byLocation = new LinkedHashMap<>();
        for (JsonNode line : body.path("line_items")) {
            int many = line.path("fulfillable_quantity")
                    .asInt(line.path("quantity").asInt());
            if (line.path("requires_shipping").asBoolean(true)
                    && !line.path("gift_card").asBoolean()
                    && many > 0) {
                long location = home(line.path("sku").asText());
                Pending pending = byLocation.computeIfAbsent(location, at -> new Pending(nextId(), at));
                pending.total.put(line.path("id").asLong(), many);
                pending.remaining.put(line.path("id").asLong(), many);
            }
        }
        order.pending.addAll(byLocation.values());
        orders.put(order.id(), order);
        return order;
    }

    private long home(String sku) {
        return variants.values().stream()
                .filter(variant -> variant.sku.equals(sku))
                .flatMap(variant -> variant.stock.keySet().stream())
                .findFirst()
                .orElseGet(() -> locations.keySet().iterator().next());
    }

    SimulatedOrder order(long id) {
        return Optional.ofNullable(orders.get(id)).orElseThrow(() -> new NoSuchElementException("no order " + id));
    }

    Variant variant(String sku) {
        return variants.values().stream()
                .filter(variant -> variant.sku.equals(sku))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no variant " + sku));
    }

    String locationName(long id) {
        return Optional.ofNullable(locations.get(id)).map(Location::name).orElse("gone");
    }

    Map<String, Object> location(long id) {
        Location location = locations.get(id);
        return Map.of(
                "id",
                "gid://shopify/Location/" + id,
                "name",
                locationName(id),
                "isActive",
                true,
                "isFulfillmentService",
                location != null && !location.callback().isEmpty());
    }
}
