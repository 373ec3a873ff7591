package serai.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.Reference;
import serai.base.Sku;

/**
 * Asks a supplier how far an order is that it holds, with its parcels. Ends with a {@link Found}.
 *
 * @param items what was ordered, to know a parcel's lines by
 * @param placedAt when the supplier took the order
 */
public record ReadProgress(
        Reference reference, List<String> supplierOrderIds, List<PlaceOrder.Item> items, Instant placedAt)
        implements Work {
    public ReadProgress {
        supplierOrderIds = List.copyOf(supplierOrderIds);
        items = List.copyOf(items);
    }

    /** How far it is. */
    public enum State {
        /** Nothing has left yet, or only a part. */
        OPEN,
        /** All that will come has left; the carrier still has it. */
        SHIPPED,
        /** Delivered, or closed: nothing will change any more. */
        ENDED
    }

    /** Where a parcel is. */
    public enum ParcelStatus {
        /** Announced, has a number, has not left yet. */
        ANNOUNCED,
        SHIPPED,
        OUT_FOR_DELIVERY,
        DELIVERED,
        /** Delayed, undeliverable, returning: the carrier has a problem. */
        TROUBLED
    }

    /** @param quantity in the supplier's pieces, as in the request's items */
    public record Line(String lineId, Sku sku, int quantity) {}

    /**
     * One parcel.
     *
     * @param ref what the supplier knows it by, the same at every reading ({@code packageNumber}, or the first tracking
     *     number where there is nothing better)
     * @param carrier as the supplier writes it, or empty
     * @param trackingNumber empty while there is none
     * @param url the supplier's own page for it, or empty
     * @param lines empty when the supplier does not say what is in it
     * @param supplierOrder the supplier's number of the order that it belongs to, where one purchase may have made several;
     *     else empty
     */
    public record Parcel(
            String ref,
            String carrier,
            String trackingNumber,
            String url,
            ParcelStatus status,
            List<Line> lines,
            Optional<Instant> shippedAt,
            String note,
            String supplierOrder) {
        public Parcel {
            lines = List.copyOf(lines);
        }

        /** A parcel of the only order that there is. */
        public Parcel(
                String ref,
                String carrier,
                String trackingNumber,
                String url,
                ParcelStatus status,
                List<Line> lines,
                Optional<Instant> shippedAt,
                String note) {
            this(ref, carrier, trackingNumber, url, status, lines, shippedAt, note, "");
        }

        /** Whether the supplier has nothing to know it by but its number, which may be replaced by another one. */
        public boolean knownByNumber() {
            return !trackingNumber.isEmpty() && ref.equals(trackingNumber);
        }
    }

    /**
     * How the order stands.
     *
     * @param cause what a person has to look at (unpaid, closed by the supplier, late, …); empty while all is well
     * @param note the supplier's own words
     */
    public record Found(State state, Optional<Cause> cause, String note, List<Parcel> parcels, Instant observedAt) {
        public Found {
            parcels = List.copyOf(parcels);
        }
    }
}
