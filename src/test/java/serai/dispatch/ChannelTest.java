package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static serai.fixture.MovedClock.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.DispatchId;
import serai.dispatch.Channel.Status;
import serai.fixture.MovedClock;
import serai.fixture.Patience;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.provider.Cause;
import serai.provider.Outcome;

class ChannelTest {
    private final MovedClock clock = new MovedClock();
    private final Channel channel = Samples.aliExpress(clock);
    private final List<Boolean> heard = new ArrayList<>();

    @Test
    void threeFailuresInARowHoldIt() {
        channel.onChange(() -> heard.add(true));

        channel.record(outage());
        channel.record(outage());
        channel.record(done());
        channel.record(outage());
        channel.record(lost());
        assertThat(channel.isHeld()).isFalse();
        channel.record(outage());

        assertThat(channel.isHeld()).isTrue();
        assertThat(channel.snapshot().status()).isEqualTo(Status.HELD);
        assertThat(channel.snapshot().hold().orElseThrow().holder()).isEqualTo("breaker");
        assertThat(heard).hasSize(1);
    }

    @Test
    void withoutItsSecretsNothingIsTriedAndItSaysWhatIsMissing() throws Exception {
        channel.notConfigured("there is no serai.aliexpress.app-key");

        assertThat(channel.admit(Step.PLACE)).isFalse();
        assertThat(channel.admitErrand()).isFalse();
        assertThat(channel.startErrandProbe()).isFalse();
        assertThat(channel.startProbe()).isFalse();
        assertThat(channel.snapshot().hold().orElseThrow().cause()).contains(Cause.CONFIGURATION_WRONG);
        assertThat(channel.missing()).contains("there is no serai.aliexpress.app-key");
    }

    @Test
    void atTheEndNobodyWaitsForAPermitAndTheConsumerHearsOfIt() throws Exception {
        channel.onChange(() -> heard.add(channel.isHeld()));

        channel.end();

        assertThat(channel.admit(Step.PLACE)).isFalse();
        assertThat(heard).containsExactly(true);
    }

