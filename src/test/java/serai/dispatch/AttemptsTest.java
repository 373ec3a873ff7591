package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.dispatch.Dispatching.dispatch;
import static serai.fixture.MovedClock.NOON;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.DispatchId;
import serai.fixture.BreakableLedger;
import serai.fixture.MovedClock;
import serai.fixture.Patience;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Tx;
import serai.provider.Account;
import serai.provider.Answer;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;
import serai.provider.Task;
import serai.provider.Wire;

class AttemptsTest {
    private static final Node NODE = new Node("n1", "boot1");
    private static final Outcome DONE = new Outcome.Done(List.of("8001"), "");

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private final Channel channel = Samples.aliExpress(clock);
    private final Channel amazon = Samples.amazon(clock);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private BreakableLedger breakable;
    private Database ledger;
    private Attempts attempts;

    @BeforeEach
    void open() {
        breakable = new BreakableLedger(Samples.ledgerFile(folder));
        ledger = breakable.database();
        Channels channels = new Channels(List.of(channel, amazon), ledger, clock);
        attempts = new Attempts(
                channels, ledger, NODE, clock, Samples.lowest(), Effects.NONE, (attempt, outcome, move, at) -> {});
    }

    @AfterEach
    void close() throws IOException {
        breakable.close();
        camel.close();
    }

    @Test
    void anAttemptIsOnDiskBeforeItsCallAndItsOutcomeAfter() throws InterruptedException {
        Dispatch queued = queued(dispatch().attempts(0));

        Attempt attempt = begun(queued);
        assertThat(state(queued)).isEqualTo(DispatchState.ATTEMPTING);
        assertThat(outcomes(queued)).containsExactly("1 PLACE null");

        clock.advance(Duration.ofSeconds(1));
        attempts.finish(attempt, DONE, exchange());

        assertThat(state(queued)).isEqualTo(DispatchState.DONE);
        assertThat(outcomes(queued)).containsExactly("1 PLACE Done");
        assertThat(attempts.active(queued.id())).isFalse();
    }

    @Test
    void twoConsumersOfOneDispatchMakeOneAttempt() throws Exception {
        for (int round = 0; round < 20; round++) {
            Dispatch queued = queued(dispatch().order("o" + round).attempts(0));
            clock.advance(Duration.ofSeconds(1));
            Attempts other = new Attempts(
                    new Channels(List.of(channel), ledger, clock),
                    ledger,
                    new Node("n2", "boot2"),
                    clock,
                    Samples.lowest(),
                    Effects.NONE,
                    (attempt, outcome, move, at) -> {});
            CountDownLatch go = new CountDownLatch(1);
            List<CompletableFuture<Attempt>> both = List.of(
                    inThread(
                            go,
                            () -> attempts.begin(
                                    queued.id().value(), queued.channel().value())),
                    inThread(
                            go,
                            () -> attempts.begin(
                                    queued.id().value(), queued.channel().value())),
                    inThread(
                            go,
                            () -> other.begin(
                                    queued.id().value(), queued.channel().value())));

            go.countDown();

            List<Attempt> begun = new ArrayList<>();
            for (CompletableFuture<Attempt> each : both) {
                Attempt attempt = each.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
                if (attempt != null) {
                    begun.add(attempt);
                }
            }
            assertThat(begun).hasSize(1);
            assertThat(outcomes(queued)).hasSize(1);
        }
    }

