package serai.dispatch;

import java.time.Instant;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.Money;
import serai.provider.Cause;

/**
 * Another request for a dispatch that stays where it stands, because the store's word on it has changed. Applied by {@link
 * Dispatches#rewrite}: whoever was about to send the old request finds another version and reads again.
 *
 * @param from as it stands; must not be under way
 * @param originalRequest what it would be without the edit of a person; empty where nobody edited it
 * @param channel where it is bought
 * @param reason why it is where it is
 * @param words for the timeline: what has changed, without personal data
 */
public record Rewriting(
        Dispatch from,
        String request,
        Optional<String> originalRequest,
        ChannelName channel,
        Optional<Cause> cause,
        String code,
        String reason,
        Instant dueBy,
        Optional<Money> worth,
        String words) {
    /** @throws IllegalStateException if the supplier may hold the order: what may be bought is not rewritten */
    public Rewriting {
        if (!from.newPurchase()
                || from.state() == DispatchState.ATTEMPTING
                || from.state() == DispatchState.UNCONFIRMED
                || from.state() == DispatchState.DONE) {
            throw new IllegalStateException(from.id() + " is " + from.state() + " and may be bought");
        }
    }

    /** The same with another cause, for one that waits for a person. */
    public Rewriting because(Cause newCause, String newReason) {
        return new Rewriting(
                from, request, originalRequest, channel, Optional.of(newCause), "", newReason, dueBy, worth, words);
    }

    /** The same with another reason. */
    public Rewriting reason(String newReason) {
        return new Rewriting(from, request, originalRequest, channel, cause, code, newReason, dueBy, worth, words);
    }
}
