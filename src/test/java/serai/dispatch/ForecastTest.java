package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.provider.Cause;
import serai.provider.Outcome;

class ForecastTest {
    /** Ten a second, see {@link Samples#aliExpress}. */
    private final MovedClock clock = new MovedClock();

    private final Channel channel = Samples.aliExpress(clock);

    @Test
    void theEtaGoesByWhatReallyGoesOutAndNotByThePace() {
        goesOut(2, 60);

        Forecast forecast = forecast(6_511);

        assertThat(until(forecast)).isCloseTo(Duration.ofSeconds(3_255), Duration.ofSeconds(60));
        assertThat(forecast.why()).isEmpty();
    }

    @Test
    void whereNothingGoesThroughThereIsNoEtaButTheReason() {
        goesOut(0, 90);

        assertThat(forecast(6_511).eta()).isEmpty();
        assertThat(forecast(6_511).why()).contains("Nothing has gone through");
    }

    @Test
    void whatHasOnlyBegunIsReckonedByItsPaceAndSaysSo() {
        channel.sample(true);

        assertThat(until(forecast(10))).isEqualTo(Duration.ofSeconds(1));
        assertThat(forecast(10).why()).contains("only begun");
    }

    @Test
    void theEtaOfAHeldChannelIsCountedFromItsNextProbeAndSaysSo() {
        goesOut(10, 60);
        for (int i = 0; i < channel.settings().holdAfter(); i++) {
            channel.record(new Outcome.Unknown("503", "", Optional.empty()));
        }

        Forecast forecast = forecast(100);

        assertThat(forecast.why()).isEqualTo("If it is back at the next probe. " + Cause.PROVIDER_FAILING.sentence());
        // 1 s to the probe, 15 in the four seconds of the ramp, 85 at 10 a second.
        assertThat(forecast.eta()).isEqualTo(forecast.soonest());
        assertThat(forecast.soonest())
                .contains(clock.instant().plusSeconds(1 + 4).plusMillis(8_500));
    }

    @Test
    void whatAPersonHoldsHasNoEndInSight() {
        goesOut(10, 60);
        channel.holdBy("ada", "stock take", clock.instant());

        assertThat(forecast(100).eta()).isEmpty();
        assertThat(forecast(100).soonest()).isEmpty();
        assertThat(forecast(100).why()).isEqualTo("Support holds the channel.");
    }

    @Test
    void nothingWaitingNeedsNoWords() {
        assertThat(forecast(0)).isEqualTo(new Forecast(Optional.empty(), Optional.empty(), ""));
    }

    @Test
    void idleTimeBetweenTwoRushesDoesNotMakeItSlow() {
        goesOut(10, 60);
        channel.sample(false);
        clock.advance(Duration.ofSeconds(60));
        channel.sample(false);
        channel.sample(true);

        assertThat(until(forecast(100))).isCloseTo(Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    @Property(tries = 200)
    void whateverGoesOutSteadilyIsToldNearlyRightAndNeverFasterThanThePace(
            @ForAll @IntRange(min = 1, max = 30) int aSecond,
            @ForAll @IntRange(min = 10, max = 170) int seconds,
            @ForAll @IntRange(min = 200, max = 20_000) int waiting) {
        ForecastTest fresh = new ForecastTest();
        fresh.goesOut(aSecond, seconds);

        double told = fresh.until(fresh.forecast(waiting)).toMillis() / 1000.0;

        double rate = Math.min(aSecond, 10);
        assertThat(told).isBetween(waiting / rate * 0.9, waiting / rate * 1.2 + 1);
        assertThat(told).isGreaterThanOrEqualTo(waiting / 10.0 - 0.1);
    }

    private void goesOut(int aSecond, int seconds) {
        channel.sample(true);
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            for (int n = 0; n < aSecond; n++) {
                channel.attemptEnded(Dispatching.dispatch().build().id(), true);
            }
            channel.sample(true);
        }
    }

    private Forecast forecast(long waiting) {
        Instant now = clock.instant();
        return Forecast.of(waiting, channel.snapshot(), channel.settings(), channel.measured(), now);
    }

    private Duration until(Forecast forecast) {
        return Duration.between(clock.instant(), forecast.eta().orElseThrow());
    }
}
