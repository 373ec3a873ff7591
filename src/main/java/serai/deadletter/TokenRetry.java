package serai.deadletter;

import java.util.Optional;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.order.Replanning;
import serai.provider.Cause;

/** Sends again what died of our credentials, once the channel works with new ones. */
final class TokenRetry {
    private final Mender mender;
    private final Channels channels;
    private final ReplayRules rules;
    private final Replanning replanning;

    TokenRetry(Mender mender, Channels channels, Desk desk) {
        this.mender = mender;
        this.channels = channels;
        this.rules = desk.rules();
        this.replanning = desk.replanning();
    }

    /** Why it would be refused again; empty when nothing says so. */
    Optional<String> whyNot(DeadLetter.Found found) {
        Optional<Channel> channel = channels.find(found.dispatch().channel().value());
        if (channel.isEmpty()) {
            return Optional.of("channel " + found.dispatch().channel() + " is no longer configured");
        }
        Channel.Credentials credentials = channel.get().credentials();
        if (found.givenUp()) {
            return Optional.of("the store was told that nothing comes of this; ask it first, then replay it");
        }
        return credentials
                .heldFor()
                .map(cause -> found.dispatch().channel()
                        + " still refuses us (" + cause.id() + "), "
                        + credentials.refusedAt().map(at -> "last at " + at).orElse("since this node started")
                        + "; the channel opens by itself once the account works");
    }

    Verdict retry(Mender.Wish wish) {
        return mender.mend(wish, Remedy.RETRY_WITH_NEW_TOKEN, (tx, found, now) -> {
            Optional<String> whyNot = whyNot(found);
            if (whyNot.isPresent()) {
                return Mender.refuse(whyNot.get());
            }
            Ruling ruling = rules.on(found, false, wish.because("retried with the new token"), now);
            return switch (ruling) {
                case Ruling.Send send ->
                    Sender.send(
                                    tx,
                                    replanning,
                                    found.dispatch(),
                                    send.move(),
                                    wish.who().name(),
                                    now)
                            ? new Mender.Made.Did("sent again with the new token")
                            : new Mender.Made.Lost();
                case Ruling.Confirm confirm ->
                    new Mender.Made.Not(new Verdict.ConfirmationNeeded(confirm.why(), confirm.word()));
                case Ruling.Refuse refuse -> Mender.refuse(refuse.why());
                case Ruling.Unreadable unreadable ->
                    new Mender.Made.Not(new Verdict.StillUnreadable(unreadable.faults()));
                case Ruling.Complete complete -> Mender.refuse("this needs no token; replay it");
                case Ruling.Reread reading -> Mender.refuse("a message needs no token; replay it");
            };
        });
    }

    /** Whether a cause speaks of our account. */
    static boolean fits(Cause cause) {
        return cause == Cause.CREDENTIALS_REFUSED
                || cause == Cause.PERMISSION_MISSING
                || cause == Cause.ACCOUNT_BLOCKED;
    }
}
