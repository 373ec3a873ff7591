package serai.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.Reference;

/**
 * Asks a supplier to cancel an order that it holds, or may hold. The talk ends with an {@link Outcome}: {@link Outcome.Done}
 * once the supplier shows it as cancelled, {@link Outcome.Taken} while it has only taken note, or cannot show yet whether it
 * holds one, {@link Outcome.NotFound} once it is proved that it holds none, {@link Outcome.Rejected} with
 * {@link Cause#TOO_LATE_TO_CANCEL} when it ships anyway.
 *
 * @param reference of the order's placing
 * @param supplierOrderIds the supplier's numbers; empty where it may hold nothing
 * @param orderNumber what the merchant calls the order
 * @param reason the store's words
 * @param lastCreate when the last call ended that may have bought it; empty where the supplier holds it by its own word
 */
public record CancelOrder(
        Reference reference,
        List<String> supplierOrderIds,
        String orderNumber,
        String reason,
        Optional<Instant> lastCreate)
        implements Work {
    public CancelOrder {
        supplierOrderIds = List.copyOf(supplierOrderIds);
        // Written by a version that did not know of it.
        lastCreate = lastCreate == null ? Optional.empty() : lastCreate;
    }

    /** Of an order that the supplier holds by its own word. */
    public CancelOrder(Reference reference, List<String> supplierOrderIds, String orderNumber, String reason) {
        this(reference, supplierOrderIds, orderNumber, reason, Optional.empty());
    }
}
