package shopify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import serai.base.Money;
import serai.provider.Cause;
import serai.provider.Turn;
import shopify.Sheet.Row;

/** Writes prices, one call for each product, and only those that the store does not have already. */
final class PriceWriter {
    /** What still fits into one talk after the reading and the stock. */
    private static final int MOST_PRODUCTS = 40;

    private final Admin admin;

    PriceWriter(Admin admin) {
        this.admin = admin;
    }

    /** @param rows those whose offer names a price */
    Turn write(Sheet sheet, String currency, List<Row> rows, Supplier<Turn> then) {
        Map<String, List<Row>> byProduct = new LinkedHashMap<>();
        for (Row row : rows) {
            Money price = row.offer().price().orElseThrow();
            if (!price.currency().equals(currency)) {
                sheet.refused(
                        row.place(),
                        Cause.CONFIGURATION_WRONG,
                        "the price is in " + price.currency() + ", the store sells in " + currency);
            } else if (row.variant()
                    .price()
                    .filter(known -> known.compareTo(rounded(price)) == 0)
                    .isPresent()) {
                sheet.done(row.place(), "price was " + rounded(price).toPlainString() + " already");
            } else {
                byProduct
                        .computeIfAbsent(row.variant().product(), any -> new ArrayList<>())
                        .add(row);
            }
        }
        return next(sheet, new ArrayList<>(byProduct.values()), 0, then);
    }

    private Turn next(Sheet sheet, List<List<Row>> products, int place, Supplier<Turn> then) {
        if (place == products.size()) {
            return then.get();
        }
        List<Row> rows = products.get(place);
        if (place >= MOST_PRODUCTS) {
            rows.forEach(row -> sheet.again(row.place(), Cause.RATE_LIMITED, "its price did not fit into this talk"));
            return next(sheet, products, place + 1, then);
        }
        Map<String, Object> variables = Map.of(
                "product",
                rows.getFirst().variant().product(),
                "variants",
                rows.stream()
                        .map(row -> Map.of("id", row.variant().id(), "price", text(row)))
                        .toList());
        return admin.change(Document.SET_PRICES, variables, payload -> {
            read(sheet, rows, payload.errors());
            return next(sheet, products, place + 1, then);
        });
    }

    private void read(Sheet sheet, List<Row> rows, List<UserError> errors) {
        for (int index = 0; index < rows.size(); index++) {
            int here = index;
            List<UserError> its = errors.stream()
                    .filter(error -> error.place()
                            .map(place -> place == here || place >= rows.size())
                            .orElse(true))
                    .toList();
            if (its.isEmpty()) {
                sheet.done(rows.get(index).place(), "price " + text(rows.get(index)));
            } else {
                sheet.failed(rows.get(index).place(), admin.outcome(Document.SET_PRICES, its));
            }
        }
    }

    private static String text(Row row) {
        return rounded(row.offer().price().orElseThrow()).toPlainString();
    }

    /** As Shopify keeps it; a longer fraction would look different from the store's for ever. */
    private static BigDecimal rounded(Money price) {
        int digits = Math.max(0, Currency.getInstance(price.currency()).getDefaultFractionDigits());
        return price.amount().setScale(digits, RoundingMode.HALF_UP);
    }
}
