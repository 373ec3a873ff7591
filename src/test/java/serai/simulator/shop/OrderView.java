package serai.simulator.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import serai.simulator.shop.SimulatedOrder.Pending;
import serai.simulator.shop.SimulatedOrder.Sent;

/** An order as the Admin API shows it. Fields that nobody of ours asks for are left out. */
final class OrderView {
    private OrderView() {}

    static Map<String, Object> of(SimulatedStore store, SimulatedOrder order) {
        JsonNode body = order.body;
        Map<String, Object> view = new HashMap<>();
        view.put("id", "gid://shopify/Order/" + order.id());
        view.put("legacyResourceId", order.id());
        for (String name : List.of("name", "email", "phone", "note")) {
            view.put(name, text(body.path(name)));
        }
        view.put("test", body.path("test").asBoolean());
        view.put("confirmed", body.path("confirmed").asBoolean(true));
        view.put("cancelledAt", time(body.path("cancelled_at")));
        view.put("closedAt", time(body.path("closed_at")));
        view.put("createdAt", time(body.path("created_at")));
        // Shopify's own orders always have these, whatever a body leaves out.
        view.put("processedAt", time(body.path(body.hasNonNull("processed_at") ? "processed_at" : "created_at")));
        view.put("updatedAt", order.updatedAt);
        view.put("currencyCode", text(body.path("currency")));
        view.put("sourceName", text(body.path("source_name")));
        view.put("displayFulfillmentStatus", fulfilment(order));
        view.put("displayFinancialStatus", upper(body.path("financial_status")));
        view.put("paymentGatewayNames", texts(body.path("payment_gateway_names")));
        view.put("customAttributes", attributes(body.path("note_attributes")));
        view.put("localizedFields", localizedFields(body.path("localized_fields")));
        view.put("tags", List.copyOf(order.tags));
        view.put("totalPriceSet", money(body.path("total_price")));
        view.put(
                "currentTotalPriceSet",
                money(body.path(body.hasNonNull("current_total_price") ? "current_total_price" : "total_price")));
        view.put("customer", customer(body.path("customer")));
        view.put("shippingAddress", address(body.path("shipping_address")));
        view.put("billingAddress", address(body.path("billing_address")));
        view.put("shippingLines", shippingLines(body.path("shipping_lines")));
        view.put("lineItems", lines(order));
        view.put(
                "fulfillments",
                order.sent.stream().map(sent -> sent(order, sent)).toList());
        view.put(
                "fulfillmentOrders",
                order.pending.stream()
                        .map(pending -> pending(store, order, pending))
                        .toList());
        return view;
    }

    static Map<String, Object> sent(SimulatedOrder order, Sent sent) {
        List<Map<String, Object>> lines = new ArrayList<>();
        sent.pieces.forEach(
                (line, many) -> lines.add(Map.of("quantity", many, "lineItem", line(order, order.line(line)))));
        return Map.of(
                "id",
                "gid://shopify/Fulfillment/" + sent.id,
                "status",
                sent.status,
                "trackingInfo",
                List.copyOf(sent.tracking),
                "fulfillmentLineItems",
                lines);
    }

    static Map<String, Object> pending(SimulatedStore store, SimulatedOrder order, Pending pending) {
        Map<String, Object> view = new HashMap<>();
        view.put("id", "gid://shopify/FulfillmentOrder/" + pending.id);
        view.put("status", pending.status());
        view.put("requestStatus", pending.request);
        view.put("fulfillAt", pending.fulfillAt);
        view.put(
                "fulfillmentHolds",
                pending.status().equals("ON_HOLD")
                        ? List.of(Map.of("id", "gid://shopify/FulfillmentHold/" + pending.id, "reason", pending.reason))
                        : List.of());
        view.put(
                "assignedLocation",
                Map.of("name", store.locationName(pending.location), "location", store.location(pending.location)));
        List<Map<String, Object>> actions = new ArrayList<>();
        if (pending.takesFulfillments()) {
            actions.add(Map.of("action", "CREATE_FULFILLMENT"));
            actions.add(Map.of("action", "HOLD"));
        } else if (pending.status().equals("ON_HOLD")) {
            actions.add(Map.of("action", "RELEASE_HOLD"));
        }
        view.put("supportedActions", actions);
        List<Map<String, Object>> lines = new ArrayList<>();
        pending.total.forEach((line, total) -> {
            Map<String, Object> shown = line(order, order.line(line));
            Map<String, Object> part = new HashMap<>();
            part.put("id", "gid://shopify/FulfillmentOrderLineItem/" + pending.partId(line));
            part.put("sku", shown.get("sku"));
            part.put("remainingQuantity", pending.remaining.getOrDefault(line, 0));
            part.put("totalQuantity", total);
            part.put("variant", shown.get("variant"));
            part.put("lineItem", shown);
            lines.add(part);
        });
        view.put("lineItems", lines);
        return view;
    }

