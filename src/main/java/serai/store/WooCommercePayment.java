package serai.store;

import static serai.store.Loosely.text;

import java.time.Instant;
import java.util.Locale;
import serai.store.Store.PlaceWhen;

/** Whether a WooCommerce order may be bought, from its status and when it was paid. */
final class WooCommercePayment {
    private WooCommercePayment() {}

    static Ruling rule(Store store, Field order) {
        String status = status(order);
        return switch (status) {
            case "processing" -> accepted(store, order);
            case "completed" ->
                store.placesWhen(PlaceWhen.COMPLETED)
                        ? accepted(store, order)
                        : Ruling.over("the store has it as completed");
            case "pending" -> Ruling.waiting("it is not paid yet");
            case "on-hold" -> Ruling.waiting("the store holds it, usually until a bank transfer arrives");
            case "failed" -> Ruling.waiting("its payment failed; the customer may try again");
            case "checkout-draft", "draft", "auto-draft" -> Ruling.waiting("it is a draft that may never be ordered");
            case "cancelled" -> Ruling.cancelled("it was cancelled at the store");
            case "refunded" -> Ruling.cancelled("it was refunded at the store");
            case "trash" -> Ruling.cancelled("it was put into the trash at the store");
            case "" -> Ruling.waiting("the store says nothing about its status");
            default ->
                WooCommerceWords.OVER.contains(status)
                        ? Ruling.over("the store has it as " + status)
                        : Ruling.unknown("it has a status that we do not know, made by a plugin", status);
        };
    }

    /** The status; the database's form of it, {@code wc-completed}, is what some plugins send. */
    private static String status(Field order) {
        String status = text(order.at("status")).toLowerCase(Locale.ROOT);
        return status.startsWith("wc-") ? status.substring("wc-".length()) : status;
    }

    /** When the order was placed or paid; a bank transfer may take weeks. */
    static Instant since(Field order, Instant placedAt) {
        return Loosely.time(order.at("date_paid_gmt"))
                .filter(paidAt -> paidAt.isAfter(placedAt))
                .orElse(placedAt);
    }

    private static Ruling accepted(Store store, Field order) {
        boolean paid = !text(order.at("date_paid_gmt")).isEmpty()
                || !text(order.at("date_paid")).isEmpty();
        boolean free = Loosely.amount(order.at("total"))
                .filter(total -> total.signum() == 0)
                .isPresent();
        if (paid || free) {
            return Ruling.place();
        }
        return store.placesWhen(PlaceWhen.CASH_ON_DELIVERY)
                ? Ruling.place()
                : Ruling.waiting("it is paid on delivery, which this store's placeWhen does not allow");
    }
}
