package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import serai.fixture.MovedClock;

class PaceTest {
    private static final Instant NOON = MovedClock.NOON;
    private final Pace pace = new Pace(10, 5, NOON);

    @Test
    void aBurstGoesAtOnceThenOneATenthOfASecond() {
        assertThat(taken(NOON, 100)).isEqualTo(5);
        assertThat(pace.take(NOON)).isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
        assertThat(taken(NOON.plusMillis(1_000), 100)).isEqualTo(5);
        assertThat(taken(NOON.plusMillis(1_100), 100)).isEqualTo(1);
    }

    @Test
    void overAMinuteItKeepsItsRate() {
        int calls = 0;
        for (int millis = 0; millis < 60_000; millis += 10) {
            calls += taken(NOON.plusMillis(millis), 100);
        }

        assertThat(calls).isBetween(600, 606);
    }

    @Test
    void slowedItHasNoBurst() {
        pace.slowTo(0.1, NOON);

        assertThat(pace.rate()).isEqualTo(1.0);
        assertThat(taken(NOON, 100)).isEqualTo(1);
        assertThat(taken(NOON.plusSeconds(10), 100)).isEqualTo(1);
    }

    @Test
    void aPauseIsKeptAndTheLongerOneWins() {
        pace.pauseUntil(NOON.plusSeconds(3));
        pace.pauseUntil(NOON.plusSeconds(1));

        assertThat(pace.take(NOON)).isEqualTo(Duration.ofSeconds(3));
        assertThat(pace.paused(NOON.plusSeconds(2))).isTrue();
        assertThat(pace.take(NOON.plusSeconds(3))).isZero();
    }

    @Test
    void aClockThatIsSetBackNeitherGivesAwayNorFreezes() {
        taken(NOON, 5);

        assertThat(taken(NOON.minusSeconds(3_600), 100)).isZero();
        assertThat(taken(NOON.minusSeconds(3_600).plusMillis(100), 100)).isEqualTo(1);
    }

    @Test
    void aLimitThatAnAnswerTellsLowersItAndNeverRaisesIt() {
        pace.allowed(2, NOON);
        assertThat(pace.rate()).isEqualTo(2);

        pace.allowed(500, NOON);
        assertThat(pace.rate()).isEqualTo(10);
        pace.allowed(0.000001, NOON);
        assertThat(pace.rate()).as("whatever is told, some go out").isPositive();
    }

    @Test
    void whoDoesNotWaitGetsTheNextPermit() {
        taken(NOON, 5);
        assertThat(pace.takeNow(NOON)).isFalse();

        assertThat(taken(NOON.plusMillis(150), 100)).as("the next is kept").isZero();
        assertThat(pace.takeNow(NOON.plusMillis(150))).isTrue();
        assertThat(taken(NOON.plusMillis(250), 100)).isEqualTo(1);
    }

    private int taken(Instant at, int most) {
        int taken = 0;
        while (taken < most && pace.take(at).isZero()) {
            taken++;
        }
        return taken;
    }
}
