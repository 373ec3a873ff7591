package serai.inventory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import serai.base.Money;

/**
 * What a store makes of a supplier's stock and cost.
 *
 * @param buffer pieces that are kept back for sales under way
 * @param maxAge after which a supplier's last word no longer counts as known
 * @param whenOld what is said then
 * @param pushStock whether the store's stock is written at all
 * @param priceFactor the price is the cost times this; empty leaves prices alone
 * @param currency of the store's prices; a cost in another one sets no price
 */
public record StockPolicy(
        int buffer,
        Duration maxAge,
        WhenOld whenOld,
        boolean pushStock,
        Optional<BigDecimal> priceFactor,
        Optional<String> currency) {
    /** A store that says nothing else: no buffer, a day, freeze, stock only. */
    public static final StockPolicy USUAL =
            new StockPolicy(0, Duration.ofDays(1), WhenOld.FREEZE, true, Optional.empty(), Optional.empty());

    /** What a store says when nobody knows the stock any more. */
    public enum WhenOld {
        /** The last that was known. */
        FREEZE,
        /** None. */
        ZERO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Pieces that the store may say it has.
     *
     * @param supplierPieces what the supplier has, less what is sold and not bought yet
     * @param factor the supplier's pieces for one of the store's
     * @param old whether that was longer ago than {@code maxAge}
     */
    public long available(long supplierPieces, int factor, boolean old) {
        if (old && whenOld == WhenOld.ZERO) {
            return 0;
        }
        return Math.max(0, supplierPieces / factor - buffer);
    }

    /** The price of one of the store's pieces, to the cent; empty when the store sets its own. */
    public Optional<Money> price(Optional<Money> unitCost, int factor) {
        return priceFactor.flatMap(times -> unitCost.filter(cost ->
                        currency.filter(own -> !own.equals(cost.currency())).isEmpty())
                .map(cost -> new Money(
                        cost.amount()
                                .multiply(BigDecimal.valueOf(factor))
                                .multiply(times)
                                .setScale(2, RoundingMode.HALF_UP),
                        cost.currency())));
    }
}
