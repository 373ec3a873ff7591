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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.base.Complaints;
import serai.base.DispatchId;
import serai.base.Look;
import serai.base.Looks;
import serai.base.StoreId;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Cause;
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
    /** What buys nothing. */
    private static final String BUYS_NOTHING = "d.kind <> 'place-order' OR d.step <> 'PLACE'";

    /** What goes on while nothing new is bought and the supplier can be asked. */
    private static final String NOT_NEW = "d.kind <> 'place-order' OR d.step <> 'PLACE' OR d.unknown_since IS NOT NULL"
            + " OR d.taken_at IS NOT NULL OR d.supplier_ids <> '[]'";

    private static final Duration BACKLOG_AGE = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofMillis(250);
    private static final String LEDGER_AWAY = "The ledger does not answer; nothing goes out until it does.";

    private final Map<ChannelName, Channel> channels = new TreeMap<>();
    private final Map<String, Channel> byName = new HashMap<>();
    private final Stops stops = new Stops();
    private final Object holds = new Object();
    private final Database ledger;
    private final Clock clock;
    private final Complaints complaints;
    private final Look<Map<ChannelName, Backlog>> backlogs;

    /** Whose backlog is counted by whoever asks for it. */
    public Channels(Collection<Channel> channels, Database ledger, Clock clock) {
        this(channels, ledger, Looks.here(clock), clock);
    }

    /** @param looks with which the backlog is counted */
    public Channels(Collection<Channel> channels, Database ledger, Looks looks, Clock clock) {
        channels.forEach(channel -> {
            this.channels.put(channel.name(), channel);
            this.byName.put(channel.name().value(), channel);
        });
        this.ledger = ledger;
        this.clock = clock;
        this.complaints = new Complaints(clock);
        this.backlogs = looks.at("backlog", BACKLOG_AGE, this::count);
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
                complaints
                        .again("probe")
                        .ifPresent(more -> LOG.warn(
                                "the probes of held channels wait for the ledger: {}{}", e.getMessage(), more));
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
            int asks = channel.looksUp() ? 1 : 0;
            return ledger.read(tx -> tx.readable(PROBE_OLD_CANDIDATE, Dispatches::read, channel.name(), asks)).stream()
                    .findFirst();
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
            conditions.and(
                    "d.store NOT IN (" + marks + ") OR " + (channel.looksUp() ? NOT_NEW : BUYS_NOTHING),
                    stopped.toArray());
        }
        return ledger
                .read(tx -> tx.readable(conditions.in(PROBE_CANDIDATE), Dispatches::read, conditions.parameters()))
                .stream()
                .findFirst();
    }

    /**
     * What waits on a channel, as it was counted last: about a second old, and older while the ledger is away or hangs.
     * Nothing, where it was never counted. Never waits for the ledger where the looks run apart.
     */
    public Backlog backlog(ChannelName channel) {
        return of(channel, counted().value()).orElse(Backlog.NONE);
    }

    /** As {@link #backlog}; empty while the ledger is away or hangs, and before the first count. */
    public Optional<Backlog> currentBacklog(ChannelName channel) {
        return of(channel, counted().current());
    }

    private static Optional<Backlog> of(ChannelName channel, Optional<Map<ChannelName, Backlog>> all) {
        return all.map(counted -> counted.getOrDefault(channel, Backlog.NONE));
    }

    /** The last count of all backlogs, with its age. */
    public Look.Seen<Map<ChannelName, Backlog>> counted() {
        return backlogs.seen();
    }

    /** Whether the ledger is away, hangs, or has let a count wait for longer than a page may take. */
    public boolean ledgerSlow() {
        Look.Seen<Map<ChannelName, Backlog>> seen = counted();
        return seen.trouble().isPresent()
                || seen.underWay()
                        .filter(begun -> begun.plus(SLOW).isBefore(clock.instant()))
                        .isPresent();
    }

    private Map<ChannelName, Backlog> count() {
        record Counted(String channel, Backlog backlog) {}
        List<Counted> counted = ledger.read(tx -> tx.list(
                BACKLOG,
                row -> new Counted(row.text("channel"), new Backlog(row.number("n"), row.maybeTime("oldest")))));
        Map<ChannelName, Backlog> fresh = new TreeMap<>(Comparator.comparing(ChannelName::value));
        counted.forEach(entry -> fresh.put(new ChannelName(entry.channel()), entry.backlog()));
        for (Channel channel : channels.values()) {
            boolean waits = fresh.containsKey(channel.name());
            channel.sample(waits && !stops.all(channel) && !stops.placing(channel.name()));
        }
        return fresh;
    }

    /** How long the oldest of a channel's backlog has waited; zero when nothing waits. Empty as {@link #currentBacklog}. */
    public Optional<Duration> oldestAge(ChannelName channel) {
        Instant now = clock.instant();
        return currentBacklog(channel)
                .map(backlog -> backlog.oldest()
                        .map(oldest -> Duration.between(oldest, now))
                        .orElse(Duration.ZERO));
    }

    /** When the backlog will be through; empty when that cannot be known, see {@link #forecast}. */
    public Optional<Instant> eta(Channel channel) {
        return forecast(channel).eta();
    }

    /** When the backlog will be through, from what really goes out, or why that cannot be known. From memory. */
    public Forecast forecast(Channel channel) {
        Optional<Backlog> backlog = currentBacklog(channel.name());
        if (backlog.isEmpty()) {
            return Forecast.none(LEDGER_AWAY);
        }
        if (stops.all(channel) || stops.placing(channel.name())) {
            return Forecast.none("Support has switched it off.");
        }
        return Forecast.of(
                backlog.get().count(), channel.snapshot(), channel.settings(), channel.measured(), clock.instant());
    }

    /**
     * How a channel does, for everybody who is told: its own word, and that nothing goes out while the ledger is away. From
     * memory.
     *
     * @param words why it is not up, in a sentence without names; empty when it is
     */
    public record Standing(Channel.Status status, Instant since, String words) {}

    /** How the channel does. */
    public Standing standing(Channel channel) {
        Channel.Snapshot now = channel.snapshot();
        Optional<Look.Trouble> ledgerAway = counted().trouble();
        if (now.status() != Channel.Status.HELD && ledgerAway.isPresent()) {
            Instant away = ledgerAway.get().since();
            boolean before =
                    now.status() == Channel.Status.DEGRADED && now.since().isBefore(away);
            return new Standing(Channel.Status.DEGRADED, before ? now.since() : away, LEDGER_AWAY);
        }
        String words = switch (now.status()) {
            case UP -> "";
            case HELD ->
                now.hold().flatMap(Channel.Hold::cause).map(Cause::sentence).orElse("Support holds the channel.");
            case DEGRADED ->
                !now.trouble().isEmpty()
                        ? now.trouble()
                        : now.rate() < now.fullRate()
                                ? "It comes back step by step."
                                : "The other side asked for a short pause.";
        };
        return new Standing(now.status(), now.since(), words);
    }
}
