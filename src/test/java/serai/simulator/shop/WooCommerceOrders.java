package serai.simulator.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import serai.base.Json;
import serai.simulator.shop.Shop.Reply;
import serai.simulator.shop.Shop.Request;

/** The orders of a {@link WooCommerceShop}, with their notes and, where a plugin is installed, tracking numbers. */
public final class WooCommerceOrders {
    private static final Set<String> STATUSES =
            Set.of("pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "trash");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

    private final Clock clock;
    private final Map<Long, ObjectNode> orders = new TreeMap<>();
    private final Map<Long, List<ObjectNode>> notes = new TreeMap<>();
    private final WooCommerceRefunds refunds = new WooCommerceRefunds();
    private final WooCommerceTrackings trackings = new WooCommerceTrackings();
    private long lastNote = 100;

    WooCommerceOrders(Clock clock) {
        this.clock = clock;
    }

    /** Takes an order of one line, paid and processing. */
    public synchronized void add(long id, Instant modified) {
        ObjectNode order = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("number", Long.toString(id))
                .put("status", "processing")
                .put("currency", "EUR")
                .put("total", "35.83");
        ObjectNode line = order.putArray("line_items").addObject();
        line.put("id", 154).put("sku", "AE-HOOD-L").put("quantity", 1).put("total", "25.21");
        line.put("price", new BigDecimal("25.210084"));
        order.put("date_created_gmt", written(modified)).put("date_modified_gmt", written(modified));
        orders.put(id, order);
    }

    /** Takes an order as the REST API and the webhooks show it, or a newer state of one; the refunds stay. */
    public synchronized void put(String body) {
        JsonNode order = parsed(body);
        if (!(order instanceof ObjectNode object) || !order.path("id").isIntegralNumber()) {
            throw new IllegalArgumentException("an order must be one JSON object with an id");
        }
        ObjectNode known = orders.get(order.path("id").asLong());
        if (known != null) {
            object.set("refunds", known.path("refunds"));
        }
        orders.put(order.path("id").asLong(), object);
    }

    /** As if none had ever been made. */
    public synchronized void clear() {
        orders.clear();
        notes.clear();
        refunds.clear();
    }

    /** Somebody edits it in the admin; its time does not always move (woocommerce#41226). */
    public synchronized void edit(long id, Consumer<ObjectNode> change) {
        change.accept(stored(id));
    }

    /**
     * Somebody refunds pieces of a line. The order itself shows the sum only; whether that moves its time differs.
     *
     * @param money what goes back, such as {@code 19.95}
     * @return the refund's id
     */
    public synchronized long refund(long id, long line, int pieces, String money) {
        return refunds.pieces(stored(id), line, pieces, money);
    }

    /**
     * The refunds of an order as a shop has answered {@code GET /orders/{id}/refunds}.
     *
     * @param answer the list, newest first
     */
    public synchronized void refunds(long id, String answer) {
        refunds.put(stored(id), parsed(answer));
    }

    /** Somebody gives money back and says for nothing. */
    public synchronized long refundMoney(long id, String money) {
        return refunds.money(stored(id), money);
    }

    /** Somebody gives back what the customer paid for shipping. */
    public synchronized long refundShipping(long id, String money) {
        return refunds.shipping(stored(id), money);
    }

    private static JsonNode parsed(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an order must be JSON", e);
        }
    }

    /** Changes its status as somebody in the store would. */
    public synchronized void status(long id, String status, Instant at) {
        stored(id).put("status", status).put("date_modified_gmt", written(at));
    }

    /** Deletes it for good. */
    public synchronized void delete(long id) {
        orders.remove(id);
        notes.remove(id);
    }

    /** As it is stored now. */
    public synchronized ObjectNode order(long id) {
        return stored(id).deepCopy();
    }

    private ObjectNode stored(long id) {
        ObjectNode order = orders.get(id);
        if (order == null) {
            throw new IllegalArgumentException("no order " + id);
        }
        return order;
    }

    /** The notes' texts, oldest first. */
    public synchronized List<String> notes(long id) {
        return noted(id).stream().map(note -> note.path("note").asText()).toList();
    }

    /** How many of its notes went to the customer by mail. */
    public synchronized long mails(long id) {
        return noted(id).stream()
                .filter(note -> note.path("customer_note").asBoolean())
                .count();
    }

    /** Writes a note by hand. */
    public synchronized void note(long id, String text) {
        note(id, text, false);
    }

