package serai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import serai.fixture.MovedClock;

class StacksTest {
    private final MovedClock clock = new MovedClock();
    private final Stacks stacks = new Stacks(clock);
    private final LoggerContext context = new LoggerContext();

    @Test
    void theSameFailureAgainHasOneLineAndNotItsWholeStack() {
        stacks.start();
        assertThat(lines(broken("first"))).isGreaterThan(3);

        assertThat(text(broken("second\nforged"))).isEqualTo("\t(as before: java.io.IOException: second | forged)\n");
        assertThat(lines(new IllegalStateException("another"))).isGreaterThan(3);
        clock.advance(Duration.ofHours(1));
        assertThat(lines(broken("third"))).isGreaterThan(3);
    }

    private static Exception broken(String words) {
        return new IllegalStateException("outer", new IOException(words));
    }

    private long lines(Exception failure) {
        return text(failure).lines().count();
    }

    private String text(Exception failure) {
        return stacks.convert(
                new LoggingEvent("x", context.getLogger("serai.x"), Level.ERROR, "it failed", failure, null));
    }
}
