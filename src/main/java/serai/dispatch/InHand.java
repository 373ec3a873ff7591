package serai.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import serai.base.DispatchId;

/**
 * The dispatches that this process has in hand. One that was taken stays so until it is given back; one that is on its way
 * to the supplier only for as long as a call can take, so that whatever became of the thread that made it, somebody finds out
 * what came of the call. Counted by a clock that nobody can set.
 */
final class InHand {
    /** @param end in nanoseconds; null for as long as it takes */
    private record Hold(@Nullable Long end) {
        private static final Hold OPEN = new Hold(null);

        boolean over(long now) {
            return end != null && now - end >= 0;
        }
    }

    private final Map<DispatchId, Hold> holds = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** @param nanos such as {@link System#nanoTime} */
    InHand(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return false when somebody else of this process has it */
    boolean take(DispatchId id) {
        Hold known = holds.putIfAbsent(id, Hold.OPEN);
        return known == null || (known.over(nanos.getAsLong()) && holds.replace(id, known, Hold.OPEN));
    }

    /** Its call is under way and will have ended after that time. */
    void onItsWay(DispatchId id, Duration longest) {
        holds.replace(id, new Hold(nanos.getAsLong() + longest.toNanos()));
    }

    /** Its call has ended and what came of it is being written down, however long that takes. */
    void back(DispatchId id) {
        holds.replace(id, Hold.OPEN);
    }

    void giveBack(DispatchId id) {
        holds.remove(id);
    }

    boolean has(DispatchId id) {
        Hold known = holds.get(id);
        return known != null && !known.over(nanos.getAsLong());
    }
}
