package serai.simulator.shop;

import graphql.schema.DataFetchingEnvironment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import serai.simulator.shop.SimulatedStore.Variant;

/** Stock and prices of a simulated Shopify store. */
final class OfferWrites {
    private OfferWrites() {}

    /** All quantities or none; each must still be what the caller read. */
    static Map<String, Object> stock(DataFetchingEnvironment environment) {
        SimulatedStore store = AdminReads.store(environment);
        Map<String, Object> input = Objects.requireNonNull(environment.getArgument("input"));
        List<Map<String, Object>> quantities = AdminWrites.objects(input.get("quantities"));
        List<Map<String, Object>> errors = new ArrayList<>();
        List<Runnable> writes = new ArrayList<>();
        for (int i = 0; i < quantities.size(); i++) {
            Map<String, Object> wanted = quantities.get(i);
            long location = AdminReads.number(String.valueOf(wanted.get("locationId")));
            Optional<Variant> variant = store.variants.values().stream()
                    .filter(each -> each.item().equals(wanted.get("inventoryItemId")))
                    .findFirst();
            String code = refusal(store, variant, location, wanted);
            if (code.isEmpty()) {
                long pieces = AdminWrites.whole(wanted.get("quantity"));
                writes.add(() -> write(store, variant.orElseThrow(), location, pieces));
            } else {
                errors.add(AdminWrites.error(code, "The quantity cannot be set: " + code, "input", "quantities", i));
            }
        }
        if (errors.isEmpty()) {
            writes.forEach(Runnable::run);
        }
        return Map.of("userErrors", errors);
    }

    private static String refusal(
            SimulatedStore store, Optional<Variant> variant, long location, Map<String, Object> wanted) {
        if (!wanted.containsKey("changeFromQuantity")) {
            throw new IllegalArgumentException("changeFromQuantity must be given");
        }
        if (variant.isEmpty()) {
            return "INVALID_INVENTORY_ITEM";
        }
        if (!store.locations.containsKey(location)) {
            return "INVALID_LOCATION";
        }
        int pieces = AdminWrites.whole(wanted.get("quantity"));
        if (pieces < 0) {
            return "INVALID_QUANTITY_NEGATIVE";
        }
        Integer before = (Integer) wanted.get("changeFromQuantity");
        long now = variant.get().stock.getOrDefault(location, 0L);
        return before != null && before != now ? "CHANGE_FROM_QUANTITY_STALE" : "";
    }

    private static void write(SimulatedStore store, Variant variant, long location, long pieces) {
        variant.stock.put(location, pieces);
        store.stockWrites.computeIfAbsent(variant.sku, any -> new ArrayList<>()).add(pieces);
    }

    /** With partial updates allowed, what is good is done and the rest refused. */
    static Object prices(DataFetchingEnvironment environment) {
        SimulatedStore store = AdminReads.store(environment);
        long product = AdminReads.number(environment.getArgument("productId"));
        List<Map<String, Object>> variants = environment.getArgument("variants");
        List<Map<String, Object>> errors = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            Map<String, Object> wanted = variants.get(i);
            Variant variant = store.variants.get(AdminReads.number(String.valueOf(wanted.get("id"))));
            BigDecimal price = new BigDecimal(String.valueOf(wanted.get("price")));
            if (variant == null || variant.product != product) {
                errors.add(AdminWrites.error(
                        "PRODUCT_VARIANT_DOES_NOT_EXIST", "Product variant does not exist", "variants", i, "id"));
            } else if (price.signum() < 0) {
                errors.add(AdminWrites.error(
                        "NEGATIVE_PRICE_VALUE", "Price must be greater than or equal to 0", "variants", i, "price"));
            } else {
                variant.price = price.setScale(2, RoundingMode.HALF_UP).toPlainString();
                store.priceWrites
                        .computeIfAbsent(variant.sku, any -> new ArrayList<>())
                        .add(variant.price);
            }
        }
        return Map.of("userErrors", errors);
    }
}
