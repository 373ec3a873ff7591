package serai.console;

import serai.dispatch.Channel;
import serai.dispatch.DispatchState;
import serai.order.OrderStatus;

/**
 * A state in one word.
 *
 * @param tone good, warn, bad, info or empty: a colour that helps those who see it
 */
public record Badge(String word, String tone) {
    static Badge of(Channel.Status status) {
        return switch (status) {
            case UP -> new Badge("up", "good");
            case DEGRADED -> new Badge("degraded", "warn");
            case HELD -> new Badge("held", "bad");
        };
    }

    static Badge of(OrderStatus status) {
        String word = Words.plain(status.name());
        return switch (status) {
            case DONE -> new Badge(word, "good");
            case DEAD -> new Badge(word, "bad");
            case WAITING, UNCONFIRMED, WAITING_FOR_PAYMENT -> new Badge(word, "warn");
            case RECORDED, QUEUED, ATTEMPTING -> new Badge(word, "info");
            case ARCHIVED, CANCELLED -> new Badge(word, "");
        };
    }

    static Badge of(DispatchState state) {
        String word = Words.plain(state.name());
        return switch (state) {
            case DONE -> new Badge(word, "good");
            case DEAD -> new Badge(word, "bad");
            case WAITING, UNCONFIRMED -> new Badge(word, "warn");
            case RECORDED, QUEUED, ATTEMPTING -> new Badge(word, "info");
            case ARCHIVED, CANCELLED -> new Badge(word, "");
        };
    }
}
