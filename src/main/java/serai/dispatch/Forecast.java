package serai.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import serai.provider.Cause;

/**
 * When a channel's backlog will be through, as far as anybody can know: from what really left it in the last minutes, within
 * what pace and ramp allow. On several nodes each counts only what it brings out itself, so the time is rather too late.
 *
 * @param eta when it will be through; while the breaker holds, or it has only begun, on the condition that {@code why} says;
 *     empty when nothing waits or it cannot be known
 * @param soonest when it would be through if the other side answered the next probe and kept up with the whole pace; for
 *     judging risks, never a promise. Empty as the eta while a person keeps it back
 * @param why in a sentence, why there is no eta, or on what condition there is one; empty when neither
 */
public record Forecast(Optional<Instant> eta, Optional<Instant> soonest, String why) {
    /** In seconds. */
    private static final double LONGEST = 365.0 * 24 * 3600;
    /** Less says nothing yet. */
    private static final Duration ENOUGH = Duration.ofSeconds(3);

    private static final Forecast NOTHING = new Forecast(Optional.empty(), Optional.empty(), "");

    /** None, for that reason. */
    static Forecast none(String why) {
        return new Forecast(Optional.empty(), Optional.empty(), why);
    }

    /**
     * Of a channel that people have not switched off.
     *
     * @param waiting how many dispatches
     */
    static Forecast of(
            long waiting, Channel.Snapshot state, ChannelSettings settings, Progress.Measured measured, Instant now) {
        if (waiting == 0) {
            return NOTHING;
        }
        Optional<Channel.Hold> hold = state.hold();
        if (hold.filter(one -> one.cause().isEmpty()).isPresent()) {
            return none("Support holds the channel.");
        }
        Instant start = state.nextProbeAt().filter(now::isBefore).orElse(now);
        boolean held = state.status() == Channel.Status.HELD;
        double rate = held ? settings.pace() * settings.rampStart() : state.rate();
        Optional<Instant> soonest = Optional.of(through(waiting, start, rate, settings.pace()));
        if (held) {
            String cause =
                    hold.flatMap(Channel.Hold::cause).map(Cause::sentence).orElse("The other side does not answer.");
            return new Forecast(soonest, soonest, "If it is back at the next probe. " + cause);
        }
        if (measured.ended() == 0 && measured.busy().compareTo(Progress.WINDOW.dividedBy(6)) >= 0) {
            String words = "Nothing has gone through in the last "
                    + Math.max(1, measured.busy().toMinutes()) + " min in which something waited.";
            return new Forecast(Optional.empty(), soonest, words);
        }
        if (measured.ended() == 0 || measured.busy().compareTo(ENOUGH) < 0) {
            return new Forecast(soonest, soonest, "If it keeps up with its pace; it has only begun.");
        }
        double share = Math.min(1, measured.ended() / Math.max(measured.allowed(), 1e-9));
        return new Forecast(
                Optional.of(through(waiting, now, state.rate() * share, settings.pace() * share)), soonest, "");
    }

    /** The rate doubles each second until it is the full one. */
    private static Instant through(long waiting, Instant start, double rateNow, double full) {
        double rate = rateNow;
        double left = waiting;
        long seconds = 0;
        while (rate < full && left > rate) {
            left -= rate;
            rate = Math.min(full, rate * 2);
            seconds++;
        }
        // So slow that it will never end is told as a year.
        double rest = Math.min(left / rate, LONGEST);
        return start.plusSeconds(seconds).plusMillis((long) (rest * 1000));
    }
}
