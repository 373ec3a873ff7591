package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import serai.base.DispatchId;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.provider.Cause;
import serai.provider.Outcome;

class VerdictsTest {
    private static final Outcome FAULT = new Outcome.Retryable(
            Cause.CONNECTOR_FAULT, "", "", Optional.empty(), Outcome.Scope.ORDER, Optional.empty());

    private final MovedClock clock = new MovedClock();
    private final Channel channel = Samples.aliExpress(clock);

    @Test
    void aChannelWhoseAttemptsAllFailIsDegradedAndSaysWhy() {
        channel.record(FAULT);
        channel.record(FAULT);
        assertThat(channel.snapshot().status())
                .as("one order's own trouble, perhaps")
                .isEqualTo(Channel.Status.UP);

        channel.record(FAULT);

        assertThat(channel.snapshot().status()).isEqualTo(Channel.Status.DEGRADED);
        assertThat(channel.snapshot().trouble())
                .isEqualTo("None of the last 3 attempts went through. " + Cause.CONNECTOR_FAULT.sentence());
    }

    @Test
    void oneThatGoesThroughOrTimeThatPassesMakesItUpAgain() {
        for (int i = 0; i < 3; i++) {
            channel.record(FAULT);
        }
        channel.record(new Outcome.Done(List.of("1"), ""));
        assertThat(channel.snapshot().status()).isEqualTo(Channel.Status.UP);

        clock.advance(Duration.ofMinutes(6));
        for (int i = 0; i < 3; i++) {
            channel.record(FAULT);
        }
        assertThat(channel.snapshot().status()).isEqualTo(Channel.Status.DEGRADED);
        clock.advance(Duration.ofMinutes(6));

        assertThat(channel.snapshot().status()).isEqualTo(Channel.Status.UP);
    }

    @Test
    void addressesThatMerchantsHaveToMendSayNothingOfTheChannel() {
        for (int i = 0; i < 5; i++) {
            channel.record(new Outcome.Rejected(Cause.ADDRESS_INVALID, "x", ""));
        }

        assertThat(channel.snapshot().status()).isEqualTo(Channel.Status.UP);
    }

    @Test
    void anAttemptThatNeverEndsIsTold() {
        channel.attemptBegun(new DispatchId("d1"));
        clock.advance(channel.settings().totalTimeout().multipliedBy(2));
        assertThat(channel.snapshot().status()).isEqualTo(Channel.Status.UP);

        clock.advance(Duration.ofMinutes(1));

        assertThat(channel.snapshot().status()).isEqualTo(Channel.Status.DEGRADED);
        assertThat(channel.snapshot().trouble()).contains("longer than any may take");
        channel.attemptEnded(new DispatchId("d1"), false);
        assertThat(channel.snapshot().status()).isEqualTo(Channel.Status.UP);
    }
}
