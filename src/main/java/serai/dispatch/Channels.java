package serai.dispatch;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.StoreId;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Connector;

/** All channels of this node: found by name, held and released by people, probed, and counted. */
public final class Channels {
    /**
     * Work that waits on a channel.
     *
     * @param oldest when the oldest of it was recorded
     */
    public record Backlog(long count, Optional<Instant> oldest) {
        static final Backlog NONE = new Backlog(0, Optional.empty());
    }

    /** A probe to be made: the channel and the dispatch to try. */
    public record Probe(ChannelName channel, Connector connector, DispatchId dispatch) {
        /** Whether the channel leads to a store. */
        public boolean toStore() {
            return connector.role() == Connector.Role.STORE;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final String BACKLOG = Sql.of(Channels.class, "backlog");
    private static final String PROBE_CANDIDATE = Sql.of(Channels.class, "probe-candidate");
    private static final String PROBE_OLD_CANDIDATE = Sql.of(Channels.class, "probe-old-candidate");
    private static final String SAVE_HOLD = Sql.of(Channels.class, "save-hold");
    private static final String DELETE_HOLD = Sql.of(Channels.class, "delete-hold");
    private static final String HOLDS = Sql.of(Channels.class, "holds");
    /** As {@link Dispatch#newPurchase}. */
    private static final String NOT_NEW = "d.kind <> 'place-order' OR d.step <> 'PLACE' OR d.unknown_since IS NOT NULL"
            + " OR d.taken_at IS NOT NULL OR d.supplier_ids <> '[]'";

    private static final Duration BACKLOG_AGE = Duration.ofSeconds(1);

    private final Map<ChannelName, Channel> channels = new TreeMap<>();
    private final Map<String, Channel> byName = new HashMap<>();
    private final Stops stops = new Stops();
    private final Object holds = new Object();
    private final Database ledger;
    private final Clock clock;
    private final ReentrantLock counting = new ReentrantLock();
    private volatile Map<ChannelName, Backlog> backlogs = Map.of();
    private volatile Instant countedAt = Instant.MIN;

    public Channels(Collection<Channel> channels, Database ledger, Clock clock) {
        channels.forEach(channel -> {
            this.channels.put(channel.name(), channel);
            this.byName.put(channel.name().value(), channel);
        });
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Holds what people hold, as the ledger keeps it, and releases what they hold no more.
     *
     * @throws DatabaseUnavailable then all stays as it was
     */
    public void restoreHolds() {
        // Reading and obeying are one step: an older state must not be obeyed after a newer one.
        synchronized (holds) {
            obeyHolds();
        }
    }

    private void obeyHolds() {
        Map<String, Channel.Hold> kept = new HashMap<>();
        ledger.read(tx -> tx.list(
                        HOLDS,
                        row -> Map.entry(
                                row.text("channel"),
                                new Channel.Hold(
                                        row.text("actor"), Optional.empty(), row.text("reason"), row.time("since")))))
                .forEach(hold -> kept.put(hold.getKey(), hold.getValue()));
        for (Channel channel : channels.values()) {
            Optional<Channel.Hold> wanted =
                    Optional.ofNullable(kept.get(channel.name().value()));
            if (!channel.activity().person().equals(wanted)) {
                wanted.ifPresentOrElse(
                        hold -> channel.holdBy(hold.holder(), hold.reason(), hold.since()), channel::release);
            }
        }
    }

    /** What people have switched off. */
    public Stops stops() {
        return stops;
    }

    public Optional<Channel> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The channel of that name. @throws IllegalArgumentException if none is configured */
    public Channel get(ChannelName name) {
        Channel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalArgumentException("no channel " + name);
        }
        return channel;
    }

    /** All of them by name. */
    public List<Channel> all() {
        return List.copyOf(channels.values());
    }

    /** Keeps a person's hold in the ledger; call {@link #restoreHolds} after the commit. @return false if one holds it */
    public boolean saveHold(Tx tx, ChannelName channel, String who, String reason, Instant since) throws SQLException {
        return tx.update(SAVE_HOLD, channel, who, reason, since) == 1;
    }

    /**
     * Forgets a person's hold in the ledger; call {@link #restoreHolds} after the commit.
     *
     * @return false when that person does not hold it since then
     */
    public boolean deleteHold(Tx tx, ChannelName channel, Channel.Hold hold) throws SQLException {
        return tx.update(DELETE_HOLD, channel, hold.holder(), hold.since()) == 1;
    }

    /** Probes that are due now: for each, one dispatch that has been tried least. Step of the route probe-channels. */
    public List<Probe> dueProbes() {
        List<Probe> probes = new ArrayList<>();
        for (Channel channel : all()) {
            if (stops.all(channel) || !channel.startProbe()) {
                continue;
            }
            Optional<Probe> probe = Optional.empty();
            boolean looked = false;
            try {
                probe = candidate(channel)
                        .map(candidate -> new Probe(channel.name(), channel.connector(), candidate.id()));
                looked = true;
            } catch (DatabaseUnavailable e) {
                LOG.warn("channel {}: its probe waits for the ledger: {}", channel.name(), e.getMessage());
            } finally {
                // Whatever happened: a probe that is never ended would be the channel's last.
                if (looked) {
                    probe.ifPresentOrElse(probes::add, channel::nothingToProbe);
                } else {
                    channel.probeEnded();
                }
            }
        }
        return probes;
    }

    private Optional<Dispatch> candidate(Channel channel) {
        if (stops.placing(channel.name())) {
            return ledger.read(tx -> tx.first(PROBE_OLD_CANDIDATE, Dispatches::read, channel.name()));
        }
        // What waits for its store's word says nothing of the supplier, and would be chosen again and again.
        Conditions conditions = new Conditions()
                .and("d.channel = ?", channel.name())
                .and(
                        "d.code <> '" + BeforePurchase.CODE + "' OR d.ready_at IS NULL OR d.ready_at <= ?",
                        clock.instant());
        List<StoreId> stopped = stops.now().stream()
                .filter(stop -> stop.feature() == Stops.Feature.PLACING)
                .flatMap(stop -> stop.store().stream())
                .toList();
        if (!stopped.isEmpty()) {
            String marks = String.join(", ", Collections.nCopies(stopped.size(), "?"));
            conditions.and("d.store NOT IN (" + marks + ") OR " + NOT_NEW, stopped.toArray());
        }
        return ledger.read(tx -> tx.first(conditions.in(PROBE_CANDIDATE), Dispatches::read, conditions.parameters()));
    }

    /** What waits on a channel, at most a second old; while the ledger is down, as it was counted last. */
    public Backlog backlog(ChannelName channel) {
        boolean due = !clock.instant().isBefore(countedAt.plus(BACKLOG_AGE));
        // One counts, nobody waits for it: those who ask may hold the very connections that the count needs.
        if (due && counting.tryLock()) {
            try {
                countedAt = clock.instant();
                count();
            } catch (DatabaseUnavailable e) {
                LOG.debug("the backlog is as it was counted last: {}", e.getMessage());
            } finally {
                counting.unlock();
            }
        }
        return backlogs.getOrDefault(channel, Backlog.NONE);
    }

    private void count() {
        record Counted(String channel, Backlog backlog) {}
        List<Counted> counted = ledger.read(tx -> tx.list(
                BACKLOG,
                row -> new Counted(row.text("channel"), new Backlog(row.number("n"), row.maybeTime("oldest")))));
        Map<ChannelName, Backlog> fresh = new TreeMap<>(Comparator.comparing(ChannelName::value));
        counted.forEach(entry -> fresh.put(new ChannelName(entry.channel()), entry.backlog()));
        backlogs = fresh;
    }

    /** How long the oldest of a channel's backlog has waited; zero when nothing waits. */
    public Duration oldestAge(ChannelName channel) {
        Instant now = clock.instant();
        return backlog(channel)
                .oldest()
                .map(oldest -> Duration.between(oldest, now))
                .orElse(Duration.ZERO);
    }

    /**
     * When the backlog will be through: from backlog, pace and ramp, counted from the next probe while the breaker holds;
     * empty while a person holds the channel or has switched it off, or nothing waits.
     */
    public Optional<Instant> eta(Channel channel) {
        return stops.all(channel) || stops.placing(channel.name())
                ? Optional.empty()
                : eta(
                        channel.snapshot(),
                        channel.settings(),
                        backlog(channel.name()).count());
    }

    private Optional<Instant> eta(Channel.Snapshot snapshot, ChannelSettings settings, long waiting) {
        boolean heldByPerson =
                snapshot.hold().filter(hold -> hold.cause().isEmpty()).isPresent();
        if (waiting == 0 || heldByPerson) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant start = snapshot.nextProbeAt().filter(now::isBefore).orElse(now);
        double rate =
                snapshot.status() == Channel.Status.HELD ? settings.pace() * settings.rampStart() : snapshot.rate();
        double left = waiting;
        long seconds = 0;
        while (rate < settings.pace() && left > rate) {
            left -= rate;
            rate = Math.min(settings.pace(), rate * 2);
            seconds++;
        }
        return Optional.of(start.plusSeconds(seconds).plusMillis((long) (left / rate * 1000)));
    }
}
