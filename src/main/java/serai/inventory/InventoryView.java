package serai.inventory;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Sku;
import serai.base.StoreId;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * What a store may say of one SKU, as it stands in the ledger; during an outage the last that was known, with its age.
 *
 * @param available pieces by the store's policy, less what is sold and not bought yet; empty while nobody knows
 * @param observedAt when the supplier said so; empty before it said anything
 * @param stale whether that is too long ago to count as known
 * @param unitCost what one of the store's pieces costs at the supplier, where it says
 * @param note why it is so, where that is not plain
 */
public record InventoryView(
        Sku sku,
        Optional<Long> available,
        Optional<Instant> observedAt,
        boolean stale,
        Optional<Money> unitCost,
        String note) {
    private static final String OF_SKU = Sql.of(InventoryView.class, "supply-of-sku");
    private static final String OF_STORE = Sql.of(InventoryView.class, "skus-of-store");

    private record Listed(Supply supply, int factor) {
        static Listed read(Row row) throws SQLException {
            return new Listed(Supply.read(row), row.count("factor"));
        }
    }

    /** Each of these SKUs, in this order. */
    public static List<InventoryView> of(
            Database ledger, StoreId store, List<Sku> skus, StockPolicy policy, Instant now) {
        return ledger.read(tx -> {
            List<InventoryView> views = new ArrayList<>();
            Map<ChannelName, OpenPieces> open = new HashMap<>();
            for (Sku sku : skus) {
                views.add(of(tx, store, sku, policy, open, now));
            }
            return views;
        });
    }

    /** The store's listed SKUs after that one, by name. */
    public static List<Sku> skus(Database ledger, StoreId store, String after, int limit) {
        return ledger.read(tx -> tx.list(OF_STORE, row -> new Sku(row.text("sku")), store, after, limit));
    }

    private static InventoryView of(
            Tx tx, StoreId store, Sku sku, StockPolicy policy, Map<ChannelName, OpenPieces> open, Instant now)
            throws SQLException {
        Optional<Listed> listed = tx.first(OF_SKU, Listed::read, store, sku);
        if (listed.isEmpty()) {
            return unknown(sku, "no listing says where this SKU is bought");
        }
        Supply supply = listed.get().supply();
        if (!supply.known()) {
            return unknown(sku, supply.state().isEmpty() ? "the supplier has not been asked yet" : supply.note());
        }
        Instant observed = supply.observedAt().orElse(now);
        boolean old = observed.isBefore(now.minus(policy.maxAge()));
        int factor = listed.get().factor();
        if (!open.containsKey(supply.channel())) {
            open.put(supply.channel(), OpenPieces.of(tx, supply.channel()));
        }
        long left = open.get(supply.channel()).leftOf(supply);
        return new InventoryView(
                sku,
                Optional.of(policy.available(left, factor, old)),
                Optional.of(observed),
                old,
                supply.unitCost()
                        .map(cost -> new Money(cost.amount().multiply(BigDecimal.valueOf(factor)), cost.currency())),
                supply.note());
    }

    private static InventoryView unknown(Sku sku, String note) {
        return new InventoryView(sku, Optional.empty(), Optional.empty(), true, Optional.empty(), note);
    }
}
