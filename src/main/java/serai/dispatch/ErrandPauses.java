package serai.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.base.Complaints;
import serai.provider.Connector;
import serai.provider.Outcome;

/**
 * Kinds of errands that a provider does not let us do for now. Suppliers give rights and limits by kind of call: an account
 * that may not read stock still sells, so its orders go on and only the reading of stock waits.
 */
final class ErrandPauses {
    private static final Logger LOG = LoggerFactory.getLogger(ErrandPauses.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Map<Lane, Instant> paused = new ConcurrentHashMap<>();

    private final Complaints complaints;

    ErrandPauses(Complaints complaints) {
        this.complaints = complaints;
    }

    private record Lane(String source, ChannelName channel) {}

    /** Whether errands of that source wait on that channel. */
    boolean paused(String source, Channel channel, Instant now) {
        Instant until = paused.get(new Lane(source, channel.name()));
        return until != null && now.isBefore(until);
    }

    /** Lets errands of that source wait on that channel for a minute. */
    void pause(String source, Channel channel, Instant now) {
        paused.put(new Lane(source, channel.name()), now.plus(PAUSE));
    }

    /**
     * Takes note of a failure, if it speaks of its kind of errands alone.
     *
     * @return false when it does not, and the channel has to hear of it
     */
    boolean take(String source, Channel channel, Outcome why, Instant now) {
        if (!(why instanceof Outcome.Retryable retryable)
                || !ofItsKind(retryable, channel.connector().role())) {
            return false;
        }
        Duration pause = retryable.delay().orElse(PAUSE);
        paused.put(new Lane(source, channel.name()), now.plus(pause));
        complaints
                .again("pause " + source + " " + channel.name() + " " + retryable.cause())
                .ifPresent(more -> LOG.warn(
                        "errands of {} on {} pause for {}: {}{}",
                        source,
                        channel.name(),
                        pause,
                        retryable.cause().id(),
                        more));
        return true;
    }

    private static boolean ofItsKind(Outcome.Retryable why, Connector.Role role) {
        if (why.scope() != Outcome.Scope.CHANNEL) {
            return false;
        }
        return switch (why.cause()) {
            case PERMISSION_MISSING, CONFIGURATION_WRONG -> true;
            // A store platform counts all calls together.
            case RATE_LIMITED -> role == Connector.Role.SUPPLIER;
            default -> false;
        };
    }
}