    @Test
    void aProbeWhoseThreadIsGoneIsNotTheChannelsLast() {
        for (int n = 0; n < 3; n++) {
            channel.record(outage());
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(channel.startProbe()).isTrue();
        assertThat(channel.startProbe()).isFalse();

        clock.advance(Duration.ofHours(1));

        assertThat(channel.startProbe()).isTrue();
    }

    @Test
    void nothingGoesOutBeforeItsRoutesAreThere() throws Exception {
        channel.awaitRoutes();
        channel.onChange(() -> heard.add(channel.isHeld()));

        boolean order = channel.admit(Step.PLACE);
        boolean errand = channel.admitErrand();
        channel.routed();

        assertThat(List.of(order, errand)).containsExactly(false, false);
        assertThat(heard).containsExactly(false);
        assertThat(channel.admit(Step.PLACE)).isTrue();
        assertThat(channel.admitErrand()).isTrue();
    }

    @Test
    void whatSpeaksAgainstOneOrderOnlyDoesNotHoldIt() {
        for (int i = 0; i < 20; i++) {
            channel.record(ofTheOrder());
            channel.record(new Outcome.Unknown("DUP", "insists", Optional.of(3)));
            channel.record(new Outcome.Rejected(Cause.OUT_OF_STOCK, "B_1", "none"));
            channel.record(new Outcome.Rejected(Cause.ADDRESS_INVALID, "", "city: too long"));
        }

        assertThat(channel.isHeld()).isFalse();
    }

    @Test
    void aRefusalByTheSupplierShowsThatItWorksARefusalByOurMapperDoesNot() {
        hold();

        channel.record(new Outcome.Rejected(Cause.ADDRESS_INVALID, "", "city: too long"));
        assertThat(channel.isHeld()).isTrue();
        channel.record(new Outcome.Rejected(Cause.OUT_OF_STOCK, "B_1", "none"));

        assertThat(channel.isHeld()).isFalse();
    }

    @Test
    void refusedCredentialsHoldAtOnceAndAreProbed() {
        channel.record(new Outcome.Retryable(
                Cause.CREDENTIALS_REFUSED, "401", "no", Optional.empty(), Outcome.Scope.CHANNEL, Optional.empty()));

        assertThat(channel.isHeld()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(channel.startProbe()).isTrue();
    }

    @Test
    void onlyItsOwnHolderReleasesAHold() {
        hold();
        channel.holdBy("ada", "stock take", clock.instant());

        assertThat(channel.record(done())).isTrue();
        assertThat(channel.isHeld()).isTrue();
        assertThat(channel.snapshot().hold().orElseThrow().holder()).isEqualTo("ada");
        assertThat(channel.release()).isTrue();
        assertThat(channel.isHeld()).isFalse();

        hold();
        assertThat(channel.release()).isFalse();
        assertThat(channel.isHeld()).isTrue();
    }

    @Test
    void aPersonsHoldIsNotProbed() {
        hold();
        channel.holdBy("ada", "stock take", clock.instant());

        clock.advance(Duration.ofMinutes(5));

        assertThat(channel.startProbe()).isFalse();
    }

    @Test
    void oneProbeAtATime() {
        hold();
        assertThat(channel.startProbe()).isFalse();
        clock.advance(Duration.ofSeconds(1));

        assertThat(channel.startProbe()).isTrue();
        assertThat(channel.startProbe()).isFalse();
        channel.probeEnded();
        assertThat(channel.startProbe()).isTrue();
    }

    @Test
    void whereNothingCanBeTriedTheBacklogIsNotLookedThroughFiveTimesASecond() {
        hold();
        clock.advance(Duration.ofSeconds(10));
        assertThat(channel.startProbe()).isTrue();

        channel.nothingToProbe();

        assertThat(channel.startProbe()).isFalse();
        assertThat(channel.startErrandProbe())
                .as("an errand may show that it works")
                .isTrue();
        channel.probeEnded();
        clock.advance(Duration.ofSeconds(2));
        assertThat(channel.startProbe()).isTrue();
    }

    @Test
    void theProbeIntervalIsAFifthOfTheOutageBetweenItsSettingAndHalfAMinute() {
        hold();
        Duration[] outages = {
            Duration.ZERO, Duration.ofSeconds(4), Duration.ofSeconds(10), Duration.ofSeconds(100), Duration.ofHours(6)
        };
        long[] seconds = {1, 1, 2, 20, 30};

        for (int i = 0; i < outages.length; i++) {
            clock.advance(Duration.between(clock.instant(), NOON.plus(outages[i])));
            channel.record(outage());

            assertThat(next()).isEqualTo(Duration.ofSeconds(seconds[i]));
        }
    }

    @Test
    void aProbeWithoutVerdictDoesNotBringTheNextAtOnce() {
        hold();
        clock.advance(Duration.ofSeconds(10));
        assertThat(channel.startProbe()).isTrue();

        channel.record(ofTheOrder());
        channel.probeEnded();

        assertThat(channel.startProbe()).isFalse();
        assertThat(next()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void afterAnOutageItRampsDoublingEachSecond() {
        hold();
        assertThat(channel.record(done())).isTrue();

        assertThat(rates(6)).containsExactly(1.0, 2.0, 4.0, 8.0, 10.0, 10.0);
        assertThat(channel.snapshot().status()).isEqualTo(Status.UP);
    }

    @Test
    void whileItRampsTwoFailuresHoldItAgain() {
        hold();
        channel.record(done());
        assertThat(channel.snapshot().status()).isEqualTo(Status.DEGRADED);

        channel.record(outage());
        assertThat(channel.isHeld()).isFalse();
        channel.record(outage());

        assertThat(channel.isHeld()).isTrue();
        assertThat(next()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aShortPauseIsWaitedOutALongOneHolds() throws InterruptedException {
        channel.record(limited(Duration.ofSeconds(5)));
        assertThat(channel.isHeld()).isFalse();
        assertThat(channel.snapshot().status()).isEqualTo(Status.DEGRADED);
        clock.advance(Duration.ofSeconds(5));
        assertThat(channel.snapshot().status()).isEqualTo(Status.UP);
        assertThat(channel.admit(Step.PLACE)).isTrue();

        channel.record(limited(Duration.ofMinutes(10)));

        assertThat(channel.isHeld()).isTrue();
        assertThat(next()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void waitingForAPermitEndsWhenItIsHeld() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(channel.admit(Step.PLACE)).isTrue();
        }
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                waiting.complete(channel.admit(Step.PLACE));
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });

        channel.holdBy("ada", "stop", clock.instant());

        assertThat(waiting.get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)).isFalse();
        assertThat(channel.admit(Step.FIND)).isFalse();
    }

    @Test
    void waitingForAPermitEndsWhenTheTimeHasCome() {
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 6; i++) {
                    channel.admit(Step.PLACE);
                }
                waiting.complete(true);
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });

        await().pollInterval(Duration.ofMillis(5)).atMost(Patience.QUIET).until(() -> {
            clock.advanceMillis(100);
            return waiting.isDone();
        });
    }

