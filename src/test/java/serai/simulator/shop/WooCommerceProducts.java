package serai.simulator.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import serai.simulator.shop.Shop.Reply;
import serai.simulator.shop.Shop.Request;

/** What a {@link WooCommerceShop} sells: products, and variations that show their parent's SKU when they have none. */
public final class WooCommerceProducts {
    private static final int MOST_IN_A_BATCH = 100;

    private final Map<Long, ObjectNode> products = new TreeMap<>();
    private final Map<Long, Integer> stockWrites = new HashMap<>();
    private final Set<Long> broken = new HashSet<>();
    private boolean countsStock = true;

    /** Adds a product that is sold as it is. */
    public synchronized long simple(String sku, int stock, String price) {
        return add(0, sku, "simple", stock, price);
    }

    /** Adds a product that only its variations are sold of. */
    public synchronized long variable(String sku) {
        return add(0, sku, "variable", 0, "");
    }

    /** Adds a variation; an empty SKU lets it go by its parent's. */
    public synchronized long variation(long parent, String sku, int stock, String price) {
        return add(parent, sku, "variation", stock, price);
    }

    private long add(long parent, String sku, String type, int stock, String price) {
        long id = products.size() + 11L;
        products.put(
                id,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("parent_id", parent)
                        .put("sku", sku)
                        .put("type", type)
                        .put("manage_stock", true)
                        .put("stock_quantity", stock)
                        .put("stock_status", stock > 0 ? "instock" : "outofstock")
                        .put("regular_price", price)
                        .put("sale_price", ""));
        return id;
    }

    /** Puts it on sale. */
    public synchronized void sale(long id, String price) {
        stored(id).put("sale_price", price);
    }

    /** Every write to it fails, as when a plugin throws. */
    public synchronized void breaks(long id) {
        broken.add(id);
    }

    /** The store's own switch: without it no product has a stock, whatever is written. */
    public synchronized void countsStock(boolean counts) {
        countsStock = counts;
    }

    /** As it is stored now. */
    public synchronized ObjectNode product(long id) {
        return stored(id).deepCopy();
    }

    /** Nobody counts its pieces. */
    public synchronized void uncounted(long id) {
        stored(id).put("manage_stock", false).putNull("stock_quantity");
    }

    private ObjectNode stored(long id) {
        ObjectNode product = products.get(id);
        if (product == null) {
            throw new IllegalArgumentException("no product " + id);
        }
        return product;
    }

    /** How often its stock was written. */
    public synchronized int stockWrites(long id) {
        return stockWrites.getOrDefault(id, 0);
    }

    synchronized Object report() {
        return products.values().stream()
                .map(each -> each.deepCopy()
                        .put("stockWrites", stockWrites(each.path("id").asLong())))
                .toList();
    }

    synchronized Reply answer(Request request, JsonNode body) {
        String[] parts =
                request.path().substring("/wp-json/wc/v3/products".length()).split("/");
        String rest = String.join("/", Arrays.copyOfRange(parts, Math.min(1, parts.length), parts.length));
        if (request.method().equals("GET") && rest.isEmpty()) {
            return WooCommerceAnswers.page(request, bySku(request.query().getOrDefault("sku", "")));
        }
        if (request.method().equals("GET") && rest.matches("[0-9]+/variations")) {
            return WooCommerceAnswers.page(request, variations(Long.parseLong(parts[1])));
        }
        if (request.method().equals("POST") && rest.equals("batch")) {
            return batch(body, 0);
        }
        if (request.method().equals("POST") && rest.matches("[0-9]+/variations/batch")) {
            return batch(body, Long.parseLong(parts[1]));
        }
        return WooCommerceShop.noRoute();
    }

    /** MySQL compares without regard to case; a comma separates, and the whole is tried too. */
    private List<ObjectNode> bySku(String wanted) {
        Set<String> skus = new HashSet<>();
        Stream.concat(Stream.of(wanted.split(",")), Stream.of(wanted))
                .forEach(each -> skus.add(each.toLowerCase(Locale.ROOT)));
        return products.values().stream()
                .filter(each -> wanted.isEmpty()
                        ? each.path("parent_id").asLong() == 0
                        : skus.contains(each.path("sku").asText().toLowerCase(Locale.ROOT)))
                .map(this::shown)
                .toList();
    }

    private List<ObjectNode> variations(long parent) {
        return products.values().stream()
                .filter(each -> each.path("parent_id").asLong() == parent)
                .map(this::shown)
                .toList();
    }

    private ObjectNode shown(ObjectNode product) {
        ObjectNode shown = product.deepCopy();
        ObjectNode parent = products.get(product.path("parent_id").asLong());
        if (parent != null && shown.path("sku").asText().isEmpty()) {
            shown.set("sku", parent.path("sku"));
        }
        return shown;
    }

    private Reply batch(JsonNode body, long parent) {
        int asked = Stream.of("create", "update", "delete")
                .mapToInt(each -> body.path(each).size())
                .sum();
        if (asked > MOST_IN_A_BATCH) {
            return WooCommerceShop.error(
                    413,
                    "woocommerce_rest_request_entity_too_large",
                    "Unable to accept more than 100 items for this request.");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode updated = answer.putArray("update");
        body.path("update").forEach(item -> updated.add(update(item, parent)));
        return Reply.json(200, answer);
    }

    private ObjectNode update(JsonNode item, long parent) {
        long id = item.path("id").asLong();
        ObjectNode product = products.get(id);
        if (product == null || product.path("parent_id").asLong() != parent) {
            return failed(id, "woocommerce_rest_product_invalid_id", "Invalid ID.", 400);
        }
        if (broken.contains(id)) {
            return failed(id, "internal_error", "A plugin failed.", 500);
        }
        if (item.has("stock_quantity") && !item.path("stock_quantity").isIntegralNumber()) {
            return failed(id, "rest_invalid_param", "stock_quantity is not of type integer.", 400);
        }
        write(product, item);
        return shown(product);
    }

    private void write(ObjectNode product, JsonNode item) {
        if (item.has("manage_stock")) {
            product.put("manage_stock", countsStock && item.path("manage_stock").asBoolean());
        }
        if (item.has("stock_quantity") && product.path("manage_stock").asBoolean()) {
            product.set("stock_quantity", item.path("stock_quantity"));
            product.put("stock_status", item.path("stock_quantity").asLong() > 0 ? "instock" : "outofstock");
            stockWrites.merge(product.path("id").asLong(), 1, Integer::sum);
        }
        for (String price : List.of("regular_price", "sale_price")) {
            if (item.has(price)) {
                // A comma is a thousands separator to WooCommerce whatever the language: 12,50 is 1250.
                product.put(price, item.path(price).asText().replaceAll("[^0-9.-]", ""));
            }
        }
        String sale = product.path("sale_price").asText();
        String regular = product.path("regular_price").asText();
        if (!sale.isEmpty() && (regular.isEmpty() || new BigDecimal(sale).compareTo(new BigDecimal(regular)) >= 0)) {
            product.put("sale_price", "");
        }
    }

    private static ObjectNode failed(long id, String code, String message, int status) {
        ObjectNode failed = JsonNodeFactory.instance.objectNode().put("id", id);
        ObjectNode error = failed.putObject("error").put("code", code).put("message", message);
        error.putObject("data").put("status", status);
        return failed;
    }
}
