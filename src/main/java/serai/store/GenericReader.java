package serai.store;

import static serai.store.Strictly.amount;
import static serai.store.Strictly.identifier;
import static serai.store.Strictly.optionalText;
import static serai.store.Strictly.requiredText;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Address;
import serai.base.Money;
import serai.base.Sku;
import serai.base.Wish;
import serai.order.StoreOrder;

/**
 * The canonical order of {@code POST /stores/{store}/orders}. Every fault is listed, not only the first. What we do not
 * know is ignored, so that a store may send more than we read.
 *
 * <p>Optional beside the fields of the contract: {@code updatedAt} (else {@code placedAt}), {@code test} (true: recorded,
 * never bought), {@code taxIds} (an object of texts), {@code shipTo.regionName} (the name beside a code in {@code region}),
 * {@code lines[].wishes} (what the customer had written onto the line, a list of {@code name} and {@code value}).
 */
public final class GenericReader {
    /** The most lines of one order. */
    public static final int MAX_LINES = 500;

    /** The most pieces of one line. */
    public static final int MAX_QUANTITY = 9999;

    private static final int MAX_TAX_IDS = 20;
    private static final int MAX_WISHES = 50;

    private GenericReader() {}

    /** The store's own order id, read from the first few bytes; empty when there is none that we take. */
    public static Optional<String> orderId(byte[] body) {
        return Body.id(body, "orderId");
    }

    /** What the body means: an order, or every fault in it. Throws nothing, whatever the bytes. */
    public static StoreEvent read(Store store, byte[] body) {
        List<Problem> problems = new ArrayList<>();
        return Body.object(body, problems)
                .map(GenericReader::order)
                .filter(order -> problems.isEmpty())
                .<StoreEvent>map(order -> event(store, order))
                .orElseGet(() -> new StoreEvent.Unreadable(problems));
    }

    /** Whoever posts an order here means it, however old it is; only the store's own {@code buyFrom} sets a limit. */
    private static StoreEvent event(Store store, StoreOrder order) {
        StoreOrder judged = DeliveryMethod.generic(store, order)
                .filter(doubt -> order.doubt().isEmpty())
                .map(order::doubted)
                .orElse(order);
        return new StoreEvent.OrderEvent(judged, order.placedAt());
    }

    private static StoreOrder order(Field order) {
        String orderId = identifier(order.at("orderId"), Body.MAX_ID, "\"1001\"");
        String orderNumber = optionalText(order.at("orderNumber"), Body.MAX_ID);
        Instant placedAt = Strictly.time(order.at("placedAt"));
        Instant updatedAt = order.at("updatedAt").absent() ? placedAt : Strictly.time(order.at("updatedAt"));
        String currency = Strictly.currency(order.at("currency"));
        Money total = new Money(amount(order.at("total")), currency);
        Field customer = order.at("customer");
        if (!customer.absent()) {
            Strictly.isObject(customer, "email and phone");
        }
        boolean test = Strictly.flag(order.at("test"));
        return new StoreOrder(
                orderId,
                orderNumber,
                placedAt,
                updatedAt,
                total,
                optionalText(customer.at("email"), 320),
                optionalText(customer.at("phone"), 64),
                address(order.at("shipTo")),
                lines(order.at("lines"), currency),
                optionalText(order.at("shippingService"), 100),
                optionalText(order.at("note"), 5000),
                test ? StoreOrder.Standing.NEVER : StoreOrder.Standing.PLACE,
                test ? "it is a test order" : "",
                taxIds(order.at("taxIds")));
    }

    private static Optional<Address> address(Field address) {
        if (!Strictly.isObject(address, "name, line1, city and country")) {
            return Optional.empty();
        }
        return Optional.of(new Address(
                requiredText(address.at("name"), 200, "\"Jane Roe\""),
                optionalText(address.at("company"), 200),
                requiredText(address.at("line1"), 300, "\"12 Elm Street\""),
                optionalText(address.at("line2"), 300),
                requiredText(address.at("city"), 200, "\"Austin\""),
                optionalText(address.at("region"), 100),
                optionalText(address.at("postalCode"), 32),
                Strictly.country(address.at("country")),
                optionalText(address.at("phone"), 64),
                optionalText(address.at("regionName"), 100)));
    }

    private static List<StoreOrder.Line> lines(Field lines, String currency) {
        if (!lines.node().isArray()) {
            lines.problem(lines.absent() ? "is missing; give a list of lines" : "must be a list, was " + lines.kind());
            return List.of();
        }
        int count = lines.node().size();
        if (count < 1 || count > MAX_LINES) {
            lines.problem("has " + count + " lines; give 1 to " + MAX_LINES);
            return List.of();
        }
        List<StoreOrder.Line> read = new ArrayList<>();
        Map<String, String> pointerOfId = new HashMap<>();
        for (Field line : lines.items()) {
            if (!Strictly.isObject(line, "lineId, sku, quantity and unitPrice")) {
                continue;
            }
            read.add(line(line, currency));
            Field lineId = line.at("lineId");
            String earlier = pointerOfId.putIfAbsent(lineId.node().asText(), line.pointer());
            if (earlier != null && lineId.node().isTextual()) {
                lineId.problem("is also the lineId of " + earlier + "; give each line its own");
            }
        }
        return read;
    }

    private static StoreOrder.Line line(Field line, String currency) {
        String lineId = identifier(line.at("lineId"), Body.MAX_ID, "\"1\"");
        Sku sku = Strictly.sku(line.at("sku"));
        String title = optionalText(line.at("title"), 1000);
        int quantity = Strictly.count(line.at("quantity"), MAX_QUANTITY);
        Money unitPrice = new Money(amount(line.at("unitPrice")), currency);
        return new StoreOrder.Line(
                lineId,
                sku,
                title,
                quantity,
                quantity,
                Optional.of(unitPrice),
                Optional.empty(),
                wishes(line.at("wishes")));
    }

    private static List<Wish> wishes(Field wishes) {
        if (wishes.absent()) {
            return List.of();
        }
        if (!wishes.node().isArray() || wishes.node().size() > MAX_WISHES) {
            wishes.problem("must be a list of at most " + MAX_WISHES + " wishes");
            return List.of();
        }
        List<Wish> read = new ArrayList<>();
        for (Field wish : wishes.items()) {
            if (Strictly.isObject(wish, "name and value")) {
                read.add(new Wish(
                        requiredText(wish.at("name"), 200, "\"Engraving\""),
                        requiredText(wish.at("value"), 2000, "\"For Anna\"")));
            }
        }
        return List.copyOf(read);
    }

    private static Map<String, String> taxIds(Field taxIds) {
        if (taxIds.absent() || !Strictly.isObject(taxIds, "tax ids")) {
            return Map.of();
        }
        if (taxIds.node().size() > MAX_TAX_IDS) {
            taxIds.problem("has " + taxIds.node().size() + " members, at most " + MAX_TAX_IDS + " fit");
            return Map.of();
        }
        Map<String, String> read = new HashMap<>();
        taxIds.node()
                .fieldNames()
                .forEachRemaining(name -> read.put(name, requiredText(taxIds.at(name), 100, "\"12345678901\"")));
        return read;
    }
}
