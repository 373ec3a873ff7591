package serai.deadletter;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.access.Audit;
import serai.access.Person;
import serai.access.Role;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Doubt;
import serai.dispatch.Move;
import serai.dispatch.Step;
import serai.ledger.Database;
import serai.ledger.Tx;
import serai.order.Replanning;
import serai.order.StoreOrder;
import serai.provider.PlaceOrder;

/**
 * What all remedies share: one transaction, the letter as the person saw it, and an entry in the audit book. A letter of
 * another store is not found.
 */
final class Mender {
    private final Database ledger;
    private final Channels channels;
    private final Replanning replanning;
    private final Clock clock;

    Mender(Database ledger, Channels channels, Replanning replanning, Clock clock) {
        this.replanning = replanning;
        this.ledger = ledger;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * A remedy that a person asks for.
     *
     * @param version of the letter that the person saw
     */
    record Wish(DispatchId letter, long version, Person who, String reason) {
        /** Whether the person may do what needs that role. */
        boolean may(Role least) {
            return Role.find(who.role()).filter(role -> role.mayDo(least)).isPresent();
        }

        /** The same with a reason that may be kept about that letter. */
        Wish about(DeadLetter.Found found) {
            return new Wish(letter, version, who, found.keptReason(reason));
        }

        /** For the timeline: what was done, by whom and why. */
        String because(String what) {
            return what + " by " + who.name() + (reason.isEmpty() ? "" : ": " + reason);
        }
    }

    /** What a remedy does to the letter. */
    @FunctionalInterface
    interface Repair {
        /** @return what was done, or why it was not; nothing may have changed then */
        Made make(Tx tx, DeadLetter.Found found, Instant now) throws SQLException;
    }

    /** What came of a repair. */
    sealed interface Made {
        /**
         * Done.
         *
         * @param said for the person and the audit book
         */
        record Did(String said) implements Made {}

        /** Somebody else moved the letter first. */
        record Lost() implements Made {}

        /** Not done. */
        record Not(Verdict verdict) implements Made {}
    }

    static Made refuse(String why) {
        return new Made.Not(new Verdict.Conflict(why));
    }

    static Made invalid(List<Fault> faults) {
        return new Made.Not(new Verdict.Invalid(faults));
    }

    static Made invalid(String pointer, String detail) {
        return invalid(List.of(new Fault(pointer, detail)));
    }

    /** Does it, unless the letter is another one by now than the person saw. */
    Verdict mend(Wish wish, Remedy remedy, Repair repair) {
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            Optional<DeadLetter.Found> found =
                    DeadLetters.toChange(tx, wish.letter(), wish.who().scope());
            if (found.isEmpty()) {
                return new Verdict.Missing();
            }
            Dispatch letter = found.get().dispatch();
            if (letter.state() != DispatchState.DEAD || letter.version() != wish.version()) {
                return new Verdict.Conflict(Desk.whoWasFirst(tx, letter, DispatchState.DEAD));
            }
            return switch (repair.make(tx, found.get(), now)) {
                case Made.Did did -> {
                    String reason = wish.about(found.get()).reason();
                    String said = reason.isEmpty() ? did.said() : reason + "; " + did.said();
                    Audit.add(tx, now, wish.who(), remedy.id(), wish.letter().value(), 1, said);
                    yield new Verdict.Changed(
                            find(tx, wish.letter(), wish.who()).orElseThrow().summary(), did.said());
                }
                case Made.Lost lost -> {
                    Dispatch moved = Dispatches.find(tx, wish.letter()).orElse(letter);
                    yield new Verdict.Conflict(Desk.whoWasFirst(tx, moved, DispatchState.DEAD));
                }
                case Made.Not not -> not.verdict();
            };
        });
    }

    /** The letter, if it is of a store that the person may see. */
    Optional<DeadLetter.Found> find(DispatchId id, Person who) {
        return ledger.read(tx -> find(tx, id, who));
    }

    private static Optional<DeadLetter.Found> find(Tx tx, DispatchId id, Person who) throws SQLException {
        return DeadLetters.found(tx, id, who.scope());
    }

    /** Until when its supplier's "not found" proves nothing; empty where it was never sent, or its channel is gone. */
    Optional<Instant> blindUntil(Tx tx, Dispatch letter) throws SQLException {
        Optional<Channel> channel = channels.find(letter.channel().value()).filter(Channel::looksUp);
        Optional<Instant> last = Doubt.lastCreate(tx, letter);
        return channel.isPresent()
                ? last.map(at -> Doubt.blindUntil(at, channel.get().connector().unknown()))
                : Optional.empty();
    }

    /** Why the order cannot be changed and sent again; empty when it can. */
    Optional<String> whyNotSent(DeadLetter.Found found) {
        Dispatch letter = found.dispatch();
        if (!letter.places()) {
            return Optional.of("this letter buys nothing: there is no order in it that could be changed");
        }
        if (found.erasedAt().isPresent()) {
            return Optional.of(ReplayRules.erased(found.erasedAt().get()));
        }
        if (found.standing().filter(StoreOrder.Standing.CANCELLED::equals).isPresent()) {
            return Optional.of("the store has cancelled the order; archive this instead");
        }
        if (found.mayBeHeld()) {
            return Optional.of("the supplier may hold an order for this already; look there first, then replay it or"
                    + " enter the supplier's number");
        }
        if (found.givenUp()) {
            return Optional.of("the store was told that nothing comes of this; ask it first, then replay it, edited if"
                    + " need be");
        }
        return Optional.empty();
    }

    /** The same, and where its channel is gone. */
    Optional<String> whyNotSentThere(DeadLetter.Found found) {
        ChannelName channel = found.dispatch().channel();
        return whyNotSent(found)
                .or(() -> channels.find(channel.value()).isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                channel.equals(Dispatch.UNMAPPED)
                                        ? "no supplier is known for this SKU yet; remap it first"
                                        : "channel " + channel + " is no longer configured"));
    }

    /** Sends another order in place of the letter's; the first one is kept beside it. */
    Made send(Tx tx, Dispatch letter, ChannelName channel, PlaceOrder request, Wish wish, String what, Instant now)
            throws SQLException {
        String json = Json.write(request);
        PayloadCheck.Result checked = PayloadCheck.order(letter, json.getBytes(StandardCharsets.UTF_8));
        if (!checked.faults().isEmpty()) {
            return invalid(checked.faults());
        }
        if (checked.request().equals(letter.request()) && channel.equals(letter.channel())) {
            return invalid("", "nothing was changed; to send the order as it is, replay it");
        }
        String said = what + "; " + PayloadCheck.changes(letter.request(), checked.request());
        Move move = new Move(letter, DispatchState.QUEUED)
                .because(wish.because(what))
                .step(Step.PLACE)
                .strikes(0)
                .readyAt(now)
                .rewritten(channel, checked.request());
        return Sender.send(tx, replanning, letter, move, wish.who().name(), now) ? new Made.Did(said) : new Made.Lost();
    }
}