    private static String fulfilment(SimulatedOrder order) {
        String said = text(order.body.path("fulfillment_status"));
        if (said != null) {
            return said.equals("partial") ? "PARTIALLY_FULFILLED" : said.toUpperCase(Locale.ROOT);
        }
        return order.sent.isEmpty() ? "UNFULFILLED" : "PARTIALLY_FULFILLED";
    }

    private static List<Map<String, Object>> lines(SimulatedOrder order) {
        List<Map<String, Object>> lines = new ArrayList<>();
        order.body.path("line_items").forEach(line -> lines.add(line(order, line)));
        return lines;
    }

    private static Map<String, Object> line(SimulatedOrder order, JsonNode line) {
        long id = line.path("id").asLong();
        Map<String, Object> view = new HashMap<>();
        view.put("id", "gid://shopify/LineItem/" + id);
        view.put("sku", text(line.path("sku")));
        view.put("name", text(line.path("name")));
        view.put(
                "title",
                line.hasNonNull("title")
                        ? line.path("title").asText()
                        : line.path("name").asText(""));
        view.put("quantity", line.path("quantity").asInt());
        view.put(
                "currentQuantity",
                line.path("current_quantity").asInt(line.path("quantity").asInt()));
        boolean shipped = line.path("requires_shipping").asBoolean(true);
        view.put("unfulfilledQuantity", shipped ? order.unfulfilled(id) : 0);
        view.put("requiresShipping", shipped);
        view.put("isGiftCard", line.path("gift_card").asBoolean());
        view.put("customAttributes", attributes(line.path("properties")));
        view.put("variant", resource("ProductVariant", line.path("variant_id")));
        view.put("product", resource("Product", line.path("product_id")));
        view.put("originalUnitPriceSet", money(line.path("price")));
        List<Map<String, Object>> discounts = new ArrayList<>();
        for (JsonNode discount : line.path("discount_allocations")) {
            discounts.add(Map.of("allocatedAmountSet", money(discount.path("amount"))));
        }
        view.put("discountAllocations", discounts);
        return view;
    }

    private static List<Map<String, Object>> attributes(JsonNode list) {
        List<Map<String, Object>> attributes = new ArrayList<>();
        for (JsonNode each : list) {
            Map<String, Object> attribute = new HashMap<>();
            attribute.put("key", each.path("name").asText());
            attribute.put("value", text(each.path("value")));
            attributes.add(attribute);
        }
        return attributes;
    }

    private static @Nullable Map<String, Object> resource(String type, JsonNode id) {
        return id.isNumber()
                ? Map.of("id", "gid://shopify/" + type + "/" + id.asText(), "legacyResourceId", id.asText())
                : null;
    }

    private static List<Map<String, Object>> shippingLines(JsonNode lines) {
        List<Map<String, Object>> views = new ArrayList<>();
        for (JsonNode line : lines) {
            views.add(Map.of(
                    "code",
                    line.path("code").asText(),
                    "title",
                    line.path("title").asText(),
                    "isRemoved",
                    line.path("is_removed").asBoolean(),
                    "originalPriceSet",
                    money(line.hasNonNull("price") ? line.path("price") : TextNode.valueOf("0.00"))));
        }
        return views;
    }

    /** Only the Admin API shows them; no webhook does. */
    private static List<Map<String, Object>> localizedFields(JsonNode fields) {
        List<Map<String, Object>> views = new ArrayList<>();
        fields.forEach(field -> views.add(Map.of(
                "key", field.path("key").asText(), "value", field.path("value").asText())));
        return views;
    }

    private static @Nullable Map<String, Object> customer(JsonNode customer) {
        if (!customer.isObject()) {
            return null;
        }
        Map<String, Object> view = new HashMap<>();
        view.put("legacyResourceId", customer.path("id").asText());
        if (customer.path("email").isTextual()) {
            view.put(
                    "defaultEmailAddress",
                    Map.of("emailAddress", customer.path("email").asText()));
        }
        if (customer.path("phone").isTextual()) {
            view.put(
                    "defaultPhoneNumber",
                    Map.of("phoneNumber", customer.path("phone").asText()));
        }
        return view;
    }

    private static @Nullable Map<String, Object> address(JsonNode address) {
        if (!address.isObject()) {
            return null;
        }
        Map<String, Object> view = new HashMap<>();
        Map.of(
                        "first_name",
                        "firstName",
                        "last_name",
                        "lastName",
                        "province_code",
                        "provinceCode",
                        "country_code",
                        "countryCodeV2")
                .forEach((theirs, ours) -> view.put(ours, text(address.path(theirs))));
        for (String same :
                List.of("name", "company", "address1", "address2", "city", "province", "zip", "country", "phone")) {
            view.put(same, text(address.path(same)));
        }
        return view;
    }

    private static Map<String, Object> money(JsonNode amount) {
        return Map.of("shopMoney", Map.of("amount", amount.asText("0.00")));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }

    private static @Nullable String upper(JsonNode node) {
        String text = text(node);
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Object time(JsonNode node) {
        return node.isTextual() ? SimulatedOrder.instant(node) : null;
    }
}
