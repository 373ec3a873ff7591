package serai.provider;

import java.util.List;
import serai.base.Reference;

/**
 * Asks a supplier to cancel an order that it holds. The talk ends with an {@link Outcome}: {@link Outcome.Done} once the
 * supplier shows it as cancelled, {@link Outcome.Taken} while it has only taken note, {@link Outcome.Rejected} with
 * {@link Cause#TOO_LATE_TO_CANCEL} when it ships anyway.
 *
 * @param reference of the order's placing
 * @param supplierOrderIds the supplier's numbers
 * @param orderNumber what the merchant calls the order
 * @param reason the store's words
 */
public record CancelOrder(Reference reference, List<String> supplierOrderIds, String orderNumber, String reason)
        implements Work {
    public CancelOrder {
        supplierOrderIds = List.copyOf(supplierOrderIds);
    }
}
