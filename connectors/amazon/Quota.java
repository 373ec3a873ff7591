package amazon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A count of our own calls of one operation whose limit is tighter than the channel's, so that we wait before Amazon
 * refuses and slows down the whole account. Safe for any number of threads.
 */
final class Quota {
    private final Clock clock;
    private final Duration each;
    private final int burst;
    private double spent;
    private Instant counted;

    /** @param each how long until one more call is allowed */
    Quota(Clock clock, Duration each, int burst) {
        this.clock = clock;
        this.each = each;
        this.burst = burst;
        this.counted = clock.instant();
    }

    /** Takes one call, or says how long until there is one. */
    synchronized Optional<Duration> take() {
        settle();
        if (spent + 1 > burst) {
            return Optional.of(Duration.ofMillis(Math.round((spent + 1 - burst) * each.toMillis())));
        }
        spent++;
        return Optional.empty();
    }

    /** Counts a call that is made in any case. */
    synchronized void count() {
        settle();
        spent++;
    }

    private void settle() {
        Instant now = clock.instant();
        if (now.isAfter(counted)) {
            double passed = (double) Duration.between(counted, now).toMillis() / each.toMillis();
            spent = Math.max(0, spent - passed);
            counted = now;
        }
    }
}
