package serai.store;

import static serai.store.Loosely.isTrue;
import static serai.store.Loosely.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.order.StoreOrder;
import serai.store.Store.PlaceWhen;

/** Whether a Shopify order may be bought, from what it says about its payment. */
final class ShopifyPayment {
    /** The order in Shopify's test notifications. */
    static final String SAMPLE_ORDER = "820982911946154508";

    private static final Duration ONE_DAY = Duration.ofDays(1);
    private static final Pattern CASH_ON_DELIVERY = Pattern.compile("cash[ _-]on[ _-]delivery|\\bcod\\b");

    private ShopifyPayment() {}

    static Ruling rule(Store store, String topic, Field order) {
        if (isTrue(order.at("test"))) {
            return Ruling.never("it is a test order");
        }
        if (text(order.at("id")).equals(SAMPLE_ORDER)) {
            return Ruling.never("it is the sample of Shopify's test notifications");
        }
        if (topic.equals("orders/cancelled") || !order.at("cancelled_at").absent()) {
            return Ruling.cancelled("it was cancelled at the store");
        }
        Ruling payment = payment(store, order);
        return payment.standing() == StoreOrder.Standing.PLACE
                ? over(order).map(Ruling::over).orElse(payment)
                : payment;
    }

    /** Whether the store is done with it: archived, or sent whole by somebody else. */
    private static Optional<String> over(Field order) {
        if (!order.at("closed_at").absent()) {
            return Optional.of("the store has archived it");
        }
        String sent = text(order.at("fulfillment_status")).toLowerCase(Locale.ROOT);
        // What was sent in part says so in the lines' quantities.
        return sent.equals("fulfilled") || sent.equals("restocked")
                ? Optional.of("the store has it as " + sent)
                : Optional.empty();
    }

    /**
     * When the order was placed or paid. Shopify tells of the payment's time by the topic alone; an order that was brought
     * in from another system is new to Shopify ({@code created_at}) and may be years old all the same ({@code
     * processed_at}).
     */
    static Instant since(String topic, Field order, StoreOrder read) {
        boolean paidNow = topic.equals("orders/paid")
                && read.updatedAt().isAfter(read.placedAt())
                && Loosely.time(order.at("created_at"))
                        .map(created ->
                                Duration.between(read.placedAt(), created).abs())
                        .filter(apart -> apart.compareTo(ONE_DAY) <= 0)
                        .isPresent();
        return paidNow ? read.updatedAt() : read.placedAt();
    }

    private static Ruling payment(Store store, Field order) {
        String status = text(order.at("financial_status")).toLowerCase(Locale.ROOT);
        return switch (status) {
            // A partly refunded order was paid; what was refunded is no longer in the quantities to fulfil.
            case "paid", "partially_refunded" -> Ruling.place();
            case "authorized" ->
                store.placesWhen(PlaceWhen.AUTHORIZED)
                        ? Ruling.place()
                        : Ruling.waiting("the payment is authorised, the money not taken yet");
            case "pending" -> pending(store, order);
            case "partially_paid" -> Ruling.waiting("it is paid in part");
            case "refunded" -> Ruling.cancelled("it was refunded at the store");
            case "voided" -> Ruling.cancelled("its payment was voided");
            case "expired" -> Ruling.cancelled("its payment expired");
            case "" -> Ruling.waiting("the store says nothing about its payment");
            default -> Ruling.unknown("its payment is in a state that we do not know", status);
        };
    }

    private static Ruling pending(Store store, Field order) {
        boolean cashOnDelivery = order.at("payment_gateway_names").items().stream()
                .anyMatch(name -> CASH_ON_DELIVERY
                        .matcher(text(name).toLowerCase(Locale.ROOT))
                        .find());
        if (!cashOnDelivery) {
            return Ruling.waiting("it is not paid yet");
        }
        return store.placesWhen(PlaceWhen.CASH_ON_DELIVERY)
                ? Ruling.place()
                : Ruling.waiting("it is paid on delivery, which this store's placeWhen does not allow");
    }
}
