package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import serai.fixture.Samples;

class BackoffTest {
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Test
    void everyPauseKeepsItsBoundsWhateverTheDraw() {
        for (int seed = 0; seed < 50; seed++) {
            Backoff backoff = new Backoff(new Random(seed));
            for (int attempts : new int[] {Integer.MIN_VALUE, -1, 0, 1, 2, 3, 8, 9, 20, 21, 40, Integer.MAX_VALUE}) {
                Duration ceiling = attempts < 1
                        ? Duration.ofSeconds(1)
                        : attempts > 9 ? LONGEST : Duration.ofSeconds(1L << (attempts - 1));

                assertThat(backoff.after(attempts))
                        .isBetween(SHORTEST, ceiling.compareTo(LONGEST) < 0 ? ceiling : LONGEST);
            }
        }
    }

    @Test
    void pausesAreSpreadOverTheWholeRange() {
        Backoff backoff = new Backoff(new Random(7));

        long below = IntStream.range(0, 1_000)
                .filter(i -> backoff.after(9).compareTo(LONGEST.dividedBy(2)) < 0)
                .count();

        assertThat(below).isBetween(350L, 750L);
    }

    @Test
    void theLuckiestDrawStillPauses() {
        assertThat(new Backoff(Samples.lowest()).after(5)).isEqualTo(SHORTEST);
    }
}
