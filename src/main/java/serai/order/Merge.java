package serai.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.provider.PlaceOrder;

/**
 * Brings together what a person has made of a request and what the store says since. What the person left as it was follows
 * the store; what they bought it as (product, price cap, service) stays theirs; where both have changed the same thing
 * there is no telling who is right, and the person's edit stands until a person decides.
 */
final class Merge {
    private final PlaceOrder original;
    private final PlaceOrder edited;
    private final PlaceOrder fresh;
    private final Set<String> conflicts = new LinkedHashSet<>();
    private final PlaceOrder together;

    /**
     * @param original what was planned before the person changed it
     * @param edited what the person made of it
     * @param fresh what is planned by the store's latest word
     */
    Merge(PlaceOrder original, PlaceOrder edited, PlaceOrder fresh) {
        this.original = original;
        this.edited = edited;
        this.fresh = fresh;
        this.together = merged();
    }

    /** Both together; the person's own wherever they conflict. Under the reference that the request has now. */
    PlaceOrder together() {
        return together;
    }

    /** What both have changed, in words without personal data; empty where nothing conflicts. */
    Optional<String> conflict() {
        return conflicts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", conflicts));
    }

    private PlaceOrder merged() {
        List<PlaceOrder.Item> items = items();
        return new PlaceOrder(
                edited.reference(),
                pick("the order number", original.orderNumber(), edited.orderNumber(), fresh.orderNumber()),
                fresh.placedAt(),
                pick("the e-mail address", original.email(), edited.email(), fresh.email()),
                Differences.sameAddress(original.shipTo(), fresh.shipTo())
                        ? edited.shipTo()
                        : pick("the delivery address", original.shipTo(), edited.shipTo(), fresh.shipTo()),
                items.isEmpty() ? edited.items() : items,
                pick("the note", original.note(), edited.note(), fresh.note()),
                pick("the tax ids", original.taxIds(), edited.taxIds(), fresh.taxIds()));
    }

    private <T> T pick(String what, T before, T mine, T theirs) {
        if (before.equals(theirs)) {
            return mine;
        }
        if (!before.equals(mine) && !mine.equals(theirs)) {
            conflicts.add(what);
            return mine;
        }
        return theirs;
    }

    private List<PlaceOrder.Item> items() {
        Map<String, PlaceOrder.Item> before = byLine(original);
        Map<String, PlaceOrder.Item> mine = byLine(edited);
        Map<String, PlaceOrder.Item> theirs = byLine(fresh);
        Set<String> all = new LinkedHashSet<>(mine.keySet());
        all.addAll(theirs.keySet());
        List<PlaceOrder.Item> items = new ArrayList<>();
        for (String line : all) {
            item(
                            line,
                            Optional.ofNullable(before.get(line)),
                            Optional.ofNullable(mine.get(line)),
                            Optional.ofNullable(theirs.get(line)))
                    .ifPresent(items::add);
        }
        return items;
    }

    private Optional<PlaceOrder.Item> item(
            String line,
            Optional<PlaceOrder.Item> before,
            Optional<PlaceOrder.Item> mine,
            Optional<PlaceOrder.Item> theirs) {
        if (before.isPresent() && mine.isPresent() && theirs.isPresent()) {
            return Optional.of(item(before.get(), mine.get(), theirs.get()));
        }
        if (before.equals(theirs)) {
            return mine;
        }
        // A line that the store took off is gone, also where it had been remapped; a count by hand asks for a look.
        boolean untouched = before.equals(mine)
                || (before.isPresent()
                        && mine.isPresent()
                        && before.get().quantity() == mine.get().quantity());
        if (untouched || mine.equals(theirs)) {
            return theirs;
        }
        conflicts.add("line " + line);
        return mine;
    }

    private PlaceOrder.Item item(PlaceOrder.Item before, PlaceOrder.Item mine, PlaceOrder.Item theirs) {
        boolean otherThing =
                !before.sku().equals(theirs.sku()) || !before.wishes().equals(theirs.wishes());
        if (otherThing && !before.equals(mine)) {
            conflicts.add("line " + before.lineId());
            return mine;
        }
        return new PlaceOrder.Item(
                theirs.lineId(),
                theirs.sku(),
                theirs.title(),
                own(before.productId(), mine.productId(), theirs.productId()),
                own(before.variant(), mine.variant(), theirs.variant()),
                own(before.supplierSku(), mine.supplierSku(), theirs.supplierSku()),
                quantity(before, mine, theirs),
                pick("the price of line " + before.lineId(), before.unitPrice(), mine.unitPrice(), theirs.unitPrice()),
                own(before.maxUnitCost(), mine.maxUnitCost(), theirs.maxUnitCost()),
                own(before.shippingService(), mine.shippingService(), theirs.shippingService()),
                pick("what is written on line " + before.lineId(), before.wishes(), mine.wishes(), theirs.wishes()));
    }

    /** What it is bought as: no store speaks of that. */
    private static <T> T own(T before, T mine, T theirs) {
        return before.equals(mine) ? theirs : mine;
    }

    private int quantity(PlaceOrder.Item before, PlaceOrder.Item mine, PlaceOrder.Item theirs) {
        boolean packs = !before.productId().equals(mine.productId())
                || !before.variant().equals(mine.variant())
                || !before.supplierSku().equals(mine.supplierSku());
        if (before.quantity() != theirs.quantity() && packs && mine.quantity() % before.quantity() == 0) {
            // Remapped to packs of another size: as many of them as before for each piece.
            return Math.multiplyExact(theirs.quantity(), mine.quantity() / before.quantity());
        }
        return pick("the pieces of line " + before.lineId(), before.quantity(), mine.quantity(), theirs.quantity());
    }

    private static Map<String, PlaceOrder.Item> byLine(PlaceOrder order) {
        Map<String, PlaceOrder.Item> items = new LinkedHashMap<>();
        order.items().forEach(item -> items.put(item.lineId(), item));
        return items;
    }
}
