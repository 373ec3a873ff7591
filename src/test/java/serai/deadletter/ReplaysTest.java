package serai.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.access.Person;
import serai.base.DispatchId;
import serai.base.Scope;
import serai.dispatch.DispatchState;
import serai.fixture.SmallGateway;
import serai.provider.Cause;

class ReplaysTest {
    private static final Person ANN = SmallGateway.ANN;

    @TempDir
    Path folder;

    private SmallGateway gateway;

    @BeforeEach
    void open() {
        gateway = new SmallGateway(folder);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private String started(double rate, List<Integer> stages, double share) {
        var wish = new ReplayBook.Wish(
                DeadLetterFilter.ALL, BigDecimal.valueOf(rate), stages, BigDecimal.valueOf(share), "supplier mended");
        return gateway.book.start(wish, ANN).orElseThrow().id();
    }

    private void dead(int count) {
        for (int i = 0; i < count; i++) {
            gateway.dead(Cause.OUT_OF_STOCK);
        }
    }

    private ReplayBook.View view(String id) {
        return gateway.book.find(id, Scope.ALL).orElseThrow();
    }

    private void step(SmallGateway node) {
        gateway.clock.advance(Duration.ofSeconds(1));
        node.replays.step();
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            step(gateway);
        }
    }

    private void allDone() {
        gateway.in(DispatchState.QUEUED).forEach(gateway::done);
    }

    private void allDieAgain() {
        gateway.in(DispatchState.QUEUED)
                .forEach(id -> gateway.attempt(id, move -> move.because(Cause.ITEM_UNKNOWN, "X", "no such item")));
    }

    @Test
    void stagesGoOneAfterTheOtherEachOnlyWhenTheLastHasSettled() {
        dead(10);
        String id = started(100, List.of(1, 3), 0.2);

        steps(3);
        long first = gateway.in(DispatchState.QUEUED).size();
        allDone();
        steps(3);
        long second = gateway.in(DispatchState.QUEUED).size();
        allDone();
        steps(3);
        long rest = gateway.in(DispatchState.QUEUED).size();
        allDone();
        steps(2);

        assertThat(List.of(first, second, rest)).containsExactly(1L, 3L, 6L);
        assertThat(view(id).state()).isEqualTo(Replay.State.FINISHED);
        assertThat(view(id).counts()).isEqualTo(new ReplayBook.Counts(0, 0, 0, 10, 0));
    }

    @Test
    void rateIsKept() {
        dead(20);
        String id = started(2, List.of(), 1);
        gateway.replays.step();

        long atOnce = view(id).counts().sent();
        steps(3);

        assertThat(atOnce).isEqualTo(1);
        assertThat(view(id).counts().sent()).isEqualTo(7);
        assertThat(view(id).eta()).contains(gateway.now().plusMillis(6_500));
    }

    @Test
    void slowRateSendsOneLetterInTenSeconds() {
        dead(3);
        String id = started(0.1, List.of(), 1);

        steps(1);
        long first = view(id).counts().sent();
        steps(9);
        long before = view(id).counts().sent();
        steps(1);

        assertThat(List.of(first, before, view(id).counts().sent())).containsExactly(1L, 1L, 2L);
    }

    @Test
    void stopsWhenTooManyOfAStageDieAgain() {
        dead(10);
        String id = started(100, List.of(2), 0.4);

        steps(1);
        allDieAgain();
        steps(2);

        assertThat(view(id).state()).isEqualTo(Replay.State.STOPPED);
        assertThat(view(id).note()).isEqualTo("stage 1: 2 of 2 died again, more than 40 %");
        assertThat(view(id).failedAgain()).isEqualTo(Map.of("item-unknown", 2L));
        assertThat(view(id).counts().pending()).isEqualTo(8);
    }

    @Test
    void lastStageStopsBeforeItsEndWhenItGoesWrong() {
        dead(60);
        String id = started(20, List.of(), 0.2);

        steps(1);
        allDieAgain();
        steps(3);

        assertThat(view(id).state()).isEqualTo(Replay.State.STOPPED);
        assertThat(view(id).counts().pending()).isPositive();
    }

