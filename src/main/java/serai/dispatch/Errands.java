package serai.dispatch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.base.Complaints;
import serai.ledger.DatabaseUnavailable;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;

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
    private static final int MOST_IN_ALL = 1000;
    /** A source that asks for as much as it can get still lets the others have their turn. */
    private static final int MOST_A_ROUND = 8;

    private final Map<String, ErrandSource> sources;
    private final Channels channels;
    private final Leases leases;
    private final Attempts attempts;
    private final Clock clock;
    private final ErrandPauses pauses;
    private final Complaints complaints;
    /** Each with the time at which it is given up; by identity, because two may ask for the same. */
    private final Map<Errand, Instant> underWay = Collections.synchronizedMap(new IdentityHashMap<>());

    public Errands(Collection<ErrandSource> sources, Channels channels, Leases leases, Attempts attempts, Clock clock) {
        this.sources = new LinkedHashMap<>();
        sources.forEach(source -> this.sources.put(source.name(), source));
        this.channels = channels;
        this.leases = leases;
        this.attempts = attempts;
        this.clock = clock;
        this.complaints = new Complaints(clock);
        this.pauses = new ErrandPauses(complaints);
    }

    /** Errands to be run now. Step of the route run-errands. */
    public List<Errand> due() {
        Instant now = clock.instant();
        giveUp(now);
        if (!leases.mine("errands", now)) {
            return List.of();
        }
        List<Errand> errands = new ArrayList<>();
        for (ErrandSource source : sources.values()) {
            try {
                for (ChannelName name : source.due(now)) {
                    channels.find(name.value()).ifPresent(channel -> takeOn(source, channel, now, errands));
                }
            } catch (DatabaseUnavailable e) {
                complaints
                        .again("wait")
                        .ifPresent(more -> LOG.warn(
                                "errands of {} wait for the ledger: {}{}", source.name(), e.getMessage(), more));
            } catch (RuntimeException e) {
                // One source that is broken must not keep back what others have taken already.
                complaints
                        .again("find " + source.name())
                        .ifPresent(more -> LOG.error(
                                "errands of {} cannot be found: {}{}", source.name(), Attempts.place(e), more));
            }
        }
        return errands;
    }

    /** What never ended: whoever ran it is gone. */
    private void giveUp(Instant now) {
        List<Errand> late;
        synchronized (underWay) {
            late = underWay.entrySet().stream()
                    .filter(entry -> entry.getValue().isBefore(now))
                    .map(Map.Entry::getKey)
                    .toList();
            late.forEach(underWay::remove);
        }
        for (Errand errand : late) {
            complaints
                    .again("never ended " + errand.source() + " " + errand.channel())
                    .ifPresent(more ->
                            LOG.warn("an errand of {} on {} never ended{}", errand.source(), errand.channel(), more));
            if (errand.probe()) {
                channels.find(errand.channel().value()).ifPresent(Channel::probeEnded);
            }
        }
    }

    /** What cannot even be taken is left alone for a while: not the other channels, and not the log, pay for it. */
    private void takeOn(ErrandSource source, Channel channel, Instant now, List<Errand> errands) {
        try {
            take(source, channel, now, errands);
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            complaints
                    .again("take " + source.name() + " " + channel.name())
                    .ifPresent(more -> LOG.error(
                            "an errand of {} on {} cannot be taken: {}{}",
                            source.name(),
                            channel.name(),
                            Attempts.place(e),
                            more));
            pauses.pause(source.name(), channel, now);
        }
    }

    private void take(ErrandSource source, Channel channel, Instant now, List<Errand> errands) {
        if (channels.stops().all(channel)) {
            return;
        }
        int most = errands.size() + MOST_A_ROUND;
        int atOnce = atOnce(channel.settings());
        while (errands.size() < most
                && underWay(source.name(), channel.name()) < atOnce
                && underWay.size() < MOST_IN_ALL) {
            boolean probe = channel.isHeld();
            if (pauses.paused(source.name(), channel, now)
                    || (probe ? !channel.startErrandProbe() : !admit(source, channel))) {
                return;
            }
            Optional<Errand> next = Optional.empty();
            try {
                next = source.take(channel, now).map(task -> errand(source, channel, task, probe, now));
            } finally {
                if (next.isEmpty()) {
                    notMade(source, channel, probe);
                }
            }
            if (next.isEmpty()) {
                return;
            }
            errands.add(next.get());
            underWay.put(next.get(), now.plus(channel.settings().errandLimit()));
            if (probe) {
                return;
            }
        }
    }

    private static boolean admit(ErrandSource source, Channel channel) {
        return source.asksForOrders() ? channel.admitOrderErrand() : channel.admitErrand();
    }

    private static void notMade(ErrandSource source, Channel channel, boolean probe) {
        if (probe) {
            // A probe that is never ended would be the channel's last.
            channel.probeEnded();
        } else if (source.asksForOrders()) {
            channel.orderErrandNotMade();
        } else {
            channel.errandNotMade();
        }
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
        ended(
                errand,
                channel -> channel.worked(errand.probe()),
                Optional.empty(),
                source -> source.done(errand.channel(), errand.task(), result, clock.instant()));
    }

    /** An errand ended with an exception. Step of the route run-errand. */
    public void failed(Errand errand, Throwable failure, Exchange exchange) {
        Outcome why = ours(failure) ? fault(errand, failure) : attempts.failed(failure, exchange);
        String brief = brief(why);
        complaints
                .again(errand.channel() + " " + errand.source() + " " + brief)
                .ifPresent(more -> LOG.info(
                        "channel {}: an errand of {} failed: {}{}", errand.channel(), errand.source(), brief, more));
        ended(
                errand,
                channel -> !pauses.take(errand.source(), channel, why, clock.instant())
                        && channel.recordErrand(why, errand.probe()),
                Attempts.trouble(why),
                source -> source.failed(errand.channel(), errand.task(), why, clock.instant()));
    }

    /** Not the provider's own words: they may speak of a customer. */
    private static String brief(Outcome why) {
        return switch (why) {
            case Outcome.Retryable retryable -> retryable.cause().id() + " " + retryable.code();
            case Outcome.Rejected rejected -> rejected.cause().id() + " " + rejected.code();
            case Outcome.Done other -> "Done";
            case Outcome.Taken other -> "Taken";
            case Outcome.Unpaid other -> "Unpaid";
            case Outcome.Unknown other -> "Unknown";
            case Outcome.NotFound other -> "NotFound";
        };
    }

    /** Whether a connector's own code failed, which says nothing of the provider: orders go on. */
    private static boolean ours(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal || cause instanceof IOException) {
                return false;
            }
            root = cause;
        }
        return root instanceof RuntimeException;
    }

    private Outcome fault(Errand errand, Throwable failure) {
        return attempts.fault(
                "an errand of " + errand.source() + " on " + errand.channel() + " failed in our own code", failure);
    }

    private interface Ending {
        void tell(ErrandSource source);
    }

    /**
     * Ends it once; what ends later than anybody waited for, or twice, says nothing any more.
     *
     * @param said tells the channel of it; true when that opened a channel that the breaker held
     * @param trouble what a probe ran into
     */
    private void ended(Errand errand, Predicate<Channel> said, Optional<Cause> trouble, Ending ending) {
        if (underWay.remove(errand) == null) {
            return;
        }
        Optional<Channel> channel = channels.find(errand.channel().value());
        try {
            ErrandSource source = sources.get(errand.source());
            if (source != null) {
                ending.tell(source);
            }
        } catch (DatabaseUnavailable e) {
            complaints
                    .again("lost")
                    .ifPresent(more -> LOG.warn(
                            "what an errand of {} found is lost; it is asked again: {}{}",
                            errand.source(),
                            e.getMessage(),
                            more));
        } catch (RuntimeException e) {
            complaints
                    .again("used " + errand.source())
                    .ifPresent(more -> LOG.error(
                            "what an errand of {} found cannot be used: {}{}",
                            errand.source(),
                            Attempts.place(e),
                            more));
        } finally {
            channel.ifPresent(one -> {
                if (said.test(one)) {
                    attempts.wakeSoon(one.name());
                }
                if (errand.probe()) {
                    one.probed(trouble);
                }
            });
        }
    }

    private long underWay(String source, ChannelName channel) {
        synchronized (underWay) {
            return underWay.keySet().stream()
                    .filter(errand ->
                            errand.source().equals(source) && errand.channel().equals(channel))
                    .count();
        }
    }

    /** Errands of that source under way on all channels. */
    public int underWay(String source) {
        synchronized (underWay) {
            return (int) underWay.keySet().stream()
                    .filter(errand -> errand.source().equals(source))
                    .count();
        }
    }

    /** The names of all sources. */
    public Collection<String> sources() {
        return sources.keySet();
    }
}
