package serai.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import serai.base.Address;
import serai.provider.PlaceOrder;

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
        if (isAddressChanged(old, fresh)) {
            found.add("the delivery address changed");
        }
        return String.join("; ", found);
    }

    /** A store that erased the address, as the law may ask, has not changed its mind. */
    static boolean isAddressChanged(StoreOrder old, StoreOrder fresh) {
        return fresh.shipTo().isPresent()
                && !(old.shipTo().isPresent()
                        && sameAddress(old.shipTo().get(), fresh.shipTo().get()));
    }

    /** Whether a line names something else now. */
    static boolean anotherThing(StoreOrder.Line before, StoreOrder.Line now) {
        return !before.sku().equals(now.sku()) || isAnotherVariant(before, now);
    }

    /** The same of two requests of one dispatch; its order's words differ where this is empty. */
    static String between(PlaceOrder old, PlaceOrder fresh) {
        List<String> found = new ArrayList<>();
        Map<String, PlaceOrder.Item> before = items(old);
        Map<String, PlaceOrder.Item> after = items(fresh);
        before.forEach((id, item) -> {
            PlaceOrder.Item now = after.get(id);
            if (now == null) {
                found.add("line " + id + " (" + item.quantity() + " of " + item.sku() + ") was removed");
            } else if (!now.sku().equals(item.sku())) {
                found.add("line " + id + " changed from " + item.sku() + " to " + now.sku());
            } else if (now.quantity() != item.quantity()) {
                found.add("line " + id + " (" + item.sku() + ") changed from " + item.quantity() + " to "
                        + now.quantity() + " pieces");
            } else if (!now.equals(item)) {
                found.add("line " + id + " (" + item.sku() + ") is bought in other words");
            }
        });
        after.forEach((id, item) -> {
            if (!before.containsKey(id)) {
                found.add("line " + id + " (" + item.quantity() + " of " + item.sku() + ") was added");
            }
        });
        if (!sameAddress(old.shipTo(), fresh.shipTo())) {
            found.add("the delivery address changed");
        }
        if (!old.email().equals(fresh.email())) {
            found.add("the e-mail address changed");
        }
        if (!old.note().equals(fresh.note())) {
            found.add("the note changed");
        }
        if (!old.taxIds().equals(fresh.taxIds())) {
            found.add("the tax ids changed");
        }
        return String.join("; ", found);
    }

    /** Whether both are one place. A province's name that only one of them has says nothing: earlier versions kept none. */
    static boolean sameAddress(Address one, Address other) {
        return one.equals(other)
                || ((one.regionName().isEmpty() || other.regionName().isEmpty())
                        && withoutRegionName(one).equals(withoutRegionName(other)));
    }

    private static Address withoutRegionName(Address address) {
        return new Address(
                address.name(),
                address.company(),
                address.line1(),
                address.line2(),
                address.city(),
                address.region(),
                address.postalCode(),
                address.country(),
                address.phone());
    }

    private static Map<String, PlaceOrder.Item> items(PlaceOrder order) {
        Map<String, PlaceOrder.Item> items = new TreeMap<>();
        order.items().forEach(item -> items.put(item.lineId(), item));
        return items;
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
