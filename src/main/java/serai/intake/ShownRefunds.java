package serai.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import serai.base.Json;
import serai.base.OrderId;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.StoreOrder;
import serai.provider.Cause;
import serai.store.Store;
import serai.store.StoreEvent;

/**
 * Refunds of WooCommerce orders. A webhook carries only their sums; the pieces were read from {@code /orders/{id}/refunds}
 * and are kept here, so that every later word of the store is read with them. What an order shows and nobody has read makes
 * it ask before it is bought, or, where the store cannot be asked, a person.
 */
public final class ShownRefunds {
    private static final String ALL = Sql.of(ShownRefunds.class, "shown-refunds");
    private static final String UNREAD = Sql.of(ShownRefunds.class, "unread-refunds");
    private static final String SAVE = Sql.of(ShownRefunds.class, "save-refund");
    private static final String DELETE = Sql.of(ShownRefunds.class, "delete-refund");
    private static final String DELETE_ALL = Sql.of(ShownRefunds.class, "delete-refunds");
    private static final String KNOWN = Sql.of(ShownRefunds.class, "order-known-at");
    private static final String REFUNDS = "refunds";
    private static final String LINES = "line_items";
    private static final String ALL_GIVEN_BACK = "all its goods were refunded at the store";
    private static final Pattern NONE = Pattern.compile("\\s*:\\s*(?:\\[\\s*]|\\{\\s*}|null)");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What is known of a refund. */
    enum Standing {
        /** Its sum. */
        UNREAD,
        /** Which pieces it gave back, if any. */
        READ,
        /** The store was asked, and it does not say for which pieces the money went back. */
        UNCLEAR
    }

    private record Row(Standing standing, String lines) {}

    private final Predicate<Store> asked;

    /** @param asked whether a store is asked before its orders are bought */
    public ShownRefunds(Predicate<Store> asked) {
        this.asked = asked;
    }

    /** Of the order, those whose pieces nobody has read. */
    static List<String> unread(Tx tx, OrderId order) throws SQLException {
        return tx.list(UNREAD, row -> row.text("refund_id"), order);
    }

    /** The order as a store's message has it, with what is known of its refunds. */
    StoreEvent.OrderEvent settle(Tx tx, Store store, String kind, byte[] body, StoreEvent.OrderEvent event)
            throws SQLException {
        return settle(tx, store, kind, body, event, false);
    }

    /** The same for what the store has answered: what that leaves out will not be told any more. */
    StoreEvent.OrderEvent answered(Tx tx, Store store, String kind, byte[] body, StoreEvent.OrderEvent event)
            throws SQLException {
        return settle(tx, store, kind, body, event, true);
    }

    private StoreEvent.OrderEvent settle(
            Tx tx, Store store, String kind, byte[] body, StoreEvent.OrderEvent event, boolean lastWord)
            throws SQLException {
        if (!kind.startsWith(StoreEvents.WOOCOMMERCE)) {
            return event;
        }
        StoreOrder order = event.order();
        OrderId id = OrderId.of(store.id(), order.storeOrderId());
        Optional<ObjectNode> shown = withRefunds(body);
        if (shown.isPresent()) {
            // On PostgreSQL another node may be writing down what it has read of them: its pieces are not overlooked.
            OrderBook.lock(tx, id);
        }
        Optional<Instant> known = tx.first(KNOWN, row -> row.time("updated_at"), id);
        if (known.filter(order.updatedAt()::isBefore).isPresent()) {
            // An old word: it says nothing of refunds that came later.
            return event;
        }
        boolean newer = known.filter(order.updatedAt()::isAfter).isPresent();
        if (shown.isEmpty()) {
            if (newer) {
                tx.update(DELETE_ALL, id);
            }
            return event;
        }
        Map<String, Row> rows = kept(tx, id, shown.get(), newer, lastWord);
        StoreOrder whole = complete(shown.get(), rows) ? readAgain(store, kind, shown.get(), order) : order;
        return new StoreEvent.OrderEvent(
                over(whole, rows)
                        ? whole.standing(StoreOrder.Standing.CANCELLED, ALL_GIVEN_BACK)
                        : doubted(whole, rows, asked.test(store)),
                event.since());
    }

    private static Map<String, Row> kept(Tx tx, OrderId id, ObjectNode order, boolean newer, boolean lastWord)
            throws SQLException {
        Map<String, Row> before = rows(tx, id);
        Map<String, Row> now = new LinkedHashMap<>();
        for (JsonNode refund : order.path(REFUNDS)) {
            String refundId = refund.path("id").asText("");
            Row row = refund.has(LINES)
                    ? read(refund)
                    : before.getOrDefault(refundId, new Row(lastWord ? Standing.UNCLEAR : Standing.UNREAD, "[]"));
            if (lastWord && row.standing() == Standing.UNREAD) {
                row = new Row(Standing.UNCLEAR, row.lines());
            }
            now.put(refundId, row);
            tx.update(SAVE, id, refundId, row.standing(), row.lines());
        }
        if (newer) {
            for (String refundId : before.keySet()) {
                if (!now.containsKey(refundId)) {
                    tx.update(DELETE, id, refundId);
                }
            }
        }
        return now;
    }

