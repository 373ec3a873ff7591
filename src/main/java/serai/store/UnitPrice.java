package serai.store;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The price of one piece from what a line cost in all. */
final class UnitPrice {
    /** Digits kept beyond those of the total, so that the pieces add up to it again. */
    private static final int EXTRA_DIGITS = 2;

    private UnitPrice() {}

    /**
     * Exact where it can be, else two digits finer than the total, rounded half up.
     *
     * @param pieces 1 or more
     */
    static BigDecimal of(BigDecimal total, int pieces) {
        BigDecimal price = total.divide(BigDecimal.valueOf(pieces), total.scale() + EXTRA_DIGITS, RoundingMode.HALF_UP);
        BigDecimal shortest = price.stripTrailingZeros();
        return shortest.scale() < total.scale() ? price.setScale(total.scale(), RoundingMode.UNNECESSARY) : shortest;
    }
}
