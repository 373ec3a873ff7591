package serai.store;

import static serai.store.Loosely.first;
import static serai.store.Loosely.id;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.base.Address;
import serai.order.StoreOrder;

/** WooCommerce's webhooks (10.0 to 11.1, read November 2026). Prices are net of tax, as its lines have them. */
public final class WooCommerceReader {
    /** An order has at least one of these; WooCommerce's error bodies have none. */
    private static final List<String> MEMBERS =
            List.of("line_items", "status", "currency", "total", "billing", "date_created_gmt", "number");

    /** Bytes of the longest ping. */
    public static final int LONGEST_PING = 32;

    private static final Pattern PING = Pattern.compile("webhook_id=[0-9]{1,20}");

    private WooCommerceReader() {}

    /** The store's own order id, read from the first few bytes; empty when the body is not an order. */
    public static Optional<String> orderId(byte[] body) {
        return Body.id(body, "id");
    }

    /**
     * Whether it is what WooCommerce posts when a webhook is made: {@code webhook_id=1}, form encoded, unsigned, without
     * any of its headers. Answer 200.
     */
    public static boolean isPing(byte[] body) {
        return body.length <= LONGEST_PING
                && PING.matcher(new String(body, StandardCharsets.ISO_8859_1)).matches();
    }

    /**
     * What an authentic body means. Throws nothing, whatever the bytes.
     *
     * @param topic as in {@code X-WC-Webhook-Topic}, for example {@code order.updated}; empty for a ping
     */
    public static StoreEvent read(Store store, String topic, byte[] body) {
        return switch (topic.toLowerCase(Locale.ROOT)) {
            case "order.created", "order.updated", "order.restored" -> order(store, body);
            case "order.deleted" -> removed(body);
            case "" -> new StoreEvent.Nothing(isPing(body) ? "WooCommerce's ping" : "the call names no topic");
            default -> new StoreEvent.Nothing("nothing is done for this topic of WooCommerce");
        };
    }

    private static StoreEvent order(Store store, byte[] body) {
        List<Problem> problems = new ArrayList<>();
        return Body.object(body, problems)
                .map(order -> order(store, order, problems))
                .orElseGet(() -> new StoreEvent.Unreadable(problems));
    }

    private static StoreEvent order(Store store, Field order, List<Problem> problems) {
        if (!Bodies.isOrder(order, MEMBERS)) {
            // WooCommerce signs its own error bodies, for an order that is gone or a webhook whose owner lost the
            // right.
            return new StoreEvent.Nothing(Bodies.NO_ORDER);
        }
        MoneyText money = new MoneyText(order.at("currency"));
        ReadLines lines = WooCommerceGoods.read(store, order, money);
        String phone = StoreAddresses.wooCommercePhone(order);
        Optional<Address> shipTo = StoreAddresses.wooCommerce(order, phone);
        Ruling ruling = WooCommercePayment.rule(store, order).withLines(lines);
        String id = id(order.at("id"));
        var read = new StoreOrder(
                id,
                Loosely.firstUsable(text(order.at("number")), id),
                Loosely.firstTime(
                        order.at("date_created_gmt"), order.at("date_created"), order.at("date_modified_gmt")),
                Bodies.changed(order.at("date_modified_gmt"), order.at("date_created_gmt"), money),
                money.money(order.at("total"), "total"),
                text(order.at("billing").at("email")),
                phone,
                shipTo,
                lines.lines(),
                shippingService(order),
                text(order.at("customer_note")),
                ruling.standing(),
                ruling.reason(),
                BuyerIds.wooCommerce(store, order, shipTo.map(Address::country).orElse("")),
                lines.others(),
                Optional.empty(),
                money.unread());
        StoreOrder judged = ruling.on(read, DeliveryMethod.wooCommerce(store, order));
        Instant since = WooCommercePayment.since(order, read.placedAt());
        return problems.isEmpty() ? new StoreEvent.OrderEvent(judged, since) : new StoreEvent.Unreadable(problems);
    }

    /** Text as the customer wrote it; WordPress stores some of it with HTML entities. */
    static String text(Field field) {
        return Entities.decode(Loosely.text(field)).strip();
    }

    private static String shippingService(Field order) {
        return order.at("shipping_lines").items().stream()
                .map(line -> first(text(line.at("method_title")), text(line.at("method_id"))))
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
}
