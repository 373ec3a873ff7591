package serai.order;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Sku;
import serai.base.StoreId;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/** All listings: kept in the ledger, held in memory for the recorder. */
public final class Listings {
    private static final String UPSERT = Sql.of(Listings.class, "upsert-listing");
    private static final String DELETE_FILE = Sql.of(Listings.class, "delete-file-listings");
    private static final String ALL = Sql.of(Listings.class, "all-listings");

    private record Key(StoreId store, Sku sku) {}

    private final Database ledger;
    private final Map<Key, Listing> byKey = new ConcurrentHashMap<>();

    public Listings(Database ledger) {
        this.ledger = ledger;
    }

    /** Replaces what an earlier file said by what the file says now; what came by API stays unless the file names it. */
    public void loadFile(Collection<Listing> fromFile) {
        ledger.commit(tx -> {
            tx.update(DELETE_FILE);
            for (Listing listing : fromFile) {
                upsert(tx, listing, "file");
            }
            return fromFile.size();
        });
        refresh();
    }

    /** Takes up what another node or an earlier run put into the ledger. */
    public synchronized void refresh() {
        List<Listing> all = ledger.read(tx -> tx.list(ALL, Listings::read));
        Map<Key, Listing> fresh = new ConcurrentHashMap<>();
        all.forEach(listing -> fresh.put(key(listing), listing));
        byKey.keySet().retainAll(fresh.keySet());
        byKey.putAll(fresh);
    }

    /** Adds or replaces one; call {@link #refresh} after the commit. */
    public void put(Tx tx, Listing listing) throws SQLException {
        upsert(tx, listing, "api");
    }

    /** Where that store buys that SKU. */
    public Optional<Listing> find(StoreId store, Sku sku) {
        return Optional.ofNullable(byKey.get(new Key(store, sku)));
    }

    /** All of them, in no order. */
    public Collection<Listing> all() {
        return List.copyOf(byKey.values());
    }

    private static Key key(Listing listing) {
        return new Key(listing.store(), listing.sku());
    }

    private static void upsert(Tx tx, Listing listing, String source) throws SQLException {
        tx.update(
                UPSERT,
                listing.store(),
                listing.sku(),
                listing.channel(),
                listing.productId(),
                listing.variant(),
                listing.supplierSku(),
                listing.quantity(),
                listing.maxUnitCost().map(Money::plain),
                listing.maxUnitCost().map(Money::currency),
                listing.shippingService(),
                listing.hsCode(),
                listing.originCountry(),
                source);
    }

    private static Listing read(Row row) throws SQLException {
        Optional<String> cost = row.maybeText("max_unit_cost");
        String currency = row.text("currency");
        return new Listing(
                new StoreId(row.text("store")),
                new Sku(row.text("sku")),
                new ChannelName(row.text("channel")),
                row.text("product_id"),
                row.text("variant"),
                row.text("supplier_sku"),
                row.count("quantity"),
                cost.map(amount -> Money.of(amount, currency)),
                row.text("shipping_service"),
                row.text("hs_code"),
                row.text("origin_country"));
    }
}
