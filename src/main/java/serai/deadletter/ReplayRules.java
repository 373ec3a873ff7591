package serai.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.base.Json;
import serai.base.Reference;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Move;
import serai.dispatch.Step;
import serai.order.Planner;
import serai.order.StoreOrder;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.PlaceOrder;

/**
 * Whether a dead letter may go again without buying twice. Decides only; touches nothing.
 *
 * <p>What the supplier may hold is looked up where the supplier can be asked by our reference or by its own number; where
 * it cannot, a person has to say that nothing was bought. A reference that the supplier has used up is followed by a new
 * one, {@code <reference>-R1} and so on.
 */
final class ReplayRules {
    private static final Pattern NUMBERED = Pattern.compile("(.*)-R([1-9][0-9]{0,3})");

    private final Planner planner;
    private final Channels channels;
    private final Rereader rereader;

    ReplayRules(Planner planner, Channels channels, Rereader rereader) {
        this.planner = planner;
        this.channels = channels;
        this.rereader = rereader;
    }

    /**
     * The ruling on a dispatch in state DEAD.
     *
     * @param confirmed a person says that the supplier holds nothing for it
     * @param why for the timeline
     */
    Ruling on(DeadLetter.Found found, boolean confirmed, String why, Instant now) {
        Dispatch letter = found.dispatch();
        if (letter.kind().equals(Dispatch.READ_ORDER)) {
            return switch (rereader.read(letter.store(), letter.request())) {
                case Rereader.Reading.Understood understood
                when confirmed || understood.objection().isEmpty() -> new Ruling.Reread(understood.recording());
                case Rereader.Reading.Understood understood -> {
                    Rereader.Objection objection = understood.objection().orElseThrow();
                    yield new Ruling.Confirm(objection.why() + ".", objection.word(), objection.first());
                }
                case Rereader.Reading.Unreadable unreadable -> new Ruling.Unreadable(unreadable.faults());
            };
        }
        if (found.erasedAt().isPresent()) {
            return new Ruling.Refuse(erased(found.erasedAt().get()));
        }
        if (letter.kind().equals(Dispatch.SETTLE_DIFFERENCE)) {
            return completing(found);
        }
        if (!letter.places()) {
            return telling(letter, found.overtaken(), why, now);
        }
        if (found.standing().filter(StoreOrder.Standing.CANCELLED::equals).isPresent()) {
            return new Ruling.Refuse("the store has cancelled the order; archive this instead");
        }
        if (found.standing()
                .filter(standing -> standing != StoreOrder.Standing.PLACE)
                .isPresent()) {
            return new Ruling.Refuse("the store does not want it bought now; when it does, it goes again by itself");
        }
        Move move =
                new Move(letter, DispatchState.QUEUED).because(why).strikes(0).readyAt(now);
        Ruling ruling = placing(letter, move, confirmed);
        return found.givenUp() && !confirmed ? onlyIfStillWanted(ruling) : ruling;
    }

    /** Only what is missing can be bought by a program. */
    private static Ruling completing(DeadLetter.Found found) {
        if (!found.dispatch().cause().equals(Optional.of(Cause.WANTED_AFTER_PURCHASE))) {
            return new Ruling.Refuse(
                    "no program can put this right; settle it with the supplier or the customer, then archive this");
        }
        return found.standing().filter(StoreOrder.Standing.PLACE::equals).isPresent()
                ? new Ruling.Complete()
                : new Ruling.Refuse("the store does not want the order bought now; archive this instead");
    }

    private Ruling placing(Dispatch letter, Move move, boolean confirmed) {
        if (letter.channel().equals(Dispatch.UNMAPPED)) {
            return remapped(letter, move);
        }
        Optional<Channel> channel = channels.find(letter.channel().value());
        if (channel.isEmpty()) {
            return new Ruling.Refuse("channel " + letter.channel() + " is no longer configured");
        }
        return onChannel(letter, move, channel.get().connector().unknown().resolve(), confirmed);
    }

    /** The merchant may have refunded the customer, or bought it somewhere else, on our word. */
    private static Ruling onlyIfStillWanted(Ruling ruling) {
        String told = "The store was told that nothing comes of this.";
        String word = "the store still wants it";
        return switch (ruling) {
            case Ruling.Send send ->
                new Ruling.Confirm(told, "I have asked: " + word, "the store was told that nothing comes of it");
            case Ruling.Confirm confirm ->
                new Ruling.Confirm(told + " " + confirm.why(), confirm.word() + ", and " + word, confirm.first());
            case Ruling.Complete complete -> complete;
            case Ruling.Reread reread -> reread;
            case Ruling.Unreadable unreadable -> unreadable;
            case Ruling.Refuse refuse -> refuse;
        };
    }

