package serai.provider;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import serai.base.Sku;

/**
 * Tells a store of one parcel. The talk reads what the store knows before it writes, so that a repeat after a lost answer
 * makes neither a second shipment nor a second note; it ends with an {@link Outcome}, done under the store's own id of the
 * shipment or note.
 *
 * @param parcel our id of the parcel, the same for every version of it
 * @param storeOrderId the store's own id of the order
 * @param orderNumber what the merchant calls the order
 * @param trackingNumber the carrier's
 * @param replaces the number that the store was told before for the same parcel
 * @param lines what is in it, by the store's line ids
 * @param last whether nothing of the order is left to be sent after this parcel
 * @param notifyCustomer whether the store shall write to the customer
 * @param previousNumbers every number that the store may have been told of the same parcel, oldest first; with {@code
 *     replaces}, and where a telling failed, more
 */
public record PushTracking(
        String parcel,
        String storeOrderId,
        String orderNumber,
        Carrier carrier,
        String trackingNumber,
        Optional<String> replaces,
        List<Line> lines,
        Optional<Instant> shippedAt,
        String status,
        boolean last,
        boolean notifyCustomer,
        List<String> previousNumbers)
        implements Work {
    /** Requests that were stored before there were previous numbers have none. */
    public PushTracking {
        lines = List.copyOf(lines);
        List<String> previous = new ArrayList<>(Objects.requireNonNullElse(previousNumbers, List.of()));
        replaces.filter(number -> !previous.contains(number)).ifPresent(previous::add);
        previous.remove(trackingNumber);
        previousNumbers = List.copyOf(previous);
    }

    /** A parcel that had no number but the one it replaces. */
    public PushTracking(
            String parcel,
            String storeOrderId,
            String orderNumber,
            Carrier carrier,
            String trackingNumber,
            Optional<String> replaces,
            List<Line> lines,
            Optional<Instant> shippedAt,
            String status,
            boolean last,
            boolean notifyCustomer) {
        this(
                parcel,
                storeOrderId,
                orderNumber,
                carrier,
                trackingNumber,
                replaces,
                lines,
                shippedAt,
                status,
                last,
                notifyCustomer,
                List.of());
    }

    /** @param quantity in the store's pieces, 1 or more */
    public record Line(String lineId, Sku sku, int quantity) {}
}
