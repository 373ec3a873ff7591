package serai.store;

import static serai.store.Loosely.first;
import static serai.store.Loosely.firstOf;
import static serai.store.Loosely.id;
import static serai.store.Loosely.isFalse;
import static serai.store.Loosely.isTrue;
import static serai.store.Loosely.optionalId;
import static serai.store.Loosely.text;
import static serai.store.Loosely.whole;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import serai.base.Address;
import serai.base.Money;
import serai.base.Usable;
import serai.order.StoreOrder;
import serai.store.StoreEvent.Privacy;

/** Shopify's webhooks (API 2025-10 to 2026-10, read November 2026). Money is in the shop's own currency. */
public final class ShopifyReader {
    private ShopifyReader() {}

    /** The store's own order id, read from the first few bytes; empty when the body is not an order. */
    public static Optional<String> orderId(byte[] body) {
        return Body.id(body, "id");
    }

    /**
     * What an authentic body means. Throws nothing, whatever the bytes.
     *
     * @param topic as in {@code X-Shopify-Topic}, for example {@code orders/paid}
     */
    public static StoreEvent read(Store store, String topic, byte[] body) {
        return switch (topic.toLowerCase(Locale.ROOT)) {
            case "orders/create",
                    "orders/paid",
                    "orders/updated",
                    "orders/cancelled",
                    "orders/fulfilled",
                    "orders/partially_fulfilled" -> order(store, topic.toLowerCase(Locale.ROOT), body);
            case "orders/delete" -> removed(body);
            case "orders/edited" ->
                new StoreEvent.Nothing("orders/edited names only what changed; orders/updated brings the whole order");
            case "customers/data_request" -> privacy(Privacy.Kind.DATA_REQUEST, body);
            case "customers/redact" -> privacy(Privacy.Kind.CUSTOMER_REDACT, body);
            case "shop/redact" -> privacy(Privacy.Kind.SHOP_REDACT, body);
            default -> new StoreEvent.Nothing("nothing is done for this topic of Shopify");
        };
    }

    private static StoreEvent order(Store store, String topic, byte[] body) {
        List<Problem> problems = new ArrayList<>();
        return Body.object(body, problems)
                .map(order -> order(store, topic, order, problems))
                .orElseGet(() -> new StoreEvent.Unreadable(problems));
    }

    private static StoreEvent order(Store store, String topic, Field order, List<Problem> problems) {
        if (order.at("id").absent() || !order.at("line_items").node().isArray()) {
            return new StoreEvent.Nothing("the body holds no order (no id or no line_items); fetch it from the store");
        }
        String currency = Loosely.currency(order.at("currency"));
        String phone = StoreAddresses.shopifyPhone(order);
        Optional<Address> shipTo = StoreAddresses.shopify(order, phone);
        Ruling ruling = ShopifyPayment.rule(store, topic, order);
        var read = new StoreOrder(
                id(order.at("id")),
                text(order.at("name")),
                Loosely.time(firstOf(order.at("processed_at"), order.at("created_at"))),
                Loosely.time(firstOf(order.at("updated_at"), order.at("created_at"))),
                Loosely.money(firstOf(order.at("current_total_price"), order.at("total_price")), currency),
                Usable.first(
                        Usable::email,
                        text(order.at("email")),
                        text(order.at("contact_email")),
                        text(order.at("customer").at("email"))),
                phone,
                shipTo,
                lines(order, currency),
                shippingService(order),
                text(order.at("note")),
                ruling.standing(),
                ruling.reason(),
                BuyerIds.shopify(store, order, shipTo.map(Address::country).orElse("")));
        StoreOrder judged = ruling.on(read, DeliveryMethod.shopify(store, order));
        Instant since = ShopifyPayment.since(topic, order, read);
        return problems.isEmpty() ? new StoreEvent.OrderEvent(judged, since) : new StoreEvent.Unreadable(problems);
    }

