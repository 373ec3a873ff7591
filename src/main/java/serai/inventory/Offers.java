package serai.inventory;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import serai.base.Money;
import serai.base.Sku;
import serai.base.StoreId;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.ReadStock;

/**
 * What stores shall say of their SKUs. A wish replaces the one before it, so that what waits for a store is never more
 * than one value for each SKU, the newest; a wish that follows from an older word of the supplier changes nothing.
 */
public final class Offers {
    private static final String LISTED = Sql.of(Offers.class, "listings-of-supply");
    private static final String WISH = Sql.of(Offers.class, "wish-offer");
    private static final String SOME_OLD = Sql.of(Offers.class, "some-offer-grown-old");
    private static final String GROWN_OLD = Sql.of(Offers.class, "offers-grown-old");

    /** One SKU that buys a supply. */
    private record Listed(StoreId store, Sku sku, int factor) {
        static Listed read(Row row) throws SQLException {
            return new Listed(new StoreId(row.text("store")), new Sku(row.text("sku")), row.count("quantity"));
        }
    }

    private final Function<StoreId, Optional<StockPolicy>> policies;

    /** @param policies of the stores that can be told; empty for any other */
    public Offers(Function<StoreId, Optional<StockPolicy>> policies) {
        this.policies = policies;
    }

    private record Followed(Listed listed, Supply supply) {}

    /** What stores say of these supplies follows what their supplier says, less what they have sold already. */
    void follow(Tx tx, Collection<Supply> supplies, OpenPieces open, Instant now) throws SQLException {
        List<Followed> all = new ArrayList<>();
        for (Supply supply : supplies) {
            ReadStock.Item item = supply.item();
            tx.list(LISTED, Listed::read, supply.channel(), item.productId(), item.variant(), item.supplierSku())
                    .forEach(listed -> all.add(new Followed(listed, supply)));
        }
        // In the order in which everybody takes them.
        all.sort(Comparator.comparing((Followed one) -> one.listed().store().value())
                .thenComparing(one -> one.listed().sku().value()));
        for (Followed one : all) {
            Optional<StockPolicy> policy = policies.apply(one.listed().store());
            if (policy.isPresent()) {
                wish(tx, one.listed(), policy.get(), one.supply(), open.leftOf(one.supply()), now);
            }
        }
    }

    private static void wish(Tx tx, Listed listed, StockPolicy policy, Supply supply, long left, Instant now)
            throws SQLException {
        Instant observed = supply.observedAt().orElse(now);
        boolean old = observed.isBefore(now.minus(policy.maxAge()));
        Optional<Money> price = policy.price(supply.unitCost(), listed.factor());
        Optional<Long> available =
                policy.pushStock() ? Optional.of(policy.available(left, listed.factor(), old)) : Optional.empty();
        if (available.isPresent() || price.isPresent()) {
            tx.update(
                    WISH,
                    listed.store(),
                    listed.sku(),
                    available,
                    price.map(Money::plain),
                    price.map(Money::currency),
                    observed,
                    now);
        }
    }

    /**
     * Takes back what nobody has confirmed for too long, in stores that want that.
     *
     * @return how many SKUs
     */
    public int growOld(Database ledger, List<StoreId> stores, Instant now) {
        int count = 0;
        for (StoreId store : stores) {
            Optional<StockPolicy> policy = policies.apply(store)
                    .filter(wish -> wish.whenOld() == StockPolicy.WhenOld.ZERO && wish.pushStock());
            if (policy.isPresent()) {
                Instant before = now.minus(policy.get().maxAge());
                // Nearly always there is none, and to see that needs no turn at writing.
                boolean some = ledger.read(tx -> tx.first(SOME_OLD, row -> true, store, before))
                        .isPresent();
                count += some ? ledger.commit(tx -> tx.update(GROWN_OLD, now, store, before)) : 0;
            }
        }
        return count;
    }
}
