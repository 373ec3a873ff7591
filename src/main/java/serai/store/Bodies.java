package serai.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.order.StoreOrder;

/** What the bodies of all platforms have in common. */
final class Bodies {
    /** Why a body makes no order. */
    static final String NO_ORDER = "the body holds no order (no id or no line_items); fetch it from the store";

    private Bodies() {}

    /**
     * Whether a body describes an order at all, readable or not. What is wrapped, as WooCommerce's legacy API did, is one,
     * and unreadable for want of an id in its place.
     *
     * @param members of which an order has at least one
     */
    static boolean isOrder(Field body, List<String> members) {
        boolean wrapped = body.at("id").absent() && body.at("order").node().isObject();
        if (wrapped) {
            body.at("order")
                    .problem("is an order inside another object, as the legacy API writes it; set the webhook to the"
                            + " current version of the API");
        }
        return wrapped || members.stream().anyMatch(each -> !body.at(each).absent());
    }

    /**
     * The time of this state of an order: when it was last changed, or else made.
     *
     * @return {@link StoreOrder#UNTOLD} where the store's words are not understood
     */
    static Instant changed(Field changed, Field made, MoneyText unread) {
        Field told = changed.absent() ? made : changed;
        Optional<Instant> time = Loosely.time(told);
        if (time.isEmpty() && !told.absent()) {
            unread.keep("time of the last change", told);
        }
        return time.orElse(StoreOrder.UNTOLD);
    }
}
