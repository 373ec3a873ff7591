package serai.order;

import java.util.Collection;
import java.util.List;
import serai.dispatch.DispatchState;

/** An order's status: that of the dispatch that needs attention most, or the store's word while there is none. */
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

    /** The status of an order with that standing and dispatches in those states. */
    public static OrderStatus of(StoreOrder.Standing standing, Collection<DispatchState> dispatches) {
        if (!dispatches.isEmpty()) {
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