    @Test
    void placingAndAskingHaveTheirOwnPermits() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            channel.admit(Step.PLACE);
        }

        assertThat(channel.admit(Step.FIND)).isTrue();
    }

    @Test
    void readingsOfOrdersAndLookUpsOfPurchasesShareOneBudget() throws InterruptedException {
        int readings = 0;
        while (channel.admitOrderErrand()) {
            readings++;
        }
        assertThat(readings).isPositive();
        int lookUps = 0;
        while (channel.admitNow(Step.FIND)) {
            lookUps++;
        }

        assertThat(readings + lookUps).isEqualTo(5);
        assertThat(channel.admit(Step.PLACE)).as("another operation").isTrue();
    }

    @Test
    void aCancellationPaysForTheOrdersThatItReads() {
        channel.admitNow(Step.FIND);
        channel.alsoCalls(Step.FIND);
        int left = 0;
        while (channel.admitNow(Step.FIND)) {
            left++;
        }

        assertThat(left).isEqualTo(3);
    }

    @Test
    void theEtaCountsBacklogAndWhatGoesOutAndTheSoonestProbeAndRamp(@TempDir Path folder) {
        try (Database ledger = Ledgers.embedded(Samples.ledgerFile(folder))) {
            Channels channels = new Channels(List.of(channel), ledger, clock);
            assertThat(channels.eta(channel)).isEmpty();
            ledger.commit(tx -> {
                for (int i = 0; i < 100; i++) {
                    Dispatches.insert(
                            tx,
                            Dispatching.dispatch().order("o" + i).attempts(0).build(),
                            "test");
                }
                return 0;
            });
            for (int second = 0; second <= 10; second++) {
                clock.advance(Duration.ofSeconds(1));
                for (int i = 0; i < 10; i++) {
                    channel.attemptEnded(new DispatchId("other"), true);
                }
                channels.counted();
            }
            Instant now = clock.instant();

            assertThat(channels.eta(channel)).contains(now.plusSeconds(10));
            hold();
            // 1 s to the probe, 15 in the four seconds of the ramp, 85 at 10 a second.
            assertThat(channels.eta(channel)).contains(now.plusSeconds(1 + 4).plusMillis(8_500));
            channel.holdBy("ada", "stock take", now);
            assertThat(channels.eta(channel)).isEmpty();
        }
    }

    private List<Double> rates(int seconds) {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            rates.add(channel.snapshot().rate());
            clock.advance(Duration.ofSeconds(1));
        }
        return rates;
    }

    private Duration next() {
        return Duration.between(
                clock.instant(), channel.snapshot().nextProbeAt().orElseThrow());
    }

    private void hold() {
        for (int i = 0; i < 3; i++) {
            channel.record(outage());
        }
    }

    private static Outcome done() {
        return new Outcome.Done(List.of("8001"), "");
    }

    private static Outcome lost() {
        return new Outcome.Unknown("connection-lost", "timed out", Optional.empty());
    }

    private static Outcome outage() {
        return new Outcome.Retryable(
                Cause.PROVIDER_UNREACHABLE, "", "refused", Optional.empty(), Outcome.Scope.CHANNEL, Optional.empty());
    }

    private static Outcome ofTheOrder() {
        return new Outcome.Retryable(
                Cause.PROVIDER_FAILING, "E", "later", Optional.empty(), Outcome.Scope.ORDER, Optional.empty());
    }

    private static Outcome limited(Duration pause) {
        return new Outcome.Retryable(
                Cause.RATE_LIMITED, "429", "slow", Optional.of(pause), Outcome.Scope.CHANNEL, Optional.empty());
    }

    @Test
    void successesOfAFlappingSupplierDoNotSpeakAgainstAnOrder() {
        MovedClock moved = new MovedClock();
        Channel flapping = Samples.aliExpress(moved);
        Instant before = moved.instant();
        for (int i = 0; i < flapping.settings().holdAfter(); i++) {
            flapping.record(new Outcome.Unknown("503", "", Optional.empty()));
        }
        moved.advance(Duration.ofSeconds(2));

        flapping.record(new Outcome.Done(List.of("8001"), ""));

        assertThat(flapping.isHeld()).isFalse();
        assertThat(flapping.workedSince(before)).isFalse();
    }

    @Test
    void ordersThatFailHoldItAlthoughStockIsReadAllTheWhile() {
        Instant before = clock.instant();

        for (int i = 0; i < channel.settings().holdAfter(); i++) {
            channel.record(outage());
            channel.worked(false);
        }

        assertThat(channel.isHeld()).isTrue();
        assertThat(channel.workedSince(before)).isFalse();
    }

    @Test
    void whatOrdersRanIntoIsProbedByAnErrandOnlyWhenNoOrderIsThere() {
        hold();
        clock.advance(Duration.ofSeconds(1));

        assertThat(channel.startErrandProbe()).isFalse();
        assertThat(channel.worked(false)).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(channel.startErrandProbe()).isTrue();

        assertThat(channel.worked(true)).isTrue();
        assertThat(channel.isHeld()).isFalse();
    }

    @Test
    void anOutageThatErrandsMetIsProbedByTheNextOfThem() {
        for (int i = 0; i < channel.settings().holdAfter(); i++) {
            channel.recordErrand(outage(), false);
        }
        assertThat(channel.isHeld()).isTrue();
        clock.advance(Duration.ofSeconds(1));

        assertThat(channel.startErrandProbe()).isTrue();
        assertThat(channel.worked(true)).isTrue();
    }

    @Test
    void failuresOfErrandsAndOrdersAreCountedApart() {
        channel.recordErrand(outage(), false);
        channel.recordErrand(outage(), false);
        channel.record(outage());

        assertThat(channel.isHeld()).isFalse();
    }
}
