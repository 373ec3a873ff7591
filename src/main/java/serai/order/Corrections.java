package serai.order;

import java.util.EnumSet;
import java.util.Set;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

/**
 * Which dead letters a correction of the store may mend, so that they go again by themselves. Never those of which money
 * may have moved: they are not even rewritten.
 */
final class Corrections {
    private enum Part {
        ADDRESS,
        BUYER,
        LINES,
        SERVICE
    }

    private static final Set<Part> ANY = EnumSet.allOf(Part.class);

    private Corrections() {}

    /**
     * Whether what changed may have been the cause.
     *
     * @param service whether the customer chose another delivery service
     */
    static boolean touches(Cause cause, PlaceOrder before, PlaceOrder after, boolean service) {
        Set<Part> changed = EnumSet.noneOf(Part.class);
        if (!Differences.sameAddress(before.shipTo(), after.shipTo())) {
            changed.add(Part.ADDRESS);
        }
        if (!before.taxIds().equals(after.taxIds())
                || !before.email().equals(after.email())
                || !before.note().equals(after.note())) {
            changed.add(Part.BUYER);
        }
        if (!before.items().equals(after.items())) {
            changed.add(Part.LINES);
        }
        if (service) {
            changed.add(Part.SERVICE);
        }
        changed.retainAll(mendedBy(cause));
        return !changed.isEmpty();
    }

    private static Set<Part> mendedBy(Cause cause) {
        return switch (cause) {
            case ADDRESS_INVALID -> EnumSet.of(Part.ADDRESS);
            case NOT_DELIVERABLE -> EnumSet.of(Part.ADDRESS, Part.SERVICE, Part.LINES);
            case BUYER_DATA_MISSING -> EnumSet.of(Part.ADDRESS, Part.BUYER);
            case ITEM_UNKNOWN, OUT_OF_STOCK, PRICE_ABOVE_CAP, WISH_WOULD_BE_LOST, LINE_NOT_ORDERABLE, NEEDS_MAPPING ->
                EnumSet.of(Part.LINES);
            case ORDER_NOT_ACCEPTABLE, REFUSED_BY_SUPPLIER, KEEPS_FAILING -> ANY;
            default -> EnumSet.noneOf(Part.class);
        };
    }

    /** Whether it is one that the store itself can lift: the order was in doubt, and is no more. */
    static boolean isDoubt(Cause cause) {
        return cause == Cause.REFUND_UNCLEAR || cause == Cause.NOT_FOR_SUPPLIER || cause == Cause.WISH_WOULD_BE_LOST;
    }
}