    /** The plugin for tracking numbers, none at first. */
    public WooCommerceTrackings trackings() {
        return trackings;
    }

    Optional<String> pluginNamespace() {
        return trackings.namespace();
    }

    synchronized Object report() {
        return orders.values().stream()
                .map(order -> {
                    long id = order.path("id").asLong();
                    ObjectNode shown = order.deepCopy();
                    shown.putPOJO("notes", notes(id));
                    shown.putPOJO("trackings", trackings.numbers(id));
                    return shown;
                })
                .toList();
    }

    synchronized Reply plugin(Request request, Matcher route, JsonNode body) {
        return trackings.answer(request, route, body, orders.keySet());
    }

    synchronized Reply answer(Request request, Matcher route, JsonNode body) {
        if (route.group("id").isEmpty()) {
            return request.method().equals("GET") ? list(request) : WooCommerceShop.noRoute();
        }
        long id = Long.parseLong(route.group("id"));
        return switch (request.method() + " " + route.group("sub")) {
            case "GET " -> orders.containsKey(id) ? WooCommerceAnswers.one(200, request, stored(id)) : missing(404);
            case "PUT " -> orders.containsKey(id) ? changed(request, stored(id), body) : missing(400);
            case "GET refunds" -> orders.containsKey(id) ? WooCommerceAnswers.page(request, refunds.of(id)) : noNotes();
            case "GET notes" ->
                orders.containsKey(id) ? WooCommerceAnswers.page(all(request), newestFirst(id)) : noNotes();
            case "POST notes" ->
                orders.containsKey(id)
                        ? WooCommerceAnswers.one(
                                201,
                                request,
                                note(
                                        id,
                                        body.path("note").asText(),
                                        body.path("customer_note").asBoolean()))
                        : noNotes();
            default -> WooCommerceShop.noRoute();
        };
    }

    private Reply list(Request request) {
        boolean trash = request.query().getOrDefault("status", "any").equals("trash");
        LocalDateTime after =
                LocalDateTime.parse(request.query().getOrDefault("modified_after", "1970-01-01T00:00:00"));
        List<ObjectNode> rows = orders.values().stream()
                .filter(order -> trash == order.path("status").asText().equals("trash"))
                .filter(order -> modified(order).isAfter(after))
                .sorted(Comparator.comparing(WooCommerceOrders::modified))
                .toList();
        return WooCommerceAnswers.page(request, rows);
    }

    private static LocalDateTime modified(ObjectNode order) {
        return LocalDateTime.parse(order.path("date_modified_gmt").asText());
    }

    private Reply changed(Request request, ObjectNode order, JsonNode body) {
        if (body.has("status")) {
            if (!STATUSES.contains(body.path("status").asText())) {
                return WooCommerceShop.error(400, "rest_invalid_param", "Invalid parameter(s): status");
            }
            order.set("status", body.path("status"));
        }
        for (JsonNode line : body.path("line_items")) {
            if (!line.has("id")) {
                // What WooCommerce does: it takes it for a new line, and the total grows.
                ((ArrayNode) order.path("line_items")).add(line);
                order.put(
                        "total",
                        new BigDecimal(order.path("total").asText())
                                .add(BigDecimal.ONE)
                                .toPlainString());
            }
        }
        order.put("date_modified_gmt", written(clock.instant()));
        return WooCommerceAnswers.one(200, request, order);
    }

    private ObjectNode note(long id, String text, boolean toCustomer) {
        ObjectNode note = JsonNodeFactory.instance
                .objectNode()
                .put("id", ++lastNote)
                .put("author", "WooCommerce")
                .put("note", text)
                .put("customer_note", toCustomer);
        noted(id).add(note);
        return note;
    }

    private List<ObjectNode> noted(long id) {
        return notes.computeIfAbsent(id, any -> new ArrayList<>());
    }

    private List<ObjectNode> newestFirst(long id) {
        return noted(id).reversed();
    }

    /** Notes come without pages. */
    private static Request all(Request request) {
        Map<String, String> query = new TreeMap<>(request.query());
        query.put("per_page", "100");
        return new Request(request.method(), request.path(), query, request.headers(), request.body());
    }

    private static String written(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .format(TIME);
    }

    private static Reply missing(int status) {
        return WooCommerceShop.error(status, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
    }

    private static Reply noNotes() {
        return WooCommerceShop.error(404, "woocommerce_rest_shop_order_invalid_id", "Invalid order ID.");
    }
}
