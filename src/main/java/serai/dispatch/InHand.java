package serai.dispatch;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import serai.base.DispatchId;

/**
 * The dispatches that this process has in hand. One that was taken stays so until it is given back; one that is on its way
 * to the supplier only for as long as a call can take, so that whatever became of the thread that made it, somebody finds out
 * what came of the call.
 */
final class InHand {
    private final Map<DispatchId, Instant> until = new ConcurrentHashMap<>();

    /** @return false when somebody else of this process has it */
    boolean take(DispatchId id, Instant now) {
        Instant known = until.putIfAbsent(id, Instant.MAX);
        return known == null || (!now.isBefore(known) && until.replace(id, known, Instant.MAX));
    }

    /** Its call is under way and will have ended by then. */
    void onItsWay(DispatchId id, Instant end) {
        until.replace(id, end);
    }

    /** Its call has ended and what came of it is being written down, however long that takes. */
    void back(DispatchId id) {
        until.replace(id, Instant.MAX);
    }

    void giveBack(DispatchId id) {
        until.remove(id);
    }

    boolean has(DispatchId id, Instant now) {
        Instant end = until.get(id);
        return end != null && now.isBefore(end);
    }
}
