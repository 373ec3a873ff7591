package serai.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What differs between two states of an order in what would be bought or where it would go. */
final class Differences {
    private Differences() {}

    /** In plain words without personal data; empty when nothing that matters to a supplier differs. */
    static String between(StoreOrder old, StoreOrder fresh) {
        List<String> found = new ArrayList<>();
        Map<String, StoreOrder.Line> before = byId(old);
        Map<String, StoreOrder.Line> after = byId(fresh);
        before.forEach((id, line) -> {
            StoreOrder.Line now = after.get(id);
            if (now == null) {
                found.add("line " + id + " (" + line.quantity() + " of " + line.sku() + ") was removed");
            } else if (!now.sku().equals(line.sku())) {
                found.add("line " + id + " changed from " + line.sku() + " to " + now.sku());
            } else if (isAnotherVariant(line, now)) {
                found.add("line " + id + " changed from " + line.sku() + " "
                        + line.variant().orElseThrow() + " to " + now.variant().orElseThrow());
            } else if (now.quantity() != line.quantity()) {
                found.add("line " + id + " (" + line.sku() + ") changed from " + line.quantity() + " to "
                        + now.quantity() + " pieces");
            }
        });
        after.forEach((id, line) -> {
            if (!before.containsKey(id)) {
                found.add("line " + id + " (" + line.quantity() + " of " + line.sku() + ") was added");
            }
        });
        // A store that erased the address, as the law may ask, has not changed its mind.
        if (fresh.shipTo().isPresent() && !old.shipTo().equals(fresh.shipTo())) {
            found.add("the delivery address changed");
        }
        return String.join("; ", found);
    }

    /** Where one of them names no variant, as orders of earlier versions do, the SKU has to do. */
    private static boolean isAnotherVariant(StoreOrder.Line before, StoreOrder.Line now) {
        return before.variant().isPresent()
                && now.variant().isPresent()
                && !before.variant().equals(now.variant());
    }

    private static Map<String, StoreOrder.Line> byId(StoreOrder order) {
        Map<String, StoreOrder.Line> lines = new TreeMap<>();
        order.lines().forEach(line -> lines.put(line.lineId(), line));
        return lines;
    }
}