    /** Why what was erased can neither be sent nor edited. */
    static String erased(Instant at) {
        return "the personal data of its order was erased at " + at
                + ": nobody knows any more where it would go; archive this instead";
    }

    /** It buys nothing and reads before it writes; all that counts is whether it is still to be said. */
    private Ruling telling(Dispatch letter, boolean overtaken, String why, Instant now) {
        Optional<Channel> channel = channels.find(letter.channel().value());
        if (channel.isEmpty()) {
            return new Ruling.Refuse("channel " + letter.channel() + " is no longer configured");
        }
        if (overtaken) {
            return new Ruling.Refuse("the store is told a newer tracking number of this parcel; archive this instead");
        }
        boolean byHand = letter.kind().equals(Dispatch.CANCEL_ORDER)
                && (!channel.get().connector().works().cancel()
                        || letter.cause().filter(Cause.CANCEL_BY_HAND::equals).isPresent());
        if (byHand) {
            return new Ruling.Refuse(letter.channel()
                    + " cannot be asked to cancel this by a program; cancel it on its website, then archive this");
        }
        return new Ruling.Send(new Move(letter, DispatchState.QUEUED)
                .because(why)
                .step(Step.PLACE)
                .unknownSince(Optional.empty())
                .takenAt(Optional.empty())
                .strikes(0)
                .readyAt(now));
    }

    private Ruling remapped(Dispatch letter, Move move) {
        PlaceOrder request = Json.read(letter.request(), PlaceOrder.class);
        Optional<Planner.Remapped> found = planner.remap(letter.store(), request);
        return found.isPresent()
                ? new Ruling.Send(move.rewritten(
                        found.get().channel(), Json.write(found.get().request())))
                : new Ruling.Refuse(
                        letter.cause().filter(Cause.LINE_NOT_ORDERABLE::equals).isPresent()
                                ? "the line cannot be bought as it stands; have it corrected in the shop, or archive"
                                        + " this"
                                : "still no listing says where store " + letter.store() + " buys SKU "
                                        + request.items().getFirst().sku() + "; add a listing, or remap the SKU");
    }

    private static Ruling onChannel(Dispatch letter, Move move, Connector.Resolution resolution, boolean confirmed) {
        Cause cause = letter.cause().orElse(Cause.CONNECTOR_FAULT);
        return switch (cause) {
            case CREATED_UNPAID -> new Ruling.Send(move.step(Step.FIND));
            case OUTCOME_UNKNOWN, PROBABLY_BOUGHT, LOST_AT_SUPPLIER, CONNECTOR_FAULT -> {
                boolean askable = resolution == Connector.Resolution.LOOK_UP
                        || !letter.supplierIds().isEmpty();
                // Where the supplier can be asked it proves it itself: a person who looks early sees no more than we
                // do.
                boolean proves = askable
                        && letter.unknownSince().isPresent()
                        && letter.takenAt().isEmpty();
                if (confirmed && !proves) {
                    yield new Ruling.Send(afresh(move));
                }
                yield askable ? new Ruling.Send(move.step(Step.FIND)) : new Ruling.Confirm(cause.sentence());
            }
            case DIED_AT_SUPPLIER, CONFLICT_AT_SUPPLIER ->
                confirmed ? underNewReference(letter, move) : new Ruling.Confirm(cause.sentence());
            default -> new Ruling.Send(move);
        };
    }

    private static Move afresh(Move move) {
        return move.step(Step.PLACE)
                .supplierIds(List.of())
                .takenAt(Optional.empty())
                .unknownSince(Optional.empty());
    }

    /** The supplier never takes the old reference again. */
    private static Ruling underNewReference(Dispatch letter, Move move) {
        PlaceOrder request = Json.read(letter.request(), PlaceOrder.class);
        try {
            Reference next = next(request.reference());
            return new Ruling.Send(afresh(move).rewritten(letter.channel(), Json.write(request.withReference(next))));
        } catch (IllegalArgumentException e) {
            return new Ruling.Refuse("no reference is left for another try: " + e.getMessage());
        }
    }

    private static Reference next(Reference used) {
        Matcher numbered = NUMBERED.matcher(used.value());
        return new Reference(
                numbered.matches()
                        ? numbered.group(1) + "-R" + (Integer.parseInt(numbered.group(2)) + 1)
                        : used + "-R1");
    }
}
