package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a store says of an order's way to the customer.
 *
 * @param shipped its fulfilments, cancelled and failed ones left out
 * @param orders its fulfilment orders, each of one location, closed ones too
 */
record Shipments(List<Shipped> shipped, List<FulfillmentOrder> orders) {
    private static final Set<String> DEAD = Set.of("CANCELLED", "ERROR", "FAILURE");

    Shipments {
        shipped = List.copyOf(shipped);
        orders = List.copyOf(orders);
    }

    /** One number of a fulfilment. */
    record Track(String company, String number, String url) {}

    /** A parcel as the store shows it to the customer. */
    record Shipped(String id, List<Track> tracks) {
        Shipped {
            tracks = List.copyOf(tracks);
        }

        boolean carries(String number) {
            return tracks.stream().anyMatch(track -> track.number().equals(number));
        }
    }

    /**
     * What one location has to send.
     *
     * @param location its id; that of the fulfilment order where the location is gone
     * @param more where the page of its lines ended; empty when all are here
     */
    record FulfillmentOrder(
            String id,
            String status,
            String location,
            Set<String> actions,
            Optional<Instant> fulfillAt,
            List<Line> lines,
            Optional<String> more) {
        FulfillmentOrder {
            actions = Set.copyOf(actions);
            lines = List.copyOf(lines);
        }

        boolean takesFulfillments() {
            return actions.contains("CREATE_FULFILLMENT");
        }

        FulfillmentOrder with(List<Line> furtherLines, Optional<String> next) {
            List<Line> all = new ArrayList<>(lines);
            all.addAll(furtherLines);
            return new FulfillmentOrder(id, status, location, actions, fulfillAt, all, next);
        }
    }

    /**
     * Pieces of one order line in a fulfilment order.
     *
     * @param lineId the order line's number, as webhooks have it
     * @param sku the store's SKU, or {@code variant:<id>} where it has none
     */
    record Line(String id, String lineId, String sku, int remaining, int total) {}

    /** One page of an order. */
    static Shipments of(JsonNode order) {
        List<Shipped> shipped = new ArrayList<>();
        for (JsonNode fulfillment : order.path("fulfillments")) {
            if (!DEAD.contains(fulfillment.path("status").asText())) {
                shipped.add(new Shipped(fulfillment.path("id").asText(), tracks(fulfillment)));
            }
        }
        List<FulfillmentOrder> orders = new ArrayList<>();
        order.path("fulfillmentOrders").path("nodes").forEach(node -> orders.add(fulfillmentOrder(node)));
        return new Shipments(shipped, orders);
    }

    static FulfillmentOrder fulfillmentOrder(JsonNode node) {
        String id = node.path("id").asText();
        JsonNode lines = node.path("lineItems");
        return new FulfillmentOrder(
                id,
                node.path("status").asText(),
                node.path("assignedLocation").path("location").path("id").asText(id),
                Set.copyOf(node.path("supportedActions").findValuesAsText("action")),
                Optional.ofNullable(node.path("fulfillAt").textValue()).map(Instant::parse),
                lines(lines),
                more(lines));
    }

    static List<Line> lines(JsonNode connection) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : connection.path("nodes")) {
            String sku = line.path("sku").asText("");
            lines.add(new Line(
                    line.path("id").asText(),
                    Gid.number(line.path("lineItem").path("id").asText()),
                    sku.isBlank()
                            ? "variant:"
                                    + line.path("variant")
                                            .path("legacyResourceId")
                                            .asText()
                            : sku,
                    line.path("remainingQuantity").asInt(),
                    line.path("totalQuantity").asInt()));
        }
        return lines;
    }

    /** Where the next page of a connection begins; empty on the last. */
    static Optional<String> more(JsonNode connection) {
        JsonNode page = connection.path("pageInfo");
        return page.path("hasNextPage").asBoolean()
                ? Optional.ofNullable(page.path("endCursor").textValue())
                : Optional.empty();
    }

    /** Pieces of each order line, by its number. */
    static void count(JsonNode connection, Map<String, Integer> pieces) {
        for (JsonNode line : connection.path("nodes")) {
            pieces.merge(
                    Gid.number(line.path("lineItem").path("id").asText()),
                    line.path("quantity").asInt(),
                    Integer::sum);
        }
    }

    private static List<Track> tracks(JsonNode fulfillment) {
        List<Track> tracks = new ArrayList<>();
        for (JsonNode track : fulfillment.path("trackingInfo")) {
            String number = track.path("number").asText("");
            if (!number.isBlank()) {
                tracks.add(new Track(
                        track.path("company").asText(""),
                        number,
                        track.path("url").asText("")));
            }
        }
        return tracks;
    }
}
