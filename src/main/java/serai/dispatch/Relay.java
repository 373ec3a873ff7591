package serai.dispatch;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.base.Complaints;
import serai.base.DispatchId;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Gives the broker what is due: a bounded window of each channel, fairly chosen between stores, refilled as it empties.
 * The rows are committed as queued before the messages are sent; what a crash loses in between the {@link Sweeper} finds.
 */
public final class Relay {
    /** A message to send: the dispatch's id on the channel's queue. */
    public record Message(ChannelName channel, DispatchId dispatch) {}

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final String CHANNELS_WITH_READY = Sql.of(Relay.class, "channels-with-ready");
    private static final String COUNT_IN_WINDOW = Sql.of(Relay.class, "count-in-window");

    /** A message that is not in the broker by then was lost. */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(30);

    private final Channels channels;
    private final Database ledger;
    private final Node node;
    private final Clock clock;
    private final Complaints complaints;
    private final Map<DispatchId, Instant> onTheWay = new ConcurrentHashMap<>();
    private final Map<ChannelName, String> lastServed = new ConcurrentHashMap<>();

    public Relay(Channels channels, Database ledger, Node node, Clock clock) {
        this.channels = channels;
        this.ledger = ledger;
        this.node = node;
        this.clock = clock;
        this.complaints = new Complaints(clock);
    }

    /** A message is in the broker. Step of the route relay-dispatches. */
    public void sent(Message message) {
        onTheWay.remove(message.dispatch());
    }

    /** Whether a message of this process was still on its way to the broker a short while ago. */
    boolean onTheWay(DispatchId dispatch) {
        Instant since = onTheWay.get(dispatch);
        return since != null && since.isAfter(clock.instant().minus(LONGEST_WAY));
    }

    /**
     * What to send now, already queued in the ledger; nothing while the ledger is away. Step of the route
     * relay-dispatches.
     */
    public List<Message> next() {
        try {
            return due();
        } catch (DatabaseUnavailable e) {
            complaints
                    .again("ledger")
                    .ifPresent(more -> LOG.warn("what is due waits for the ledger: {}{}", e.getMessage(), more));
            return List.of();
        }
    }

    private List<Message> due() {
        if (node.displaced()) {
            return List.of();
        }
        Instant now = clock.instant();
        onTheWay.values().removeIf(since -> since.isBefore(now.minus(LONGEST_WAY)));
        List<Message> messages = new ArrayList<>();
        // One question for all channels: of hundreds of stores hardly any has something ready at a time.
        List<ChannelName> waiting =
                ledger.read(tx -> tx.list(CHANNELS_WITH_READY, row -> new ChannelName(row.text("channel"))));
        for (ChannelName name : waiting) {
            Optional<Channel> channel = channels.find(name.value())
                    .filter(one -> !one.isHeld() && !channels.stops().all(one));
            if (channel.isPresent()) {
                messages.addAll(next(channel.get()));
            }
        }
        messages.forEach(message -> onTheWay.put(message.dispatch(), now));
        return messages;
    }

    private List<Message> next(Channel channel) {
        Instant now = clock.instant();
        List<Dispatch> ready = ledger.read(tx -> {
            int inWindow = tx.first(COUNT_IN_WINDOW, row -> row.count("n"), channel.name(), node.name())
                    .orElse(0);
            int free = channel.settings().window() - inWindow;
            return free <= 0
                    ? List.of()
                    : Dispatches.ready(
                            tx, channel, now, free, channels.stops(), lastServed.getOrDefault(channel.name(), ""));
        });
        if (!ready.isEmpty()) {
            lastServed.put(channel.name(), ready.getLast().store().value());
        }
        return ready.isEmpty()
                ? List.of()
                : ledger.commit(tx -> {
                    Set<DispatchId> mine = new HashSet<>();
                    for (Dispatch dispatch : Dispatches.inLockOrder(ready)) {
                        if (queued(tx, dispatch, now)) {
                            mine.add(dispatch.id());
                        }
                    }
                    return ready.stream()
                            .filter(dispatch -> mine.contains(dispatch.id()))
                            .map(dispatch -> new Message(dispatch.channel(), dispatch.id()))
                            .toList();
                });
    }

    private boolean queued(Tx tx, Dispatch dispatch, Instant now) throws SQLException {
        // One that a replay made QUEUED has only to be sent.
        return dispatch.state() == DispatchState.QUEUED
                ? Dispatches.hand(tx, dispatch, node.name())
                : Dispatches.apply(
                        tx,
                        new Move(dispatch, DispatchState.QUEUED)
                                .because("due, waits for its turn")
                                .queuedBy(node.name()),
                        "relay",
                        now);
    }
}
