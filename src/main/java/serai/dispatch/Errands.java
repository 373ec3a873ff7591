package serai.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.ledger.DatabaseUnavailable;
import serai.provider.Outcome;

/**
 * Sends out errands: inside the channel's limits for them, a bounded number at once, none while it is held but the probe
 * that ends the hold. After an outage they catch up by what matters most now, not by what was missed.
 *
 * <p>One node runs them for all. Every errand can be repeated, so a node that loses the lease in the middle does no harm.
 */
public final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    /** Of one source on one channel, unless its pace asks for more: enough for a talk of a second at full pace. */
    private static final int AT_ONCE = 4;

    private static final int MOST_AT_ONCE = 16;
    /** Over all channels, each with a thread of its own: some providers that hang are not to keep the others waiting. */
    private static final int MOST_IN_ALL = 100;
    /** A source that asks for as much as it can get still lets the others have their turn. */
    private static final int MOST_A_ROUND = 8;

    private record Place(String source, ChannelName channel) {}

    private final Map<String, ErrandSource> sources;
    private final Channels channels;
    private final Leases leases;
    private final Attempts attempts;
    private final Clock clock;
    private final Map<Place, Integer> underWay = new ConcurrentHashMap<>();

    public Errands(Collection<ErrandSource> sources, Channels channels, Leases leases, Attempts attempts, Clock clock) {
        this.sources = new LinkedHashMap<>();
        sources.forEach(source -> this.sources.put(source.name(), source));
        this.channels = channels;
        this.leases = leases;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** Errands to be run now. Step of the route run-errands. */
    public List<Errand> due() {
        Instant now = clock.instant();
        if (!leases.mine("errands", now)) {
            return List.of();
        }
        List<Errand> errands = new ArrayList<>();
        for (ErrandSource source : sources.values()) {
            try {
                for (ChannelName name : source.due(now)) {
                    channels.find(name.value()).ifPresent(channel -> errands.addAll(due(source, channel, now)));
                }
            } catch (DatabaseUnavailable e) {
                LOG.warn("errands of {} wait for the ledger: {}", source.name(), e.getMessage());
            }
        }
        return errands;
    }

    private List<Errand> due(ErrandSource source, Channel channel, Instant now) {
        List<Errand> errands = new ArrayList<>();
        Place place = new Place(source.name(), channel.name());
        int atOnce = atOnce(channel.settings());
        while (errands.size() < MOST_A_ROUND
                && underWay.getOrDefault(place, 0) < atOnce
                && underWay() < MOST_IN_ALL) {
            boolean probe = channel.isHeld();
            if (probe ? !channel.startProbe() : !channel.admitErrand()) {
                break;
            }
            Optional<Errand> next = Optional.empty();
            try {
                next = source.take(channel, now).map(task -> errand(source, channel, task, probe, now));
            } finally {
                // A probe that is never ended would be the channel's last.
                if (probe && next.isEmpty()) {
                    channel.probeEnded();
                }
            }
            if (next.isEmpty()) {
                break;
            }
            errands.add(next.get());
            underWay.merge(place, 1, Integer::sum);
            if (probe) {
                break;
            }
        }
        return errands;
    }

    /** Errands of one source that may be under way at once on such a channel. */
    public static int atOnce(ChannelSettings settings) {
        return Math.clamp((long) Math.ceil(settings.errandPace()), AT_ONCE, MOST_AT_ONCE);
    }

    private static Errand errand(
            ErrandSource source, Channel channel, ErrandSource.Task task, boolean probe, Instant now) {
        Duration total = channel.settings().totalTimeout();
        return new Errand(source.name(), channel.name(), task, probe, now.plus(total.multipliedBy(2)));
    }

    /** An errand ended with its result. Step of the route run-errand. */
    public void done(Errand errand, Object result) {
        ended(errand, Channel::worked, source -> source.done(errand.channel(), errand.task(), result, clock.instant()));
    }

    /** An errand ended with an exception. Step of the route run-errand. */
    public void failed(Errand errand, Throwable failure, Exchange exchange) {
        Outcome why = attempts.failed(failure, exchange);
        ended(
                errand,
                channel -> channel.record(why),
                source -> source.failed(errand.channel(), errand.task(), why, clock.instant()));
    }

    private interface Ending {
        void tell(ErrandSource source);
    }

    /** @param said tells the channel of it; true when that opened a channel that the breaker held */
    private void ended(Errand errand, Predicate<Channel> said, Ending ending) {
        Optional<Channel> channel = channels.find(errand.channel().value());
        try {
            ErrandSource source = sources.get(errand.source());
            if (source != null) {
                ending.tell(source);
            }
        } catch (DatabaseUnavailable e) {
            LOG.warn("what an errand of {} found is lost; it is asked again: {}", errand.source(), e.getMessage());
        } finally {
            underWay.computeIfPresent(
                    new Place(errand.source(), errand.channel()), (place, count) -> count > 1 ? count - 1 : null);
            channel.ifPresent(one -> {
                if (said.test(one)) {
                    attempts.wakeSoon(one.name());
                }
                if (errand.probe()) {
                    one.probeEnded();
                }
            });
        }
    }

    /** Errands of that source under way on all channels. */
    public int underWay(String source) {
        return underWay.entrySet().stream()
                .filter(entry -> entry.getKey().source().equals(source))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private int underWay() {
        return underWay.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The names of all sources. */
    public Collection<String> sources() {
        return sources.keySet();
    }
}
