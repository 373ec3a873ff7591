package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.base.OrderId;
import serai.base.Sku;
import serai.fixture.Samples;
import serai.fixture.SmallNode;
import serai.fixture.SmallWorld;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.order.Listing;
import serai.provider.Connector;
import serai.provider.ReadStock;
import serai.provider.Transport;

class ErrandsTest {
    /** Items for more batches than may be under way at once. */
    private static final int MANY = 1_200;

    private static final Duration SECOND = Duration.ofSeconds(1);

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
    void anErrandThatIsAnsweredOpensAHeldChannelAndWakesWhatWaits() {
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        OrderId order = world.order("1", Samples.line("MUG", 1));
        world.ledger.commit(tx -> tx.update(
                "UPDATE dispatch SET state = 'WAITING', cause = 'PROVIDER_UNREACHABLE', ready_at = ?",
                world.clock.instant().plus(Duration.ofHours(1))));
        world.node().follow();
        hold(world.node());
        world.clock.advance(SECOND.multipliedBy(2));

        List<Errand> probes = world.node().beginErrands();
        probes.forEach(world.node()::end);

        assertThat(probes).hasSize(1).allMatch(Errand::probe);
        assertThat(amazon(world.node()).isHeld()).isFalse();
        assertThat(world.dispatch(order, Dispatch.PLACE_ORDER).readyAt().orElseThrow())
                .isBeforeOrEqualTo(world.clock.instant());
    }

    @Test
    void aHeldChannelGetsNoErrandButOneProbeAtATime() {
        listMany(300);
        hold(world.node());

        List<Errand> atOnce = world.node().beginErrands();
        world.clock.advance(SECOND.multipliedBy(2));
        List<Errand> first = world.node().beginErrands();
        List<Errand> meanwhile = world.node().beginErrands();
        first.forEach(errand -> world.node().fail(errand, new ConnectException("refused")));
        List<Errand> tooEarly = world.node().beginErrands();

        assertThat(atOnce).isEmpty();
        assertThat(first).hasSize(1);
        assertThat(meanwhile).isEmpty();
        assertThat(tooEarly).isEmpty();
    }

    @Test
    void noMoreOfAKindAreUnderWayOnOneChannelThanItsBound() {
        listMany(MANY);

        List<Errand> first = asManyAsGo();
        List<Errand> second = world.node().beginErrands();
        world.node().end(first.getFirst());
        List<Errand> third = readings();

        assertThat(first).hasSize(Errands.atOnce(amazon(world.node()).settings()));
        assertThat(second).isEmpty();
        assertThat(third).hasSize(1);
    }

    /** Errands until the bound is reached. */
    private List<Errand> asManyAsGo() {
        List<Errand> all = new ArrayList<>();
        List<Errand> more = world.node().beginErrands();
        while (!more.isEmpty()) {
            all.addAll(more);
            more = world.node().beginErrands();
        }
        return all;
    }

    @Test
    void anErrandThatEndsTwiceEndsOnce() {
        listMany(MANY);
        List<Errand> first = asManyAsGo();

        world.node().end(first.getFirst());
        for (int i = 0; i < 5; i++) {
            world.node().fail(first.getFirst(), new ConnectException("refused"));
        }

        assertThat(readings()).hasSize(1);
        assertThat(amazon(world.node()).isHeld()).isFalse();
    }

    @Test
    void anErrandThatNeverEndsIsGivenUpAndItsProbeToo() {
        listMany(MANY);
        assertThat(asManyAsGo()).isNotEmpty();
        hold(world.node());
        world.clock.advance(SECOND.multipliedBy(121));
        assertThat(world.node().beginErrands()).hasSize(1).allMatch(Errand::probe);

        world.clock.advance(SECOND.multipliedBy(121));

        List<Errand> again = world.node().beginErrands();
        assertThat(again).hasSize(1).allMatch(Errand::probe);
        world.node().end(again.getFirst());
        assertThat(amazon(world.node()).isHeld()).isFalse();
    }

