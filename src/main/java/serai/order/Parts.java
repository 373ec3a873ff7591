package serai.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import serai.provider.Connector;
import serai.provider.PlaceOrder;

/** Cuts what one supplier sends into orders that it takes. */
final class Parts {
    /** A line that would need more orders than this is no order but a mistake. */
    static final int MOST = 100;

    private Parts() {}

    /**
     * Items together as far as the limits allow. By service in the alphabet's order, so that no part changes its number when
     * the store lists lines in another order; within one service in their own order.
     */
    static List<List<PlaceOrder.Item>> split(List<PlaceOrder.Item> items, Connector.Limits limits) {
        Map<String, List<PlaceOrder.Item>> byService = new TreeMap<>();
        for (PlaceOrder.Item item : items) {
            byService
                    .computeIfAbsent(service(item, limits), each -> new ArrayList<>())
                    .add(item);
        }
        return byService.values().stream()
                .flatMap(together -> bySize(together, limits).stream())
                .toList();
    }

    /** Items of one of these may share an order; the same for all where the supplier takes any together. */
    static String service(PlaceOrder.Item item, Connector.Limits limits) {
        String named = item.shippingService().strip();
        return limits.oneService()
                .map(usual -> (named.isEmpty() ? usual : named).toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static List<List<PlaceOrder.Item>> bySize(List<PlaceOrder.Item> items, Connector.Limits limits) {
        List<List<PlaceOrder.Item>> parts = new ArrayList<>();
        List<PlaceOrder.Item> part = new ArrayList<>();
        int units = 0;
        for (PlaceOrder.Item item : portions(items, limits.maxUnits())) {
            boolean full = part.size() == limits.maxLines() || units + item.quantity() > limits.maxUnits();
            if (full && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
                units = 0;
            }
            part.add(item);
            units += item.quantity();
        }
        parts.add(part);
        return parts;
    }

    /** A line with more pieces than one order may have becomes several; no two of these share an order. */
    private static List<PlaceOrder.Item> portions(List<PlaceOrder.Item> items, int most) {
        List<PlaceOrder.Item> portions = new ArrayList<>();
        for (PlaceOrder.Item item : items) {
            if (item.quantity() / most > MOST) {
                throw new IllegalStateException("a line asks for " + item.quantity() + " pieces");
            }
            for (int left = item.quantity(); left > 0; left -= most) {
                portions.add(item.quantity(Math.min(left, most)));
            }
        }
        return portions;
    }
}
