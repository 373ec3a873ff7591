package amazon;

import java.util.Locale;

/** What {@code fulfillmentOrderStatus} means for an order that we placed. */
enum FulfillmentStatus {
    /** Taken, not validated. */
    NEW,
    /** Validated, on its way through the warehouse, or shipped. */
    HELD,
    /** No shipment will come. */
    DEAD,
    /** A word that the model does not have: Amazon holds the order, more we do not know. */
    UNKNOWN;

    /** Reads Amazon's word without regard to case: the model's examples themselves say {@code PROCESSING}. */
    static FulfillmentStatus of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "new" -> NEW;
            case "received", "planning", "processing", "complete", "completepartialled" -> HELD;
            case "cancelled", "unfulfillable", "invalid" -> DEAD;
            default -> UNKNOWN;
        };
    }
}
