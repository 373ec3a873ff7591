package serai.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a kamelet is handed: the order and what we know of earlier attempts.
 *
 * @param order the request
 * @param supplierOrderIds numbers that the supplier already gave us, or empty
 * @param takenAt when the supplier said that it took the order, without confirming it yet
 * @param unknownSince when the first attempt began whose outcome was lost
 * @param traceparent W3C trace context to pass on to the supplier; after a blank, the state that came with it
 */
public record Task(
        PlaceOrder order,
        List<String> supplierOrderIds,
        Optional<Instant> takenAt,
        Optional<Instant> unknownSince,
        String traceparent) {
    public Task {
        supplierOrderIds = List.copyOf(supplierOrderIds);
    }
}