    private static List<StoreOrder.Line> lines(Field order, String currency) {
        List<StoreOrder.Line> lines = new ArrayList<>();
        for (Field line : order.at("line_items").items()) {
            // What the order says now: falls when a piece is taken off or refunded, not when it is sent.
            int ordered = whole(firstOf(line.at("current_quantity"), line.at("quantity")));
            int toSend =
                    whole(firstOf(line.at("fulfillable_quantity"), line.at("current_quantity"), line.at("quantity")));
            if (ordered > 0 && isSent(line)) {
                lines.add(line(line, ordered, Math.max(0, toSend), currency));
            }
        }
        return lines;
    }

    /** Gift cards, tips, services and lines typed in by hand without a SKU are nothing that a supplier could send. */
    private static boolean isSent(Field line) {
        boolean typedIn = text(line.at("sku")).isEmpty()
                && optionalId(line.at("variant_id")).isEmpty()
                && optionalId(line.at("product_id")).isEmpty();
        return !isTrue(line.at("gift_card"))
                && !isFalse(line.at("requires_shipping"))
                && line.at("tip").absent()
                && !typedIn;
    }

    private static StoreOrder.Line line(Field line, int quantity, int toSend, String currency) {
        String variant = optionalId(line.at("variant_id"));
        String sku = first(
                text(line.at("sku")),
                variant.isEmpty() ? "product:" + optionalId(line.at("product_id")) : "variant:" + variant);
        return new StoreOrder.Line(
                id(line.at("id")),
                Loosely.sku(line.at("sku"), sku),
                first(text(line.at("name")), text(line.at("title"))),
                quantity,
                toSend,
                new Money(unitPrice(line), currency),
                Optional.of(variant)
                        .filter(id -> !id.isEmpty())
                        .map(id -> Loosely.sku(line.at("variant_id"), "variant:" + id)),
                Wishes.shopify(line));
    }

    /** The price of one piece less its share of the line's discounts. */
    private static BigDecimal unitPrice(Field line) {
        BigDecimal price =
                Loosely.amount(firstOf(line.at("price_set").at("shop_money").at("amount"), line.at("price")));
        BigDecimal discount = line.at("discount_allocations").items().stream()
                .map(each -> Loosely.amount(
                        firstOf(each.at("amount_set").at("shop_money").at("amount"), each.at("amount"))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        int ordered = line.at("quantity").absent() ? 1 : whole(line.at("quantity"));
        if (discount.signum() == 0 || ordered < 1) {
            return price;
        }
        BigDecimal paid = price.multiply(BigDecimal.valueOf(ordered)).subtract(discount);
        return UnitPrice.of(paid.max(BigDecimal.ZERO), ordered);
    }

    private static String shippingService(Field order) {
        return order.at("shipping_lines").items().stream()
                .filter(line -> !isTrue(line.at("is_removed")))
                .map(line -> first(text(line.at("title")), text(line.at("code"))))
                .findFirst()
                .orElse("");
    }

    private static StoreEvent removed(byte[] body) {
        List<Problem> problems = new ArrayList<>();
        Optional<String> id = Body.object(body, problems).map(order -> id(order.at("id")));
        return id.isPresent() && problems.isEmpty()
                ? new StoreEvent.Removed(id.get())
                : new StoreEvent.Unreadable(problems);
    }

    private static StoreEvent privacy(Privacy.Kind kind, byte[] body) {
        List<Problem> problems = new ArrayList<>();
        Optional<Field> request = Body.object(body, problems);
        if (request.isEmpty()) {
            return new StoreEvent.Unreadable(problems);
        }
        Field named =
                firstOf(request.get().at("orders_requested"), request.get().at("orders_to_redact"));
        var privacy = new Privacy(
                kind,
                optionalId(request.get().at("customer").at("id")),
                named.items().stream().map(Loosely::id).toList(),
                optionalId(request.get().at("data_request").at("id")),
                text(request.get().at("customer").at("email")));
        return problems.isEmpty() ? privacy : new StoreEvent.Unreadable(problems);
    }
}
