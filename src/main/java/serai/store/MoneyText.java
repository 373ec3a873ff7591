package serai.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.base.Money;
import serai.order.StoreOrder.AsWritten;

/**
 * The amounts of one order, and what else of it is not understood. Be it the currency (WooCommerce's own list has {@code
 * IRT}, which ISO 4217 has not: woocommerce/woocommerce#12645, read November 2026) or a number, it is kept as the store
 * wrote it and stops nothing: only what needs it goes without.
 */
final class MoneyText {
    private static final int SHOWN = 100;

    private final Optional<String> currency;
    private final String currencyText;
    private final List<AsWritten> unread = new ArrayList<>();

    MoneyText(Field currency) {
        this.currency = Loosely.currency(currency);
        this.currencyText = written(currency);
        if (this.currency.isEmpty()) {
            keep("currency", currency);
        }
    }

    /**
     * An amount of 0 or more.
     *
     * @param what the thing that it says, for people
     */
    Optional<Money> money(Field field, String what) {
        return money(Loosely.amount(field), field, what);
    }

    /**
     * The same, worked out from what a field says.
     *
     * @param amount empty where the field was not understood
     */
    Optional<Money> money(Optional<BigDecimal> amount, Field field, String what) {
        Optional<BigDecimal> usable = amount.filter(each -> each.signum() >= 0);
        if (usable.isPresent() && currency.isPresent()) {
            return Optional.of(new Money(usable.get(), currency.get()));
        }
        String written = (written(field) + " " + currencyText).strip();
        if (!field.absent()) {
            unread.add(new AsWritten(what, written));
        }
        return Optional.empty();
    }

    /** Keeps a value that was not understood. */
    void keep(String what, Field field) {
        unread.add(new AsWritten(what, written(field)));
    }

    /** All that was not understood so far. */
    List<AsWritten> unread() {
        return List.copyOf(unread);
    }

    private static String written(Field field) {
        String text = field.node().isContainerNode() ? field.kind() : Loosely.text(field);
        boolean longer = text.codePointCount(0, text.length()) > SHOWN;
        return longer ? text.substring(0, text.offsetByCodePoints(0, SHOWN - 1)) + "…" : text;
    }
}
