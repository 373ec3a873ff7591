package serai.base;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often a failure that repeats is worth a line in the log: at once, after ten seconds, and then ever more rarely, twice
 * as long after each, up to an hour. One that has stayed away for a while begins anew, and so does one that was said to be
 * over. Safe for use by several threads; remembers a bounded number of failures, and the oldest is forgotten first.
 */
public final class Complaints {
    private static final int MOST = 1_000;
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** Longer than what is tried again pauses. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private static final class Failing {
        private final Instant since;
        private Instant last;
        private Instant nextAt;
        private Duration pause = FIRST;
        private long count;
        private long unsaid;

        private Failing(Instant now) {
            since = now;
            last = now;
            nextAt = now;
        }
    }

    private final Clock clock;
    private final Map<String, Failing> failing = new LinkedHashMap<>();

    public Complaints(Clock clock) {
        this.clock = clock;
    }

    /**
     * It failed.
     *
     * @param what tells one failure from another, for example the channel and the cause; not a text that varies
     * @return what to say behind the complaint, empty text the first time; nothing when it is not to be said now
     */
    public synchronized Optional<String> again(String what) {
        Instant now = clock.instant();
        Failing one = failing.get(what);
        if (one == null
                || now.isBefore(one.since)
                || now.isAfter(one.last.plus(QUIET).plus(one.pause))) {
            // At the end of the line, also if it was there before.
            failing.remove(what);
            one = new Failing(now);
            failing.put(what, one);
            forgetOldest();
        }
        one.count++;
        one.last = now;
        if (now.isBefore(one.nextAt)) {
            one.unsaid++;
            return Optional.empty();
        }
        String more = one.unsaid == 0 ? "" : " (" + one.count + " times since " + one.since + ")";
        one.unsaid = 0;
        one.nextAt = now.plus(one.pause);
        Duration twice = one.pause.multipliedBy(2);
        one.pause = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return Optional.of(more);
    }

    /** It works again. @return how often it had failed; 0 when it had not */
    public synchronized long over(String what) {
        Failing one = failing.remove(what);
        return one == null ? 0 : one.count;
    }

    private void forgetOldest() {
        if (failing.size() > MOST) {
            failing.remove(failing.keySet().iterator().next());
        }
    }
}
