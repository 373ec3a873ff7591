package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/**
 * An order of the Admin API in the words of Shopify's webhooks, so that one reader understands both. Has the fields that
 * tell what to buy and where to send it; the others are left out.
 */
final class OrderBody {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Fields that are the same but for their name: the webhook's, ours. */
    private static final Map<String, String> ORDER = Map.ofEntries(
            Map.entry("admin_graphql_api_id", "id"),
            Map.entry("name", "name"),
            Map.entry("test", "test"),
            Map.entry("confirmed", "confirmed"),
            Map.entry("cancelled_at", "cancelledAt"),
            Map.entry("closed_at", "closedAt"),
            Map.entry("created_at", "createdAt"),
            Map.entry("processed_at", "processedAt"),
            Map.entry("updated_at", "updatedAt"),
            Map.entry("source_name", "sourceName"),
            Map.entry("currency", "currencyCode"),
            Map.entry("payment_gateway_names", "paymentGatewayNames"),
            Map.entry("email", "email"),
            Map.entry("phone", "phone"),
            Map.entry("note", "note"));

    /** A webhook knows three words for how far an order is sent, and none for the others. */
    private static final Map<String, String> FULFILMENT =
            Map.of("FULFILLED", "fulfilled", "PARTIALLY_FULFILLED", "partial", "RESTOCKED", "restocked");

    private static final Map<String, String> ADDRESS = Map.ofEntries(
            Map.entry("first_name", "firstName"),
            Map.entry("last_name", "lastName"),
            Map.entry("name", "name"),
            Map.entry("company", "company"),
            Map.entry("address1", "address1"),
            Map.entry("address2", "address2"),
            Map.entry("city", "city"),
            Map.entry("province", "province"),
            Map.entry("province_code", "provinceCode"),
            Map.entry("zip", "zip"),
            Map.entry("country", "country"),
            Map.entry("country_code", "countryCodeV2"),
            Map.entry("phone", "phone"));

    private static final Map<String, String> LINE = Map.of(
            "admin_graphql_api_id", "id",
            "sku", "sku",
            "name", "name",
            "title", "title",
            "quantity", "quantity",
            "current_quantity", "currentQuantity",
            "fulfillable_quantity", "unfulfilledQuantity",
            "requires_shipping", "requiresShipping",
            "gift_card", "isGiftCard");

    private OrderBody() {}

    /** @param order with all its lines */
    static ObjectNode of(JsonNode order) {
        int digits = digits(order.path("currencyCode").asText(""));
        ObjectNode body = NODES.objectNode();
        body.set("id", number(order.path("legacyResourceId")));
        renamed(order, ORDER, body);
        body.put(
                "financial_status",
                order.path("displayFinancialStatus").asText("").toLowerCase(Locale.ROOT));
        body.put(
                "fulfillment_status",
                FULFILMENT.get(order.path("displayFulfillmentStatus").asText("")));
        body.put("tags", tags(order.path("tags")));
        body.set("total_price", shopMoney(order.path("totalPriceSet"), digits));
        body.set("current_total_price", shopMoney(order.path("currentTotalPriceSet"), digits));
        body.set("customer", customer(order.path("customer")));
        body.set("shipping_address", address(order.path("shippingAddress")));
        body.set("billing_address", address(order.path("billingAddress")));
        body.set("note_attributes", pairs(order.path("customAttributes"), "key", "name"));
        // Not in a webhook's body, under the name that it would have there.
        body.set("localized_fields", pairs(order.path("localizedFields").path("nodes"), "key", "key"));
        ArrayNode shipping = body.putArray("shipping_lines");
        for (JsonNode line : order.path("shippingLines").path("nodes")) {
            renamed(line, Map.of("code", "code", "title", "title", "is_removed", "isRemoved"), shipping.addObject())
                    .set("price", shopMoney(line.path("originalPriceSet"), digits));
        }
        ArrayNode lines = body.putArray("line_items");
        order.path("lineItems").path("nodes").forEach(line -> lines.add(line(line, digits)));
        return body;
    }

    private static ObjectNode line(JsonNode line, int digits) {
        ObjectNode body = NODES.objectNode();
        body.set("id", number(NODES.textNode(Gid.number(line.path("id").asText()))));
        renamed(line, LINE, body);
        body.set("variant_id", number(line.path("variant").path("legacyResourceId")));
        body.set("product_id", number(line.path("product").path("legacyResourceId")));
        body.set("properties", pairs(line.path("customAttributes"), "key", "name"));
        body.set("price", shopMoney(line.path("originalUnitPriceSet"), digits));
        ArrayNode discounts = body.putArray("discount_allocations");
        for (JsonNode discount : line.path("discountAllocations")) {
            discounts.addObject().set("amount", shopMoney(discount.path("allocatedAmountSet"), digits));
        }
        return body;
    }

    private static ArrayNode pairs(JsonNode list, String ours, String theirs) {
        ArrayNode pairs = NODES.arrayNode();
        for (JsonNode pair : list) {
            renamed(pair, Map.of(theirs, ours, "value", "value"), pairs.addObject());
        }
        return pairs;
    }

    private static JsonNode customer(JsonNode customer) {
        if (!customer.isObject()) {
            return NODES.nullNode();
        }
        ObjectNode body = NODES.objectNode();
        body.set("id", number(customer.path("legacyResourceId")));
        body.set("email", orNull(customer.path("defaultEmailAddress").path("emailAddress")));
        body.set("phone", orNull(customer.path("defaultPhoneNumber").path("phoneNumber")));
        return body;
    }

    private static JsonNode address(JsonNode address) {
        return address.isObject() ? renamed(address, ADDRESS, NODES.objectNode()) : NODES.nullNode();
    }

    private static ObjectNode renamed(JsonNode from, Map<String, String> names, ObjectNode to) {
        names.forEach((theirs, ours) -> to.set(theirs, orNull(from.path(ours))));
        return to;
    }

    /** GraphQL gives 64-bit ids as text, a webhook as a number. */
    private static JsonNode number(JsonNode id) {
        String digits = id.asText("");
        return digits.matches("[0-9]{1,18}") ? NODES.numberNode(Long.parseLong(digits)) : orNull(id);
    }

    /** GraphQL writes 12.9 where a webhook has 12.90, and 1000.0 yen where it has 1000. */
    private static JsonNode shopMoney(JsonNode bag, int digits) {
        JsonNode amount = bag.path("shopMoney").path("amount");
        String text = amount.asText("");
        if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")) {
            return orNull(amount);
        }
        BigDecimal plain = new BigDecimal(text).stripTrailingZeros();
        return NODES.textNode(plain.setScale(Math.max(digits, plain.scale()), RoundingMode.UNNECESSARY)
                .toPlainString());
    }

    private static int digits(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .filter(each -> each.getCurrencyCode().equals(currency))
                .findFirst()
                .map(Currency::getDefaultFractionDigits)
                .filter(known -> known >= 0)
                .orElse(2);
    }

    private static String tags(JsonNode tags) {
        StringBuilder text = new StringBuilder();
        for (JsonNode tag : tags) {
            text.append(text.isEmpty() ? "" : ", ").append(tag.asText());
        }
        return text.toString();
    }

    private static JsonNode orNull(JsonNode node) {
        return node.isMissingNode() ? NODES.nullNode() : node;
    }
}
