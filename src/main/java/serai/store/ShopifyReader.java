package serai.store;

import static serai.store.Loosely.first;
import static serai.store.Loosely.firstOf;
import static serai.store.Loosely.id;
import static serai.store.Loosely.isTrue;
import static serai.store.Loosely.optionalId;
import static serai.store.Loosely.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import serai.base.Address;
import serai.base.Usable;
import serai.order.StoreOrder;
import serai.store.StoreEvent.Privacy;

/** Shopify's webhooks (API 2025-10 to 2026-10, read November 2026). Money is in the shop's own currency. */
public final class ShopifyReader {
    /** An order has at least one of these; a body that says only whose it is has none. */
    private static final List<String> MEMBERS =
            List.of("line_items", "financial_status", "currency", "created_at", "updated_at", "name", "order_number");

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
        if (!Bodies.isOrder(order, MEMBERS)) {
            return new StoreEvent.Nothing(Bodies.NO_ORDER);
        }
        MoneyText money = new MoneyText(order.at("currency"));
        ReadLines lines = ShopifyGoods.read(store, order, money);
        String phone = StoreAddresses.shopifyPhone(order);
        Optional<Address> shipTo = StoreAddresses.shopify(order, phone);
        Ruling ruling = ShopifyPayment.rule(store, topic, order).withLines(lines);
        String id = id(order.at("id"));
        var read = new StoreOrder(
                id,
                number(order, id),
                Loosely.firstTime(order.at("processed_at"), order.at("created_at"), order.at("updated_at")),
                Bodies.changed(order.at("updated_at"), order.at("created_at"), money),
                money.money(firstOf(order.at("current_total_price"), order.at("total_price")), "total"),
                Usable.first(
                        Usable::email,
                        text(order.at("email")),
                        text(order.at("contact_email")),
                        text(order.at("customer").at("email"))),
                phone,
                shipTo,
                lines.lines(),
                shippingService(order),
                text(order.at("note")),
                ruling.standing(),
                ruling.reason(),
                BuyerIds.shopify(store, order, shipTo.map(Address::country).orElse("")),
                lines.others(),
                Optional.empty(),
                money.unread());
        StoreOrder judged = ruling.on(read, DeliveryMethod.shopify(store, order));
        Instant since = ShopifyPayment.since(topic, order, read);
        return problems.isEmpty() ? new StoreEvent.OrderEvent(judged, since) : new StoreEvent.Unreadable(problems);
    }

    private static String number(Field order, String id) {
        String counted = text(order.at("order_number"));
        return Loosely.firstUsable(
                text(order.at("name")), counted.isEmpty() ? "" : "#" + counted, text(order.at("number")), id);
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
