package serai.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.base.Sku;
import serai.dispatch.Errand;
import serai.fixture.FakeProvider;
import serai.fixture.FakeStore;
import serai.fixture.Samples;
import serai.fixture.SmallWorld;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.Listing;
import serai.provider.PushOffers;
import serai.provider.ReadStock;

class StockTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

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
    void aSupplierThatAnswersByProductIsAskedForOneProductAtATimeAndAnotherForAsManyAsItTakes() {
        world.lists(listings(120, "a", 3, Samples.ALIEXPRESS));
        world.lists(listings(120, "b", 3, Samples.AMAZON));

        world.advance(MINUTE);

        assertThat(batches(world.aliexpress)).hasSize(3).allMatch(batch -> batch.size() == 40);
        assertThat(batches(world.aliexpress))
                .allMatch(batch ->
                        batch.stream().map(ReadStock.Item::productId).distinct().count() == 1);
        assertThat(batches(world.amazon)).extracting(List::size).containsExactly(50, 50, 20);
    }

    @Test
    void anOlderReadingNeverReplacesANewerOne() {
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(mug, 7);
        world.advance(MINUTE);
        ReadStock.Found old = new ReadStock.Found(
                List.of(new ReadStock.Reading(mug, ReadStock.State.KNOWN, 99, Optional.empty(), "")),
                world.clock.instant().minus(Duration.ofHours(1)));

        world.clock.advance(Duration.ofMinutes(11));
        Errand reading = readings().getFirst();
        world.node().errands().done(reading, old);
        world.advance(MINUTE);

        assertThat(world.shop.written())
                .extracting(FakeStore.Written::available)
                .containsExactly(Optional.of(7L));
    }

    @Test
    void whatDoesNotChangeIsAskedForEverMoreSeldomUntilItIsOrdered() {
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(mug, 7);
        world.advance(Duration.ofHours(8), MINUTE);
        List<Long> quiet = pauses();

        world.amazon.forgetCalls();
        world.order("1", Samples.line("MUG", 1));
        world.advance(Duration.ofHours(1), MINUTE);

        assertThat(quiet.subList(0, 5)).containsExactly(10L, 20L, 40L, 80L, 80L);
        assertThat(pauses()).as("soon after the order, then at its interval").allMatch(minutes -> minutes <= 10);
    }

    @Test
    void aSkuThatNoListingBuysAnyMoreIsNotTakenOutOfSaleWhenItsStockGrowsOld() {
        world.policy(
                SmallWorld.SHOP,
                new StockPolicy(
                        0, Duration.ofHours(1), StockPolicy.WhenOld.ZERO, true, Optional.empty(), Optional.empty()));
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(mug, 7);
        world.advance(MINUTE);

        world.ledger.commit(tx -> tx.update("DELETE FROM listing"));
        world.advance(Duration.ofHours(3), MINUTE);

        assertThat(world.shop.written())
                .extracting(FakeStore.Written::available)
                .containsExactly(Optional.of(7L));
    }

    @Test
    void noStockIsKnownToo() {
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(mug, 0);
        world.advance(MINUTE);
        world.amazon.forgetsStock(true);
        world.advance(Duration.ofMinutes(30));

        InventoryView view = InventoryView.of(
                        world.ledger,
                        SmallWorld.SHOP,
                        List.of(new Sku("MUG")),
                        StockPolicy.USUAL,
                        world.clock.instant())
                .getFirst();

        assertThat(view.available()).as("none, the last that was known").contains(0L);
        assertThat(view.observedAt().orElseThrow())
                .isBefore(world.clock.instant().minus(MINUTE.multipliedBy(20)));
    }

    @Test
    void aBatchThatNeverEndsDoesNotKeepTheStoreWaitingForGood() {
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(mug, 7);
        readings().forEach(world.node()::end);
        List<Errand> never = offers();
        assertThat(never).hasSize(1);

        world.advance(Duration.ofMinutes(3));

        assertThat(world.shop.available("MUG")).contains(7L);
        world.node().errands().done(never.getFirst(), new PushOffers.Pushed(List.of()));
    }

    @Test
    void aNewValueDoesNotOvertakeTheOneThatIsBeingTold() {
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(mug, 7);
        readings().forEach(world.node()::end);
        Errand first = offers().getFirst();
        world.amazon.stock(mug, 3);
        world.clock.advance(Duration.ofSeconds(61));
        world.ledger.commit(tx -> tx.update("UPDATE supply SET next_at = 0"));
        readings().forEach(world.node()::end);

        assertThat(offers()).isEmpty();
        assertThat(world.crash().beginErrands().stream()
                        .filter(one -> one.source().equals("offers")))
                .as("not by another process either")
                .isEmpty();
        world.clock.advance(Duration.ofSeconds(60));
        world.advance(MINUTE);

        assertThat(first.task().work()).isInstanceOf(PushOffers.class);
        assertThat(world.shop.available("MUG")).contains(3L);
    }

    @Test
    void aSkuThatTheStoreRefusesIsLeftAloneHoweverOftenItsStockChanges() {
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.shop.refuses(new Sku("MUG"));

        for (int pieces = 1; pieces < 30; pieces++) {
            world.amazon.stock(mug, pieces);
            world.ledger.commit(tx -> tx.update("UPDATE supply SET next_at = 0"));
            world.advance(MINUTE);
        }

        assertThat(world.shop.asked(PushOffers.class, Instant.EPOCH)).isEqualTo(1);
    }

    @Test
    void anOutageOfTheStoreSaysNothingAgainstItsSkus() {
        ReadStock.Item mug = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(mug, 7);
        world.shop.down(true);
        world.advance(Duration.ofHours(1));

        int tries = world.ledger
                .read(tx -> tx.first("SELECT tries FROM offer", row -> row.count("tries")))
                .orElseThrow();

        assertThat(world.shop.asked().size()).isGreaterThan(10);
        assertThat(tries).isZero();
    }

    @Test
    void aPackIsOfferedInTheStoresPiecesAndAtItsCost() {
        ReadStock.Item socks = world.lists(SmallWorld.SHOP, "SOCKS", Samples.AMAZON, "p3", 3);
        world.amazon.stock(socks, 8);

        world.advance(MINUTE);

        assertThat(world.shop.available("SOCKS")).contains(2L);
    }

    private List<Errand> readings() {
        return begun("stock");
    }

    private List<Errand> offers() {
        return begun("offers");
    }

    /** Leaves those of other kinds for later. */
    private List<Errand> begun(String source) {
        world.node().follow();
        List<Errand> begun = world.node().beginErrands();
        begun.stream()
                .filter(errand -> !errand.source().equals(source))
                .forEach(errand -> world.node().fail(errand, new SocketTimeoutException("later")));
        return begun.stream().filter(errand -> errand.source().equals(source)).toList();
    }

    private List<Long> pauses() {
        List<Instant> times = world.amazon.asked().stream()
                .filter(call -> call.work() instanceof ReadStock)
                .map(FakeProvider.Asked::at)
                .toList();
        return IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)).toMinutes())
                .toList();
    }

    private static List<List<ReadStock.Item>> batches(FakeProvider supplier) {
        return supplier.asked().stream()
                .map(FakeProvider.Asked::work)
                .filter(ReadStock.class::isInstance)
                .map(work -> ((ReadStock) work).items())
                .toList();
    }

    private static List<Listing> listings(int count, String prefix, int products, ChannelName channel) {
        List<Listing> many = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> many.add(new Listing(
                        SmallWorld.SHOP,
                        new Sku(prefix + i),
                        channel,
                        prefix + i % products,
                        "v" + i,
                        "",
                        1,
                        Optional.empty(),
                        "")));
        return many;
    }
}
