package serai.dispatch;

import java.time.Duration;
import serai.base.ChannelName;
import serai.base.Text;

/**
 * The keys {@code serai.<channel>.…} of one channel.
 *
 * @param connector the folder under {@code connectors/} that serves it
 * @param pace calls a second of each operation, on average
 * @param burst calls that may go at once after a quiet time
 * @param concurrency calls in flight at once
 * @param connectTimeout for a connection to be made
 * @param responseTimeout between two packets of an answer
 * @param totalTimeout for one whole call
 * @param probeInterval the first pause between two probes of a held channel; grows with the outage up to 30 s
 * @param holdAfter failures in a row that hold the channel
 * @param rampStart share of the pace right after an outage, above 0 and at most 1
 * @param window dispatches that wait in the broker at once; the others wait in the ledger
 * @param errandPace calls a second, on average, that read stock and progress, or bring stock and prices into a store;
 *     beside those of orders
 */
public record ChannelSettings(
        ChannelName name,
        String connector,
        double pace,
        int burst,
        int concurrency,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration totalTimeout,
        Duration probeInterval,
        int holdAfter,
        double rampStart,
        int window,
        double errandPace) {
    private static final Duration SHORTEST_ERRAND_LIMIT = Duration.ofMinutes(2);

    /** @throws IllegalArgumentException naming the key and what it may be */
    public ChannelSettings {
        Text.required("connector", connector, 40);
        positive(name, "pace", pace);
        positive(name, "burst", burst);
        positive(name, "concurrency", concurrency);
        positive(name, "hold-after", holdAfter);
        positive(name, "ramp-start", rampStart);
        positive(name, "window", window);
        positive(name, "errand-pace", errandPace);
        positive(name, "connect-timeout", connectTimeout);
        positive(name, "response-timeout", responseTimeout);
        positive(name, "total-timeout", totalTimeout);
        positive(name, "probe-interval", probeInterval);
        if (rampStart > 1) {
            throw new IllegalArgumentException("serai." + name + ".ramp-start must be at most 1, was " + rampStart);
        }
    }

    /**
     * By then an errand has ended or nobody runs it any more: its last call begins within two total-timeouts. At least two
     * minutes, which is also how long an item that fails is left alone.
     */
    public Duration errandLimit() {
        Duration limit = totalTimeout.multipliedBy(4);
        return limit.compareTo(SHORTEST_ERRAND_LIMIT) > 0 ? limit : SHORTEST_ERRAND_LIMIT;
    }

    /** The same for another channel. */
    public ChannelSettings of(ChannelName other) {
        return new ChannelSettings(
                other,
                connector,
                pace,
                burst,
                concurrency,
                connectTimeout,
                responseTimeout,
                totalTimeout,
                probeInterval,
                holdAfter,
                rampStart,
                window,
                errandPace);
    }

    private static void positive(ChannelName name, String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("serai." + name + "." + key + " must be above 0, was " + value);
        }
    }

    private static void positive(ChannelName name, String key, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("serai." + name + "." + key + " must be above 0, was " + value);
        }
    }
}
