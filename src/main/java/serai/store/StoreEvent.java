package serai.store;

import java.time.Instant;
import java.util.List;
import serai.order.StoreOrder;

/** What an authentic body from a store means to us. */
public sealed interface StoreEvent {
    /**
     * An order as it is now; the first one makes it, a later one changes it if it is newer.
     *
     * @param since when it was placed or paid, the later of the two; {@link Instant#EPOCH} where the store says neither
     */
    record OrderEvent(StoreOrder order, Instant since) implements StoreEvent {
        /** The same with these times where the body says none that we understand. */
        public OrderEvent timed(Instant placed, Instant updated) {
            return new OrderEvent(order.timed(placed, updated), since.equals(StoreOrder.UNTOLD) ? placed : since);
        }
    }

    /**
     * The store deleted or trashed the order. The body says no time: the time of receipt is the best there is, and an
     * order that is restored later comes as an {@link OrderEvent}.
     */
    record Removed(String storeOrderId) implements StoreEvent {}

    /**
     * Work that the law asks for, within 30 days. Holds ids only, unless an e-mail address is all that leads to the orders.
     *
     * @param customerId empty when the body has none, and for {@link Kind#SHOP_REDACT}
     * @param orderIds the store's own order ids; empty means none named
     * @param requestId Shopify's id of a data request, else empty
     * @param email the customer's; empty where orders are named
     */
    record Privacy(Kind kind, String customerId, List<String> orderIds, String requestId, String email)
            implements StoreEvent {
        public Privacy {
            orderIds = List.copyOf(orderIds);
            email = orderIds.isEmpty() ? email.strip() : "";
        }

        /** One that names its orders. */
        public Privacy(Kind kind, String customerId, List<String> orderIds, String requestId) {
            this(kind, customerId, orderIds, requestId, "");
        }

        /** What is to be done. */
        public enum Kind {
            /** Give the merchant what we hold about the customer. */
            DATA_REQUEST,
            /** Erase the customer's personal fields in the orders named. */
            CUSTOMER_REDACT,
            /** Erase all personal fields of the shop. */
            SHOP_REDACT
        }
    }

    /** Nothing to do: a ping, a topic that we do not act on, or a body without the order in it; the reason says which. */
    record Nothing(String reason) implements StoreEvent {}

    /**
     * Authentic, but not an order that we can read; at least one problem.
     *
     * @param problems all of them as far as they could be seen; they quote no personal data
     */
    record Unreadable(List<Problem> problems) implements StoreEvent {
        public Unreadable {
            problems = problems.stream().distinct().toList();
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("an unreadable body needs a problem");
            }
        }
    }
}
