package serai.privacy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.ledger.Tx;
import serai.provider.Cause;

/**
 * Ends what is still open of an order when the law allows no more waiting, by the moves that are legal anyway: what was not
 * sent is cancelled, what may have been bought becomes a dead letter that says so.
 */
final class Closing {
    private static final String WHY = "the personal data had to be erased before this was through";

    private Closing() {}

    /** @return false when a call is under way at this moment: its end has to be waited for */
    static boolean close(Tx tx, OrderId order, Instant now) throws SQLException {
        List<Dispatch> open = Dispatches.ofOrder(tx, order).stream()
                .filter(dispatch -> dispatch.state().open())
                .toList();
        boolean all = true;
        for (Dispatch dispatch : open) {
            all &= end(tx, dispatch, now);
        }
        return all;
    }

    private static boolean end(Tx tx, Dispatch dispatch, Instant now) throws SQLException {
        return switch (dispatch.state()) {
            case RECORDED, WAITING ->
                dispatch.mayBeBought() ? queued(tx, dispatch, now) : apply(tx, cancelled(dispatch), now);
            case UNCONFIRMED -> queued(tx, dispatch, now);
            case QUEUED -> apply(tx, dispatch.mayBeBought() ? dead(dispatch) : cancelled(dispatch), now);
            case ATTEMPTING -> false;
            case DONE, DEAD, ARCHIVED, CANCELLED -> true;
        };
    }

    /** The only legal way out of waiting for an answer leads through the queue. */
    private static boolean queued(Tx tx, Dispatch dispatch, Instant now) throws SQLException {
        return apply(tx, new Move(dispatch, DispatchState.QUEUED).because(WHY), now)
                && end(tx, Dispatches.find(tx, dispatch.id()).orElseThrow(), now);
    }

    private static Move cancelled(Dispatch dispatch) {
        return new Move(dispatch, DispatchState.CANCELLED).because(WHY);
    }

    private static Move dead(Dispatch dispatch) {
        Cause cause = dispatch.places() ? Cause.OUTCOME_UNKNOWN : Cause.KEEPS_FAILING;
        return new Move(dispatch, DispatchState.DEAD).because(cause, "", WHY);
    }

    private static boolean apply(Tx tx, Move move, Instant now) throws SQLException {
        return Dispatches.apply(tx, move, Erasure.ACTOR.name(), now);
    }
}
