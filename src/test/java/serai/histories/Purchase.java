package serai.histories;

import java.time.Instant;
import java.util.Map;

/**
 * What a supplier has sold for an order.
 *
 * @param at when the first call came that may have bought it
 * @param planned since when it has waited for that call
 * @param pieces by the order's lines
 */
record Purchase(Instant at, Instant planned, String address, Map<Integer, Integer> pieces) {
    @Override
    public String toString() {
        return pieces + " to " + address;
    }
}
