package serai.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import serai.fixture.MovedClock;

class ComplaintsTest {
    private final MovedClock clock = new MovedClock();
    private final Complaints complaints = new Complaints(clock);

    @Test
    void aFailureFortyTimesASecondIsSaidAtOnceAndAHandfulOfTimesInTenMinutes() {
        assertThat(complaints.again("ledger")).contains("");
        int said = 0;
        for (int i = 0; i < 10 * 60 * 40; i++) {
            clock.advanceMillis(25);
            said += complaints.again("ledger").isPresent() ? 1 : 0;
        }

        assertThat(said).isBetween(4, 8);
    }

    @Test
    void whatWasNotSaidIsCounted() {
        complaints.again("ledger");
        complaints.again("ledger");
        clock.advance(Duration.ofSeconds(10));

        assertThat(complaints.again("ledger")).contains(" (3 times since " + MovedClock.NOON + ")");
    }

    @Test
    void oneFailureDoesNotSilenceAnother() {
        complaints.again("ledger");

        assertThat(complaints.again("broker")).contains("");
    }

    @Test
    void whatIsOverOrStayedAwayBeginsAnew() {
        complaints.again("ledger");
        complaints.again("ledger");

        assertThat(complaints.over("ledger")).isEqualTo(2);
        assertThat(complaints.over("ledger")).isZero();
        assertThat(complaints.again("ledger")).contains("");
        clock.advance(Duration.ofHours(3));
        assertThat(complaints.again("ledger")).contains("");
    }

    @Test
    void aThousandAndMoreKindsAreNotRemembered() {
        for (int i = 0; i < 5_000; i++) {
            complaints.again("kind " + i);
        }

        assertThat(complaints.over("kind 0")).isZero();
        assertThat(complaints.over("kind 4999")).isEqualTo(1);
    }
}
