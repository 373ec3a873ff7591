package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.OrderId;
import serai.fixture.Samples;
import serai.fixture.SmallWorld;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.provider.Cause;
import serai.provider.Connector;

/** Purchases that an older ledger takes for not made. */
class DoubtsTest {
    private static final Doubts DOUBTS = new Doubts(Map.of(
            Samples.ALIEXPRESS,
            Samples.connector("aliexpress", Connector.Resolution.REPEAT).unknown(),
            Samples.AMAZON,
            Samples.connector("amazon", Connector.Resolution.LOOK_UP).unknown()));

    @TempDir
    Path folder;

    private Database ledger;
    private SmallWorld world;

    @BeforeEach
    void begin() {
        ledger = Ledgers.embedded(Samples.ledgerFile(folder));
        world = new SmallWorld(ledger);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void whatMayBeBoughtIsLookedUpAndNotBoughtAgain() {
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "mug", 1);
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.amazon.holds(world.request(world.dispatch(order, Dispatch.PLACE_ORDER)));

        doubtAll(world.clock.instant());
        world.advance(Duration.ofMinutes(2));

        assertThat(world.dispatch(order, Dispatch.PLACE_ORDER).state()).isEqualTo(DispatchState.DONE);
        assertThat(world.amazon.sales()).isEmpty();
        assertThat(world.amazon.held("#1")).hasSize(1);
    }

    @Test
    void whatIsNotFoundIsBoughtOnce() {
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "mug", 1);
        OrderId order = world.order("1", Samples.line("MUG", 1));

        doubtAll(world.clock.instant());
        world.advance(Duration.ofHours(1), Duration.ofMinutes(1));

        assertThat(world.dispatch(order, Dispatch.PLACE_ORDER).state()).isEqualTo(DispatchState.DONE);
        assertThat(world.amazon.sales()).hasSize(1);
    }

    @Test
    void whereNobodyCanLookItIsRepeatedUnderItsReferenceWhileThatIsSafe() {
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "tee", 1);
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.aliexpress.holds(world.request(world.dispatch(order, Dispatch.PLACE_ORDER)));

        doubtAll(world.clock.instant().minus(Duration.ofHours(2)));
        world.advance(Duration.ofMinutes(2));

        assertThat(world.dispatch(order, Dispatch.PLACE_ORDER).state()).isEqualTo(DispatchState.DONE);
        assertThat(world.aliexpress.held("#1")).hasSize(1);
    }

    @Test
    void afterTheSupplierHasForgottenTheReferenceAPersonLooks() {
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "tee", 1);
        OrderId order = world.order("1", Samples.line("TEE", 1));

        doubtAll(world.clock.instant().minus(Duration.ofHours(23)));
        world.advance(Duration.ofMinutes(2));

        Dispatch dead = world.dispatch(order, Dispatch.PLACE_ORDER);
        assertThat(dead.state()).isEqualTo(DispatchState.DEAD);
        assertThat(dead.cause()).contains(Cause.OUTCOME_UNKNOWN);
        assertThat(world.aliexpress.sales()).isEmpty();
    }

    @Test
    void whatTheLedgerKnowsForCertainIsNotDoubted() {
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "mug", 1);
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.advance(Duration.ofMinutes(2));

        int doubted = doubtAll(world.clock.instant());

        assertThat(doubted).isZero();
        assertThat(world.dispatch(order, Dispatch.PLACE_ORDER).unknownSince()).isEmpty();
    }

    private int doubtAll(Instant since) {
        return ledger.commit(tx -> DOUBTS.ofAll(tx, since, world.clock.instant()));
    }
}
