package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.access.Person;
import serai.base.DispatchId;
import serai.base.Scope;
import serai.dispatch.DispatchState;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;
import serai.ledger.Database;
import serai.provider.Cause;

/** What people see of a replay: what it would do, what it passed over, and what died again; on whatever database. */
abstract class ReplayLoopSuite {
    private static final Person ANN = SmallGateway.ANN;

    SmallGateway gateway;

    abstract Database open();

    @BeforeEach
    void prepare() {
        gateway = new SmallGateway(open(), new MovedClock());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private Rehearsal rehearsal() {
        return new Rehearsal(gateway.ledger, gateway.desk, gateway.clock);
    }

    private ReplayItems items() {
        return new ReplayItems(gateway.ledger);
    }

    private String started(boolean evenIfLooping) {
        var wish = new ReplayBook.Wish(
                DeadLetterFilter.ALL, BigDecimal.valueOf(100), List.of(), BigDecimal.ONE, evenIfLooping, "mended");
        return gateway.book.start(wish, ANN).orElseThrow().id();
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            gateway.clock.advance(Duration.ofSeconds(1));
            gateway.replays.step();
        }
    }

    private DispatchId looping() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        for (int i = 0; i < 2; i++) {
            gateway.desk.replay(id, Optional.empty(), ANN, "again", false);
            gateway.attempt(id, move -> move.because(Cause.OUT_OF_STOCK, "E-out-of-stock", "none"));
        }
        return id;
    }

    @Test
    void letterThatGoesRoundAndRoundIsPassedOverWithTheReason() {
        DispatchId looping = looping();
        gateway.dead(Cause.OUT_OF_STOCK);

        String id = started(false);
        steps(2);

        assertThat(gateway.find(looping).state()).isEqualTo(DispatchState.DEAD);
        assertThat(gateway.in(DispatchState.QUEUED)).hasSize(1);
        assertThat(items().list(id, ReplayItems.Fate.SKIPPED, 0, 10))
                .singleElement()
                .satisfies(item -> assertThat(item.note()).contains("3 times the same way", "out-of-stock"));
        assertThat(items().skipped(id)).singleElement().matches(reason -> reason.count() == 1);
    }

    @Test
    void replayThatSaysSoTakesItAlongAllTheSame() {
        looping();

        String id = started(true);
        steps(1);

        assertThat(gateway.in(DispatchState.QUEUED)).hasSize(1);
        assertThat(gateway.book.find(id, Scope.ALL).orElseThrow().evenIfLooping())
                .isTrue();
    }

    @Test
    void whatDiedAgainIsListedWithItsNewCauseWhateverComesLater() {
        for (int i = 0; i < 3; i++) {
            gateway.dead(Cause.OUT_OF_STOCK);
        }
        String id = started(false);
        steps(1);
        List<DispatchId> sent = gateway.in(DispatchState.QUEUED);
        sent.subList(0, 2).forEach(one -> gateway.attempt(one, move -> move.because(Cause.ITEM_UNKNOWN, "X", "gone")));
        gateway.done(sent.get(2));
        steps(1);

        gateway.desk.replay(sent.getFirst(), Optional.empty(), ANN, "once more", false);
        gateway.attempt(sent.getFirst(), move -> move.because(Cause.ADDRESS_INVALID, "A", "no"));
        steps(1);
        List<ReplayItems.Item> first = items().list(id, ReplayItems.Fate.DEAD, 0, 1);
        List<ReplayItems.Item> second =
                items().list(id, ReplayItems.Fate.DEAD, first.getFirst().position(), 10);

        assertThat(List.of(first.getFirst(), second.getFirst()))
                .extracting(ReplayItems.Item::diedOf)
                .containsOnly(Optional.of(Cause.ITEM_UNKNOWN));
        assertThat(second).hasSize(1);
        assertThat(gateway.book.find(id, Scope.ALL).orElseThrow().failedAgain()).isEqualTo(Map.of("item-unknown", 2L));
    }

    @Test
    void outlookSaysWhatWouldGoAndWhatNotAndThatItLookedAtAll() {
        looping();
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUTCOME_UNKNOWN);
        gateway.dead(Cause.OUTCOME_UNKNOWN, "AMZ", List.of());

        Rehearsal.Outlook outlook = rehearsal().outlook(DeadLetterFilter.ALL, false);
        List<Rehearsal.Prospect> prospects = rehearsal().steps(DeadLetterFilter.ALL, true, Optional.empty(), 10);

        assertThat(outlook.exact()).isTrue();
        assertThat(outlook.count()).isEqualTo(4);
        assertThat(outlook.wouldGo()).isEqualTo(2);
        assertThat(outlook.skipped()).hasSize(2);
        assertThat(outlook.groups()).hasSize(3);
        assertThat(prospects).filteredOn(Rehearsal.Prospect::goes).hasSize(3);
        assertThat(prospects)
                .extracting(Rehearsal.Prospect::does)
                .contains(
                        "it is looked up at amazon, and bought only if nothing is there",
                        "it is sent to aliexpress again",
                        "a person has to look at the supplier first");
        assertThat(gateway.in(DispatchState.DEAD)).hasSize(4);
    }

    @Test
    void rehearsalLooksOnlyIntoTheStoresOfTheScope() {
        gateway.dead(Cause.OUT_OF_STOCK);
        DeadLetterFilter foreign = DeadLetterFilter.ALL.within(Scope.of(Set.of()));

        Rehearsal.Outlook outlook = rehearsal().outlook(foreign, false);

        assertThat(outlook.count()).isZero();
        assertThat(outlook.groups()).isEmpty();
        assertThat(rehearsal().steps(foreign, false, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void historyIsFilteredByWhoAndWhere() {
        gateway.dead(Cause.OUT_OF_STOCK);
        String first = started(false);
        gateway.book.cancel(first, ANN, "no");
        gateway.clock.advance(Duration.ofSeconds(1));
        String second = started(false);

        assertThat(gateway.book.list(Scope.ALL, Optional.of("ann"), Optional.empty(), Optional.empty(), 10))
                .extracting(ReplayBook.View::id)
                .containsExactly(second, first);
        assertThat(gateway.book.list(
                        Scope.ALL, Optional.empty(), Optional.of(Replay.State.CANCELLED), Optional.empty(), 10))
                .extracting(ReplayBook.View::id)
                .containsExactly(first);
        assertThat(gateway.book.list(Scope.ALL, Optional.of("bob"), Optional.empty(), Optional.empty(), 10))
                .isEmpty();
    }
}
