package serai.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import serai.base.Money;

/** Amounts that the ledger itself adds up: whole ten-thousandths of the currency's unit, beside the currency. */
public final class StoredMoney {
    private static final int DIGITS = 4;
    private static final int USUAL_DIGITS = 2;

    private StoredMoney() {}

    /** The amount in ten-thousandths, rounded half up; empty when it is more than any order can be worth. */
    public static Optional<Long> of(Money money) {
        BigDecimal moved = money.amount().movePointRight(DIGITS).setScale(0, RoundingMode.HALF_UP);
        return moved.unscaledValue().bitLength() < Long.SIZE ? Optional.of(moved.longValue()) : Optional.empty();
    }

    /** The amount, with as many digits as it needs, two at least. */
    public static Money money(BigDecimal tenThousandths, String currency) {
        BigDecimal amount = tenThousandths.movePointLeft(DIGITS).stripTrailingZeros();
        return new Money(amount.setScale(Math.max(USUAL_DIGITS, amount.scale())), currency);
    }
}
