package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.Sku;
import serai.fixture.FakeSupplier;
import serai.fixture.Samples;
import serai.fixture.SmallWorld;
import serai.ledger.Ledgers;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;
import serai.provider.ReadStock;

/** An hour in which neither a supplier nor a store can be reached, on a moved clock. */
@SuppressWarnings("NullAway.Init") // set before each test
class BothSidesDownTest {
    private static final int ORDERS = 10;

    @TempDir
    Path folder;

    private SmallWorld world;
    private ReadStock.Item item;

    @BeforeEach
    void begin() {
        world = new SmallWorld(Ledgers.embedded(Samples.ledgerFile(folder)));
        item = world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.amazon.stock(item, 100);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void afterItEveryOrderIsBoughtOnceEveryParcelToldOnceAndOnlyTheNewestStockWritten() {
        for (int i = 0; i < ORDERS; i++) {
            world.order("before" + i, Samples.line("MUG", 2));
        }
        world.advance(Duration.ofMinutes(2));
        int writtenBefore = world.shop.written().size();
        assertThat(writtenBefore).isPositive();

        world.amazon.down(true);
        world.shop.down(true);
        for (int i = 0; i < ORDERS; i++) {
            FakeSupplier.Held held = world.amazon.held("#before" + i).getFirst();
            held.parcel("a" + i, "TBA-" + i + "-1", ReadProgress.ParcelStatus.SHIPPED, mug());
            held.parcel("b" + i, "TBA-" + i + "-2", ReadProgress.ParcelStatus.SHIPPED, mug());
            world.order("during" + i, Samples.line("MUG", 1));
            world.amazon.stock(item, 90 - i);
            world.advance(Duration.ofMinutes(6), Duration.ofSeconds(20));
        }
        assertThat(world.shop.told()).isEmpty();
        world.amazon.down(false);
        world.advance(Duration.ofMinutes(20));
        world.amazon.stock(item, 55);
        world.advance(Duration.ofMinutes(20));
        assertThat(world.shop.written()).hasSize(writtenBefore);
        world.shop.down(false);
        world.advance(Duration.ofMinutes(5));

        assertThat(world.fates()).isEqualTo(Map.of("DONE", 2L * ORDERS));
        assertThat(world.amazon.purchases()).hasSize(2 * ORDERS).doesNotHaveDuplicates();
        for (int i = 0; i < ORDERS; i++) {
            assertThat(world.shop.parcels("before" + i))
                    .extracting(PushTracking::trackingNumber)
                    .containsExactly("TBA-" + i + "-1", "TBA-" + i + "-2");
        }
        assertThat(world.shop
                        .written()
                        .subList(writtenBefore, world.shop.written().size()))
                .hasSize(1);
        assertThat(world.shop.available("MUG")).contains(55L);
    }

    private static ReadProgress.Line mug() {
        return new ReadProgress.Line("MUG", new Sku("MUG"), 1);
    }
}
