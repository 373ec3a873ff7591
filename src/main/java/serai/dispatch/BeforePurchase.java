package serai.dispatch;

import java.sql.SQLException;
import java.time.Instant;
import serai.ledger.Tx;
import serai.provider.Cause;

/**
 * Asked right before something is sent that may buy, while nothing of the ledger is locked: the last moment at which the
 * store's word counts. Whoever answers it writes what it finds out into the ledger itself.
 */
@FunctionalInterface
public interface BeforePurchase {
    /** Nobody is asked. */
    BeforePurchase NOBODY = dispatch -> new Word.AsItStands();

    /** Stands where a supplier's code stands in a dispatch that waits for its store's word. */
    String CODE = "store-check";

    /**
     * Whether it may be bought now. May take some seconds; asking again is harmless.
     *
     * @throws serai.ledger.DatabaseUnavailable then nothing is known and it is asked again
     * @throws InterruptedException when the node stops
     */
    Word on(Dispatch dispatch) throws InterruptedException;

    /**
     * Whether what was answered holds still, asked in the transaction that begins the attempt and before that has touched
     * anything: nothing of the order is in the ledger that came since and that nobody has looked at.
     */
    default boolean stillSo(Tx tx, Dispatch dispatch) throws SQLException {
        return true;
    }

    /** What came of asking. */
    sealed interface Word {
        /** There was nothing to ask: it is bought as it stands. */
        record AsItStands() implements Word {}

        /** The ledger says by now what is to be bought, if anything. */
        record AsTold() implements Word {}

        /**
         * Not yet.
         *
         * @param again when to ask again
         */
        record Later(Cause cause, String reason, Instant again) implements Word {}

        /** Not without a person's word. */
        record APerson(Cause cause, String reason) implements Word {}
    }
}
