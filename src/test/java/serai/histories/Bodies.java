package serai.histories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import serai.base.Json;
import serai.histories.Shown.Line;
import serai.histories.Shown.Status;

/** Orders in their platforms' own words, as webhooks and as answers. */
final class Bodies {
    private static final DateTimeFormatter WORDPRESS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private Bodies() {}

    /**
     * The order as the shop tells it.
     *
     * @param whole with the pieces of refunds, as WooCommerce's second answer has them
     */
    static ObjectNode of(long number, Shown order, boolean whole) {
        return order.shop().isWoo() ? woo(number, order, whole) : shopify(number, order);
    }

    /** All that a webhook says of an order that was deleted. */
    static ObjectNode deleted(long number) {
        return object().put("id", number);
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    private static ObjectNode woo(long number, Shown shown, boolean whole) {
        ObjectNode order = object();
        order.put("id", number)
                .put("parent_id", 0)
                .put("number", Long.toString(number))
                .put("status", wooStatus(shown))
                .put("currency", "USD")
                .put("version", "10.5.0")
                .put("total", "39.90")
                .put("customer_note", "")
                .put("payment_method", "stripe")
                .put("date_created_gmt", WORDPRESS.format(shown.placed()))
                .put("date_modified_gmt", WORDPRESS.format(shown.modified()))
                .put("date_paid_gmt", shown.paidAt().map(WORDPRESS::format).orElse(null));
        order.putArray("meta_data")
                .addObject()
                .put("id", 1)
                .put("key", "is_vat_exempt")
                .put("value", "no");
        ObjectNode address = object().put("first_name", "Jane")
                .put("last_name", "Roe")
                .put("company", "")
                .put("address_1", street(shown))
                .put("address_2", "")
                .put("city", "Austin")
                .put("state", "TX")
                .put("postcode", "78701")
                .put("country", "US")
                .put("phone", "+15125550100");
        order.set("shipping", address);
        order.set("billing", address.deepCopy().put("email", "jane@example.com"));
        ArrayNode lines = order.putArray("line_items");
        for (Line line : shown.lines()) {
            if (line.ordered() > 0) {
                wooLine(lines.addObject(), line);
            }
        }
        order.putArray("shipping_lines")
                .addObject()
                .put("id", 90)
                .put("method_title", "Flat rate")
                .put("method_id", "flat_rate")
                .put("total", "4.90");
        order.putArray("fee_lines");
        ArrayNode refunds = order.putArray("refunds");
        for (Line line : shown.lines()) {
            for (int piece = 1; piece <= line.refunded(); piece++) {
                wooRefund(refunds.addObject(), number * 100 + line.id() * 10L + piece, line, whole);
            }
        }
        return order;
    }

    private static void wooLine(ObjectNode item, Line line) {
        boolean deleted = line.goods() == Goods.DELETED;
        item.put("id", line.id())
                .put("name", "Thing " + line.goods())
                .put("product_id", deleted ? 0 : line.goods().product())
                .put("variation_id", 0)
                .put("quantity", line.ordered())
                .put("subtotal", "19.95")
                .put("total", "19.95")
                .put("sku", deleted ? "" : line.goods().name())
                .put("price", 19.95);
        item.putArray("meta_data");
    }

    /** Of one piece. */
    private static void wooRefund(ObjectNode refund, long id, Line line, boolean whole) {
        refund.put("id", id).put("reason", "").put("total", "-19.95");
        if (whole) {
            refund.put("amount", "19.95");
            ObjectNode piece = refund.putArray("line_items").addObject();
            piece.put("id", line.id() + 500)
                    .put("quantity", -1)
                    .put("total", "-19.95")
                    .put("sku", line.goods().name());
            piece.putArray("meta_data")
                    .addObject()
                    .put("id", 9)
                    .put("key", "_refunded_item_id")
                    .put("value", Integer.toString(line.id()));
        }
    }

    private static String wooStatus(Shown shown) {
        return switch (shown.status()) {
            case OPEN -> shown.paidAt().isPresent() ? "processing" : "pending";
            case HELD -> "on-hold";
            case COMPLETED -> "completed";
            case CANCELLED -> "cancelled";
            case REFUNDED -> "refunded";
            case TRASHED, GONE -> "trash";
        };
    }

    private static String street(Shown shown) {
        return shown.street() + " Elm Street";
    }

    private static ObjectNode shopify(long number, Shown shown) {
        ObjectNode order = object();
        String placed = shown.placed().toString();
        String cancelled = shown.status() == Status.CANCELLED ? shown.modified().toString() : null;
        order.put("id", number)
                .put("name", "#" + number)
                .put("created_at", placed)
                .put("processed_at", placed)
                .put("updated_at", shown.modified().toString())
                .put(
                        "closed_at",
                        shown.status() == Status.COMPLETED ? shown.modified().toString() : null)
                .put("cancelled_at", cancelled)
                .put("financial_status", financialStatus(shown))
                .putNull("fulfillment_status")
                .put("currency", "USD")
                .put("total_price", "39.90")
                .put("current_total_price", "39.90")
                .put("email", "jane@example.com")
                .put("test", false)
                .put("confirmed", true)
                .put("tags", "");
        order.putObject("shipping_address")
                .put("name", "Jane Roe")
                .put("first_name", "Jane")
                .put("last_name", "Roe")
                .put("address1", street(shown))
                .put("city", "Austin")
                .put("province", "Texas")
                .put("province_code", "TX")
                .put("zip", "78701")
                .put("country", "United States")
                .put("country_code", "US")
                .put("phone", "+15125550100");
        order.putArray("shipping_lines")
                .addObject()
                .put("id", 90)
                .put("code", "Standard")
                .put("title", "Standard")
                .put("is_removed", false);
        ArrayNode lines = order.putArray("line_items");
        shown.lines().forEach(line -> shopifyLine(lines.addObject(), line));
        return order;
    }

    private static void shopifyLine(ObjectNode item, Line line) {
        boolean deleted = line.goods() == Goods.DELETED;
        item.put("id", line.id())
                .put("sku", deleted ? "" : line.goods().name())
                .put("name", "Thing " + line.goods())
                .put("title", "Thing")
                .put("quantity", Math.max(line.ordered(), 1))
                .put("current_quantity", line.kept())
                .put("fulfillable_quantity", line.kept())
                .put("price", "19.95")
                .put("requires_shipping", line.goods() != Goods.GIFT_CARD)
                .put("gift_card", line.goods() == Goods.GIFT_CARD)
                .put("product_exists", !deleted)
                .put("variant_id", deleted ? null : line.goods().product() + 500)
                .put("product_id", deleted ? null : line.goods().product());
        item.putArray("properties");
        item.putArray("discount_allocations");
    }

    private static String financialStatus(Shown shown) {
        if (shown.status() == Status.REFUNDED) {
            return "refunded";
        }
        if (shown.paidAt().isEmpty()) {
            return "pending";
        }
        return shown.showsRefunds() ? "partially_refunded" : "paid";
    }

    /** The same with each list as PHP writes it when one was taken out of its middle: an object keyed by number. */
    static JsonNode asObjects(JsonNode node) {
        if (node.isArray() && !node.isEmpty()) {
            ObjectNode keyed = object();
            int key = 1;
            for (JsonNode each : node) {
                keyed.set(Integer.toString(key++), asObjects(each));
            }
            return keyed;
        }
        if (node instanceof ObjectNode old) {
            ObjectNode all = object();
            old.properties().forEach(each -> all.set(each.getKey(), asObjects(each.getValue())));
            return all;
        }
        return node;
    }

    /** As it goes over the wire. */
    static byte[] bytes(JsonNode body) {
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }

    /** What platforms keep of a time. */
    static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
