package amazon;

import java.util.Locale;

/** {@code fulfillmentOrderStatus}: how far an order is that we placed. */
enum FulfillmentStatus {
    /** Taken, not validated. */
    NEW,
    RECEIVED,
    /** Nothing is picked yet. */
    PLANNING,
    /** Picking has begun; it cannot be cancelled any more. */
    PROCESSING,
    COMPLETE,
    /** A part has left, the rest will not come. */
    COMPLETE_PARTIALLED,
    CANCELLED,
    UNFULFILLABLE,
    INVALID,
    /** A word that the model does not have: Amazon holds the order, more we do not know. */
    UNKNOWN;

    /** Reads Amazon's word without regard to case: the model's examples themselves say {@code PROCESSING}. */
    static FulfillmentStatus of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "new" -> NEW;
            case "received" -> RECEIVED;
            case "planning" -> PLANNING;
            case "processing" -> PROCESSING;
            case "complete" -> COMPLETE;
            case "completepartialled" -> COMPLETE_PARTIALLED;
            case "cancelled" -> CANCELLED;
            case "unfulfillable" -> UNFULFILLABLE;
            case "invalid" -> INVALID;
            default -> UNKNOWN;
        };
    }
}