    @Test
    void aFewFailuresDoNotStopIt() {
        dead(10);
        String id = started(100, List.of(), 0.2);
        steps(1);
        List<DispatchId> sent = gateway.in(DispatchState.QUEUED);

        sent.subList(0, 2)
                .forEach(letter -> gateway.attempt(letter, move -> move.because(Cause.ITEM_UNKNOWN, "X", "no")));
        sent.subList(2, 10).forEach(gateway::done);
        steps(2);

        assertThat(view(id).state()).isEqualTo(Replay.State.FINISHED);
        assertThat(view(id).counts().deadAgain()).isEqualTo(2);
    }

    @Test
    void pauseResumeAndCancel() {
        dead(10);
        String id = started(1, List.of(), 1);
        steps(1);

        var paused = gateway.book.pause(id, ANN, "lunch");
        steps(5);
        long whilePaused = gateway.in(DispatchState.QUEUED).size();
        var again = gateway.book.pause(id, ANN, "lunch");
        gateway.book.resume(id, ANN, "back");
        steps(2);
        long resumed = gateway.in(DispatchState.QUEUED).size();
        gateway.book.cancel(id, ANN, "enough");
        steps(5);

        assertThat(paused).isInstanceOf(ReplayBook.Steered.Changed.class);
        assertThat(again).isInstanceOf(ReplayBook.Steered.Conflict.class);
        assertThat(List.of(whilePaused, resumed)).containsExactly(1L, 3L);
        assertThat(view(id).state()).isEqualTo(Replay.State.CANCELLED);
        assertThat(gateway.in(DispatchState.QUEUED)).hasSize(3);
        assertThat(gateway.book.resume(id, ANN, "no")).isInstanceOf(ReplayBook.Steered.Conflict.class);
        assertThat(gateway.book.cancel("rpl_none", ANN, "no")).isInstanceOf(ReplayBook.Steered.Missing.class);
    }

    @Test
    void cancelledReplayStillTellsWhatBecameOfWhatWasSent() {
        dead(4);
        String id = started(2, List.of(), 1);
        steps(1);
        gateway.book.cancel(id, ANN, "enough");

        allDone();
        steps(1);

        assertThat(view(id).counts()).isEqualTo(new ReplayBook.Counts(2, 0, 0, 2, 0));
    }

    @Test
    void goesOnAfterARestartWhereItWas() {
        dead(6);
        String id = started(2, List.of(1), 1);
        steps(1);
        allDone();
        gateway.close();

        gateway = new SmallGateway(folder, gateway.clock);
        for (int i = 0; i < 6; i++) {
            step(gateway);
            allDone();
        }

        assertThat(view(id).state()).isEqualTo(Replay.State.FINISHED);
        assertThat(view(id).counts().done()).isEqualTo(6);
        assertThat(gateway.in(DispatchState.DONE))
                .allSatisfy(
                        letter -> assertThat(gateway.find(letter).attempts()).isEqualTo(2));
    }

    @Test
    void pausedReplayStaysPausedAcrossARestartAndAnotherPersonSeesWhyAndResumesIt() {
        dead(4);
        String id = started(2, List.of(), 1);
        steps(1);
        gateway.book.pause(id, ANN, "lunch");
        gateway.close();

        gateway = new SmallGateway(folder, gateway.clock);
        steps(3);
        ReplayBook.View paused = view(id);
        gateway.book.resume(id, new Person("bob", "support", ""), "she is still away");
        steps(3);
        allDone();
        steps(2);

        assertThat(paused.state()).isEqualTo(Replay.State.PAUSED);
        assertThat(paused.note()).isEqualTo("paused by ann: lunch");
        assertThat(paused.counts().pending()).isEqualTo(2);
        assertThat(view(id).state()).isEqualTo(Replay.State.FINISHED);
        assertThat(view(id).counts().done()).isEqualTo(4);
    }

