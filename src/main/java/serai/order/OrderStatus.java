package serai.order;

import java.util.Collection;
import java.util.List;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;

/**
 * An order's status: that of its purchase that needs attention most, or of the wish to cancel one while that is not settled.
 * Where nothing is bought, because there is no purchase or the store has stopped them all, it is the store's word.
 */
public enum OrderStatus {
    RECORDED,
    QUEUED,
    ATTEMPTING,
    WAITING,
    UNCONFIRMED,
    DONE,
    DEAD,
    ARCHIVED,
    CANCELLED,
    WAITING_FOR_PAYMENT;

    /** The first of these that any dispatch is in; the statement {@code count-by-fate.sql} keeps the same order. */
    private static final List<DispatchState> BY_ATTENTION = List.of(
            DispatchState.DEAD,
            DispatchState.UNCONFIRMED,
            DispatchState.ATTEMPTING,
            DispatchState.WAITING,
            DispatchState.QUEUED,
            DispatchState.RECORDED,
            DispatchState.DONE,
            DispatchState.ARCHIVED,
            DispatchState.CANCELLED);

    /** Dispatch states, the one that needs attention most first. */
    public static List<DispatchState> byAttention() {
        return BY_ATTENTION;
    }

    /** The states that count of an order's dispatches: its purchases, and wishes to cancel one that are not settled. */
    public static List<DispatchState> counting(Collection<Dispatch> dispatches) {
        return dispatches.stream()
                .filter(one -> one.places() || (one.kind().equals(Dispatch.CANCEL_ORDER) && unsettled(one.state())))
                .map(Dispatch::shownState)
                .toList();
    }

    /** Whether something is still to be done about it. */
    static boolean unsettled(DispatchState state) {
        return state.open() || state == DispatchState.DEAD;
    }

    /** The status of an order with that standing and dispatches in those states, of those that {@link #counting} names. */
    public static OrderStatus of(StoreOrder.Standing standing, Collection<DispatchState> dispatches) {
        boolean stopped = dispatches.stream().allMatch(DispatchState.CANCELLED::equals);
        boolean byTheStore =
                standing == StoreOrder.Standing.WAITING_FOR_PAYMENT || standing == StoreOrder.Standing.NEVER;
        if (!dispatches.isEmpty() && !(stopped && byTheStore)) {
            return BY_ATTENTION.stream()
                    .filter(dispatches::contains)
                    .map(state -> valueOf(state.name()))
                    .findFirst()
                    .orElseThrow();
        }
        return switch (standing) {
            case PLACE -> RECORDED;
            case WAITING_FOR_PAYMENT -> WAITING_FOR_PAYMENT;
            case NEVER -> ARCHIVED;
            case CANCELLED -> CANCELLED;
        };
    }
}
