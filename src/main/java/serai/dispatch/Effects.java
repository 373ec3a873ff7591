package serai.dispatch;

import java.sql.SQLException;
import java.time.Instant;
import serai.ledger.Tx;

/** What follows in the ledger when an attempt has ended. */
@FunctionalInterface
public interface Effects {
    /** Nothing follows. */
    Effects NONE = (tx, dispatch, move, now) -> {};

    /**
     * Called in the transaction that writes the outcome: both are on disk, or neither.
     *
     * @param dispatch as it stood with the attempt begun
     * @param move what became of it
     */
    void follow(Tx tx, Dispatch dispatch, Move move, Instant now) throws SQLException;
}
