package serai.operation;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import serai.access.Audit;
import serai.access.Person;
import serai.base.ChannelName;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.ledger.Database;

/**
 * Where people hold channels and release them. Each change is one transaction with its audit entry and its incident; the
 * other nodes follow within two seconds. Only for those who see every store: a channel is everybody's.
 */
public final class Holds {
    /** What became of it. */
    public sealed interface Outcome {
        record Done() implements Outcome {}

        /** It stands otherwise than the person saw. */
        record Conflict(String why) implements Outcome {}

        /** There is no such channel, or it is not for this person. */
        record Missing() implements Outcome {}
    }

    private final Channels channels;
    private final Database ledger;
    private final Clock clock;

    public Holds(Channels channels, Database ledger, Clock clock) {
        this.channels = channels;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Holds a channel until somebody releases it. */
    public Outcome hold(Person who, ChannelName name, String reason) {
        Optional<Channel> channel =
                channels.find(name.value()).filter(one -> who.scope().all());
        if (channel.isEmpty()) {
            return new Outcome.Missing();
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        Channel.Hold hold = new Channel.Hold(who.name(), Optional.empty(), reason, now);
        long waiting = channels.backlog(name).count();
        boolean held = ledger.commit(tx -> {
            if (!channels.saveHold(tx, name, who.name(), reason, now)) {
                return false;
            }
            Incidents.openedByPerson(tx, channel.get(), hold, waiting);
            Audit.add(tx, now, who, "hold-channel", name.value(), 1, reason);
            return true;
        });
        channels.restoreHolds();
        return held
                ? new Outcome.Done()
                : new Outcome.Conflict(heldBy(channel.get()).orElse("somebody holds it already"));
    }

    /**
     * Ends a person's hold; the breaker's stays.
     *
     * @param since of the hold that the person saw; empty for whichever there is
     */
    public Outcome release(Person who, ChannelName name, Optional<Instant> since, String reason) {
        Optional<Channel> channel =
                channels.find(name.value()).filter(one -> who.scope().all());
        if (channel.isEmpty()) {
            return new Outcome.Missing();
        }
        // Another node may have changed it a moment ago.
        channels.restoreHolds();
        Optional<Channel.Hold> hold = channel.get().activity().person();
        if (hold.isEmpty()) {
            return new Outcome.Conflict("no person holds " + name
                    + (channel.get().activity().breaker().isPresent()
                            ? "; the breaker does, and opens it when the other side answers again"
                            : ""));
        }
        if (since.isPresent() && !since.get().equals(hold.get().since())) {
            return new Outcome.Conflict(heldBy(channel.get()).orElseThrow());
        }
        Instant now = clock.instant();
        boolean released = ledger.commit(tx -> {
            if (!channels.deleteHold(tx, name, hold.get())) {
                return false;
            }
            Incidents.closedByPerson(tx, name, now, "released by " + who.name() + ": " + reason);
            Audit.add(tx, now, who, "release-channel", name.value(), 1, reason);
            return true;
        });
        channels.restoreHolds();
        return released ? new Outcome.Done() : new Outcome.Conflict("somebody else released it a moment ago");
    }

    private static Optional<String> heldBy(Channel channel) {
        return channel.activity()
                .person()
                .map(hold -> hold.holder() + " holds it since " + hold.since() + ": " + hold.reason());
    }
}