    @Test
    void anEditWhileAnAttemptWaitsForItsTurnIsWhatItSends() throws Exception {
        Dispatch queued = queued(dispatch().attempts(0));
        for (int permit = 0; permit < 5; permit++) {
            assertThat(channel.admit(Step.PLACE)).isTrue();
        }
        CompletableFuture<Attempt> begun = inThread(
                new CountDownLatch(0),
                () -> attempts.begin(queued.id().value(), queued.channel().value()));
        await().until(() -> attempts.active(queued.id()));

        boolean edited = ledger.commit(tx -> {
            Dispatch read = Dispatches.find(tx, queued.id()).orElseThrow();
            return Dispatches.rewrite(
                    tx,
                    new Rewriting(
                            read,
                            read.request().replace("Jane Roe", "Joan Doe"),
                            Optional.empty(),
                            read.channel(),
                            Optional.empty(),
                            "",
                            "",
                            read.dueBy(),
                            read.worth(),
                            "the delivery address changed"),
                    "store shop",
                    clock.instant());
        });
        clock.advance(Duration.ofSeconds(1));
        Attempt attempt = begun.get(10, TimeUnit.SECONDS);

        assertThat(edited).isTrue();
        assertThat(((Task) Objects.requireNonNull(attempt).task())
                        .order()
                        .shipTo()
                        .name())
                .isEqualTo("Joan Doe");
        assertThat(outcomes(queued)).containsExactly("1 PLACE null");
    }