    @Test
    void twoNodesSteppingAtOnceSendEachLetterOnceAndKeepTheRate() throws Exception {
        dead(30);
        String id = started(10, List.of(), 1);

        var other = new SmallGateway(gateway.ledger, gateway.clock);
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 4; round++) {
                gateway.clock.advance(Duration.ofMillis(500));
                List<Future<?>> both = new ArrayList<>();
                both.add(threads.submit(gateway.replays::step));
                both.add(threads.submit(other.replays::step));
                for (Future<?> one : both) {
                    one.get();
                }
            }
        }

        assertThat(view(id).counts().sent()).isBetween(15L, 21L);
        assertThat(gateway.in(DispatchState.QUEUED))
                .hasSize((int) view(id).counts().sent());
        assertThat(gateway.in(DispatchState.QUEUED))
                .allSatisfy(letter -> assertThat(gateway.find(letter).version()).isEqualTo(4));
    }

    @Test
    void passesOverWhatAPersonHasToDecideAndWhatIsNoLongerDead() {
        gateway.dead(Cause.OUTCOME_UNKNOWN);
        DispatchId archived = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.NEEDS_MAPPING, "NOWHERE", List.of());
        gateway.unreadable("{");
        gateway.dead(Cause.OUT_OF_STOCK);
        String id = started(100, List.of(), 1);
        gateway.desk.archive(archived, Optional.empty(), ANN, "refunded");

        steps(1);
        allDone();
        steps(2);

        assertThat(view(id).state()).isEqualTo(Replay.State.FINISHED);
        assertThat(view(id).counts()).isEqualTo(new ReplayBook.Counts(0, 0, 4, 1, 0));
    }

    @Test
    void oldOrdersAreNotBoughtByAReplayOfAllThatIsDead() {
        DispatchId over = gateway.dead(Cause.OVER_BEFORE);
        dead(1);
        String all = started(100, List.of(), 1);
        steps(1);
        allDone();
        steps(2);
        assertThat(view(all).counts()).isEqualTo(new ReplayBook.Counts(0, 0, 1, 1, 0));
        assertThat(gateway.find(over).state()).isEqualTo(DispatchState.DEAD);
        assertThat(gateway.book.preview(DeadLetterFilter.ALL, false).count()).isZero();

        DeadLetterFilter named = new DeadLetterFilter(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Cause.OVER_BEFORE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(gateway.book.preview(named, false).count()).isEqualTo(1);
        var wish = new ReplayBook.Wish(
                named, BigDecimal.valueOf(100), List.of(), BigDecimal.ONE, "the shop was moved, they are to be sent");
        assertThat(gateway.book.start(wish, ANN)).isPresent();
        steps(1);

        assertThat(gateway.find(over).state()).isEqualTo(DispatchState.QUEUED);
    }

    @Test
    void dryRunSaysWhatWouldGoAndStoresNothing() {
        dead(3);
        gateway.dead(Cause.OUT_OF_STOCK, "AMZ", List.of());
        gateway.dead(Cause.OUTCOME_UNKNOWN);
        gateway.dead(Cause.OUTCOME_UNKNOWN, "AMZ", List.of());

        var preview = gateway.book.preview(DeadLetterFilter.ALL, false);

        assertThat(preview.count()).isEqualTo(5);
        assertThat(preview.byChannel()).isEqualTo(Map.of("aliexpress", 3L, "amazon", 2L));
        assertThat(preview.byCause()).isEqualTo(Map.of("out-of-stock", 4L, "outcome-unknown", 1L));
        assertThat(preview.skipped())
                .containsExactly(new ReplayBook.Skipped(
                        Optional.of("outcome-unknown"), 1, "a person has to look at the supplier first"));
        assertThat(gateway.book.list(Scope.ALL, Optional.empty(), 10)).isEmpty();
        assertThat(gateway.in(DispatchState.DEAD)).hasSize(6);
    }

    @Test
    void lettersThatDieLaterAreNotAmongThem() {
        dead(2);
        String id = started(100, List.of(), 1);
        dead(1);

        steps(1);

        assertThat(view(id).counts().sent()).isEqualTo(2);
        assertThat(gateway.in(DispatchState.DEAD)).hasSize(1);
    }

    @Test
    void aLetterThatASecondReplaySentFirstIsNotSentAgainByTheOtherWhenItDiesAnew() {
        DispatchId id = gateway.dead(Cause.OUT_OF_STOCK);
        var wish = new ReplayBook.Wish(
                DeadLetterFilter.ALL, new BigDecimal("100"), List.of(), new BigDecimal("1"), "new stock");
        assertThat(gateway.book.start(wish, ANN)).isPresent();
        gateway.clock.advance(Duration.ofSeconds(1));
        gateway.desk.replay(id, Optional.empty(), ANN, "at once", false);
        gateway.attempt(id, move -> move.because(Cause.OUT_OF_STOCK, "", "still none"));

        gateway.replays.step();

        assertThat(gateway.find(id).state()).isEqualTo(DispatchState.DEAD);
    }
}
