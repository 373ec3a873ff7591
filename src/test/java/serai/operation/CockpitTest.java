package serai.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import serai.access.Person;
import serai.base.Money;
import serai.base.Scope;
import serai.dispatch.Stops.Feature;
import serai.dispatch.Stops.Stop;
import serai.fixture.Samples;
import serai.fixture.SmallWorld;
import serai.order.StoreOrder.Standing;
import serai.provider.Cause;

class CockpitTest extends TwoShops {
    private static final Person ANN = new Person("ann", "support", "192.0.2.1");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    CockpitTest() {
        super(2);
    }

    @Test
    void itShowsWhatWaitsWithItsMoneyInTheStoresPieces() {
        world.aliexpress.down(true);
        world.order("1", Samples.line("TEE", 1));
        world.order("2", Samples.line("TEE", 3));
        world.advance(MINUTE);
        world.order(SmallWorld.OTHER, "3", Standing.PLACE, Samples.line("TEE", 1));
        world.advance(MINUTE);

        Cockpit.Lane lane = lane(Scope.ALL);

        assertThat(lane.backlog()).isEqualTo(3);
        assertThat(lane.parked())
                .containsExactly(times(Samples.line("TEE", 1).unitPrice().orElseThrow(), 5));
        assertThat(lane.state().hold()).isPresent();
        assertThat(lane.activity().lastProbe().orElseThrow().trouble()).contains(Cause.PROVIDER_UNREACHABLE);
        assertThat(lane.oldest()).contains(serai.fixture.MovedClock.NOON);
    }

    @Test
    void aStoreSeesItsOwnBacklogAndMoneyAndItsOwnChannelOnly() {
        world.aliexpress.down(true);
        world.order("1", Samples.line("TEE", 1));
        world.order(SmallWorld.OTHER, "3", Standing.PLACE, Samples.line("TEE", 2));
        world.advance(MINUTE);

        Cockpit.View view = world.node().operation().cockpit().look(Scope.of(Set.of(SmallWorld.OTHER)));

        assertThat(view.suppliers()).extracting(Cockpit.Lane::name).contains(Samples.ALIEXPRESS, Samples.AMAZON);
        assertThat(view.stores()).extracting(lane -> lane.name().value()).containsExactly("store-other");
        Cockpit.Lane lane = lane(Scope.of(Set.of(SmallWorld.OTHER)));
        assertThat(lane.backlog()).isEqualTo(1);
        assertThat(lane.parked())
                .containsExactly(times(Samples.line("TEE", 1).unitPrice().orElseThrow(), 2));
        assertThat(lane(Scope.of(Set.of())).backlog()).isZero();
    }

    @Test
    void ordersWhoseShipByHasPassedOrComesBeforeTheBacklogIsThroughAreCounted() {
        world.aliexpress.down(true);
        world.order("1", Samples.line("TEE", 1));
        world.advance(MINUTE);
        assertThat(lane(Scope.ALL).late()).isZero();
        assertThat(lane(Scope.ALL).atRisk()).isZero();

        var dueBy = world.dispatches(serai.base.OrderId.of(SmallWorld.SHOP, "1"), "place-order")
                .getFirst()
                .dueBy();
        world.clock.advance(Duration.between(world.clock.instant(), dueBy).minusSeconds(20));
        world.node().round();
        assertThat(lane(Scope.ALL).atRisk()).as("the next probe comes later").isEqualTo(1);
        world.clock.advance(MINUTE);

        assertThat(lane(Scope.ALL).late()).isEqualTo(1);
        assertThat(lane(Scope.ALL).atRisk()).isZero();
    }

    @Test
    void whatIsSwitchedOffHasNoEndInSight() {
        world.aliexpress.down(true);
        world.order("1", Samples.line("TEE", 1));
        world.advance(MINUTE);
        assertThat(lane(Scope.ALL).eta()).isPresent();
        assertThat(lane(Scope.ALL).through())
                .isEqualTo("If it is back at the next probe. " + Cause.PROVIDER_UNREACHABLE.sentence());

        world.node().operation().switches().switchOff(ANN, Stop.all(Feature.SUPPLIERS), "storm");
        world.node().operation().cockpit().forget();

        assertThat(lane(Scope.ALL).eta()).isEmpty();
        assertThat(lane(Scope.ALL).through()).isEqualTo("Support has switched it off.");
        assertThat(lane(Scope.ALL).switchedOff()).isTrue();
    }

    @Test
    void whatWaitsIsCountedOnceForAllWhoLook() {
        world.aliexpress.down(true);
        world.order("1", Samples.line("TEE", 1));
        world.advance(MINUTE);
        assertThat(lane(Scope.ALL).backlog()).isEqualTo(1);
        world.order("2", Samples.line("TEE", 1));

        Cockpit.View another = world.node().operation().cockpit().look(Scope.of(Set.of(SmallWorld.SHOP)));

        assertThat(another.suppliers().stream().mapToLong(Cockpit.Lane::backlog).sum())
                .isEqualTo(1);
        assertThat(lane(Scope.of(Set.of(SmallWorld.SHOP))).backlog()).isEqualTo(2);
    }

    @Test
    void callsOfTheLastMinuteAreForgottenAfterIt() {
        world.order("1", Samples.line("TEE", 1));
        world.order("2", Samples.line("TEE", 1));
        world.node().round();
        assertThat(lane(Scope.ALL).activity().calls()).isEqualTo(2);

        world.clock.advance(Duration.ofSeconds(61));

        assertThat(lane(Scope.ALL).activity().calls()).isZero();
    }

    private static Money times(Money one, int many) {
        return new Money(one.amount().multiply(java.math.BigDecimal.valueOf(many)), one.currency());
    }

    private Cockpit.Lane lane(Scope scope) {
        world.clock.advance(Duration.ofSeconds(2));
        Optional<Cockpit.Lane> found = world.node().operation().cockpit().look(scope).suppliers().stream()
                .filter(lane -> lane.name().equals(Samples.ALIEXPRESS))
                .findFirst();
        return found.orElseThrow();
    }
}
