package serai.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.provider.ReadProgress.ParcelStatus.ANNOUNCED;
import static serai.provider.ReadProgress.ParcelStatus.SHIPPED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.OrderId;
import serai.base.Sku;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Errand;
import serai.fixture.FakeSupplier;
import serai.fixture.Samples;
import serai.fixture.SmallWorld;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;

class ParcelsTest {
    private static final Duration SOON = Duration.ofMinutes(12);

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
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "p1", 1);
        world.lists(SmallWorld.SHOP, "SOCKS", Samples.ALIEXPRESS, "p3", 3);
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void parcelsOfTwoSuppliersReachTheStoreAndOnlyTheLastIsTheLast() {
        world.order("1", Samples.line("TEE", 2), Samples.line("MUG", 1));
        world.advance(SOON);
        FakeSupplier.Held tees = world.aliexpress.held("#1").getFirst();

        tees.parcel("a", "LP1", SHIPPED, line("TEE", 1));
        world.advance(SOON);
        tees.parcel("b", "LP2", SHIPPED, line("TEE", 1));
        world.advance(SOON);
        world.amazon.held("#1").getFirst().parcel("c", "TBA3", SHIPPED, line("MUG", 1));
        world.advance(SOON);

        assertThat(told()).containsExactly("LP1 TEE=1", "LP2 TEE=1", "TBA3 MUG=1 last");
    }

    @Test
    void parcelsFoundTogetherReachTheStoreInTheirOrderAndOnlyTheLastIsTheLast() {
        world.order("1", Samples.line("TEE", 8));
        world.advance(SOON);
        FakeSupplier.Held held = world.aliexpress.held("#1").getFirst();

        for (int i = 0; i < 8; i++) {
            held.parcel("r" + i, "LP" + i, SHIPPED, line("TEE", 1));
        }
        world.advance(SOON);

        assertThat(told())
                .containsExactly(
                        "LP0 TEE=1",
                        "LP1 TEE=1",
                        "LP2 TEE=1",
                        "LP3 TEE=1",
                        "LP4 TEE=1",
                        "LP5 TEE=1",
                        "LP6 TEE=1",
                        "LP7 TEE=1 last");
    }

    @Test
    void aPackIsToldInTheStoresPiecesHoweverItIsSplit() {
        world.order("1", Samples.line("SOCKS", 2));
        world.advance(SOON);
        FakeSupplier.Held held = world.aliexpress.held("#1").getFirst();
        assertThat(held.request().items()).extracting("quantity").containsExactly(6);

        held.parcel("a", "LP1", SHIPPED, line("SOCKS", 4));
        world.advance(SOON);
        held.parcel("b", "LP2", SHIPPED, line("SOCKS", 2));
        world.advance(SOON);

        assertThat(told()).containsExactly("LP1 SOCKS=1", "LP2 SOCKS=1 last");
    }

    @Test
    void whatIsOnlyAnnouncedIsNotToldAndDoesNotMakeAnotherTheLast() {
        world.order("1", Samples.line("TEE", 2));
        world.advance(SOON);
        FakeSupplier.Held held = world.aliexpress.held("#1").getFirst();

        held.parcel("a", "LP1", ANNOUNCED, line("TEE", 1));
        held.parcel("b", "LP2", SHIPPED, line("TEE", 1));
        world.advance(SOON);
        List<String> early = told();
        held.parcel("a", "LP1", SHIPPED, line("TEE", 1));
        world.advance(SOON);

        assertThat(early).containsExactly("LP2 TEE=1");
        assertThat(told()).containsExactly("LP2 TEE=1", "LP1 TEE=1 last");
    }

    @Test
    void aSupplierThatDoesNotSayWhatIsInAParcelSendsAllThatIsStillToCome() {
        world.order("1", Samples.line("TEE", 2), Samples.line("SOCKS", 1));
        world.advance(SOON);
        FakeSupplier.Held held = world.aliexpress.held("#1").getFirst();

        held.parcel("a", "", ANNOUNCED);
        world.advance(SOON);
        held.parcel("a", "LP1", SHIPPED);
        held.state(ReadProgress.State.SHIPPED, Optional.empty());
        world.advance(SOON);

        assertThat(told()).containsExactly("LP1 TEE=2 SOCKS=1 last");
    }

    @Test
    void anotherNumberForAParcelIsACorrectionAndNoParcel() {
        world.order("1", Samples.line("TEE", 1));
        world.advance(SOON);
        FakeSupplier.Held held = world.aliexpress.held("#1").getFirst();
        held.parcel("a", "LP1", SHIPPED, line("TEE", 1));
        world.advance(SOON);

        held.parcel("a", "LP9", SHIPPED, line("TEE", 1));
        world.advance(SOON);

        assertThat(world.shop.told()).extracting(PushTracking::trackingNumber).containsExactly("LP1", "LP9");
        assertThat(world.shop.told().getLast().replaces()).contains("LP1");
        assertThat(world.shop.parcels("1")).hasSize(1);
    }

    @Test
    void whatWasCancelledIsNotWaitedForByTheLast() {
        world.order("1", Samples.line("TEE", 1), Samples.line("MUG", 1));
        world.advance(SOON);
        world.ledger.commit(tx -> tx.update("UPDATE dispatch SET state = 'CANCELLED' WHERE channel = 'amazon'"));

        world.aliexpress.held("#1").getFirst().parcel("a", "LP1", SHIPPED, line("TEE", 1));
        world.advance(SOON);

        assertThat(told()).containsExactly("LP1 TEE=1 last");
    }

    @Test
    void aLaterParcelWaitsForAnEarlierOneThatFailsButNotForADeadOne() {
        OrderId order = world.order("1", Samples.line("TEE", 2));
        world.advance(SOON);
        FakeSupplier.Held held = world.aliexpress.held("#1").getFirst();
        world.shop.answers("1", Optional.of(failing()));
        held.parcel("a", "LP1", SHIPPED, line("TEE", 1));
        held.parcel("b", "LP2", SHIPPED, line("TEE", 1));
        world.advance(SOON);

        assertThat(world.dispatches(order, Dispatch.PUSH_TRACKING))
                .extracting(Dispatch::attempts)
                .as("one is tried, the other waits")
                .contains(0)
                .anyMatch(attempts -> attempts > 1);
        world.shop.answers("1", Optional.of(new Outcome.Rejected(Cause.STORE_REFUSED, "422", "no")));
        world.advance(SOON);
        world.advance(SOON);

        assertThat(world.dispatches(order, Dispatch.PUSH_TRACKING))
                .extracting(Dispatch::state)
                .containsOnly(DispatchState.DEAD);
    }

    @Test
    void aProbeDoesNotLetALaterParcelPass() {
        world.order("1", Samples.line("TEE", 8));
        world.advance(SOON);
        world.shop.down(true);
        FakeSupplier.Held held = world.aliexpress.held("#1").getFirst();
        for (int i = 0; i < 8; i++) {
            held.parcel("r" + i, "LP" + i, SHIPPED, line("TEE", 1));
        }
        world.advance(Duration.ofHours(1));

        world.shop.down(false);
        world.advance(SOON);

        assertThat(world.shop.told())
                .extracting(PushTracking::trackingNumber)
                .containsExactly("LP0", "LP1", "LP2", "LP3", "LP4", "LP5", "LP6", "LP7");
    }

    @Test
    void aHintDuringALookIsLookedAtAfterIt() {
        world.order("1", Samples.line("TEE", 1));
        world.advance(Duration.ofSeconds(70));
        String number = "S-1";
        Progress.hint(world.ledger, Samples.ALIEXPRESS, List.of(number), world.clock.instant());
        List<Errand> look = progress();
        assertThat(look).hasSize(1);

        world.clock.advance(Duration.ofMillis(50));
        Progress.hint(world.ledger, Samples.ALIEXPRESS, List.of(number), world.clock.instant());
        world.clock.advance(Duration.ofMillis(50));
        world.node().end(look.getFirst());
        world.clock.advance(Duration.ofMillis(50));

        assertThat(progress())
                .as("its answer came later than the hint, but may not show it")
                .hasSize(1);
    }

    @Test
    void anOlderLookDoesNotReplaceANewerOne() {
        world.order("1", Samples.line("TEE", 1));
        world.advance(SOON);
        FakeSupplier.Held held = world.aliexpress.held("#1").getFirst();
        ReadProgress.Found old = new ReadProgress.Found(
                ReadProgress.State.OPEN, Optional.of(Cause.SHIPS_LATE), "", List.of(), world.clock.instant());
        held.parcel("a", "LP1", SHIPPED, line("TEE", 1));
        held.state(ReadProgress.State.SHIPPED, Optional.empty());
        world.advance(SOON);

        Progress.hint(world.ledger, Samples.ALIEXPRESS, List.of("S-1"), world.clock.instant());
        world.node().errands().done(progress().getFirst(), old);
        world.advance(Duration.ofMinutes(1));

        assertThat(world.shop.messages("1")).isEmpty();
        assertThat(told()).containsExactly("LP1 TEE=1 last");
    }

    @Test
    void anAnswerThatComesAfterItsOrderWasErasedBringsNothingBack() {
        world.order("1", Samples.line("TEE", 1));
        world.advance(Duration.ofSeconds(70));
        Progress.hint(world.ledger, Samples.ALIEXPRESS, List.of("S-1"), world.clock.instant());
        Errand look = progress().getFirst();
        ReadProgress.Found answer = new ReadProgress.Found(
                ReadProgress.State.OPEN,
                Optional.of(Cause.SHIPS_LATE),
                "left with Jane Roe",
                List.of(),
                world.clock.instant());

        world.ledger.commit(tx -> tx.update("UPDATE progress SET note = '', next_at = NULL"));
        world.node().errands().done(look, answer);

        List<String> left = world.ledger.read(tx -> tx.list(
                "SELECT note, next_at FROM progress",
                row -> row.text("note") + row.maybeTime("next_at").isPresent()));
        assertThat(left).containsExactly("false");
        assertThat(progress()).isEmpty();
    }

    @Test
    void aProblemThatComesAndGoesIsToldOnce() {
        world.order("1", Samples.line("TEE", 1));
        world.advance(SOON);
        FakeSupplier.Held held = world.aliexpress.held("#1").getFirst();

        for (int i = 0; i < 4; i++) {
            held.state(ReadProgress.State.OPEN, Optional.of(Cause.SHIPS_LATE));
            world.advance(SOON);
            held.state(ReadProgress.State.OPEN, Optional.empty());
            world.advance(SOON);
        }

        assertThat(world.shop.messages("1")).containsExactly("order.problem");
    }

    private List<Errand> progress() {
        return world.node().beginErrands().stream()
                .filter(errand -> errand.source().equals("progress"))
                .toList();
    }

    private List<String> told() {
        return world.shop.told().stream()
                .map(parcel -> parcel.trackingNumber()
                        + parcel.lines().stream()
                                .map(line -> " " + line.lineId() + "=" + line.quantity())
                                .reduce("", String::concat)
                        + (parcel.last() ? " last" : ""))
                .toList();
    }

    private static ReadProgress.Line line(String sku, int pieces) {
        return new ReadProgress.Line(sku, new Sku(sku), pieces);
    }

    private static Outcome failing() {
        return new Outcome.Retryable(
                Cause.PROVIDER_FAILING,
                "500",
                "oops",
                Optional.of(Duration.ofMinutes(1)),
                Outcome.Scope.ORDER,
                Optional.empty());
    }
}
