package serai.dispatch;

import java.time.Duration;
import java.time.Instant;

/** A token bucket under the lock of its {@link Channel}. */
final class Pace {
    private final double fullRate;
    private final int fullBurst;
    private double share = 1;
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
        if (tokens >= 1) {
            tokens--;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) ((1 - tokens) / rate() * 1e9) + 1);
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
        return fullRate * share;
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
