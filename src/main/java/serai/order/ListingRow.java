package serai.order;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Sku;
import serai.base.StoreId;

/** One row on its way to a {@link Listing}; notes every fault with file, line and column instead of stopping at the first. */
final class ListingRow {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,5}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,4})?");

    private final String file;
    private final int line;
    private final List<String> cells;
    private final Map<String, Integer> columns;
    private final List<String> problems;
    private final int problemsBefore;

    ListingRow(String file, int line, List<String> cells, Map<String, Integer> columns, List<String> problems) {
        this.file = file;
        this.line = line;
        this.cells = cells;
        this.columns = columns;
        this.problems = problems;
        this.problemsBefore = problems.size();
    }

    void problem(String column, String detail) {
        problems.add(file + " line " + line + ", column " + column + ": " + detail);
    }

    /** Empty when the row has a fault. */
    Optional<Listing> listing() {
        if (cells.size() != columns.size()) {
            problems.add(file + " line " + line + ": has " + cells.size() + " values, the header has " + columns.size()
                    + "; put a value with a comma in quotation marks");
            return Optional.empty();
        }
        StoreId store = id("store", StoreId::new);
        Sku sku = id("sku", Sku::new);
        ChannelName channel = id("channel", ChannelName::new);
        String productId = text("productId");
        String variant = text("variant");
        String supplierSku = text("supplierSku");
        int quantity = quantity();
        Optional<Money> maxUnitCost = maxUnitCost();
        String shippingService = text("shippingService");
        String hsCode = hsCode();
        String originCountry = originCountry();
        if (problems.size() > problemsBefore || store == null || sku == null || channel == null) {
            return Optional.empty();
        }
        return Optional.of(new Listing(
                store,
                sku,
                channel,
                productId,
                variant,
                supplierSku,
                quantity,
                maxUnitCost,
                shippingService,
                hsCode,
                originCountry));
    }

    private String hsCode() {
        String digits = Listing.hsDigits(cell("hsCode"));
        if (!digits.isEmpty() && !Listing.isHsCode(digits)) {
            problem("hsCode", "must have 6 to 10 digits, such as 6109.10, was \"" + cell("hsCode") + "\"");
        }
        return digits;
    }

    private String originCountry() {
        String country = cell("originCountry");
        if (!country.isEmpty() && !Listing.isCountry(country)) {
            problem("originCountry", "must be two capital letters of ISO 3166, such as CN, was \"" + country + "\"");
        }
        return country;
    }

    private String cell(String column) {
        Integer index = columns.get(column);
        return index == null ? "" : cells.get(index);
    }

    private <T> @Nullable T id(String column, Function<String, T> make) {
        try {
            return make.apply(cell(column));
        } catch (IllegalArgumentException e) {
            problem(column, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private String text(String column) {
        String text = cell(column);
        if (text.length() > Listing.MAX_TEXT) {
            problem(column, "has " + text.length() + " characters, at most " + Listing.MAX_TEXT + " fit");
        }
        return text;
    }

    private int quantity() {
        String text = cell("quantity");
        if (text.isEmpty()) {
            return 1;
        }
        int quantity = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (quantity < 1 || quantity > Listing.MAX_QUANTITY) {
            problem("quantity", "must be a whole number from 1 to " + Listing.MAX_QUANTITY + ", was \"" + text + "\"");
        }
        return quantity;
    }

    private Optional<Money> maxUnitCost() {
        String amount = cell("maxUnitCost");
        String currency = cell("currency");
        if (amount.isEmpty()) {
            if (!currency.isEmpty() && !known(currency)) {
                problem("currency", unknown(currency));
            }
            return Optional.empty();
        }
        boolean good = true;
        if (!AMOUNT.matcher(amount).matches() || new BigDecimal(amount).signum() == 0) {
            problem("maxUnitCost", "must be an amount above 0 with a point, such as 12.50, was \"" + amount + "\"");
            good = false;
        }
        if (!known(currency)) {
            problem(
                    "currency",
                    currency.isEmpty() ? "is needed beside maxUnitCost, for example USD" : unknown(currency));
            good = false;
        }
        return good ? Optional.of(Money.of(amount, currency)) : Optional.empty();
    }

    private static String unknown(String currency) {
        return "must be three capital letters of ISO 4217, such as USD, was \"" + currency + "\"";
    }

    private static boolean known(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(each -> each.getCurrencyCode().equals(currency));
    }
}
