package serai.store;

import static serai.store.Loosely.first;
import static serai.store.Loosely.firstOf;
import static serai.store.Loosely.id;
import static serai.store.Loosely.optionalId;
import static serai.store.Loosely.whole;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import serai.base.Address;
import serai.base.Money;
import serai.base.Sku;
import serai.order.StoreOrder;

/** WooCommerce's webhooks (10.0 to 11.1, read November 2026). Prices are net of tax, as its lines have them. */
public final class WooCommerceReader {
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
        return body.length <= 32
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
        if (order.at("id").absent() || !order.at("line_items").node().isArray()) {
            // WooCommerce signs its own error bodies, for an order that is gone or a webhook whose owner lost the
            // right.
            return new StoreEvent.Nothing("the body holds no order (no id or no line_items); fetch it from the store");
        }
        String currency = Loosely.currency(order.at("currency"));
        String phone = StoreAddresses.wooCommercePhone(order);
        Optional<Address> shipTo = StoreAddresses.wooCommerce(order, phone);
        Ruling ruling = WooCommercePayment.rule(store, order);
        String id = id(order.at("id"));
        var read = new StoreOrder(
                id,
                first(text(order.at("number")), id),
                Loosely.time(firstOf(order.at("date_created_gmt"), order.at("date_modified_gmt"))),
                Loosely.time(firstOf(order.at("date_modified_gmt"), order.at("date_created_gmt"))),
                Loosely.money(order.at("total"), currency),
                text(order.at("billing").at("email")),
                phone,
                shipTo,
                lines(order, currency),
                shippingService(order),
                text(order.at("customer_note")),
                ruling.standing(),
                ruling.reason(),
                BuyerIds.wooCommerce(store, order, shipTo.map(Address::country).orElse("")));
        StoreOrder judged = ruling.on(read, DeliveryMethod.wooCommerce(store, order));
        Instant since = WooCommercePayment.since(order, read.placedAt());
        return problems.isEmpty() ? new StoreEvent.OrderEvent(judged, since) : new StoreEvent.Unreadable(problems);
    }

    /** Text as the customer wrote it; WordPress stores some of it with HTML entities. */
    private static String text(Field field) {
        return Entities.decode(Loosely.text(field)).strip();
    }

    private static List<StoreOrder.Line> lines(Field order, String currency) {
        List<StoreOrder.Line> lines = new ArrayList<>();
        List<Field> items = order.at("line_items").items();
        Set<String> parents = BundlePlugins.sets(items);
        Map<String, Integer> refunded = WooCommerceLines.refundedPieces(order);
        for (Field line : items) {
            String lineId = id(line.at("id"));
            int ordered = whole(line.at("quantity"));
            int quantity = ordered - Math.max(0, refunded.getOrDefault(lineId, 0));
            if (quantity < 1 || parents.contains(lineId)) {
                continue;
            }
            BigDecimal total = Loosely.amount(line.at("total"));
            lines.add(new StoreOrder.Line(
                    lineId,
                    Loosely.sku(line.at("sku"), first(text(line.at("sku")), productName(line, lineId))),
                    text(line.at("name")),
                    quantity,
                    quantity,
                    new Money(UnitPrice.of(total, ordered), currency),
                    variant(line),
                    Wishes.wooCommerce(line)));
        }
        return lines;
    }

    private static Optional<Sku> variant(Field line) {
        return Optional.of(optionalId(line.at("variation_id")))
                .filter(id -> !id.isEmpty())
                .map(id -> Loosely.sku(line.at("variation_id"), "variant:" + id));
    }

    /** What we call a thing without SKU. A line without product stays in sight, as one that nobody has mapped. */
    private static String productName(Field line, String lineId) {
        String variation = optionalId(line.at("variation_id"));
        String product = optionalId(line.at("product_id"));
        if (!variation.isEmpty()) {
            return "variant:" + variation;
        }
        return product.isEmpty() ? "line:" + lineId : "product:" + product;
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
