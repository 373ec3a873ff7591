package serai.dispatch;

import java.time.Duration;
import java.time.Instant;

/** A token bucket under the lock of its {@link Channel}. */
final class Pace {
    /** For which a permit is kept. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    /** However little the other side says that it allows. */
    private static final double SLOWEST = 1 / 60.0;

    private final double fullRate;
    private final int fullBurst;
    private double share = 1;
    private double allowed = Double.MAX_VALUE;
    /** Until when the next permit is kept for somebody else. */
    private Instant keptUntil = Instant.MIN;

    private double tokens;
    private Instant filledAt;
    private Instant notBefore = Instant.MIN;

    Pace(double rate, int burst, Instant now) {
        this.fullRate = rate;
        this.fullBurst = burst;
        this.tokens = burst;
        this.filledAt = now;
    }

    /** Takes a permit. @return zero when taken, else how long to wait before asking again */
    Duration take(Instant now) {
        fill(now);
        if (now.isBefore(notBefore)) {
            return Duration.between(now, notBefore);
        }
        double needed = now.isBefore(keptUntil) && burst() >= 2 ? 2 : 1;
        if (tokens >= needed) {
            tokens--;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) ((needed - tokens) / rate() * 1e9) + 1);
    }

    /** A permit for somebody who does not wait for it: where there is none, the next is kept for a while. */
    boolean takeNow(Instant now) {
        fill(now);
        if (!now.isBefore(notBefore) && tokens >= 1) {
            tokens--;
            keptUntil = Instant.MIN;
            return true;
        }
        keptUntil = now.plus(KEPT);
        return false;
    }

    /** A call that is made in any case is paid for by those that come after it. */
    void spend() {
        tokens--;
    }

    /** What the other side says that it allows, calls a second: never more than the configuration does. */
    void allowed(double rate, Instant now) {
        fill(now);
        allowed = Math.max(rate, SLOWEST);
        tokens = Math.min(tokens, burst());
    }

    /** A permit that was taken was not used. */
    void giveBack() {
        tokens = Math.min(burst(), tokens + 1);
    }

    /** From now on that share of the rate, and no more at once than a tenth of a second brings (one at least). */
    void slowTo(double newShare, Instant now) {
        fill(now);
        share = newShare;
        tokens = Math.min(tokens, burst());
    }

    /** Nothing before that time: the supplier asked for a pause. */
    void pauseUntil(Instant time) {
        if (time.isAfter(notBefore)) {
            notBefore = time;
        }
    }

    boolean paused(Instant now) {
        return now.isBefore(notBefore);
    }

    /** Calls a second at the moment. */
    double rate() {
        return full() * share;
    }

    /** Calls a second when all is well. */
    double full() {
        return Math.min(fullRate, allowed);
    }

    private double burst() {
        return share < 1 ? Math.max(1, Math.min(fullBurst, rate() / 10)) : fullBurst;
    }

    private void fill(Instant now) {
        if (now.isAfter(filledAt)) {
            double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
            tokens = Math.min(burst(), tokens + seconds * rate());
            filledAt = now;
        } else if (now.isBefore(filledAt)) {
            // The clock was set back: what was to come is counted from here.
            filledAt = now;
        }
    }
}
