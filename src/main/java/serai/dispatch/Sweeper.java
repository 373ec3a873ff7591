package serai.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.base.Complaints;
import serai.base.DispatchId;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.provider.Cause;

/**
 * Mends what crashes leave behind: queued rows whose message the broker does not have, attempts of an earlier run without
 * an outcome, and everything that a vanished node had in hand. Each thing it does is safe to do twice.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final String QUEUED_BY_NODE = Sql.of(Sweeper.class, "queued-by-node");
    private static final String CHANNELS_WITH_QUEUED = Sql.of(Sweeper.class, "channels-with-queued");
    private static final String ATTEMPTING_BY_NODE = Sql.of(Sweeper.class, "attempting-by-node");
    private static final String ABANDONED = Sql.of(Sweeper.class, "abandoned");
    private static final String WINDOW_PASSED = Sql.of(Sweeper.class, "window-passed");
    private static final String ABANDONED_BY = Sql.of(Sweeper.class, "abandoned-by");
    /** Between the ledger's commit and the relay's knowing of it. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(500);
    /** A node that has not been seen for this long is taken for dead; longer where its calls may take longer. */
    private static final Duration VANISHED = Duration.ofSeconds(60);

    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final Channels channels;
    private final Attempts attempts;
    private final Relay relay;
    private final Database ledger;
    private final Function<ChannelName, Set<String>> inBroker;
    private final Node node;
    private final Heartbeats heartbeats;
    private final Clock clock;
    private final Complaints complaints;

    /** @param inBroker the ids of the dispatches that wait in the broker for a channel */
    public Sweeper(
            Channels channels,
            Attempts attempts,
            Relay relay,
            Database ledger,
            Function<ChannelName, Set<String>> inBroker,
            Node node,
            Clock clock) {
        this.channels = channels;
        this.attempts = attempts;
        this.relay = relay;
        this.ledger = ledger;
        this.inBroker = inBroker;
        this.node = node;
        this.heartbeats = new Heartbeats(ledger, node);
        this.clock = clock;
        this.complaints = new Complaints(clock);
    }

    /** One round; what the ledger or the broker keeps from happening, the next does. Step of the route sweep-dispatches. */
    public void sweep() {
        try {
            round();
        } catch (DatabaseUnavailable e) {
            complaints
                    .again("ledger")
                    .ifPresent(more -> LOG.warn("sweeping waits for the ledger: {}{}", e.getMessage(), more));
        } catch (QueueContents.Unknown e) {
            complaints
                    .again("broker")
                    .ifPresent(more -> LOG.warn("sweeping waits for the broker: {}{}", e.getMessage(), more));
        }
    }

    private void round() {
        Instant now = clock.instant();
        if (!heartbeats.beat(now)) {
            return;
        }
        unfinishedAttempts();
        lostMessages(now);
        abandoned(now);
        outlived(now);
    }

    /**
     * A message crashed its consumer too often: its dispatch becomes a dead letter, unless it has moved on since.
     *
     * @param queue that the message was in, as the broker has noted it; null where it has not
     */
    public void crashed(String dispatchId, @Nullable String queue) {
        Instant now = clock.instant();
        ledger.commit(tx -> {
            Optional<Dispatch> dispatch = Dispatches.readable(tx, new DispatchId(dispatchId))
                    // On another channel by now: it waits there under a message of its own.
                    .filter(found -> queue == null || queue.equals("dispatch." + found.channel()));
            if (dispatch.isPresent() && dispatch.get().state() == DispatchState.QUEUED) {
                Move move = new Move(dispatch.get(), DispatchState.DEAD)
                        .because(Cause.CONNECTOR_FAULT, "consumer-crashed", Cause.CONNECTOR_FAULT.sentence());
                attempts.end(tx, move, "broker", now);
            }
            return dispatch.isPresent();
        });
    }

    private void unfinishedAttempts() {
        List<Dispatch> attempting = ledger.read(tx -> tx.readable(ATTEMPTING_BY_NODE, Dispatches::read, node.name()));
        attempting.stream()
                .filter(dispatch -> !attempts.active(dispatch.id()))
                .filter(this::onConfiguredChannel)
                .forEach(attempts::lost);
    }

    private void lostMessages(Instant now) {
        Instant before = now.minus(ON_THE_WAY);
        List<ChannelName> some = ledger.read(
                tx -> tx.list(CHANNELS_WITH_QUEUED, row -> new ChannelName(row.text("channel")), node.name(), before));
        for (ChannelName name : some) {
            Optional<Channel> configured = channels.find(name.value());
            if (configured.isEmpty()) {
                continue;
            }
            Channel channel = configured.get();
            List<Dispatch> queued = ledger.read(
                    tx -> tx.readable(QUEUED_BY_NODE, Dispatches::read, channel.name(), node.name(), before));
            Set<String> there = new HashSet<>(inBroker.apply(channel.name()));
            List<Dispatch> missing = new ArrayList<>(queued);
            missing.removeIf(dispatch -> there.contains(dispatch.id().value())
                    || attempts.active(dispatch.id())
                    || relay.onTheWay(dispatch.id()));
            release(missing, now);
        }
    }

    /** A call begins within a total-timeout of its attempt and ends within another: then nothing is under way any more. */
    private Duration vanished() {
        return channels.all().stream()
                .map(channel ->
                        channel.settings().totalTimeout().multipliedBy(2).plus(MARGIN))
                .reduce(VANISHED, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private void abandoned(Instant now) {
        Set<String> silent = heartbeats.silent(now, vanished());
        List<Dispatch> left = ledger.read(tx -> {
            List<Dispatch> found = new ArrayList<>(tx.readable(ABANDONED, Dispatches::read));
            for (String name : silent) {
                found.addAll(tx.readable(ABANDONED_BY, Dispatches::read, name));
            }
            return found;
        });
        release(
                left.stream()
                        .filter(dispatch -> dispatch.state() == DispatchState.QUEUED)
                        .toList(),
                now);
        left.stream()
                .filter(dispatch -> dispatch.state() == DispatchState.ATTEMPTING)
                .filter(this::onConfiguredChannel)
                .forEach(attempts::lost);
    }

    /** Nobody waits in the dark behind a hold or a switch: once only a person can find out, the person is told. */
    private void outlived(Instant now) {
        for (Channel channel : channels.all()) {
            Optional<Duration> window = channel.connector().unknown().window();
            if (window.isPresent()) {
                ledger.read(tx -> tx.readable(WINDOW_PASSED, Dispatches::read, channel.name(), now.minus(window.get())))
                        .forEach(attempts::outlived);
            }
        }
    }

    /** How a lost answer is resolved only the connector knows; without it the dispatch stays as it is. */
    private boolean onConfiguredChannel(Dispatch dispatch) {
        return channels.find(dispatch.channel().value()).isPresent();
    }

    private void release(List<Dispatch> missing, Instant now) {
        if (missing.isEmpty()) {
            return;
        }
        int released = ledger.commit(tx -> {
            int count = 0;
            for (Dispatch dispatch : Dispatches.inLockOrder(missing)) {
                // One that was consumed between the two looks has moved on and stays as it is.
                count += Dispatches.release(tx, dispatch, now) ? 1 : 0;
            }
            return count;
        });
        if (released > 0) {
            LOG.info("{} queued dispatches had no message in the broker and go out again", released);
        }
    }
}
