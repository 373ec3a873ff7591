package serai.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.base.Json;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Doubt;
import serai.dispatch.Move;
import serai.order.Notices;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

/** Puts a letter away and tells the merchant, in the shop, that nothing will come of it. */
final class GivingUp {
    private static final int LONGEST = 500;

    private final Mender mender;
    private final Notices notices;

    GivingUp(Mender mender, Notices notices) {
        this.mender = mender;
        this.notices = notices;
    }

    /** Why the store cannot be told; empty when it can. */
    Optional<String> whyNot(DeadLetter.Found found) {
        Dispatch letter = found.dispatch();
        if (!letter.places()) {
            return Optional.of("this letter buys nothing, so there is nothing to call off; archive it");
        }
        return notices.reaches(letter.store())
                ? Optional.empty()
                : Optional.of("store " + letter.store() + " has no address at which Serai could tell it anything;"
                        + " archive this and tell the merchant yourself");
    }

    /**
     * @param words what is told
     * @param own more words for the merchant, or empty
     * @param confirmedNotBought the person has looked: the supplier holds nothing for it
     */
    Verdict giveUp(Mender.Wish wish, RemedyForms.Words words, String own, boolean confirmedNotBought) {
        return mender.mend(wish, Remedy.TELL_STORE, (tx, found, now) -> {
            Optional<String> whyNot = whyNot(found);
            if (whyNot.isPresent()) {
                return Mender.refuse(whyNot.get());
            }
            if (own.length() > LONGEST) {
                return Mender.invalid("/own", "has more than " + LONGEST + " characters");
            }
            if (found.erasedAt().isPresent() && !own.isBlank()) {
                return Mender.invalid(
                        "/own", "the personal data of the order was erased: nothing more is written about it");
            }
            Dispatch letter = found.dispatch();
            if (found.mayBeHeld() && !confirmedNotBought) {
                return new Mender.Made.Not(new Verdict.ConfirmationNeeded(
                        "The supplier may hold an order for this, and may ship it.", Verdict.LOOKED));
            }
            Move move = new Move(letter, DispatchState.ARCHIVED)
                    .timeline(wish.about(found).because("given up, the store is told"));
            boolean doubtful = Doubt.unknown(letter);
            Optional<Instant> blindUntil = mender.blindUntil(tx, letter);
            if (doubtful && blindUntil.filter(now::isBefore).isPresent()) {
                return Mender.refuse(
                        letter.channel() + " may not show the order before " + blindUntil.get()
                                + ", so that it is not there proves nothing yet; replay it to have it looked up, or look again then");
            }
            String looked = wish.who().name() + " has looked at " + letter.channel()
                    + " for the order, by our reference, and found nothing";
            if (doubtful) {
                move.because(Cause.OUTCOME_UNKNOWN, letter.code(), "given up while its outcome is unknown: " + looked);
            } else {
                letter.cause()
                        .ifPresentOrElse(
                                cause -> move.because(cause, letter.code(), letter.reason()),
                                () -> move.because(letter.reason()));
            }
            if (!Dispatches.apply(tx, move, wish.who().name(), now)) {
                return new Mender.Made.Lost();
            }
            String text = text(letter, words, own.strip())
                    + (doubtful ? " It may have been ordered all the same: support has looked and found nothing." : "");
            notices.tell(
                    tx,
                    letter.order().orElseThrow(),
                    letter.id(),
                    // A letter that is brought back and given up again is told again.
                    "given-up-" + letter.version(),
                    "order.given-up",
                    text,
                    Map.of(
                            "channel",
                            letter.channel().value(),
                            "cause",
                            doubtful
                                    ? Cause.OUTCOME_UNKNOWN.id()
                                    : letter.cause().map(cause -> cause.id()).orElse("")),
                    now);
            return new Mender.Made.Did("put away; store " + letter.store() + " is told: " + words.sentence());
        });
    }

    private static String text(Dispatch letter, RemedyForms.Words words, String own) {
        List<PlaceOrder.Item> items =
                Json.read(letter.request(), PlaceOrder.class).items();
        String things = items.stream()
                .map(item -> item.sku() + (item.title().isBlank() ? "" : " (" + item.title() + ")"))
                .collect(Collectors.joining(", "));
        return words.sentence() + " Not sent: " + things + "." + (own.isEmpty() ? "" : " " + own);
    }
}
