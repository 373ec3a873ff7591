package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Sku;
import serai.base.StoreId;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * All listings: kept in the ledger, held in memory for the recorder. What another node changes is taken up here within
 * {@value #LOOK_SECONDS} seconds, at the next look for a listing; while the ledger cannot be read, what is known counts.
 */
public final class Listings {
    private static final String UPSERT = Sql.of(Listings.class, "upsert-listing");
    private static final String DELETE_FILE = Sql.of(Listings.class, "delete-file-listings");
    private static final String ALL = Sql.of(Listings.class, "all-listings");

    private static final String STATE = Sql.of(Listings.class, "listing-state");
    private static final String CHANGED = Sql.of(Listings.class, "lock-listing-state");
    private static final String SAVE_FILE = Sql.of(Listings.class, "save-listing-file");
    private static final int LOOK_SECONDS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Listings.class);

    /**
     * Which file it is.
     *
     * @param hash of its bytes
     * @param at when it was last changed
     */
    public record FileState(String hash, Instant at) {}

    private record State(long version, String hash, Instant at) {
        static State read(Row row) throws SQLException {
            return new State(row.number("version"), row.text("file_hash"), row.time("file_at"));
        }
    }

    private record Key(StoreId store, Sku sku) {}

    private final Database ledger;
    private final LongSupplier nanos;
    private final Map<Key, Listing> byKey = new ConcurrentHashMap<>();
    private final AtomicLong lookAt = new AtomicLong();
    private volatile long version = -1;

    public Listings(Database ledger) {
        this(ledger, System::nanoTime);
    }

    /** @param nanos a clock that only ever goes on */
    public Listings(Database ledger, LongSupplier nanos) {
        this.ledger = ledger;
        this.nanos = nanos;
        lookAt.set(nanos.getAsLong());
    }

    /**
     * Takes up a node's file, unless it is the one that was taken up last, by whichever node: what was changed by API since
     * then stays. One that is older than that is not taken up.
     *
     * @return false when nothing was done
     */
    public boolean loadFile(Collection<Listing> fromFile, FileState file) {
        boolean taken = ledger.commit(tx -> {
            tx.update(CHANGED);
            State last = tx.first(STATE, State::read).orElseThrow();
            if (last.hash().equals(file.hash())) {
                return false;
            }
            if (file.at().isBefore(last.at())) {
                LOG.warn(
                        "the listings file of this node, of {}, is older than the one that was taken up last, of {},"
                                + " and is left alone; copy the newer one here, or touch this one if it is the right one",
                        file.at(),
                        last.at());
                return false;
            }
            replace(tx, fromFile);
            tx.update(SAVE_FILE, file.hash(), file.at());
            return true;
        });
        refresh();
        return taken;
    }

    /** Replaces what an earlier file said by what the file says now; what came by API stays unless the file names it. */
    public void loadFile(Collection<Listing> fromFile) {
        ledger.commit(tx -> {
            tx.update(CHANGED);
            replace(tx, fromFile);
            return fromFile.size();
        });
        refresh();
    }

    private static void replace(Tx tx, Collection<Listing> fromFile) throws SQLException {
        tx.update(DELETE_FILE);
        for (Listing listing : fromFile) {
            upsert(tx, listing, "file");
        }
    }

    /** Takes up what another node or an earlier run put into the ledger. */
    public synchronized void refresh() {
        // The version first: what comes between the two is taken up once more.
        long seen = ledger.read(tx -> tx.first(STATE, State::read))
                .map(State::version)
                .orElse(0L);
        List<Listing> all = ledger.read(tx -> tx.list(ALL, Listings::read));
        Map<Key, Listing> fresh = new ConcurrentHashMap<>();
        all.forEach(listing -> fresh.put(key(listing), listing));
        byKey.keySet().retainAll(fresh.keySet());
        byKey.putAll(fresh);
        version = seen;
    }

    /** At most every few seconds, by whoever comes first. */
    private void follow() {
        long now = nanos.getAsLong();
        long due = lookAt.get();
        if (now - due < 0 || !lookAt.compareAndSet(due, now + LOOK_SECONDS * 1_000_000_000L)) {
            return;
        }
        try {
            long latest = ledger.read(tx -> tx.first(STATE, State::read))
                    .map(State::version)
                    .orElse(0L);
            if (latest != version) {
                refresh();
            }
        } catch (DatabaseUnavailable e) {
            LOG.debug("listings cannot be looked at: {}", e.getMessage());
        }
    }

    /** Adds or replaces one; call {@link #refresh} after the commit. */
    public void put(Tx tx, Listing listing) throws SQLException {
        tx.update(CHANGED);
        upsert(tx, listing, "api");
    }

    /** Where that store buys that SKU. */
    public Optional<Listing> find(StoreId store, Sku sku) {
        follow();
        return Optional.ofNullable(byKey.get(new Key(store, sku)));
    }

    /** All of them, in no order. */
    public Collection<Listing> all() {
        follow();
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
