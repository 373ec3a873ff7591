package serai;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Forecast;
import serai.provider.Connector;

/** What {@code /status} tells everybody: each channel, out of memory. No store, no name, no secret. */
final class StatusView {
    /**
     * One channel. Stores of one platform count as one: which stores there are is nobody's business.
     *
     * @param why it is not up, in a sentence; empty when it is
     * @param backlog what waits; null while the ledger is away or hangs
     * @param eta when that will be through, by what really goes out, or on the condition in etaReason; null when nobody can
     *     know
     * @param etaReason why there is none, or on what condition there is one; empty when neither
     * @param soonest when it would be through if all went as well as it may from the next probe on
     */
    record ChannelStatus(
            String name,
            Channel.Status state,
            Instant since,
            String why,
            Optional<Long> backlog,
            Optional<Instant> eta,
            String etaReason,
            Optional<Instant> soonest) {}

    /**
     * All of them.
     *
     * @param countedAt when the backlogs were counted; null when they never were
     */
    record Status(Optional<Instant> countedAt, List<ChannelStatus> channels) {}

    private final Channels channels;

    StatusView(Channels channels) {
        this.channels = channels;
    }

    Status now() {
        List<ChannelStatus> all = new ArrayList<>();
        for (Channel channel : channels.all()) {
            if (channel.connector().role() == Connector.Role.SUPPLIER) {
                all.add(supplier(channel));
            }
        }
        all.addAll(platforms());
        return new Status(channels.counted().at(), all);
    }

    private ChannelStatus supplier(Channel channel) {
        Channels.Standing standing = channels.standing(channel);
        Forecast forecast = channels.forecast(channel);
        return new ChannelStatus(
                channel.name().value(),
                standing.status(),
                standing.since(),
                standing.words(),
                channels.currentBacklog(channel.name()).map(Channels.Backlog::count),
                forecast.eta(),
                forecast.why(),
                forecast.soonest());
    }

    private List<ChannelStatus> platforms() {
        Map<String, List<Channel>> byPlatform = channels.all().stream()
                .filter(channel -> channel.connector().role() == Connector.Role.STORE)
                .collect(Collectors.groupingBy(
                        channel -> channel.connector().name(), TreeMap::new, Collectors.toList()));
        List<ChannelStatus> statuses = new ArrayList<>();
        byPlatform.forEach((platform, stores) -> statuses.add(platform(platform, stores)));
        return statuses;
    }

    private ChannelStatus platform(String platform, List<Channel> stores) {
        List<Channels.Standing> now = stores.stream().map(channels::standing).toList();
        boolean allHeld = now.stream().allMatch(each -> each.status() == Channel.Status.HELD);
        boolean allUp = now.stream().allMatch(each -> each.status() == Channel.Status.UP);
        List<Optional<Channels.Backlog>> backlogs = stores.stream()
                .map(store -> channels.currentBacklog(store.name()))
                .toList();
        List<Forecast> forecasts = stores.stream().map(channels::forecast).toList();
        // One shop whose end nobody knows leaves the end of all unknown.
        boolean unknown = forecasts.stream()
                .anyMatch(one -> one.eta().isEmpty() && !one.why().isEmpty());
        String reason = forecasts.stream()
                .filter(one -> one.eta().isEmpty() || !unknown)
                .map(Forecast::why)
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
        return new ChannelStatus(
                platform,
                allHeld ? Channel.Status.HELD : allUp ? Channel.Status.UP : Channel.Status.DEGRADED,
                now.stream()
                        .map(Channels.Standing::since)
                        .max(Instant::compareTo)
                        .orElseThrow(),
                now.stream()
                        .map(Channels.Standing::words)
                        .filter(words -> !words.isEmpty())
                        .findFirst()
                        .orElse(""),
                backlogs.stream().allMatch(Optional::isPresent)
                        ? Optional.of(backlogs.stream()
                                .mapToLong(backlog -> backlog.orElseThrow().count())
                                .sum())
                        : Optional.empty(),
                unknown
                        ? Optional.empty()
                        : latest(forecasts.stream().map(Forecast::eta).toList()),
                reason,
                latest(forecasts.stream().map(Forecast::soonest).toList()));
    }

    private static Optional<Instant> latest(List<Optional<Instant>> times) {
        return times.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
    }
}
