package serai.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import serai.base.DispatchId;
import serai.provider.Cause;
import serai.provider.Outcome;

/**
 * Whether a channel's work succeeds at all: what its last attempts came to, and whether one never ends. Not for use by
 * several threads.
 */
final class Verdicts {
    private static final Duration LATELY = Duration.ofMinutes(5);
    private static final int MOST = 50;
    /** Fewer may be one order's own trouble. */
    private static final int SOME = 3;

    private record Verdict(Instant at, Optional<Cause> trouble) {}

    private final Deque<Verdict> last = new ArrayDeque<>();
    private final Map<DispatchId, Instant> underWay = new HashMap<>();
    private final Duration longest;

    /** @param longest that an attempt may take from its begin to its outcome; longer, and it hangs */
    Verdicts(Duration longest) {
        this.longest = longest;
    }

    void begun(DispatchId id, Instant now) {
        underWay.put(id, now);
    }

    void ended(DispatchId id) {
        underWay.remove(id);
    }

    /** What one came to. A refusal that is the merchant's to mend says nothing of the channel. */
    void add(Outcome outcome, Instant now) {
        Optional<Cause> trouble = Attempts.trouble(outcome);
        boolean says = true;
        if (outcome instanceof Outcome.Rejected rejected) {
            trouble = Optional.of(rejected.cause());
            says = rejected.cause().owner() != Cause.Owner.MERCHANT;
        } else if (outcome instanceof Outcome.NotFound
                || trouble.filter(Cause.RATE_LIMITED::equals).isPresent()) {
            says = false;
        }
        if (says) {
            last.addLast(new Verdict(now, trouble));
        }
        if (last.size() > MOST) {
            last.removeFirst();
        }
    }

    /** In a sentence why its work does not succeed; empty when it does, or too little is known. */
    String trouble(Instant now) {
        last.removeIf(one -> one.at().isBefore(now.minus(LATELY)) || one.at().isAfter(now));
        Optional<Instant> oldest = underWay.values().stream().min(Instant::compareTo);
        if (oldest.filter(begun -> begun.plus(longest).isBefore(now)).isPresent()) {
            Duration since = Duration.between(oldest.get(), now);
            return "An attempt has been under way for " + since.toSeconds() + " s, longer than any may take.";
        }
        boolean none = last.size() >= SOME
                && last.stream().noneMatch(one -> one.trouble().isEmpty());
        return none
                ? "None of the last " + last.size() + " attempts went through. "
                        + last.getLast().trouble().map(Cause::sentence).orElse("")
                : "";
    }
}
