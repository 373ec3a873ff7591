package serai.dispatch;

import java.time.Instant;
import java.util.Optional;
import serai.provider.Cause;

/** What a channel did lately: the calls of its last minute and its last probe. Not for use by several threads. */
final class Recent {
    private static final int SECONDS = 60;

    private final int[] calls = new int[SECONDS];
    private long second = Long.MIN_VALUE;
    private Optional<Channel.Probed> probed = Optional.empty();

    /** A permit was given. */
    void call(Instant now) {
        moveTo(now.getEpochSecond());
        calls[index(second)]++;
    }

    /** Permits given in the last sixty seconds. */
    int calls(Instant now) {
        moveTo(now.getEpochSecond());
        int sum = 0;
        for (int count : calls) {
            sum += count;
        }
        return sum;
    }

    private void moveTo(long to) {
        // A clock that was set back keeps counting where it was, until it has caught up or a minute is off.
        if (to > second || to < second - SECONDS) {
            long from = Math.max(second + 1, to - SECONDS + 1);
            for (long next = to < second ? to - SECONDS + 1 : from; next <= to; next++) {
                calls[index(next)] = 0;
            }
            second = to;
        }
    }

    private static int index(long second) {
        return Math.floorMod(second, SECONDS);
    }

    void probed(Instant at, Optional<Cause> trouble) {
        probed = Optional.of(new Channel.Probed(at, trouble));
    }

    Optional<Channel.Probed> probed() {
        return probed;
    }
}