    @Test
    void whatIsBeingTriedIsNotRewritten() throws InterruptedException {
        Dispatch queued = queued(dispatch().attempts(0));
        Rewriting late = new Rewriting(
                queued,
                queued.request(),
                Optional.empty(),
                queued.channel(),
                Optional.empty(),
                "",
                "",
                queued.dueBy(),
                queued.worth(),
                "too late");
        Attempt attempt = begun(queued);

        boolean mine = ledger.commit(tx -> Dispatches.rewrite(tx, late, "store shop", clock.instant()));

        assertThat(mine).isFalse();
        assertThatThrownBy(() -> new Rewriting(
                        attempt.dispatch(),
                        queued.request(),
                        Optional.empty(),
                        queued.channel(),
                        Optional.empty(),
                        "",
                        "",
                        queued.dueBy(),
                        queued.worth(),
                        ""))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void staleCopiesOfAMessageAreDropped() throws InterruptedException {
        Dispatch queued = queued(dispatch().attempts(0));
        Attempt attempt = begun(queued);

        assertThat(attempts.begin(queued.id().value(), queued.channel().value()))
                .isNull();
        attempts.finish(attempt, DONE, exchange());
        assertThat(attempts.begin(queued.id().value(), queued.channel().value()))
                .isNull();
        assertThat(attempts.begin("dsp_nobody", "aliexpress")).isNull();

        assertThat(state(queued)).isEqualTo(DispatchState.DONE);
    }

    @Test
    void anOrderThatWentToAnotherSupplierIsNotPlacedByTheOldOnesMessage() throws InterruptedException {
        Dispatch remapped = queued(dispatch().on(Samples.AMAZON).attempts(0));
        channel.holdBy("ada", "so that a probe is due", clock.instant());

        Attempt stale = attempts.begin(remapped.id().value(), channel.name().value());
        Attempt probed = attempts.probe(new Channels.Probe(channel.name(), channel.connector(), remapped.id()));

        assertThat(stale).isNull();
        assertThat(probed).isNull();
        assertThat(state(remapped)).isEqualTo(DispatchState.QUEUED);
        assertThat(attempts.begin(remapped.id().value(), "amazon")).isNotNull();
    }

    @Test
    void whatTheSuppliersAnswerAllowsIsThePace() throws InterruptedException {
        camel.getRegistry().bind(amazon.name().value(), new Account() {
            @Override
            public Optional<Double> rateLimit(Answer answer) {
                return answer.header("x-limit").map(Double::valueOf);
            }
        });
        Exchange exchange = exchange();
        Answer answer = new Answer(200, Map.of("x-limit", "0.5"), "{}");
        Wire.sent(exchange).add(new Wire.Sent(call(true), List.of(answer)));
        Dispatch queued = queued(dispatch().on(Samples.AMAZON).attempts(0));

        attempts.finish(begun(queued), DONE, exchange);

        assertThat(amazon.snapshot().rate()).isEqualTo(0.5);
    }

    @Test
    void aPurchaseDoesNotBeginOnAWordThatIsOutdatedByThen() throws InterruptedException {
        boolean[] still = {false};
        BeforePurchase asked = new BeforePurchase() {
            @Override
            public Word on(Dispatch dispatch) {
                return new Word.AsItStands();
            }

            @Override
            public boolean stillSo(Tx tx, Dispatch dispatch) {
                return still[0];
            }
        };
        Channels channels = new Channels(List.of(channel), ledger, clock);
        Attempts careful = new Attempts(
                channels,
                ledger,
                NODE,
                clock,
                Samples.lowest(),
                Effects.NONE,
                (attempt, outcome, move, at) -> {},
                asked);
        Dispatch fresh = queued(dispatch().attempts(0));

        assertThat(careful.begin(fresh.id().value(), fresh.channel().value())).isNull();
        assertThat(state(fresh)).isEqualTo(DispatchState.WAITING);
        assertThat(find(fresh).readyAt()).contains(clock.instant());
        assertThat(outcomes(fresh)).isEmpty();
        still[0] = true;
        Dispatch other = queued(dispatch().order("2").attempts(0));
        assertThat(careful.begin(other.id().value(), other.channel().value())).isNotNull();
    }

    @Test
    void whatAHeldChannelHasQueuedIsPutBack() throws InterruptedException {
        Dispatch fresh = queued(dispatch().order("fresh").attempts(0));
        Dispatch doubtful = queued(dispatch().order("doubtful").unknownSince(NOON));
        channel.holdBy("ada", "stock take", clock.instant());

        assertThat(attempts.begin(fresh.id().value(), fresh.channel().value())).isNull();
        assertThat(attempts.begin(doubtful.id().value(), doubtful.channel().value()))
                .isNull();

        assertThat(state(fresh)).isEqualTo(DispatchState.WAITING);
        assertThat(find(fresh).cause()).contains(Cause.CHANNEL_HELD);
        assertThat(find(fresh).reason())
                .as("merchants read it")
                .doesNotContain("ada")
                .doesNotContain("stock take");
        assertThat(find(fresh).readyAt()).contains(NOON);
        assertThat(state(doubtful)).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(find(doubtful).unknownSince()).contains(NOON);
        assertThat(outcomes(fresh)).isEmpty();
    }

    @Test
    void whoWaitsForAPermitIsInHand() throws Exception {
        for (int i = 0; i < 5; i++) {
            channel.admit(Step.PLACE);
        }
        Dispatch queued = queued(dispatch().attempts(0));
        CompletableFuture<Attempt> waiting = inThread(
                new CountDownLatch(0),
                () -> attempts.begin(queued.id().value(), queued.channel().value()));

        await().atMost(Patience.QUIET).until(() -> attempts.active(queued.id()));
        channel.holdBy("ada", "stop", clock.instant());

        assertThat(waiting.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)).isNull();
        assertThat(attempts.active(queued.id())).isFalse();
    }

    @Test
    void afterTheWindowARepeatIsADeadLetterWithoutACall() throws InterruptedException {
        Dispatch late = queued(dispatch().unknownSince(NOON.minus(Duration.ofHours(23))));
        Dispatch asked = queued(dispatch().order("2").on(Samples.AMAZON).unknownSince(NOON.minus(Duration.ofDays(9))));

        assertThat(attempts.begin(late.id().value(), late.channel().value())).isNull();

        assertThat(state(late)).isEqualTo(DispatchState.DEAD);
        assertThat(find(late).cause()).contains(Cause.OUTCOME_UNKNOWN);
        assertThat(outcomes(late)).isEmpty();
        assertThat(attempts.begin(asked.id().value(), asked.channel().value())).isNotNull();
    }

