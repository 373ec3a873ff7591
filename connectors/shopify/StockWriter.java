package shopify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import serai.base.Text;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Turn;
import shopify.Locations.Location;
import shopify.Sheet.Row;

/**
 * Writes stock by compare and set, all SKUs of a talk in one call; Shopify does all of them or none. What the store changed
 * meanwhile is read again once, and left for another time if it changed again.
 */
final class StockWriter {
    private static final long MOST_PIECES = 1_000_000_000;
    private static final int ROUNDS = 3;

    private final Admin admin;
    private final Variants variants;

    StockWriter(Admin admin, Variants variants) {
        this.admin = admin;
        this.variants = variants;
    }

    /** @param rows those whose offer names pieces */
    Turn write(Sheet sheet, Location location, List<Row> rows, Supplier<Turn> then) {
        return write(sheet, location, rows, 1, then);
    }

    private Turn write(Sheet sheet, Location location, List<Row> rows, int round, Supplier<Turn> then) {
        List<Row> due = rows.stream().filter(row -> isDue(sheet, location, row)).toList();
        if (due.isEmpty()) {
            return then.get();
        }
        return admin.change(Document.SET_STOCK, variables(location, due, round), payload -> {
            if (payload.succeeded()) {
                due.forEach(row -> sheet.done(row.place(), "stock " + wanted(row) + " at " + location.words()));
                return then.get();
            }
            return mend(sheet, location, due, payload.errors(), round, then);
        });
    }

    private static boolean isDue(Sheet sheet, Location location, Row row) {
        Variant variant = row.variant();
        if (!variant.tracked()) {
            sheet.refused(row.place(), Cause.STORE_REFUSED, "the store does not track the stock of this variant");
        } else if (variant.available().isEmpty()) {
            sheet.refused(row.place(), Cause.STORE_REFUSED, "the variant is not stocked at " + location.words());
        } else if (variant.available().get() == wanted(row)) {
            sheet.done(row.place(), "stock was " + wanted(row) + " already at " + location.words());
        } else {
            return true;
        }
        return false;
    }

    /** Sorts out what can never be, reads the rest again, and tries it once more. */
    private Turn mend(
            Sheet sheet, Location location, List<Row> due, List<UserError> errors, int round, Supplier<Turn> then) {
        Map<Integer, List<UserError>> blamed = new HashMap<>();
        for (UserError error : errors) {
            Optional<Integer> place = error.place().filter(index -> index < due.size());
            for (int index = 0; index < due.size(); index++) {
                if (place.isEmpty() || place.get() == index) {
                    blamed.computeIfAbsent(index, any -> new ArrayList<>()).add(error);
                }
            }
        }
        List<Row> rest = new ArrayList<>();
        for (int index = 0; index < due.size(); index++) {
            Optional<Outcome> outcome =
                    Optional.ofNullable(blamed.get(index)).map(its -> admin.outcome(Document.SET_STOCK, its));
            boolean settled = outcome.isPresent() && (round > 1 || !(outcome.get() instanceof Outcome.Retryable));
            if (settled) {
                sheet.failed(due.get(index).place(), outcome.get());
            } else if (round == ROUNDS) {
                sheet.again(due.get(index).place(), Cause.STORE_REFUSED, "the store's stock changes too often");
            } else {
                rest.add(due.get(index));
            }
        }
        return round == 1
                ? readAgain(sheet, location, rest, fresh -> write(sheet, location, fresh, 2, then))
                : write(sheet, location, rest, round + 1, then);
    }

    private Turn readAgain(Sheet sheet, Location location, List<Row> rows, Function<List<Row>, Turn> then) {
        return variants.find(
                rows.stream().map(row -> row.offer().sku()).toList(), Optional.of(location.id()), found -> {
                    List<Row> fresh = new ArrayList<>();
                    for (Row row : rows) {
                        found.under(row.offer().sku()).stream()
                                .filter(variant ->
                                        variant.id().equals(row.variant().id()))
                                .findFirst()
                                .ifPresentOrElse(
                                        variant -> fresh.add(row.with(variant)),
                                        () -> sheet.refused(
                                                row.place(), Cause.SKU_NOT_IN_STORE, "the variant has just gone"));
                    }
                    return then.apply(fresh);
                });
    }

    private static Map<String, Object> variables(Location location, List<Row> rows, int round) {
        List<String> said = new ArrayList<>(List.of(location.id(), "round " + round));
        List<Map<String, Object>> quantities = new ArrayList<>();
        for (Row row : rows) {
            long before = row.variant().available().orElseThrow();
            quantities.add(Map.of(
                    "inventoryItemId",
                    row.variant().item(),
                    "locationId",
                    location.id(),
                    "quantity",
                    wanted(row),
                    "changeFromQuantity",
                    before));
            said.add(row.offer().key() + " " + row.offer().observedAt() + " "
                    + row.variant().item() + " " + before + " " + wanted(row));
        }
        String key = Text.fingerprint(said.toArray(String[]::new));
        return Map.of(
                "key",
                key,
                "input",
                Map.of(
                        "name",
                        "available",
                        "reason",
                        "correction",
                        "referenceDocumentUri",
                        "serai://offers/" + key,
                        "quantities",
                        quantities));
    }

    private static long wanted(Row row) {
        return Math.clamp(row.offer().available().orElse(0L), 0, MOST_PIECES);
    }
}
