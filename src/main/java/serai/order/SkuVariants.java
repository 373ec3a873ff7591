package serai.order;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import serai.base.Sku;
import serai.base.StoreId;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * What each store has meant by its SKUs. A WooCommerce variation without a SKU reports its parent's, and Shopify lets any
 * number of variants share one; neither tells so in the order. So the first variant that comes with a SKU is kept, and from
 * the first order on that has another one the SKU says nothing any more: a listing has to name the variant.
 *
 * <p>The first order under a SKU is bought by the SKU's listing: nothing in its body tells a variation's own SKU from its
 * parent's. A product that was made anew in the shop, and its translation with ids of its own, count as other variants.
 */
final class SkuVariants {
    private static final String FIND = Sql.of(SkuVariants.class, "find-sku-variant");
    private static final String NOTE = Sql.of(SkuVariants.class, "note-sku-variant");

    private record Known(String variant, boolean shared) {
        boolean says(Sku other) {
            return shared || variant.equals(other.value());
        }
    }

    private SkuVariants() {}

    /**
     * Notes the variants of these lines. Of two nodes that note one SKU at once the later sees what the earlier has noted.
     *
     * @return the SKUs that stand for several variants, as far as this store's orders have shown
     */
    static Set<Sku> note(Tx tx, StoreId store, List<StoreOrder.Line> lines) throws SQLException {
        Set<Sku> shared = new HashSet<>();
        // In one order everywhere: two orders that bring the same SKUs for the first time meet at the first of them.
        for (StoreOrder.Line line : lines.stream()
                .sorted(Comparator.comparing(line -> line.sku().value()))
                .toList()) {
            Optional<Sku> variant = line.variant().filter(each -> !each.equals(line.sku()));
            if (variant.isPresent() && isShared(tx, store, line.sku(), variant.get())) {
                shared.add(line.sku());
            }
        }
        return shared;
    }

    /** Most SKUs are known and unchanged: these are only read. */
    private static boolean isShared(Tx tx, StoreId store, Sku sku, Sku variant) throws SQLException {
        Optional<Known> known = tx.first(FIND, SkuVariants::read, store, sku).filter(each -> each.says(variant));
        return known.isPresent()
                ? known.get().shared()
                : tx.first(NOTE, SkuVariants::read, store, sku, variant)
                        .orElseThrow()
                        .shared();
    }

    private static Known read(Row row) throws SQLException {
        return new Known(row.text("variant"), row.number("shared") != 0);
    }
}
