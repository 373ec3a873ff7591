package shopify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import serai.provider.PushTracking;
import shopify.Shipments.FulfillmentOrder;
import shopify.Shipments.Line;

/**
 * What of a parcel the store has still to be told, laid out over its fulfilment orders.
 *
 * @param byLocation what can be fulfilled now: one call for each location, since Shopify refuses mixed ones
 * @param waiting fulfilment orders that hold pieces of it and take no fulfilment now
 * @param rest pieces that no fulfilment order has left: fulfilled by hand, or gone from the order
 */
record Parcel(Map<String, List<Part>> byLocation, List<FulfillmentOrder> waiting, Map<String, Integer> rest) {
    /** What is taken from one fulfilment order: pieces by the ids of its lines. */
    record Part(String fulfillmentOrder, Map<String, Integer> pieces) {
        Map<String, Object> input() {
            return Map.of(
                    "fulfillmentOrderId",
                    fulfillmentOrder,
                    "fulfillmentOrderLineItems",
                    pieces.entrySet().stream()
                            .map(line -> Map.of("id", line.getKey(), "quantity", line.getValue()))
                            .toList());
        }
    }

    /** Pieces of a parcel by the order's line, less those that fulfilments with its number hold already. */
    static Map<String, Integer> left(PushTracking parcel, Map<?, Map<String, Integer>> told) {
        Map<String, Integer> left = new LinkedHashMap<>();
        parcel.lines().forEach(line -> left.merge(line.lineId(), line.quantity(), Integer::sum));
        told.values().forEach(pieces -> pieces.forEach((line, many) -> take(left, line, many)));
        return left;
    }

    /** Lays the pieces out, first over the fulfilment orders that take them. */
    static Parcel of(Map<String, Integer> pieces, List<FulfillmentOrder> orders) {
        Map<String, Integer> left = new LinkedHashMap<>(pieces);
        Map<String, List<Part>> byLocation = new LinkedHashMap<>();
        for (FulfillmentOrder order : orders) {
            if (order.takesFulfillments()) {
                Map<String, Integer> taken = taken(left, order);
                if (!taken.isEmpty()) {
                    byLocation
                            .computeIfAbsent(order.location(), any -> new ArrayList<>())
                            .add(new Part(order.id(), taken));
                }
            }
        }
        List<FulfillmentOrder> waiting = orders.stream()
                .filter(order -> !order.takesFulfillments() && !isOver(order))
                .filter(order -> !taken(left, order).isEmpty())
                .toList();
        return new Parcel(byLocation, waiting, left);
    }

    private static boolean isOver(FulfillmentOrder order) {
        return order.status().equals("CLOSED") || order.status().equals("CANCELLED");
    }

    /** In words for the merchant. */
    String whatItWaitsFor() {
        List<String> words = new ArrayList<>();
        for (FulfillmentOrder order : waiting) {
            words.add("fulfilment order " + Gid.number(order.id()) + " is " + order.status()
                    + order.fulfillAt().map(at -> " until " + at).orElse(""));
        }
        return "the store does not let it be shipped now: " + String.join(", ", words);
    }

    /** When the last of those it waits for is due; the epoch when none says. */
    Instant due() {
        return waiting.stream()
                .flatMap(order -> order.fulfillAt().stream())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static Map<String, Integer> taken(Map<String, Integer> left, FulfillmentOrder order) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        for (Line line : order.lines()) {
            int many = Math.min(left.getOrDefault(line.lineId(), 0), line.remaining());
            if (many > 0) {
                taken.merge(line.id(), many, Integer::sum);
                take(left, line.lineId(), many);
            }
        }
        return taken;
    }

    private static void take(Map<String, Integer> left, String line, int many) {
        left.computeIfPresent(line, (any, had) -> had > many ? had - many : null);
    }
}
