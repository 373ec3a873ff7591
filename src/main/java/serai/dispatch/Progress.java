package serai.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * What really left a channel's backlog in the last minutes while something waited there, on this node. Time in which
 * nothing waited, the channel was held, or nobody looked does not count. Not for use by several threads.
 */
final class Progress {
    /** How far it looks back. */
    static final Duration WINDOW = Duration.ofMinutes(3);

    private static final Duration PART = Duration.ofSeconds(5);
    private static final int PARTS = (int) (WINDOW.toSeconds() / PART.toSeconds());
    /** Between two samples; after more the process stood still, and what happened meanwhile is not known. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(30);

    /**
     * What was measured.
     *
     * @param busy how long something waited, within the window
     * @param ended dispatches that left the backlog in that time, done or dead
     * @param allowed how many calls could have been made in that time, by pace and ramp
     */
    record Measured(Duration busy, long ended, double allowed) {}

    private static final class Part {
        private long number = Long.MIN_VALUE;
        private long busyMillis;
        private long ended;
        private double allowed;
    }

    private final Part[] parts = new Part[PARTS];
    private Instant sampledAt = Instant.MIN;
    private boolean waited;
    private long endedSince;

    Progress() {
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new Part();
        }
    }

    /** One more has left. */
    void ended() {
        endedSince++;
    }

    /**
     * How it stands now.
     *
     * @param waits whether something waits that may go out
     * @param rate calls a second that may be made
     */
    void sample(Instant now, boolean waits, double rate) {
        Duration since = sampledAt.equals(Instant.MIN) ? Duration.ZERO : Duration.between(sampledAt, now);
        boolean known = since.isPositive() && since.compareTo(LONGEST_GAP) <= 0;
        if (known && waited && waits) {
            Part part = part(now);
            part.busyMillis += since.toMillis();
            part.ended += endedSince;
            part.allowed += rate * since.toMillis() / 1000;
        }
        endedSince = 0;
        waited = waits;
        sampledAt = now;
    }

    private Part part(Instant now) {
        long number = number(now);
        Part part = parts[Math.floorMod(number, PARTS)];
        if (part.number != number) {
            part.number = number;
            part.busyMillis = 0;
            part.ended = 0;
            part.allowed = 0;
        }
        return part;
    }

    /** From here on it is measured anew: the channel was opened. */
    void restart() {
        for (Part part : parts) {
            part.number = Long.MIN_VALUE;
        }
        endedSince = 0;
        waited = false;
        sampledAt = Instant.MIN;
    }

    Measured measured(Instant now) {
        long last = number(now);
        long busy = 0;
        long ended = 0;
        double allowed = 0;
        for (Part part : parts) {
            if (part.number > last - PARTS && part.number <= last) {
                busy += part.busyMillis;
                ended += part.ended;
                allowed += part.allowed;
            }
        }
        return new Measured(Duration.ofMillis(busy), ended, allowed);
    }

    private static long number(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), PART.toSeconds());
    }
}
