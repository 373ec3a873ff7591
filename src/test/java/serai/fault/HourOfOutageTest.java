package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.base.OrderId;
import serai.base.Sku;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.fixture.FakeProvider;
import serai.fixture.FakeStore;
import serai.fixture.Samples;
import serai.fixture.SmallWorld;
import serai.inventory.InventoryView;
import serai.inventory.StockPolicy;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.Listing;
import serai.provider.PushOffers;
import serai.provider.ReadProgress;
import serai.provider.ReadStock;

/** Suppliers or stores are away for an hour: nothing is lost, nothing done twice, and afterwards all is caught up. */
class HourOfOutageTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private SmallWorld world;

    /** The ledger that the tests run on. */
    Database open(Path where) {
        return Ledgers.embedded(Samples.ledgerFile(where));
    }

    @BeforeEach
    void begin() {
        world = new SmallWorld(open(folder));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void suppliersDownForAnHourLoseNoOrderAndEachIsBoughtOnce() {
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "p1", 1);
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.aliexpress.down(true);
        world.amazon.down(true);
        List<OrderId> ids = new ArrayList<>();

        for (int i = 0; i < 60; i++) {
            ids.add(world.order("o" + i, Samples.line(i % 2 == 0 ? "TEE" : "MUG", 1)));
            world.advance(Duration.ofMinutes(1), Duration.ofSeconds(20));
        }
        assertThat(world.fates()).doesNotContainKeys("DONE", "DEAD", "UNACCOUNTED");
        world.aliexpress.down(false);
        world.amazon.down(false);
        world.advance(Duration.ofMinutes(5));

        assertThat(world.fates()).isEqualTo(Map.of("DONE", 60L));
        assertThat(world.aliexpress.purchases()).hasSize(30).doesNotHaveDuplicates();
        assertThat(world.amazon.purchases()).hasSize(30).doesNotHaveDuplicates();
        assertThat(ids)
                .allSatisfy(id -> assertThat(
                                world.dispatch(id, Dispatch.PLACE_ORDER).state())
                        .isEqualTo(DispatchState.DONE));
    }

    @Test
    void answersLostForAnHourBuyNothingTwice() {
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "p1", 1);
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.aliexpress.loses(() -> true);
        world.amazon.loses(() -> true);

        for (int i = 0; i < 20; i++) {
            world.order("o" + i, Samples.line(i % 2 == 0 ? "TEE" : "MUG", 1));
            world.advance(Duration.ofMinutes(3), Duration.ofSeconds(20));
        }
        world.aliexpress.loses(() -> false);
        world.amazon.loses(() -> false);
        world.advance(Duration.ofMinutes(5));

        assertThat(world.fates()).isEqualTo(Map.of("DONE", 20L));
        assertThat(world.aliexpress.purchases()).hasSize(10).doesNotHaveDuplicates();
        assertThat(world.amazon.purchases()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void readingsStopWithTheChannelAndCatchUpOncePerItemWhatWasOrderedLatelyFirst() {
        List<Listing> many = IntStream.range(0, 200)
                .mapToObj(i -> listing(SmallWorld.SHOP, "M" + i, Samples.AMAZON))
                .toList();
        world.lists(many);
        many.forEach(one -> world.amazon.stock(item(one), 10));
        world.advance(Duration.ofMinutes(1));
        world.order("o1", Samples.line("M150", 1));
        world.advance(Duration.ofMinutes(2));
        world.amazon.forgetCalls();

        world.amazon.down(true);
        world.advance(HOUR);
        long triedMeanwhile = world.amazon.asked().size();
        world.amazon.down(false);
        Instant back = world.clock.instant();
        world.amazon.forgetCalls();
        world.advance(Duration.ofMinutes(1));

        assertThat(triedMeanwhile)
                .as("probes, at most one every thirty seconds once it lasts")
                .isLessThan(200);
        List<ReadStock> reads = world.amazon.asked().stream()
                .map(FakeProvider.Asked::work)
                .filter(ReadStock.class::isInstance)
                .map(ReadStock.class::cast)
                .toList();
        List<ReadStock.Item> read =
                reads.stream().flatMap(one -> one.items().stream()).toList();
        assertThat(read)
                .as("each item once, however many readings were missed")
                .hasSize(200)
                .doesNotHaveDuplicates();
        assertThat(reads.getFirst().items().getFirst().supplierSku()).isEqualTo("M150-S");
        assertThat(world.amazon.asked(ReadProgress.class, back)).isEqualTo(1);
    }

    @Test
    void theLastKnownStockStaysVisibleWithItsAge() {
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(mug, 7);
        StockPolicy policy = policy(StockPolicy.WhenOld.FREEZE, Duration.ofMinutes(30));
        world.policy(SmallWorld.SHOP, policy);
        world.advance(Duration.ofMinutes(1));
        Instant known = view(policy).observedAt().orElseThrow();

        world.amazon.down(true);
        world.advance(Duration.ofMinutes(20));
        InventoryView early = view(policy);
        world.advance(Duration.ofMinutes(40));
        InventoryView late = view(policy);

        assertThat(early.available()).contains(7L);
        assertThat(early.stale()).isFalse();
        assertThat(late.available()).as("frozen").contains(7L);
        assertThat(late.stale()).isTrue();
        assertThat(late.observedAt().orElseThrow()).isBetween(known, known.plus(Duration.ofMinutes(1)));
        assertThat(world.shop.available("MUG")).contains(7L);
        assertThat(world.shop.written()).hasSize(1);
    }

    @Test
    void aStoreThatWantsItSaysNoneOnceWhileNobodyKnowsAndComesBack() {
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(mug, 7);
        world.policy(SmallWorld.SHOP, policy(StockPolicy.WhenOld.ZERO, Duration.ofMinutes(30)));
        world.advance(Duration.ofMinutes(1));

        world.amazon.down(true);
        world.advance(HOUR);
        List<Optional<Long>> duringIt = said(world.shop);
        world.amazon.down(false);
        world.advance(Duration.ofMinutes(2));

        assertThat(duringIt).containsExactly(Optional.of(7L), Optional.of(0L));
        assertThat(said(world.shop)).containsExactly(Optional.of(7L), Optional.of(0L), Optional.of(7L));
    }

    @Test
    void aSupplierThatAnswersWithoutKnowingMakesStockGrowOldToo() {
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(mug, 7);
        world.policy(SmallWorld.SHOP, policy(StockPolicy.WhenOld.ZERO, Duration.ofMinutes(30)));
        world.advance(Duration.ofMinutes(1));

        world.amazon.forgetsStock(true);
        world.advance(HOUR);
        List<Optional<Long>> duringIt = said(world.shop);
        world.amazon.forgetsStock(false);
        world.advance(Duration.ofMinutes(90));

        assertThat(duringIt).containsExactly(Optional.of(7L), Optional.of(0L));
        assertThat(said(world.shop)).endsWith(Optional.of(7L));
    }

    @Test
    void aHundredThousandChangesWhileAStoreIsDownBecomeOneWriteForEachSku() {
        int skus = 2_000;
        List<Listing> many = new ArrayList<>();
        IntStream.range(0, skus).forEach(i -> many.add(listing(SmallWorld.SHOP, "T" + i, Samples.ALIEXPRESS)));
        many.add(listing(SmallWorld.OTHER, "X", Samples.ALIEXPRESS));
        world.lists(many);
        many.forEach(one -> world.aliexpress.stock(item(one), 1_000));
        world.advance(Duration.ofMinutes(1));
        assertThat(world.shop.written()).hasSize(skus);

        world.shop.down(true);
        for (int change = 1; change <= 50; change++) {
            long pieces = 1_000L - change;
            many.forEach(one -> world.aliexpress.stock(item(one), pieces));
            world.ledger.commit(tx -> tx.update("UPDATE supply SET next_at = 0"));
            world.advance(Duration.ofMinutes(1), Duration.ofSeconds(30));
            assertThat(world.other.available("X"))
                    .as("another store does not wait")
                    .contains(pieces);
        }
        assertThat(world.shop.written()).hasSize(skus);
        world.shop.forgetCalls();
        world.shop.down(false);
        Instant back = world.clock.instant();
        world.advance(Duration.ofMinutes(1));

        List<FakeStore.Written> after =
                world.shop.written().subList(skus, world.shop.written().size());
        assertThat(after).hasSize(skus).allMatch(one -> one.available().equals(Optional.of(950L)));
        assertThat(new HashSet<>(after.stream().map(FakeStore.Written::sku).toList()))
                .hasSize(skus);
        assertThat(world.shop.asked(PushOffers.class, back)).isEqualTo(skus / 50L);
    }

    private InventoryView view(StockPolicy policy) {
        return InventoryView.of(world.ledger, SmallWorld.SHOP, List.of(new Sku("MUG")), policy, world.clock.instant())
                .getFirst();
    }

    private static List<Optional<Long>> said(FakeStore store) {
        return store.written().stream().map(FakeStore.Written::available).toList();
    }

    private static StockPolicy policy(StockPolicy.WhenOld whenOld, Duration maxAge) {
        return new StockPolicy(0, maxAge, whenOld, true, Optional.empty(), Optional.empty());
    }

    private static Listing listing(StoreId store, String sku, ChannelName channel) {
        // A hundred variants a product.
        return new Listing(
                store,
                new Sku(sku),
                channel,
                "p" + Math.floorMod(sku.hashCode(), 20),
                "",
                sku + "-S",
                1,
                Optional.empty(),
                "");
    }

    private static ReadStock.Item item(Listing listing) {
        return new ReadStock.Item(listing.productId(), listing.variant(), listing.supplierSku());
    }
}
