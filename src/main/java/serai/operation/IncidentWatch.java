package serai.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import serai.base.ChannelName;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Node;
import serai.ledger.Database;

/**
 * Writes down when this node's breakers hold a channel and when they let go. A hold that comes and goes between two looks
 * is noted all the same; while the ledger is down, what happened waits in memory, up to a bound.
 */
final class IncidentWatch {
    private static final int MOST_WAITING = 10_000;
    private static final Duration LOOK_AT_BACKLOG = Duration.ofSeconds(10);

    /** How a channel's breaker stood at a time. */
    private record Seen(Channel channel, Optional<Channel.Hold> breaker, Instant at) {}

    /** An incident that this run of the node has opened. */
    private record Opened(long id, Channel.Hold hold) {}

    private final Channels channels;
    private final Database ledger;
    private final Node node;
    private final Clock clock;
    private final Queue<Seen> changes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<ChannelName, Opened> open = new HashMap<>();
    private Instant grownAt = Instant.MIN;

    IncidentWatch(Channels channels, Database ledger, Node node, Clock clock) {
        this.channels = channels;
        this.ledger = ledger;
        this.node = node;
        this.clock = clock;
        channels.all().forEach(channel -> channel.onChange(() -> changed(channel)));
    }

    /** Called inside the channel's lock, so it only takes note. */
    private void changed(Channel channel) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
        } else {
            changes.add(new Seen(channel, channel.activity().breaker(), clock.instant()));
        }
    }

    /** Changes that the ledger does not know yet. */
    int waiting() {
        return waiting.get();
    }

    /** The bound of {@link #waiting}. */
    static int mostWaiting() {
        return MOST_WAITING;
    }

    /** Writes what happened since the last look. @throws serai.ledger.DatabaseUnavailable then it is written next time */
    void look() {
        for (Seen seen = changes.peek(); seen != null; seen = changes.peek()) {
            write(seen);
            changes.remove();
            waiting.decrementAndGet();
        }
        Instant now = clock.instant();
        for (Channel channel : channels.all()) {
            Optional<Channel.Hold> breaker = channel.activity().breaker();
            if (breaker.isPresent() || open.containsKey(channel.name())) {
                write(new Seen(channel, breaker, now));
            }
        }
        if (!now.isBefore(grownAt.plus(LOOK_AT_BACKLOG))) {
            grownAt = now;
            grow();
        }
    }

    private void write(Seen seen) {
        Opened known = open.get(seen.channel().name());
        Optional<Channel.Hold> hold = seen.breaker();
        boolean another = known != null
                && hold.filter(one -> one.since().equals(known.hold().since())).isEmpty();
        if (known != null && another) {
            Instant end = hold.map(Channel.Hold::since).orElse(seen.at());
            ledger.commit(tx -> Incidents.closed(tx, known.id(), end, "the other side answers again"));
            open.remove(seen.channel().name());
        }
        if (hold.isPresent() && (known == null || another)) {
            opened(seen.channel(), hold.get());
        } else if (hold.isPresent() && known != null && !known.hold().equals(hold.get())) {
            changed(seen.channel(), known, hold.get());
        }
    }

    private void opened(Channel channel, Channel.Hold hold) {
        long backlog = channels.backlog(channel.name()).count();
        long id = ledger.commit(tx -> Incidents.opened(tx, channel, node, hold, backlog));
        open.put(channel.name(), new Opened(id, hold));
    }

    private void changed(Channel channel, Opened known, Channel.Hold hold) {
        boolean still = ledger.commit(tx -> Incidents.changed(tx, known.id(), hold));
        if (still) {
            open.put(channel.name(), new Opened(known.id(), hold));
        } else {
            // Another node took this one for dead meanwhile; the channel is held all the same.
            open.remove(channel.name());
        }
    }

    /** How much waits in all incidents that are open, people's too. */
    private void grow() {
        for (Incident incident : new Incidents(ledger).open(serai.base.Scope.ALL)) {
            long backlog = channels.backlog(incident.channel()).count();
            if (backlog > incident.mostWaiting()) {
                ledger.commit(tx -> {
                    Incidents.grown(tx, incident.id(), backlog);
                    return backlog;
                });
            }
        }
    }
}
