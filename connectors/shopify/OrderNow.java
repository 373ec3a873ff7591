package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.provider.ReadOrder;
import serai.provider.ReadOrder.Hold;
import serai.provider.ReadOrder.Told;
import serai.provider.Turn;

/**
 * Reads one order as it is now, and which of its lines the store does not want sent yet: fulfilment orders on hold, and those
 * scheduled for later. A webhook of the order says nothing of either (schema 2026-10, read November 2026).
 */
final class OrderNow {
    private final Admin admin;
    private final OrderPages pages;

    OrderNow(Admin admin, OrderPages pages) {
        this.admin = admin;
        this.pages = pages;
    }

    Turn read(ReadOrder work) {
        Map<String, Object> variables = Map.of("id", Gid.ofOrder(work.storeOrderId()));
        return admin.ask(Document.ORDER_NOW, variables, data -> {
            JsonNode order = data.path("order");
            return order.isObject()
                    ? pages.complete(order, () -> holds(order, order.path("fulfillmentOrders"), new ArrayList<>()))
                    : new Turn.End(new Told.Gone());
        });
    }

    private Turn holds(JsonNode order, JsonNode page, List<Hold> before) {
        List<Hold> all = new ArrayList<>(before);
        page.path("nodes").forEach(node -> hold(node).ifPresent(all::add));
        Optional<String> next = Shipments.more(page);
        if (next.isEmpty()) {
            return new Turn.End(new Told.Present(OrderPages.changed(order), all));
        }
        Map<String, Object> variables = Map.of("id", order.path("id").asText(), "after", next.get());
        return admin.ask(
                Document.ORDER_HOLDS,
                variables,
                data -> holds(order, data.path("order").path("fulfillmentOrders"), all));
    }

    private static Optional<Hold> hold(JsonNode fulfillmentOrder) {
        String why = switch (fulfillmentOrder.path("status").asText()) {
            case "ON_HOLD" -> reason(fulfillmentOrder.path("fulfillmentHolds"));
            case "SCHEDULED" -> "scheduled for later";
            default -> "";
        };
        JsonNode lines = fulfillmentOrder.path("lineItems");
        Set<String> left = new LinkedHashSet<>();
        for (JsonNode line : lines.path("nodes")) {
            if (line.path("remainingQuantity").asInt() > 0) {
                left.add(Gid.number(line.path("lineItem").path("id").asText()));
            }
        }
        boolean cut = lines.path("pageInfo").path("hasNextPage").asBoolean();
        if (why.isEmpty() || (left.isEmpty() && !cut)) {
            return Optional.empty();
        }
        return Optional.of(new Hold(
                Gid.number(fulfillmentOrder.path("id").asText()),
                // More than one page of lines: rather all of the order than one too few.
                cut ? Set.of() : left,
                why,
                Optional.ofNullable(fulfillmentOrder.path("fulfillAt").textValue())
                        .map(Instant::parse)));
    }

    /** Shopify's own words for it, such as {@code high risk of fraud}; never the notes, which people type. */
    private static String reason(JsonNode holds) {
        List<String> reasons = new ArrayList<>();
        for (JsonNode hold : holds) {
            String reason = hold.path("reason").asText("OTHER");
            reasons.add(reason.toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return reasons.isEmpty()
                ? "on hold"
                : "on hold: " + String.join(", ", reasons.stream().distinct().toList());
    }
}