    private static Map<String, Row> rows(Tx tx, OrderId id) throws SQLException {
        Map<String, Row> rows = new LinkedHashMap<>();
        tx.list(
                        ALL,
                        row -> Map.entry(
                                row.text("refund_id"),
                                new Row(Standing.valueOf(row.text("standing")), row.text("lines"))),
                        id)
                .forEach(entry -> rows.put(entry.getKey(), entry.getValue()));
        return rows;
    }

    /** The body, if it shows refunds. It was read once, so it is an order. */
    private static Optional<ObjectNode> withRefunds(byte[] body) {
        try {
            String text = new String(body, StandardCharsets.UTF_8);
            if (saysNone(text)) {
                return Optional.empty();
            }
            JsonNode order = Json.mapper().readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
            return order instanceof ObjectNode object && !object.path(REFUNDS).isEmpty()
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("it was an order a moment ago", e);
        }
    }

    /** Most orders show none: their bodies are not parsed a second time. */
    private static boolean saysNone(String text) {
        String name = "\"" + REFUNDS + "\"";
        int first = text.indexOf(name);
        if (first < 0) {
            return true;
        }
        int after = first + name.length();
        return text.indexOf(name, after) < 0
                && NONE.matcher(text).region(after, text.length()).lookingAt();
    }

    /** What a refund says with its lines. Money that went back for neither pieces nor shipping nor fees is not clear. */
    private static Row read(JsonNode refund) {
        ArrayNode pieces = JsonNodeFactory.instance.arrayNode();
        boolean unclear = false;
        for (JsonNode line : refund.path(LINES)) {
            String of = refundedItem(line);
            boolean some = line.path("quantity").asInt() != 0;
            if (some && !of.isEmpty()) {
                ObjectNode kept = pieces.addObject();
                kept.set("quantity", line.path("quantity"));
                kept.putArray("meta_data")
                        .addObject()
                        .put("key", "_refunded_item_id")
                        .put("value", of);
            } else {
                unclear |= some || cents(line) != 0;
            }
        }
        boolean explained = !pieces.isEmpty() || sum(refund) <= beside(refund);
        return new Row(unclear || !explained ? Standing.UNCLEAR : Standing.READ, Json.write(pieces));
    }

    private static String refundedItem(JsonNode line) {
        for (JsonNode meta : line.path("meta_data")) {
            if (meta.path("key").asText().equals("_refunded_item_id")) {
                return meta.path("value").asText("");
            }
        }
        return "";
    }

    private static double sum(JsonNode refund) {
        JsonNode amount = refund.has("amount") ? refund.path("amount") : refund.path("total");
        return Math.abs(amount.asDouble());
    }

    /** What of it went back for shipping and fees; rounded up by half a cent for each. */
    private static double beside(JsonNode refund) {
        double sum = 0;
        for (String name : List.of("shipping_lines", "fee_lines")) {
            for (JsonNode line : refund.path(name)) {
                sum += cents(line) / 100.0 + 0.005;
            }
        }
        return sum;
    }

    private static long cents(JsonNode line) {
        return Math.round(100
                * (Math.abs(line.path("total").asDouble())
                        + Math.abs(line.path("total_tax").asDouble())));
    }

    /** Puts in what is known and left out. @return whether there was something */
    private static boolean complete(ObjectNode order, Map<String, Row> rows) {
        boolean some = false;
        ArrayNode refunds = JsonNodeFactory.instance.arrayNode();
        for (JsonNode refund : order.path(REFUNDS)) {
            Row row = rows.get(refund.path("id").asText(""));
            if (refund instanceof ObjectNode one
                    && !one.has(LINES)
                    && row != null
                    && !row.lines().equals("[]")) {
                one.set(LINES, Json.read(row.lines(), ArrayNode.class));
                some = true;
            }
            refunds.add(refund);
        }
        order.set(REFUNDS, refunds);
        return some;
    }

    private static StoreOrder readAgain(Store store, String kind, ObjectNode body, StoreOrder order) {
        byte[] whole = Json.write(body).getBytes(StandardCharsets.UTF_8);
        return StoreEvents.read(store, kind, whole) instanceof StoreEvent.OrderEvent event ? event.order() : order;
    }

    /** Whether everything that could be sent went back: the customer wants none of it. */
    private static boolean over(StoreOrder order, Map<String, Row> rows) {
        return order.standing() != StoreOrder.Standing.CANCELLED
                && !order.hasSomethingToSend()
                && rows.values().stream().anyMatch(row -> !row.lines().equals("[]"));
    }

    private static StoreOrder doubted(StoreOrder order, Map<String, Row> rows, boolean asked) {
        boolean over = order.standing() == StoreOrder.Standing.CANCELLED
                || order.standing() == StoreOrder.Standing.NEVER
                || order.doubt().isPresent();
        if (over) {
            return order;
        }
        if (rows.values().stream().anyMatch(row -> row.standing() == Standing.UNCLEAR)) {
            return order.doubted(new StoreOrder.Doubt(
                    Cause.REFUND_UNCLEAR, "the store does not say for which pieces it refunded money"));
        }
        return !asked && rows.values().stream().anyMatch(row -> row.standing() == Standing.UNREAD)
                ? order.doubted(new StoreOrder.Doubt(
                        Cause.REFUND_UNCLEAR,
                        "the order shows a refund, and Serai has no keys with which to read its pieces from the store"))
                : order;
    }
}
