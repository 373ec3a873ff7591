package serai.base;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount in the whole units of a currency: {@code 19.95 USD} is 19 dollars and 95 cents. Keeps the scale it was given.
 *
 * @param currency ISO 4217 letters
 */
public record Money(
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount, String currency) {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** @throws IllegalArgumentException if the currency is not three capital letters */
    public Money {
        Text.matching("currency", currency, CURRENCY, "three capital letters of ISO 4217");
    }

    /** @throws IllegalArgumentException if {@code amount} is no decimal number or {@code currency} no currency */
    public static Money of(String amount, String currency) {
        try {
            return new Money(new BigDecimal(amount), currency);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "amount must be a decimal number such as 19.95, was \"" + amount + "\"", e);
        }
    }

    /** The amount alone, never in exponent form, with a point whatever the locale. */
    public String plain() {
        return amount.toPlainString();
    }

    @Override
    public String toString() {
        return plain() + " " + currency;
    }
}
