package serai.deadletter;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import serai.access.Person;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Effects;
import serai.dispatch.Move;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Connector;

/**
 * Closes a letter whose order a person has bought, or has found at the supplier. What follows a purchase follows this one,
 * too: the supplier is asked for progress and parcels where it can be. Only to cancel nobody is asked by a program: that
 * stays a person's task, for a number that a person has typed may be that of another order.
 */
final class BoughtByHand {
    private static final String OWNER = Sql.of(BoughtByHand.class, "owner-of-number");
    private static final int MOST_NUMBERS = 20;
    private static final int LONGEST = 64;

    private final Mender mender;
    private final Channels channels;
    private final Effects effects;

    BoughtByHand(Mender mender, Channels channels, Effects effects) {
        this.mender = mender;
        this.channels = channels;
        this.effects = effects;
    }

    /** Why that person may not; empty where they may. */
    static Optional<String> whyNot(Person who) {
        return who.scope().all()
                ? Optional.empty()
                : Optional.of(
                        "needs an account for all stores: nobody but such a one can tell whose order it is that the"
                                + " supplier has under a number");
    }

    /** Takes everything back: between two looks another letter took the number. */
    private static final class NumberTaken extends RuntimeException {
        private NumberTaken() {
            super("the number belongs to another order");
        }
    }

    /**
     * @param numbers the supplier's, one or several with blanks or commas between
     * @param where the channel that it was bought on, where the letter has none yet; empty for none of ours
     */
    Verdict close(Mender.Wish wish, String numbers, Optional<ChannelName> where) {
        try {
            return mender.mend(wish, Remedy.BOUGHT_BY_HAND, (tx, found, now) -> {
                Dispatch letter = found.dispatch();
                if (!letter.places()) {
                    return Mender.refuse("this letter buys nothing; there is no supplier's order to enter");
                }
                Optional<String> whyNot = whyNot(wish.who());
                if (whyNot.isPresent()) {
                    return Mender.refuse(whyNot.get());
                }
                List<String> wanted = Arrays.stream(numbers.split("[\\s,;]+"))
                        .filter(number -> !number.isEmpty())
                        .distinct()
                        .toList();
                ChannelName channel =
                        letter.channel().equals(Dispatch.UNMAPPED) ? where.orElse(Dispatch.UNMAPPED) : letter.channel();
                Optional<Mender.Made> not = whyNot(tx, letter, channel, wanted);
                return not.isPresent() ? not.get() : done(tx, letter, channel, wanted, wish.about(found), now);
            });
        } catch (NumberTaken e) {
            return new Verdict.Invalid(List.of(taken()));
        }
    }

    private Optional<Mender.Made> whyNot(Tx tx, Dispatch letter, ChannelName channel, List<String> numbers)
            throws SQLException {
        if (!channel.equals(letter.channel())
                && channels.find(channel.value())
                        .filter(one -> one.connector().role() == Connector.Role.SUPPLIER)
                        .isEmpty()) {
            return Optional.of(Mender.invalid("/channel", "is no supplier's channel that is configured here"));
        }
        boolean good = !numbers.isEmpty()
                && numbers.size() <= MOST_NUMBERS
                && numbers.stream().allMatch(number -> number.matches("[\\p{Graph}&&[^<>\"]]{1," + LONGEST + "}"));
        if (!good) {
            return Optional.of(Mender.invalid(
                    "/numbers",
                    "must be the supplier's order number, 1 to " + LONGEST + " letters and digits; several with blanks"
                            + " between, at most " + MOST_NUMBERS));
        }
        for (String number : numbers) {
            if (owner(tx, channel, number).filter(id -> !id.equals(letter.id())).isPresent()) {
                return Optional.of(Mender.invalid(List.of(taken())));
            }
        }
        return Optional.empty();
    }

    /** Does not say whose: it may be another store's. */
    private static Fault taken() {
        return new Fault("/numbers", "belongs to another order here; look at the supplier which one you mean");
    }

    private static Optional<DispatchId> owner(Tx tx, ChannelName channel, String number) throws SQLException {
        return tx.first(OWNER, row -> new DispatchId(row.text("dispatch_id")), channel, number);
    }

    /** By the same moves as any purchase. */
    private Mender.Made done(
            Tx tx, Dispatch letter, ChannelName channel, List<String> numbers, Mender.Wish wish, Instant now)
            throws SQLException {
        String actor = wish.who().name();
        String why = wish.because("bought by hand");
        Move queue = new Move(letter, DispatchState.QUEUED).because(why).strikes(0);
        if (!channel.equals(letter.channel())) {
            queue.rewritten(channel, letter.request());
        }
        if (!Dispatches.apply(tx, queue, actor, now)) {
            return new Mender.Made.Lost();
        }
        Dispatch queued = Dispatches.find(tx, letter.id()).orElseThrow();
        boolean begun = Dispatches.apply(
                tx, new Move(queued, DispatchState.ATTEMPTING).because("takes a person's word"), actor, now);
        Dispatch attempting = Dispatches.find(tx, letter.id()).orElseThrow();
        Move end = new Move(attempting, DispatchState.DONE)
                .boughtByHand(why + "; " + String.join(", ", numbers))
                .supplierIds(numbers)
                .unknownSince(Optional.empty());
        if (!begun || !Dispatches.apply(tx, end, actor, now)) {
            throw new IllegalStateException(letter.id() + " moved inside our own transaction");
        }
        effects.follow(tx, attempting, end, now);
        for (String number : numbers) {
            // On PostgreSQL another node may have entered it meanwhile.
            if (owner(tx, channel, number).filter(id -> !id.equals(letter.id())).isPresent()) {
                throw new NumberTaken();
            }
        }
        return new Mender.Made.Did("closed as bought: " + String.join(", ", numbers) + "; " + watched(channel));
    }

    private String watched(ChannelName channel) {
        boolean readable = channels.find(channel.value())
                .map(Channel::connector)
                .filter(connector -> connector.works().progress())
                .isPresent();
        return readable
                ? "progress and parcels are read from " + channel + " from now on"
                : "nobody can be asked for its parcels; tell the merchant the tracking number yourself";
    }
}
