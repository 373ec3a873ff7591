package serai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import serai.fixture.MovedClock;

class RepeatsTest {
    private final MovedClock clock = new MovedClock();
    private final Repeats repeats = new Repeats(clock);
    private final LoggerContext context = new LoggerContext();

    @Test
    void aLibraryThatWarnsOfEveryQueueEachFiveSecondsDoesNotFillTheLog() {
        int lines = 0;
        for (int second = 0; second < 600; second += 5) {
            for (int queue = 0; queue < 200; queue++) {
                lines +=
                        passes("org.springframework.jms.Listener", "no connection for 'dispatch.store-s" + queue + "'");
            }
            clock.advance(Duration.ofSeconds(5));
        }

        assertThat(lines).isBetween(4, 8);
    }

    @Test
    void messagesThatDifferOnlyInTheirIdsAreOne() {
        assertThat(passes("org.apache.camel.Handler", "Failed delivery for (MessageId: A1B2-0000-1)"))
                .isEqualTo(1);

        assertThat(passes("org.apache.camel.Handler", "Failed delivery for (MessageId: A1B2-0000-2)"))
                .isZero();
        assertThat(passes("org.apache.camel.Handler", "Cannot resolve bean")).isEqualTo(1);
    }

    @Test
    void ourOwnLinesAlwaysPass() {
        assertThat(passes("serai.dispatch.Channel", "x") + passes("serai.dispatch.Channel", "x"))
                .isEqualTo(2);
    }

    private int passes(String logger, String words) {
        boolean denied = repeats.decide(
                        null, context.getLogger(logger), Level.WARN, words, null, new ConnectException("refused"))
                == FilterReply.DENY;
        return denied ? 0 : 1;
    }
}