    @Test
    void aProbeWhoseWindowHasPassedMakesWayForTheNext() throws InterruptedException {
        Dispatch late = stored(dispatch().in(DispatchState.UNCONFIRMED).unknownSince(NOON.minus(Duration.ofHours(24))));
        hold();
        clock.advance(Duration.ofSeconds(1));
        assertThat(channel.startProbe()).isTrue();

        assertThat(attempts.probe(probe(late))).isNull();

        assertThat(state(late)).isEqualTo(DispatchState.DEAD);
        assertThat(channel.startProbe()).isTrue();
    }

    @Test
    void aProbeThatSucceedsOpensTheChannelAndWakesWhatWaits() throws InterruptedException {
        Dispatch first = stored(dispatch().in(DispatchState.WAITING).readyAt(NOON.plusSeconds(300)));
        Dispatch second = queued(dispatch().order("2").attempts(0));
        Attempt lost = begun(second);
        attempts.finish(lost, outage(), exchange());
        hold();
        clock.advance(Duration.ofSeconds(1));
        channel.startProbe();

        Attempt probe = Objects.requireNonNull(attempts.probe(probe(first)));
        attempts.finish(probe, DONE, exchange());

        assertThat(probe.probe()).isTrue();
        assertThat(channel.isHeld()).isFalse();
        assertThat(state(first)).isEqualTo(DispatchState.DONE);
        assertThat(find(second).readyAt().orElseThrow()).isBeforeOrEqualTo(clock.instant());
    }

    @Test
    void whileTheLedgerIsDownNothingBeginsAndNothingIsLost() throws Exception {
        Dispatch queued = queued(dispatch().attempts(0));
        breakable.breaks(true);
        CompletableFuture<Attempt> beginning = inThread(
                new CountDownLatch(0),
                () -> attempts.begin(queued.id().value(), queued.channel().value()));
        await().pollDelay(Duration.ofMillis(300)).atMost(Patience.QUIET).until(() -> !beginning.isDone());

        breakable.breaks(false);
        Attempt attempt = Objects.requireNonNull(beginning.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS));