    @Test
    void anErrandWhoseNodeDiedComesUpAgain() {
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.node().follow();
        List<Errand> lost = world.node().beginErrands();

        SmallNode next = world.crash();
        List<Errand> early = next.beginErrands();
        world.clock.advance(SECOND.multipliedBy(121));
        List<Errand> late = next.beginErrands();

        assertThat(lost).hasSize(1);
        assertThat(early).isEmpty();
        assertThat(late)
                .extracting(errand -> errand.task().work())
                .containsExactly(lost.getFirst().task().work());
    }

    @Test
    void onlyOneOfTwoNodesRunsErrandsAndTheOtherTakesOverWhenItIsGone() {
        listMany(5 * MANY);
        SmallNode second = world.another("n2");
        assertThat(world.node().beginErrands()).isNotEmpty();
        assertThat(second.beginErrands()).isEmpty();

        for (int i = 0; i < 3; i++) {
            world.clock.advance(SECOND.multipliedBy(10));
            world.node().beginErrands();
            assertThat(second.beginErrands()).isEmpty();
        }
        world.clock.advance(SECOND.multipliedBy(29));
        assertThat(second.beginErrands()).as("its lease still runs").isEmpty();
        world.clock.advance(SECOND.multipliedBy(11));

        assertThat(second.beginErrands()).isNotEmpty();
        assertThat(world.node().beginErrands())
                .as("it comes back and finds the lease gone")
                .isEmpty();
    }

    @Test
    void aConnectorThatFailsInItsOwnCodeDoesNotStopPurchases() {
        listMany(600);
        for (int i = 0; i < 10; i++) {
            for (Errand errand : world.node().beginErrands()) {
                world.node().fail(errand, new RuntimeException(new NullPointerException("Jane Roe")));
            }
            world.clock.advance(Duration.ofMinutes(11));
        }

        assertThat(amazon(world.node()).isHeld()).isFalse();
    }

    @Test
    void aRowThatCannotBeReadKeepsBackItsOwnChannelOnly() {
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "p1", 1);
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
        world.node().follow();
        world.ledger.commit(tx -> tx.update("UPDATE supply SET state = 'NONSENSE' WHERE channel = 'aliexpress'"));

        List<Errand> errands = world.node().beginErrands();

        assertThat(errands)
                .filteredOn(errand -> errand.source().equals("stock"))
                .extracting(Errand::channel)
                .containsExactly(Samples.AMAZON);
    }

    @Test
    void lookingInVainUsesNoPermit() {
        Channel channel = new Channel(
                Samples.settings(Samples.AMAZON),
                Samples.connector("amazon", Connector.Resolution.LOOK_UP),
                world.clock,
                Samples.lowest());
        for (int i = 0; i < 20; i++) {
            assertThat(channel.admitErrand()).isTrue();
            channel.errandNotMade();
        }
        int admitted = 0;
        while (channel.admitErrand()) {
            admitted++;
        }

        assertThat(admitted).isEqualTo(5);
    }

    private void listMany(int count) {
        List<Listing> many = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> many.add(new Listing(
                        SmallWorld.SHOP,
                        new Sku("M" + i),
                        Samples.AMAZON,
                        "p2",
                        "",
                        "S" + i,
                        1,
                        Optional.empty(),
                        "")));
        world.lists(many);
        many.forEach(one -> world.amazon.stock(new ReadStock.Item("p2", "", one.supplierSku()), 3));
        world.node().follow();
    }

    private List<Errand> readings() {
        return world.node().beginErrands().stream()
                .filter(errand -> errand.source().equals("stock"))
                .toList();
    }

    private static Channel amazon(SmallNode node) {
        return node.channel(Samples.AMAZON);
    }

    private static void hold(SmallNode node) {
        ChannelName name = Samples.AMAZON;
        for (int i = 0; i < 3; i++) {
            node.channel(name).recordErrand(Transport.outcome(new ConnectException("refused"), false), false);
        }
        assertThat(node.channel(name).isHeld()).isTrue();
    }
}
