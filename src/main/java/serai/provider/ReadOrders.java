package serai.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks a store for orders that changed since a time, oldest change first, one page. Ends with a {@link Page}.
 *
 * @param cursor where the page before ended; empty for the first
 */
public record ReadOrders(Instant since, Optional<String> cursor) implements Work {
    /**
     * An order as the store's own webhook would have brought it.
     *
     * @param topic the webhook's topic, such as {@code orders/updated} or {@code order.updated}
     * @param body the webhook's body
     */
    public record Changed(String storeOrderId, Instant updatedAt, String topic, String body) {}

    /** @param next empty on the last page */
    public record Page(List<Changed> orders, Optional<String> next) {
        public Page {
            orders = List.copyOf(orders);
        }
    }
}
