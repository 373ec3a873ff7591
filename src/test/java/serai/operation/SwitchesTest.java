package serai.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import serai.access.Person;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.Scope;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Stops.Feature;
import serai.dispatch.Stops.Stop;
import serai.fixture.Samples;
import serai.fixture.SmallNode;
import serai.fixture.SmallWorld;
import serai.inventory.StockPolicy;
import serai.order.StoreOrder.Standing;
import serai.provider.CancelOrder;
import serai.provider.PushOffers;
import serai.provider.ReadStock;
import serai.provider.Task;

class SwitchesTest extends TwoShops {
    private static final Person ANN = new Person("ann", "support", "192.0.2.1");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    SwitchesTest() {
        super(1);
    }

    @Test
    void newPurchasesOfAStoreWaitWithoutAnAttemptWhileOtherStoresGoOn() {
        off(Stop.of(Feature.PLACING, SmallWorld.SHOP));

        OrderId stopped = world.order("1", Samples.line("TEE", 1));
        OrderId other = world.order(SmallWorld.OTHER, "2", Standing.PLACE, Samples.line("TEE", 1));
        world.advance(Duration.ofHours(1), MINUTE);

        assertThat(placing(stopped).attempts()).isZero();
        assertThat(placing(stopped).state().open()).isTrue();
        assertThat(placing(other).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void whatWaitedGoesOnByItselfOnceItIsSwitchedOnAgain() {
        off(Stop.all(Feature.PLACING));
        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.advance(MINUTE);

        on(Stop.all(Feature.PLACING));
        world.advance(MINUTE);

        assertThat(placing(order).state()).isEqualTo(DispatchState.DONE);
        assertThat(placing(order).attempts()).isEqualTo(1);
    }

    @Test
    void aMessageThatIsInTheBrokerAlreadyIsPutBackWithoutAnAttempt() {
        OrderId order = world.order("1", Samples.line("TEE", 1));
        SmallNode node = world.node();
        node.relayOnly();
        assertThat(placing(order).state()).isEqualTo(DispatchState.QUEUED);
        off(Stop.of(Feature.PLACING, Samples.ALIEXPRESS));

        node.round();

        assertThat(placing(order).state()).isEqualTo(DispatchState.WAITING);
        assertThat(placing(order).attempts()).isZero();
        assertThat(placing(order).reason()).contains("switches this on again");
    }

    @Test
    void whatMayBeBoughtAlreadyIsFollowedToItsEndWhileNewPurchasesWait() {
        world.amazon.loses(() -> true);
        OrderId lost = world.order("1", Samples.line("MUG", 1));
        world.node().round();
        assertThat(placing(lost).state()).isEqualTo(DispatchState.UNCONFIRMED);
        world.amazon.loses(() -> false);
        off(Stop.all(Feature.PLACING));
        IntStream.range(10, 40).forEach(n -> world.order("n" + n, Samples.line("MUG", 1)));

        world.advance(Duration.ofMinutes(30), MINUTE);

        assertThat(placing(lost).state()).isEqualTo(DispatchState.DONE);
        assertThat(world.amazon.purchases()).hasSize(1);
    }

    @Test
    void acceptOnlyTakesOrdersAndSendsNothingToSuppliersNotEvenAQuestionOrAProbe() {
        OrderId bought = world.order("0", Samples.line("MUG", 1));
        world.advance(MINUTE);
        off(Stop.all(Feature.SUPPLIERS));
        world.amazon.forgetCalls();
        world.aliexpress.forgetCalls();

        OrderId order = world.order("1", Samples.line("TEE", 1));
        world.cancel(bought);
        world.advance(Duration.ofHours(3), Duration.ofMinutes(5));

        assertThat(world.amazon.asked()).isEmpty();
        assertThat(world.aliexpress.asked()).isEmpty();
        assertThat(world.fates()).doesNotContainKey("dead");
        on(Stop.all(Feature.SUPPLIERS));
        world.advance(Duration.ofMinutes(5));
        assertThat(placing(order).state()).isEqualTo(DispatchState.DONE);
        assertThat(world.amazon.asked(CancelOrder.class, Instant.EPOCH)).isPositive();
    }

    @Test
    void noProbeOfAHeldChannelMakesAPurchaseThatIsSwitchedOff() {
        world.aliexpress.down(true);
        world.order("1", Samples.line("TEE", 1));
        world.order("2", Samples.line("TEE", 1));
        world.order("3", Samples.line("TEE", 1));
        world.advance(MINUTE);
        assertThat(world.node().channel(Samples.ALIEXPRESS).isHeld()).isTrue();
        off(Stop.of(Feature.PLACING, SmallWorld.SHOP));
        world.aliexpress.forgetCalls();

        world.advance(Duration.ofMinutes(5));

        assertThat(world.aliexpress.asked(Task.class, Instant.EPOCH)).isZero();
    }

    @Test
    void stockIsNotPushedWhilePricesAreAndTheNewestStockGoesOutAfterwards() {
        ReadStock.Item mug = priced();
        world.amazon.stock(mug, 7);
        world.amazon.cost(mug, Money.of("5.00", "USD"));
        world.advance(Duration.ofHours(1), MINUTE);
        assertThat(world.shop.available("MUG")).contains(7L);
        off(Stop.of(Feature.STOCK, SmallWorld.SHOP));

        world.amazon.stock(mug, 3);
        world.amazon.cost(mug, Money.of("6.00", "USD"));
        world.advance(Duration.ofHours(3), MINUTE);

        assertThat(world.shop.available("MUG")).contains(7L);
        assertThat(world.shop.written().getLast().price()).contains(Money.of("12.00", "USD"));
        world.amazon.stock(mug, 2);
        world.advance(Duration.ofHours(3), MINUTE);
        on(Stop.of(Feature.STOCK, SmallWorld.SHOP));
        world.advance(MINUTE);
        assertThat(world.shop.available("MUG")).contains(2L);
    }

    @Test
    void withStockAndPricesOffAStoreHearsOfNothingAndThenOfTheNewest() {
        ReadStock.Item mug = priced();
        off(Stop.all(Feature.STOCK));
        off(Stop.of(Feature.PRICES, SmallWorld.SHOP));
        world.amazon.stock(mug, 7);
        world.amazon.cost(mug, Money.of("5.00", "USD"));

        world.advance(Duration.ofHours(2), MINUTE);

        assertThat(world.shop.asked(PushOffers.class, Instant.EPOCH)).isZero();
        on(Stop.all(Feature.STOCK));
        world.advance(MINUTE);
        assertThat(world.shop.available("MUG")).contains(7L);
        on(Stop.of(Feature.PRICES, SmallWorld.SHOP));
        world.advance(MINUTE);
        assertThat(world.shop.written().getLast().price()).contains(Money.of("10.00", "USD"));
    }

    @Test
    void itIsKeptOverARestartAndFollowedByAnotherNode() {
        SmallNode other = world.another("n2");
        off(Stop.all(Feature.SUPPLIERS));

        other.operation().step();
        SmallNode again = world.crash();

        assertThat(other.channels().stops().now()).containsExactly(Stop.all(Feature.SUPPLIERS));
        assertThat(again.channels().stops().now()).containsExactly(Stop.all(Feature.SUPPLIERS));
        assertThat(again.operation().switches().off())
                .extracting(Switches.Off::actor, Switches.Off::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("ann", "because"));
    }

    @Test
    void twoPeopleSwitchItOnceAndOnlyWhatWasSeenIsSwitchedOn() {
        Switches switches = world.node().operation().switches();
        Stop stop = Stop.all(Feature.STOCK);
        off(stop);
        Instant seen = switches.find(stop).orElseThrow().since();

        var second = switches.switchOff(new Person("bob", "support", ""), stop, "me too");
        on(stop);
        world.clock.advance(MINUTE);
        off(stop);
        var late = switches.switchOn(ANN, stop, seen, "from an old page");

        assertThat(second)
                .isInstanceOfSatisfying(
                        Switches.Outcome.Conflict.class,
                        conflict -> assertThat(conflict.why()).contains("ann", "because"));
        assertThat(late).isInstanceOf(Switches.Outcome.Conflict.class);
        assertThat(switches.find(stop)).isPresent();
        assertThat(audited()).containsExactly("switch-off", "switch-on", "switch-off");
    }

    @Test
    void nobodyWithASingleStoreSwitchesAnythingAndNothingIsSwitchedThatIsNotThere() {
        Switches switches = world.node().operation().switches();
        Person mug = new Person("mug", "admin", "", Scope.of(Set.of(SmallWorld.SHOP)));
        Stop unknown = Stop.of(Feature.STOCK, new serai.base.StoreId("nowhere"));

        var own = switches.switchOff(mug, Stop.of(Feature.STOCK, SmallWorld.SHOP), "mine");
        var nowhere = switches.switchOff(ANN, unknown, "typed");

        assertThat(own).isInstanceOf(Switches.Outcome.Missing.class);
        assertThat(nowhere).isInstanceOf(Switches.Outcome.Missing.class);
        assertThat(switches.off()).isEmpty();
        assertThat(audited()).isEmpty();
    }

    @Test
    void itSaysHowManyItConcernsBeforeItIsThrown() {
        priced();
        world.advance(MINUTE);
        off(Stop.all(Feature.SUPPLIERS));
        world.order("1", Samples.line("TEE", 1));
        world.order("2", Samples.line("TEE", 1), Samples.line("MUG", 1));
        world.order(SmallWorld.OTHER, "3", Standing.PLACE, Samples.line("TEE", 1));
        Switches switches = world.node().operation().switches();

        assertThat(switches.concerned(Stop.of(Feature.PLACING, SmallWorld.SHOP)).count())
                .isEqualTo(3);
        assertThat(switches.concerned(Stop.of(Feature.PLACING, Samples.AMAZON)).count())
                .isEqualTo(1);
        assertThat(switches.concerned(Stop.all(Feature.SUPPLIERS)).count()).isEqualTo(4);
    }

    @Test
    void whatANewerNodeSwitchedOffDoesNotStopThisOneFromObeyingTheRest() {
        world.ledger.commit(
                tx -> tx.update(
                        "INSERT INTO switched_off (feature, target, actor, reason, since) VALUES ('REFUNDS', 'all', 'ann', '', 0)"));
        world.ledger.commit(
                tx -> tx.update(
                        "INSERT INTO switched_off (feature, target, actor, reason, since) VALUES ('STOCK', 'all', 'ann', '', 1)"));

        world.node().operation().step();

        assertThat(world.node().operation().switches().off())
                .extracting(Switches.Off::stop)
                .containsExactly(Stop.all(Feature.STOCK));
    }

    @Test
    void aHoldReachesTheOtherNodeAndSoDoesItsRelease() {
        SmallNode other = world.another("n2");
        Holds holds = world.node().operation().holds();

        holds.hold(ANN, Samples.AMAZON, "stock count");
        other.operation().step();
        assertThat(other.channel(Samples.AMAZON).isHeld()).isTrue();
        var twice = other.operation().holds().hold(new Person("bob", "support", ""), Samples.AMAZON, "me too");
        var released = other.operation().holds().release(ANN, Samples.AMAZON, Optional.empty(), "counted");
        world.node().operation().step();

        assertThat(twice).isInstanceOf(Holds.Outcome.Conflict.class);
        assertThat(released).isInstanceOf(Holds.Outcome.Done.class);
        assertThat(world.node().channel(Samples.AMAZON).isHeld()).isFalse();
    }

    private ReadStock.Item priced() {
        world.policy(SmallWorld.SHOP, policyWithPrices());
        return new ReadStock.Item("p2", "", "p2-MUG");
    }

    private static StockPolicy policyWithPrices() {
        return new StockPolicy(
                0,
                Duration.ofDays(1),
                StockPolicy.WhenOld.FREEZE,
                true,
                Optional.of(new BigDecimal("2")),
                Optional.empty());
    }

    private Dispatch placing(OrderId order) {
        return world.dispatch(order, Dispatch.PLACE_ORDER);
    }

    private void off(Stop stop) {
        assertThat(world.node().operation().switches().switchOff(ANN, stop, "because"))
                .isInstanceOf(Switches.Outcome.Done.class);
    }

    private void on(Stop stop) {
        Switches switches = world.node().operation().switches();
        Instant since = switches.find(stop).orElseThrow().since();
        assertThat(switches.switchOn(ANN, stop, since, "over")).isInstanceOf(Switches.Outcome.Done.class);
    }

    private List<String> audited() {
        return world.ledger.read(tx -> tx.list("SELECT action FROM audit ORDER BY seq", row -> row.text("action")));
    }
}
