package serai.deadletter;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Doubt;
import serai.ledger.Row;
import serai.order.StoreOrder;
import serai.provider.Cause;
import serai.provider.Redaction;

/**
 * One dead letter as lists show it; holds no personal data.
 *
 * @param id the dispatch's
 * @param since when it came into its state
 * @param code the supplier's own, or empty
 * @param reason in words, without the e-mail addresses and telephone numbers in them
 * @param orderId ours; empty for a message that could not be read and names no order
 * @param storeOrderId the store's
 * @param version changes with every change; the entity tag
 * @param edited whether a person or a listing changed the payload
 * @param assignee who looks after it
 * @param snoozedUntil until when it is out of sight; the time may have passed
 */
public record DeadLetter(
        String id,
        DispatchState state,
        Instant since,
        String store,
        String channel,
        String kind,
        Optional<Reason> cause,
        String code,
        String reason,
        Optional<OrderId> orderId,
        Optional<String> storeOrderId,
        Optional<String> orderNumber,
        int attempts,
        long version,
        boolean edited,
        Optional<String> assignee,
        Optional<Instant> snoozedUntil) {
    /** Stands for what a person said about an order whose personal data was erased before. */
    static final String ERASED_BEFORE = "(not kept: the personal data of its order was erased)";

    /**
     * A cause of the catalogue, spelled out.
     *
     * @param id for example {@code address-invalid}
     * @param owner who has to act: merchant, support or integrator
     */
    public record Reason(String id, String sentence, String owner, List<Cause.Remedy> remedies) {
        static Reason of(Cause cause) {
            return new Reason(
                    cause.id(), cause.sentence(), cause.owner().name().toLowerCase(Locale.ROOT), cause.remedies());
        }
    }

    /**
     * A row of the statements here, with what of its order they carry along.
     *
     * @param about our id of the order that it belongs to or, unread, speaks of
     * @param deaths in a row, all of one cause and code
     * @param overtaken a later dispatch tells the store something newer of the same parcel
     * @param givenUp the store was told that nothing comes of it
     */
    record Found(
            Dispatch dispatch,
            Optional<OrderId> about,
            Optional<String> storeOrderId,
            Optional<String> orderNumber,
            Optional<StoreOrder.Standing> standing,
            Optional<Instant> erasedAt,
            int deaths,
            boolean overtaken,
            boolean givenUp,
            Optional<String> assignee,
            Optional<Instant> snoozedUntil) {
        static Found read(Row row) throws SQLException {
            return new Found(
                    Dispatches.read(row),
                    row.maybeText("about_order").map(OrderId::new),
                    row.maybeText("store_order_id"),
                    row.maybeText("order_number"),
                    row.maybeText("standing").map(StoreOrder.Standing::valueOf),
                    row.maybeTime("erased_at"),
                    row.count("deaths"),
                    row.count("overtaken") == 1,
                    row.count("given_up") == 1,
                    row.maybeText("assignee"),
                    row.maybeTime("snoozed_until").filter(time -> time.isAfter(Instant.EPOCH)));
        }

        /**
         * A person's reason as it may be kept: once the personal data of the order was erased nothing more is written about
         * it, as nobody would ever erase that.
         */
        String keptReason(String reason) {
            return erasedAt.isPresent() && !reason.isEmpty() ? ERASED_BEFORE : reason;
        }

        /** Whether the supplier may hold an order for it, or holds another under its reference. */
        boolean mayBeHeld() {
            return Doubt.mayBeHeld(dispatch);
        }

        DeadLetter summary() {
            return new DeadLetter(
                    dispatch.id().value(),
                    dispatch.state(),
                    dispatch.changedAt(),
                    dispatch.store().value(),
                    dispatch.channel().value(),
                    dispatch.kind(),
                    dispatch.cause().map(Reason::of),
                    dispatch.code(),
                    Redaction.words(dispatch.reason()),
                    about,
                    storeOrderId,
                    orderNumber,
                    dispatch.attempts(),
                    dispatch.version(),
                    dispatch.originalRequest().isPresent(),
                    assignee,
                    snoozedUntil);
        }
    }
}
