package serai.dispatch;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Connector;

/**
 * What an attempt that is about to begin may do: the one place that gives leave to send what may buy. Where the store does
 * not want it bought now, or people have switched placements off, nothing that may buy is sent, not even to find out what
 * became of an earlier call: it is looked up where the supplier can be asked, or a person looks.
 */
sealed interface Leave {
    /** What it does at the supplier. */
    record Go(Step step) implements Leave {}

    /** Nothing was ever bought, so it is stopped here. */
    record Stop(String why) implements Leave {}

    /** It may have been bought, and only sending it again could tell: a person looks. */
    record Person(String why) implements Leave {}

    /** It may have been bought and the store may want it again: it waits, undisturbed, while its window lasts. */
    record Wait(String why, Instant until) implements Leave {}

    /** The store has said something that nobody has read: it is asked again first. */
    record AskAgain() implements Leave {}

    /** Finds where an order stands that is not to be bought. */
    String ORDER_NOT_WANTED = Sql.of(Leave.class, "order-not-wanted");

    /** How often something that waits so is looked at. */
    Duration LOOK = Duration.ofMinutes(15);

    /**
     * Decides, in the transaction that begins the attempt.
     *
     * @param lookOnly whether whoever was asked before the purchase does not want it sent
     * @param placing whether people have switched its placement off
     */
    static Leave of(
            Tx tx,
            Dispatch dispatch,
            Connector.Unknown how,
            boolean lookOnly,
            boolean placing,
            BeforePurchase before,
            Instant now)
            throws SQLException {
        if (!dispatch.buys()) {
            return new Go(dispatch.step());
        }
        boolean fresh = before.stillSo(tx, dispatch);
        Optional<String> standing = tx.first(ORDER_NOT_WANTED, row -> row.text("standing"), dispatch.order());
        boolean cancelled = standing.filter("CANCELLED"::equals).isPresent();
        if (fresh && standing.isEmpty() && !lookOnly && !placing) {
            return new Go(dispatch.step());
        }
        if (Doubt.looksInstead(dispatch, how)) {
            return new Go(Step.FIND);
        }
        if (standing.isEmpty()) {
            return new AskAgain();
        }
        if (!dispatch.mayBeBought()) {
            return new Stop(
                    cancelled ? "the store cancelled the order meanwhile" : "the store does not want it bought now");
        }
        return cancelled
                ? new Person(Doubt.afterCancelling(dispatch))
                : new Wait(
                        "an answer was lost and the store does not want it bought now; it is not sent again until it does",
                        now.plus(LOOK));
    }
}
