package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.provider.Cause;
import serai.provider.Outcome;

class ErrandPausesTest {
    private final MovedClock clock = new MovedClock();
    private final Channel channel = Samples.amazon(clock);
    private final ErrandPauses pauses = new ErrandPauses(new serai.base.Complaints(new serai.fixture.MovedClock()));

    @Test
    void anAccountThatMayNotReadStockStillSells() {
        boolean taken = pauses.take(
                "stock", channel, failure(Cause.PERMISSION_MISSING, Outcome.Scope.CHANNEL), clock.instant());

        assertThat(taken).isTrue();
        assertThat(pauses.paused("stock", channel, clock.instant())).isTrue();
        assertThat(pauses.paused("progress", channel, clock.instant())).isFalse();
        clock.advance(Duration.ofMinutes(2));
        assertThat(pauses.paused("stock", channel, clock.instant())).isFalse();
    }

    @Test
    void aLimitOnOneKindOfCallSlowsOnlyThatKind() {
        boolean taken =
                pauses.take("stock", channel, failure(Cause.RATE_LIMITED, Outcome.Scope.CHANNEL), clock.instant());

        assertThat(taken).isTrue();
    }

    @Test
    void anOutageConcernsTheWholeChannelAndAnItemOnlyItself() {
        boolean outage =
                pauses.take("stock", channel, failure(Cause.PROVIDER_FAILING, Outcome.Scope.CHANNEL), clock.instant());
        boolean item =
                pauses.take("stock", channel, failure(Cause.CONFIGURATION_WRONG, Outcome.Scope.ORDER), clock.instant());

        assertThat(outage).isFalse();
        assertThat(item).isFalse();
        assertThat(pauses.paused("stock", channel, clock.instant())).isFalse();
    }

    private static Outcome failure(Cause cause, Outcome.Scope scope) {
        return new Outcome.Retryable(cause, "403", "no", Optional.empty(), scope, Optional.empty());
    }
}
