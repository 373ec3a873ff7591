package serai.deadletter;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import serai.provider.Cause;

/**
 * Letters that wait for somebody's word and not for better times: whether an order that is over shall be bought after all,
 * or which of two words counts. Who sends again "all that died on Monday" has not said so of these: a replay of many takes
 * them along only where its filter names their cause.
 */
final class OneByOne {
    private static final Set<Cause> DECIDED = EnumSet.of(
            Cause.OVER_BEFORE,
            Cause.REFUND_UNCLEAR,
            Cause.NOT_FOR_SUPPLIER,
            Cause.WISH_WOULD_BE_LOST,
            Cause.STORE_CHANGED_IT);

    private OneByOne() {}

    /**
     * Why it does not go with the others; empty when it may.
     *
     * @param filter of the replay, in words
     */
    static Optional<String> why(DeadLetter.Found found, String filter) {
        return found.dispatch()
                .cause()
                .filter(cause -> DECIDED.contains(cause) && !filter.contains(cause.id()))
                .map(cause -> "a person has to say so of each, or name its cause: " + cause.id());
    }
}
