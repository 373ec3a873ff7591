package serai.dispatch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential pauses with full jitter: any time up to a ceiling that doubles, so that many do not come back at once. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SHORTEST = Duration.ofMillis(200);

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The pause after that many failed attempts, 1 or more: at least 200 ms, at most 5 minutes. */
    Duration after(int attempts) {
        int doublings = Math.clamp(attempts - 1L, 0, 20);
        long ceiling = Math.min(FIRST.toMillis() << doublings, LONGEST.toMillis());
        return Duration.ofMillis(random.nextLong(SHORTEST.toMillis(), ceiling + 1));
    }
}
