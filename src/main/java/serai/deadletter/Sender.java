package serai.deadletter;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.ledger.Tx;
import serai.order.Replanning;

/** Carries out the rulings that let a dead letter go. */
final class Sender {
    private Sender() {}

    /**
     * What goes again asks for what the store means now, also where it had to stay behind the store's word before. The
     * order's row is locked by the caller.
     *
     * @return false when somebody else moved it first; then nothing changed
     */
    static boolean send(Tx tx, Replanning replanning, Dispatch letter, Move move, String actor, Instant now)
            throws SQLException {
        boolean mine = Dispatches.apply(tx, move, actor, now);
        if (mine && letter.places()) {
            replanning.catchUp(tx, letter.order().orElseThrow(), actor, now);
        }
        return mine;
    }

    /**
     * Has bought what is missing of the order that a letter is about, and closes the letter. The order's row is locked by the
     * caller.
     *
     * @return false when somebody else moved it first; then nothing changed
     */
    static boolean complete(Tx tx, Replanning replanning, Dispatch letter, String why, String actor, Instant now)
            throws SQLException {
        Move closed = new Move(letter, DispatchState.CANCELLED).because(why + "; what is missing is bought");
        boolean mine = Dispatches.apply(tx, closed, actor, now);
        if (mine) {
            replanning.complete(tx, letter.order().orElseThrow(), actor, now);
        }
        return mine;
    }

    /**
     * Records what a message means and ends its dead letter, by the same moves as any other work.
     *
     * @return false when somebody else moved it first; then nothing changed
     */
    static boolean record(Tx tx, Dispatch letter, Rereader.Recording recording, String why, String actor, Instant now)
            throws SQLException {
        boolean mine = Dispatches.apply(
                tx, new Move(letter, DispatchState.QUEUED).because(why).strikes(0), actor, now);
        if (!mine) {
            return false;
        }
        Dispatch queued = Dispatches.find(tx, letter.id()).orElseThrow();
        boolean begun =
                Dispatches.apply(tx, new Move(queued, DispatchState.ATTEMPTING).because("reads it again"), actor, now);
        String became = recording.record(tx, actor, letter.traceparent(), now);
        Dispatch attempting = Dispatches.find(tx, letter.id()).orElseThrow();
        Move done = new Move(attempting, DispatchState.DONE)
                .because(why + "; read as " + became)
                .supplierIds(List.of(became));
        if (!begun || !Dispatches.apply(tx, done, actor, now)) {
            throw new IllegalStateException(letter.id() + " moved inside our own transaction");
        }
        return true;
    }
}
