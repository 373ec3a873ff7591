package serai.dispatch;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a dispatch stands, and on one screen every move that is legal. */
public enum DispatchState {
    /** In the ledger, not yet given to the broker. */
    RECORDED,
    /** Due; the relay has given it, or is about to give it, to the channel's queue. */
    QUEUED,
    /** A call to the supplier is about to be made, is under way, or was when a node died. */
    ATTEMPTING,
    /** Nothing was bought, or the supplier has yet to confirm; comes up again at its time. */
    WAITING,
    /** An answer was lost: it may have been bought. Found out before anything is sent again, or a person looks. */
    UNCONFIRMED,
    /** The supplier holds it, by the supplier's own answer. Ends only by a cancellation that the supplier confirms. */
    DONE,
    /**
     * A dead letter: only a person can move it on, the supplier that cancels what it held unpaid, or the store, whose
     * correction may be all that was missing.
     */
    DEAD,
    /** A dead letter that a person has put away. */
    ARCHIVED,
    /**
     * Stopped by the store before anything was sent, or cancelled by the supplier for it. Final, but for what was never
     * bought and is wanted again.
     */
    CANCELLED;

    private static final Map<DispatchState, Set<DispatchState>> LEGAL = Map.of(
            RECORDED, EnumSet.of(QUEUED, CANCELLED, DEAD),
            QUEUED, EnumSet.of(ATTEMPTING, WAITING, UNCONFIRMED, CANCELLED, DEAD),
            ATTEMPTING, EnumSet.of(DONE, WAITING, UNCONFIRMED, DEAD),
            WAITING, EnumSet.of(QUEUED, CANCELLED, DEAD),
            UNCONFIRMED, EnumSet.of(QUEUED, DEAD),
            DONE, EnumSet.of(CANCELLED),
            DEAD, EnumSet.of(QUEUED, ARCHIVED, CANCELLED),
            ARCHIVED, EnumSet.of(DEAD),
            CANCELLED, EnumSet.of(RECORDED));

    /** Whether a dispatch may go from here to there. */
    public boolean mayBecome(DispatchState next) {
        return LEGAL.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether the machine still has something to do for it. */
    public boolean open() {
        return switch (this) {
            case RECORDED, QUEUED, ATTEMPTING, WAITING, UNCONFIRMED -> true;
            case DONE, DEAD, ARCHIVED, CANCELLED -> false;
        };
    }
}