        breakable.breaks(true);
        CompletableFuture<Attempt> finishing = inThread(new CountDownLatch(0), () -> {
            attempts.finish(attempt, DONE, exchange());
            return attempt;
        });
        await().pollDelay(Duration.ofMillis(300)).atMost(Patience.QUIET).until(() -> !finishing.isDone());
        assertThat(attempts.active(queued.id())).isTrue();
        breakable.breaks(false);
        finishing.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);

        assertThat(state(queued)).isEqualTo(DispatchState.DONE);
        assertThat(outcomes(queued)).containsExactly("1 PLACE Done");
    }

    @Test
    void aBeginWhoseCommitWasNotAnsweredMakesNoCallAndIsFoundBySweeping() throws InterruptedException {
        Dispatch queued = queued(dispatch().attempts(0));
        breakable.losesTheNextAnswer();

        assertThat(attempts.begin(queued.id().value(), queued.channel().value()))
                .isNull();

        assertThat(state(queued)).isEqualTo(DispatchState.ATTEMPTING);
        assertThat(attempts.active(queued.id())).isFalse();
    }

    @Test
    void anOutcomeWhoseCommitWasNotAnsweredIsWrittenOnce() throws InterruptedException {
        Dispatch queued = queued(dispatch().attempts(0));
        Attempt attempt = begun(queued);
        breakable.losesTheNextAnswer();

        attempts.finish(attempt, DONE, exchange());

        assertThat(state(queued)).isEqualTo(DispatchState.DONE);
        assertThat(events(queued)).containsOnlyOnce("DONE");
    }

    @Test
    void aRequestThatCannotBeReadIsADeadLetterWithoutAnAttempt() throws InterruptedException {
        Dispatch queued = queued(dispatch().attempts(0).request("{}"));

        assertThat(attempts.begin(queued.id().value(), queued.channel().value()))
                .isNull();

        assertThat(state(queued)).isEqualTo(DispatchState.DEAD);
        assertThat(find(queued).cause()).contains(Cause.CONNECTOR_FAULT);
        assertThat(outcomes(queued)).isEmpty();
        assertThat(attempts.active(queued.id())).isFalse();
    }

    @Test
    void aSuccessOfAnotherOrderBetweenTwoAttemptsIsAStrike() throws InterruptedException {
        Dispatch poison = queued(dispatch().order("poison").attempts(0));
        Outcome failure = new Outcome.Retryable(
                Cause.PROVIDER_FAILING, "E", "no", Optional.of(Duration.ZERO), Outcome.Scope.ORDER, Optional.empty());
        for (int round = 1; round < 20 && state(poison) == DispatchState.QUEUED; round++) {
            attempts.finish(begun(poison), failure, exchange());
            clock.advance(Duration.ofSeconds(10));
            channel.record(DONE);
            clock.advance(Duration.ofSeconds(10));
            requeue(poison);
        }

        assertThat(state(poison)).isEqualTo(DispatchState.DEAD);
        assertThat(find(poison).cause()).contains(Cause.KEEPS_FAILING);
        assertThat(find(poison).attempts()).isEqualTo(9);
    }

    @Test
    void whatNeverLeftIsRetryableWhateverTheCallWas() {
        Exchange exchange = exchange();
        Wire.sent(exchange).add(new Wire.Sent(call(true), new ArrayList<>()));

        assertThat(attempts.failed(new ConnectException("refused"), exchange))
                .isInstanceOfSatisfying(
                        Outcome.Retryable.class,
                        retryable -> assertThat(retryable.cause()).isEqualTo(Cause.PROVIDER_UNREACHABLE));
    }

    @Test
    void whatWasLostAfterACallThatMayBuyIsUnknown() {
        Exchange exchange = exchange();
        Wire.sent(exchange).add(new Wire.Sent(call(false), List.of(new Answer(200, Map.of(), "token"))));
        Wire.sent(exchange).add(new Wire.Sent(call(true), new ArrayList<>()));

        assertThat(attempts.failed(new SocketTimeoutException("read timed out"), exchange))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(attempts.failed(new NullPointerException("reading the answer"), exchange))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void aConnectorThatFailsBeforeAnyCallSpeaksAgainstTheOrderAndQuotesNobody() {
        Outcome outcome = attempts.failed(new IllegalStateException("Jane Roe, 12 Elm Street"), exchange());

        assertThat(outcome.toString()).doesNotContain("Jane");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Retryable.class, retryable -> {
            assertThat(retryable.cause()).isEqualTo(Cause.CONNECTOR_FAULT);
            assertThat(retryable.scope()).isEqualTo(Outcome.Scope.ORDER);
        });
    }

    @Test
    void whatAConnectorRefusesIsItsOwnOutcome() {
        Refusal refusal = Refusal.unmappable(Cause.ADDRESS_INVALID, "shipTo.city", "longer than 50");

        assertThat(attempts.failed(new RuntimeException("wrapped", refusal), exchange()))
                .isEqualTo(refusal.outcome());
    }

    private Attempt begun(Dispatch dispatch) throws InterruptedException {
        return Objects.requireNonNull(
                attempts.begin(dispatch.id().value(), dispatch.channel().value()));
    }

    private Dispatch queued(Dispatching building) {
        return stored(building.in(DispatchState.QUEUED));
    }

    /** Inserts it as it is: an insert alone writes neither attempts nor doubt. */
    private Dispatch stored(Dispatching building) {
        Dispatch dispatch = building.build();
        ledger.commit(tx -> {
            Dispatches.insert(tx, dispatch, "test");
            return tx.update(
                    "UPDATE dispatch SET attempts = ?, unknown_since = ?, step = ? WHERE id = ?",
                    dispatch.attempts(),
                    dispatch.unknownSince(),
                    dispatch.step(),
                    dispatch.id());
        });
        return dispatch;
    }

    private void requeue(Dispatch dispatch) {
        Dispatch now = find(dispatch);
        if (now.state() == DispatchState.WAITING) {
            ledger.commit(tx ->
                    Dispatches.apply(tx, new Move(now, DispatchState.QUEUED).queuedBy("n1"), "relay", clock.instant()));
        }
    }

    private void hold() {
        for (int i = 0; i < 3; i++) {
            channel.record(outage());
        }
        assertThat(channel.isHeld()).isTrue();
    }

    private DispatchState state(Dispatch dispatch) {
        return find(dispatch).state();
    }

    private Dispatch find(Dispatch dispatch) {
        return find(dispatch.id());
    }

    private Dispatch find(DispatchId id) {
        return ledger.read(tx -> Dispatches.find(tx, id)).orElseThrow();
    }

    private List<String> outcomes(Dispatch dispatch) {
        return ledger.read(tx -> tx.list(
                "SELECT * FROM attempt WHERE dispatch_id = ? ORDER BY number",
                row -> row.number("number") + " " + row.text("step") + " "
                        + row.maybeText("outcome").orElse("null"),
                dispatch.id()));
    }

    private List<String> events(Dispatch dispatch) {
        return ledger.read(
                tx -> tx.list("SELECT what FROM event WHERE dispatch_id = ?", row -> row.text("what"), dispatch.id()));
    }

    private Exchange exchange() {
        return new DefaultExchange(camel);
    }

    private static Call call(boolean mayBuy) {
        return new Call("POST", "/sync", "", Map.of(), "", mayBuy);
    }

    private static Outcome outage() {
        return new Outcome.Retryable(
                Cause.PROVIDER_UNREACHABLE,
                "",
                "refused",
                Optional.of(Duration.ofMinutes(4)),
                Outcome.Scope.CHANNEL,
                Optional.empty());
    }

    private static CompletableFuture<@Nullable Attempt> inThread(CountDownLatch go, Callable<@Nullable Attempt> work) {
        CompletableFuture<@Nullable Attempt> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                go.await();
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private Channels.Probe probe(Dispatch dispatch) {
        return new Channels.Probe(dispatch.channel(), channel.connector(), dispatch.id());
    }

    @Test
    void whoWaitsForTheLedgerUntilTheWindowHasPassedBuysNothing() throws Exception {
        Dispatch late = stored(dispatch().in(DispatchState.QUEUED).unknownSince(NOON.minus(Duration.ofHours(22))));
        breakable.breaks(true);
        CompletableFuture<@Nullable Attempt> beginning = CompletableFuture.supplyAsync(() -> {
            try {
                return attempts.begin(late.id().value(), late.channel().value());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().pollDelay(Duration.ofMillis(300)).atMost(Patience.QUIET).until(() -> !beginning.isDone());

        clock.advance(Duration.ofHours(3));
        breakable.breaks(false);

        assertThat(beginning.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)).isNull();
        assertThat(attempts.begin(late.id().value(), late.channel().value())).isNull();
        assertThat(state(late)).isEqualTo(DispatchState.DEAD);
        assertThat(outcomes(late)).isEmpty();
    }

    @Test
    void anOrderThatWasCancelledWhileAnAttemptBoughtNothingIsNotTriedAgain() throws InterruptedException {
        Dispatch queued = queued(dispatch().attempts(1));
        ledger.commit(tx -> tx.update(
                "INSERT INTO orders (id, store, store_order_id, order_number, standing, standing_reason, updated_at,"
                        + " recorded_at, traceparent, body) VALUES (?, 'shop', '1', '#1', 'CANCELLED', '', 0, 0, '',"
                        + " '{}')",
                queued.order()));

        assertThat(attempts.begin(queued.id().value(), queued.channel().value()))
                .isNull();

        assertThat(state(queued)).isEqualTo(DispatchState.CANCELLED);
        assertThat(outcomes(queued)).isEmpty();
    }
}
