package serai.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import serai.access.Person;
import serai.base.Scope;
import serai.fixture.Samples;
import serai.fixture.SmallNode;
import serai.fixture.SmallWorld;
import serai.provider.Cause;

class IncidentsTest extends TwoShops {
    private static final Person ANN = new Person("ann", "support", "192.0.2.1");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    IncidentsTest() {
        super(2);
    }

    @Test
    void aBreakersHoldIsOpenWhileItLastsAndThenSaysHowLongAndHowManyWaited() {
        Instant began = world.clock.instant();
        world.aliexpress.down(true);
        world.order("1", Samples.line("TEE", 1));
        world.order("2", Samples.line("TEE", 1));
        world.order("3", Samples.line("TEE", 1));
        world.advance(MINUTE);
        world.order("4", Samples.line("TEE", 1));
        world.advance(MINUTE);

        Incident open = open(Scope.ALL).getFirst();
        world.aliexpress.down(false);
        world.advance(MINUTE);

        assertThat(open.cause()).contains(Cause.PROVIDER_UNREACHABLE);
        assertThat(open.node()).isEqualTo("n1");
        assertThat(open(Scope.ALL)).isEmpty();
        Incident closed = history(Scope.ALL).getFirst();
        assertThat(closed.id()).isEqualTo(open.id());
        assertThat(closed.mostWaiting()).isEqualTo(4);
        assertThat(closed.openedAt()).isEqualTo(began);
        assertThat(closed.duration(world.clock.instant())).isBetween(MINUTE, MINUTE.multipliedBy(3));
    }

    @Test
    void aHoldThatComesAndGoesBetweenTwoLooksIsNotMissed() {
        var channel = world.node().channel(Samples.AMAZON);
        for (int failure = 0; failure < 3; failure++) {
            channel.record(new serai.provider.Outcome.Unknown("502", "bad gateway", Optional.empty()));
        }
        channel.record(new serai.provider.Outcome.Done(List.of("1"), ""));

        world.node().operation().step();

        assertThat(open(Scope.ALL)).isEmpty();
        assertThat(history(Scope.ALL)).extracting(Incident::channel).containsExactly(Samples.AMAZON);
    }

    @Test
    void whatIsWrongWithTheJournalIsAnIncidentUntilItIsOver() {
        NodeTroubles troubles = world.node().operation().troubles();
        troubles.opened("rewind", "the journal went back", world.clock.instant());
        troubles.opened("loss", "2 are gone", world.clock.instant());
        troubles.over("rewind", "recorded again", world.clock.instant());
        troubles.opened("loss", "3 are gone", world.clock.instant());
        troubles.over("never-open", "nothing", world.clock.instant());
        world.node().operation().step();

        assertThat(open(Scope.ALL)).singleElement().satisfies(incident -> {
            assertThat(incident.ofTheJournal()).isTrue();
            assertThat(incident.words()).isEqualTo("3 are gone");
            assertThat(incident.node()).isEqualTo("n1");
            assertThat(incident.cause()).isEmpty();
        });
        assertThat(history(Scope.ALL)).extracting(Incident::closing).containsExactly("recorded again");
    }

    @Test
    void aKilledGatewayLeavesNoIncidentOpen() {
        down();

        SmallNode again = world.another("n1");

        assertThat(open(Scope.ALL)).isEmpty();
        assertThat(history(Scope.ALL)).extracting(Incident::closing).containsExactly("the gateway stopped");
        assertThat(again.channel(Samples.ALIEXPRESS).isHeld()).isFalse();
    }

    @Test
    void whatAVanishedNodeHeldIsClosedByAnother() {
        down();
        SmallNode other = world.another("n2");
        world.clock.advance(Duration.ofSeconds(30));
        other.operation().step();
        assertThat(open(Scope.ALL)).as("it may come back").hasSize(1);

        world.clock.advance(MINUTE);
        other.operation().step();

        assertThat(open(Scope.ALL)).isEmpty();
        assertThat(history(Scope.ALL).getFirst().closing()).contains("nothing was heard");
    }

    @Test
    void aPersonsHoldIsAnIncidentOfItsOwnBesideTheBreakers() {
        down();
        Holds holds = world.node().operation().holds();

        holds.hold(ANN, Samples.ALIEXPRESS, "until we know more");
        world.aliexpress.down(false);
        holds.release(ANN, Samples.ALIEXPRESS, Optional.empty(), "they say it works");
        world.advance(MINUTE);

        assertThat(open(Scope.ALL)).isEmpty();
        assertThat(history(Scope.ALL)).extracting(Incident::holder).containsExactlyInAnyOrder("ann", "breaker");
        assertThat(history(Scope.ALL))
                .filteredOn(incident -> incident.holder().equals("ann"))
                .extracting(Incident::closing)
                .containsExactly("released by ann: they say it works");
    }

    @Test
    void aStoreSeesSuppliersAndItselfAndNoOtherStore() {
        Holds holds = world.node().operation().holds();
        holds.hold(ANN, Samples.AMAZON, "count");
        holds.hold(ANN, serai.base.ChannelName.of(SmallWorld.SHOP), "moving");
        holds.hold(ANN, serai.base.ChannelName.of(SmallWorld.OTHER), "moving");

        var shops = open(Scope.of(Set.of(SmallWorld.SHOP)));
        var nobodys = open(Scope.of(Set.of()));

        assertThat(shops)
                .extracting(incident -> incident.channel().value())
                .containsExactlyInAnyOrder("amazon", "store-shop");
        assertThat(nobodys).extracting(Incident::channel).containsExactly(Samples.AMAZON);
    }

    @Test
    void historyGoesOnWhereAPageEnded() {
        Holds holds = world.node().operation().holds();
        for (int n = 0; n < 5; n++) {
            holds.hold(ANN, Samples.AMAZON, "count " + n);
            world.clock.advance(MINUTE);
            holds.release(ANN, Samples.AMAZON, Optional.empty(), "counted");
        }
        Incidents incidents = world.node().operation().incidents();

        List<Incident> first = incidents.history(Scope.ALL, Optional.empty(), 3);
        List<Incident> second =
                incidents.history(Scope.ALL, Optional.of(first.getLast().id()), 3);

        assertThat(first).extracting(Incident::words).containsExactly("count 4", "count 3", "count 2");
        assertThat(second).extracting(Incident::words).containsExactly("count 1", "count 0");
    }

    /** AliExpress is down and held. */
    private void down() {
        world.aliexpress.down(true);
        for (int n = 1; n <= 3; n++) {
            world.order("d" + n, Samples.line("TEE", 1));
        }
        world.advance(Duration.ofSeconds(20));
        assertThat(open(Scope.ALL)).hasSize(1);
    }

    private List<Incident> open(Scope scope) {
        return world.node().operation().incidents().open(scope);
    }

    private List<Incident> history(Scope scope) {
        return world.node().operation().incidents().history(scope, Optional.empty(), 100);
    }
}
