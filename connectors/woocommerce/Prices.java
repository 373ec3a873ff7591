package woocommerce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import serai.base.Money;

/** Amounts as WooCommerce takes them: with a point, because it reads {@code 12,50} as 1250. */
final class Prices {
    private Prices() {}

    /** Rounded to what can be paid in its currency: 12.505 EUR is 12.51, 1980.4 JPY is 1980. */
    static BigDecimal payable(Money price) {
        int digits = Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(price.currency()))
                .findFirst()
                .map(Currency::getDefaultFractionDigits)
                .filter(known -> known >= 0)
                .orElse(price.amount().scale());
        return price.amount().setScale(Math.max(0, digits), RoundingMode.HALF_UP);
    }
}
