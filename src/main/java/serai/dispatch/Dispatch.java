package serai.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.provider.Cause;

/**
 * One outbound effect on one channel, as the ledger holds it.
 *
 * @param order empty for a message that could not be read as an order
 * @param kind {@value #PLACE_ORDER} and the other constants here
 * @param part tells several effects of one order, channel and kind apart
 * @param version counts changes; every change is compare-and-set on it
 * @param code the supplier's own code of the last outcome, or empty
 * @param reason why it is where it is, in words
 * @param request what to do, as JSON: a {@link serai.provider.PlaceOrder}, {@link serai.provider.CancelOrder}, {@link
 *     serai.provider.PushTracking} or {@link serai.provider.Notify}
 * @param originalRequest the request before a person edited it
 * @param step what the next attempt does
 * @param attempts calls begun so far
 * @param strikes failures while other orders of the channel went through
 * @param supplierIds the supplier's order numbers, once known
 * @param takenAt when the supplier said that it took the order
 * @param unknownSince when the first attempt began whose outcome was lost and is not yet found out
 * @param readyAt when the relay may send it; empty while it must not
 * @param dueBy what must ship soonest goes first
 * @param node who has it in a broker or in flight, or empty
 * @param worth what the customer paid for what is in it; empty for anything but a purchase, and where prices are not known
 */
public record Dispatch(
        DispatchId id,
        Optional<OrderId> order,
        StoreId store,
        ChannelName channel,
        String kind,
        String part,
        DispatchState state,
        long version,
        Optional<Cause> cause,
        String code,
        String reason,
        String request,
        Optional<String> originalRequest,
        Step step,
        int attempts,
        int strikes,
        List<String> supplierIds,
        Optional<Instant> takenAt,
        Optional<Instant> unknownSince,
        Optional<Instant> readyAt,
        Instant dueBy,
        String node,
        String traceparent,
        Instant recordedAt,
        Instant changedAt,
        Optional<Money> worth) {
    public static final String PLACE_ORDER = "place-order";
    public static final String CANCEL_ORDER = "cancel-order";
    public static final String PUSH_TRACKING = "push-tracking";
    public static final String NOTIFY = "notify";
    /** A message that could not be read. */
    public static final String READ_ORDER = "read-order";
    /** A task for a person that no program does: the store has changed what is bought already. */
    public static final String SETTLE_DIFFERENCE = "settle-difference";
    /** Where such tasks wait; no route consumes it. */
    public static final ChannelName DIFFERENCES = new ChannelName("differences");
    /** In place of the supplier's code: what is known of the purchase is a person's word. */
    public static final String BY_HAND = "bought-by-hand";
    /** Where lines wait that no listing maps; no route consumes it. */
    public static final ChannelName UNMAPPED = new ChannelName("unmapped");
    /** Where messages wait that could not be read; no route consumes it. */
    public static final ChannelName INTAKE = new ChannelName("intake");

    /** One that is no purchase, or of which nobody knows what it is worth. */
    public Dispatch(
            DispatchId id,
            Optional<OrderId> order,
            StoreId store,
            ChannelName channel,
            String kind,
            String part,
            DispatchState state,
            long version,
            Optional<Cause> cause,
            String code,
            String reason,
            String request,
            Optional<String> originalRequest,
            Step step,
            int attempts,
            int strikes,
            List<String> supplierIds,
            Optional<Instant> takenAt,
            Optional<Instant> unknownSince,
            Optional<Instant> readyAt,
            Instant dueBy,
            String node,
            String traceparent,
            Instant recordedAt,
            Instant changedAt) {
        this(
                id,
                order,
                store,
                channel,
                kind,
                part,
                state,
                version,
                cause,
                code,
                reason,
                request,
                originalRequest,
                step,
                attempts,
                strikes,
                supplierIds,
                takenAt,
                unknownSince,
                readyAt,
                dueBy,
                node,
                traceparent,
                recordedAt,
                changedAt,
                Optional.empty());
    }

    /**
     * A new dispatch that belongs to an order and follows from what a supplier did with it: due at once, after what
     * buys.
     *
     * @param request what to do, to be stored as JSON
     */
    public static Dispatch following(
            OrderId order,
            StoreId store,
            ChannelName channel,
            String kind,
            String part,
            Object request,
            String traceparent,
            Instant now) {
        return new Dispatch(
                DispatchId.of(order, channel, kind, part),
                Optional.of(order),
                store,
                channel,
                kind,
                part,
                DispatchState.RECORDED,
                0,
                Optional.empty(),
                "",
                "",
                Json.write(request),
                Optional.empty(),
                Step.PLACE,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(now),
                now,
                "",
                traceparent,
                now,
                now);
    }

    /** The same, born as a dead letter: a task for a person. */
    public Dispatch dead(Cause why, String words) {
        return new Dispatch(
                id,
                order,
                store,
                channel,
                kind,
                part,
                DispatchState.DEAD,
                version,
                Optional.of(why),
                code,
                words,
                request,
                originalRequest,
                step,
                attempts,
                strikes,
                supplierIds,
                takenAt,
                unknownSince,
                Optional.empty(),
                dueBy,
                node,
                traceparent,
                recordedAt,
                changedAt,
                worth);
    }

    /** Whether it buys; everything else reads before it writes, and may be repeated. */
    public boolean places() {
        return kind.equals(PLACE_ORDER);
    }

    /** Whether the next attempt, as it is planned, may buy. */
    public boolean buys() {
        return places() && step == Step.PLACE;
    }

    /** Whether the next attempt buys something of which nobody has bought anything yet. */
    public boolean newPurchase() {
        return buys() && !mayBeBought();
    }

    /** What its next attempt does, in words of the connector. */
    public String does() {
        return places() ? step.kamelet() : kind;
    }

    /** Whether it is done by a person's word, the supplier's numbers included. */
    public boolean byHand() {
        return state == DispatchState.DONE && code.equals(BY_HAND);
    }

    /** The state that people are shown: a doubt is not forgotten while it is being found out. */
    public DispatchState shownState() {
        boolean trying = state == DispatchState.QUEUED || state == DispatchState.ATTEMPTING;
        return trying && places() && unknownSince.isPresent() ? DispatchState.UNCONFIRMED : state;
    }

    /** Whether the supplier may hold an order for it that is not done here; see {@link Doubt}. */
    public boolean mayBeBought() {
        return unknownSince.isPresent() || takenAt.isPresent() || !supplierIds.isEmpty();
    }
}
