package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.dispatch.Dispatching.dispatch;
import static serai.fixture.MovedClock.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.provider.Cause;
import serai.provider.Outcome;

class SweeperTest {
    private static final Node NODE = new Node("n1", "boot1");

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private final Set<String> inBroker = new HashSet<>();
    private final Channel aliExpress = Samples.aliExpress(clock);
    private final Channel amazon = Samples.amazon(clock);
    private Database ledger;
    private Relay relay;
    private Attempts attempts;
    private Sweeper sweeper;

    @BeforeEach
    void open() {
        ledger = Ledgers.embedded(Samples.ledgerFile(folder));
        start(NODE);
    }

    /** A run of a node: what an earlier one had in hand is forgotten. */
    private void start(Node node) {
        Channels channels = new Channels(List.of(aliExpress, amazon), ledger, clock);
        relay = new Relay(channels, ledger, node, clock);
        attempts = new Attempts(
                channels, ledger, node, clock, Samples.lowest(), Effects.NONE, (attempt, outcome, move, at) -> {});
        sweeper = new Sweeper(channels, attempts, relay, ledger, name -> inBroker, node, clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aQueuedDispatchWithoutAMessageGoesOutAgain() {
        Dispatch dispatch = add(dispatch().attempts(0));
        List<Relay.Message> messages = relay.next();
        assertThat(messages).hasSize(1);

        clock.advance(Duration.ofSeconds(4));
        sweeper.sweep();
        assertThat(relay.next()).as("it is on its way").isEmpty();
        messages.forEach(relay::sent);
        sweeper.sweep();

        assertThat(relay.next()).extracting(Relay.Message::dispatch).containsExactly(dispatch.id());
    }

    @Test
    void aMessageThatNeverArrivesIsLostAfterHalfAMinute() {
        Dispatch dispatch = add(dispatch().attempts(0));
        relay.next();

        clock.advance(Duration.ofSeconds(31));
        sweeper.sweep();

        assertThat(relay.next()).extracting(Relay.Message::dispatch).containsExactly(dispatch.id());
    }

    @Test
    void aQueuedDispatchWithAMessageStays() {
        Dispatch dispatch = add(dispatch().attempts(0));
        relay.next();
        inBroker.add(dispatch.id().value());

        clock.advance(Duration.ofHours(1));
        sweeper.sweep();

        assertThat(relay.next()).isEmpty();
        assertThat(find(dispatch).version()).isEqualTo(1);
    }

    @Test
    void whatIsUnderWayIsLeftAlone() throws Exception {
        Dispatch dispatch = add(dispatch().attempts(0));
        relay.next();
        Attempt attempt = Objects.requireNonNull(
                attempts.begin(dispatch.id().value(), dispatch.channel().value()));

        clock.advance(Duration.ofHours(1));
        sweeper.sweep();
        assertThat(find(dispatch).state()).isEqualTo(DispatchState.ATTEMPTING);

        try (var camel = new DefaultCamelContext()) {
            attempts.finish(attempt, new Outcome.Done(List.of("8001"), ""), new DefaultExchange(camel));
        }
        sweeper.sweep();
        assertThat(find(dispatch).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void anAttemptOfAnEarlierRunIsRepeatedOrLookedUpAsTheConnectorSays() throws InterruptedException {
        Dispatch repeated = attempting(dispatch().attempts(0));
        Dispatch lookedUp = attempting(dispatch().on(Samples.AMAZON).attempts(0));
        clock.advance(Duration.ofSeconds(10));
        start(new Node("n1", "boot2"));

        sweeper.sweep();

        assertThat(find(repeated).state()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(find(repeated).step()).isEqualTo(Step.PLACE);
        assertThat(find(repeated).unknownSince()).contains(NOON);
        assertThat(find(lookedUp).state()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(find(lookedUp).step()).isEqualTo(Step.FIND);
        assertThat(outcome(repeated)).isEqualTo("Unknown node-stopped");
    }

    @Test
    void aLookUpOfAnEarlierRunIsAskedAgain() throws InterruptedException {
        Dispatch asked =
                attempting(dispatch().on(Samples.AMAZON).step(Step.FIND).attempts(0));
        start(new Node("n1", "boot2"));

        sweeper.sweep();

        assertThat(find(asked).step()).isEqualTo(Step.FIND);
        assertThat(find(asked).state()).isEqualTo(DispatchState.WAITING);
        assertThat(find(asked).readyAt()).contains(clock.instant());
    }

    @Test
    void whatAVanishedNodeHadInHandIsTakenOver() throws InterruptedException {
        Dispatch queued = add(dispatch().order("q").attempts(0));
        Dispatch begun = attempting(dispatch().order("a").attempts(0));
        sweeper.sweep();
        start(new Node("n2", "boot9"));
        sweeper.sweep();

        clock.advance(Duration.ofSeconds(59));
        sweeper.sweep();
        assertThat(find(begun).state()).isEqualTo(DispatchState.ATTEMPTING);
        clock.advance(Duration.ofSeconds(2));
        sweeper.sweep();

        assertThat(find(begun).state()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(relay.next()).extracting(Relay.Message::dispatch).contains(queued.id());
    }

    @Test
    void aLiveNodeWhoseClockIsMinutesBehindIsNotTakenForDead() throws InterruptedException {
        Dispatch begun = attempting(dispatch().attempts(0));
        sweeper.sweep();
        start(new Node("n2", "boot9"));

        for (int round = 0; round < 20; round++) {
            beats(clock.instant().minus(Duration.ofMinutes(7)));
            clock.advance(Duration.ofSeconds(10));
            sweeper.sweep();
        }

        assertThat(find(begun).state()).isEqualTo(DispatchState.ATTEMPTING);
    }

    @Test
    void aDeadNodeWhoseClockWasAheadIsTakenForDead() throws InterruptedException {
        Dispatch begun = attempting(dispatch().attempts(0));
        sweeper.sweep();
        beats(clock.instant().plus(Duration.ofDays(1)));
        start(new Node("n2", "boot9"));
        sweeper.sweep();

        clock.advance(Duration.ofSeconds(61));
        sweeper.sweep();

        assertThat(find(begun).state()).isEqualTo(DispatchState.UNCONFIRMED);
    }

    /** What the other node writes down, by its own clock. */
    private void beats(java.time.Instant at) {
        ledger.commit(tx -> tx.update("UPDATE node SET seen_at = ? WHERE name = 'n1'", at));
    }

    @Test
    void ofTwoProcessesOfOneNameTheEarlierDoesNothingAnyMore() throws InterruptedException {
        Node earlier = new Node("n1", "boot1");
        start(earlier);
        sweeper.sweep();
        Sweeper first = sweeper;
        Relay relayOfFirst = relay;
        Attempts attemptsOfFirst = attempts;
        start(new Node("n1", "boot2"));
        sweeper.sweep();
        Dispatch dispatch = add(dispatch().attempts(0));

        first.sweep();
        relay.next();
        first.sweep();
        sweeper.sweep();

        assertThat(earlier.displaced()).isTrue();
        assertThat(relayOfFirst.next()).isEmpty();
        assertThat(attemptsOfFirst.begin(dispatch.id().value(), "aliexpress")).isNull();
        assertThat(new Leases(ledger, earlier).mine("some", clock.instant())).isFalse();
        assertThat(earlier.trouble().orElse("")).contains("serai.node of its own");
        assertThat(attempts.begin(dispatch.id().value(), "aliexpress")).isNotNull();
    }

    @Test
    void sweepingTwiceChangesNothingMore() throws InterruptedException {
        Dispatch begun = attempting(dispatch().attempts(0));
        start(new Node("n1", "boot2"));
        sweeper.sweep();
        long version = find(begun).version();

        sweeper.sweep();

        assertThat(find(begun).version()).isEqualTo(version);
    }

    @Test
    void aRowOfAChannelThatIsGoneDoesNotStopTheOthers() throws InterruptedException {
        Dispatch gone = attempting(dispatch().attempts(0));
        ledger.commit(tx ->
                tx.update("UPDATE dispatch SET channel = ? WHERE id = ?", new ChannelName("a-removed-one"), gone.id()));
        Dispatch known = attempting(dispatch().on(Samples.AMAZON).attempts(0));
        start(new Node("n1", "boot2"));

        sweeper.sweep();

        assertThat(find(known).state()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(find(gone).state()).isEqualTo(DispatchState.ATTEMPTING);
    }

    @Test
    void aRowThatCannotBeReadDoesNotStopTheOthers() throws InterruptedException {
        Dispatch later = attempting(dispatch().attempts(0));
        ledger.commit(tx -> tx.update("UPDATE dispatch SET step = 'A_STEP_OF_LATER' WHERE id = ?", later.id()));
        Dispatch known = attempting(dispatch().on(Samples.AMAZON).attempts(0));
        start(new Node("n1", "boot2"));

        sweeper.sweep();

        assertThat(find(known).state()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(attempts.begin(later.id().value(), later.channel().value())).isNull();
    }

    @Test
    void aMessageThatCrashesItsConsumerBecomesADeadLetterOnce() {
        Dispatch dispatch = add(dispatch().attempts(0));
        relay.next();

        sweeper.crashed(dispatch.id().value(), "dispatch.aliexpress");
        sweeper.crashed(dispatch.id().value(), null);
        sweeper.crashed("dsp_nobody", null);

        assertThat(find(dispatch).state()).isEqualTo(DispatchState.DEAD);
        assertThat(find(dispatch).cause()).contains(Cause.CONNECTOR_FAULT);
    }

    @Test
    void aMessageOfBeforeTheOrderWentToAnotherSupplierSaysNothingOfItThere() {
        Dispatch dispatch = add(dispatch().on(Samples.AMAZON).attempts(0));
        relay.next();

        sweeper.crashed(dispatch.id().value(), "dispatch.aliexpress");

        assertThat(find(dispatch).state()).isEqualTo(DispatchState.QUEUED);
    }

    private Dispatch add(Dispatching building) {
        Dispatch dispatch = building.build();
        ledger.commit(tx -> Dispatches.insert(tx, dispatch, "test"));
        return dispatch;
    }

    private Dispatch attempting(Dispatching building) throws InterruptedException {
        Dispatch dispatch = add(building);
        relay.next();
        assertThat(attempts.begin(dispatch.id().value(), dispatch.channel().value()))
                .isNotNull();
        return dispatch;
    }

    private Dispatch find(Dispatch dispatch) {
        return ledger.read(tx -> Dispatches.find(tx, dispatch.id())).orElseThrow();
    }

    private String outcome(Dispatch dispatch) {
        return ledger.read(tx -> tx.first(
                        "SELECT outcome, code FROM attempt WHERE dispatch_id = ?",
                        row -> row.text("outcome") + " " + row.text("code"),
                        dispatch.id()))
                .orElseThrow();
    }
}
