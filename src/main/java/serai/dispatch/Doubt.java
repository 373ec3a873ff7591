package serai.dispatch;

import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import serai.base.Json;
import serai.base.Reference;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.PlaceOrder;

/**
 * The one rule on what may have been bought, for all who ask whether anything was sent: cancellations, edits, holds, erasure,
 * remedies.
 *
 * <p>A purchase is in doubt from the first call that may have bought until it is shown that none has. A supplier that does
 * not show an order shows that only once the time has passed for which it may be blind ({@link Connector.Unknown#blind}),
 * counted from the end of the last such call: before, "not found" is no proof. What a supplier refused, or never heard of,
 * is no such call.
 */
public final class Doubt {
    private static final String LAST_CREATE = Sql.of(Doubt.class, "last-create");

    /** Of a dead letter: money may have moved, so a person has to look at the supplier first. */
    private static final Set<Cause> LOOK_FIRST = EnumSet.of(
            Cause.CREATED_UNPAID,
            Cause.PROBABLY_BOUGHT,
            Cause.OUTCOME_UNKNOWN,
            Cause.CONFLICT_AT_SUPPLIER,
            Cause.DIED_AT_SUPPLIER,
            Cause.LOST_AT_SUPPLIER,
            Cause.CLOSED_BY_SUPPLIER);

    /** Of a dead letter: the supplier may hold an order for it, or holds another under its reference. */
    private static final Set<Cause> HELD = EnumSet.of(
            Cause.OUTCOME_UNKNOWN, Cause.PROBABLY_BOUGHT, Cause.LOST_AT_SUPPLIER, Cause.CONFLICT_AT_SUPPLIER);

    private Doubt() {}

    /** Whether a supplier may hold an order for it that is not done here, as far as anybody knows. */
    public static boolean mayBeHeld(Dispatch dispatch) {
        return dispatch.mayBeBought() || dispatch.cause().filter(HELD::contains).isPresent();
    }

    /** Of a dead letter: whether nobody knows what became of it. */
    public static boolean unknown(Dispatch letter) {
        return letter.unknownSince().isPresent()
                || letter.cause()
                        .filter(cause -> cause == Cause.OUTCOME_UNKNOWN || cause == Cause.PROBABLY_BOUGHT)
                        .isPresent();
    }

    /**
     * Whether it stays as it was sent, whatever the store says next, until a person has looked. A connector that failed cannot
     * say what it did, once it was called.
     */
    public static boolean settledByPeopleOnly(Dispatch letter) {
        return letter.cause()
                .filter(cause ->
                        LOOK_FIRST.contains(cause) || (cause == Cause.CONNECTOR_FAULT && letter.attempts() > 0))
                .isPresent();
    }

    /** Whether it can be found out without sending anything that may buy. */
    public static boolean canBeLookedUp(Dispatch dispatch, Connector.Unknown how) {
        return how.resolve() == Connector.Resolution.LOOK_UP
                || !dispatch.supplierIds().isEmpty();
    }

    /** Whether its next attempt, which may buy, can look instead. */
    static boolean looksInstead(Dispatch dispatch, Connector.Unknown how) {
        return dispatch.buys() && dispatch.mayBeBought() && canBeLookedUp(dispatch, how);
    }

    /** When the last call ended that may have bought, or began if nobody knows its end; empty where there was none. */
    public static Optional<Instant> lastCreate(Tx tx, Dispatch dispatch) throws SQLException {
        return tx.first(LAST_CREATE, row -> row.maybeTime("at"), dispatch.id())
                .flatMap(found -> found)
                .or(dispatch::unknownSince)
                .or(dispatch::takenAt);
    }

    /** Before that, the supplier's "not found" proves nothing. */
    public static Instant blindUntil(Instant lastCreate, Connector.Unknown how) {
        return lastCreate.plus(how.blind());
    }

    /** Its end as a dead letter, which never hides that an earlier answer was lost. */
    static Move dead(Dispatch from, Cause cause, String code, String text) {
        boolean doubtful = from.places() && from.unknownSince().isPresent();
        return new Move(from, DispatchState.DEAD)
                .because(
                        doubtful ? Cause.OUTCOME_UNKNOWN : cause,
                        code,
                        doubtful ? "an earlier answer was lost; " + search(from) + ". Since then: " + text : text);
    }

    /** What a person looks for, and where. */
    public static String search(Dispatch placing) {
        return "look at " + placing.channel() + " for our reference " + reference(placing);
    }

    /** For the person who looks after a purchase in doubt whose order is cancelled and that nobody can ask about. */
    public static String afterCancelling(Dispatch placing) {
        return "the order was cancelled while an answer was lost, and it is not sent again to find out: "
                + search(placing) + "; if it is there, have it cancelled there, then archive this";
    }

    private static String reference(Dispatch placing) {
        try {
            return Json.read(placing.request(), PlaceOrder.class).reference().value();
        } catch (IllegalStateException e) {
            // Unreadable, and perhaps why it died: the first reference is derived.
            return Reference.of(placing.id()).value();
        }
    }
}
