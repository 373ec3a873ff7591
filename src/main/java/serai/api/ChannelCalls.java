package serai.api;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import serai.access.Role;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Forecast;
import serai.http.Page;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.ledger.Database;
import serai.operation.Holds;

/** {@code /api/v1/channels}. */
final class ChannelCalls {
    /**
     * A channel as support sees it.
     *
     * @param ratePerSecond calls a second that it may make now; {@code paceRatePerSecond} when nothing slows it
     * @param why it is not up, in a sentence; empty when it is
     * @param backlog what waits, as it was counted last
     * @param eta when the backlog will be through, by what really goes out; null when nobody can know, or nothing waits
     * @param etaReason why it cannot be known; empty when it can
     */
    private record View(
            String name,
            Channel.Status state,
            Instant since,
            String why,
            Optional<Channel.Hold> hold,
            double ratePerSecond,
            double paceRatePerSecond,
            Optional<Instant> nextProbeAt,
            long backlog,
            Optional<Instant> oldest,
            Optional<Instant> eta,
            String etaReason) {}

    private final Channels channels;
    private final Holds holds;

    ChannelCalls(Channels channels, Database ledger, Clock clock) {
        this.channels = channels;
        this.holds = new Holds(channels, ledger, clock);
    }

    void attach(Router router, Access access) {
        router.get("/api/v1/channels").handler(access.look(this::list));
        router.post("/api/v1/channels/:name/hold").handler(access.change(Role.SUPPORT, this::hold));
        router.post("/api/v1/channels/:name/release").handler(access.change(Role.SUPPORT, this::release));
    }

    private Object list(Request request) {
        request.parameters();
        return new Page<>(channels.all().stream().map(this::view).toList(), null);
    }

    private View view(Channel channel) {
        Channel.Snapshot now = channel.snapshot();
        Channels.Standing standing = channels.standing(channel);
        Channels.Backlog backlog = channels.backlog(channel.name());
        Forecast forecast = channels.forecast(channel);
        return new View(
                channel.name().value(),
                standing.status(),
                standing.since(),
                standing.words(),
                now.hold(),
                now.rate(),
                now.fullRate(),
                now.nextProbeAt(),
                backlog.count(),
                backlog.oldest(),
                forecast.eta(),
                forecast.why());
    }

    private Object hold(Request request, byte[] body) {
        Channel channel = channel(request);
        String reason = Fields.onlyReason(body);
        return after(holds.hold(request.person(), channel.name(), reason), channel);
    }

    private Object release(Request request, byte[] body) {
        Channel channel = channel(request);
        String reason = Fields.onlyReason(body);
        return after(holds.release(request.person(), channel.name(), Optional.empty(), reason), channel);
    }

    private Object after(Holds.Outcome outcome, Channel channel) {
        return switch (outcome) {
            case Holds.Outcome.Done done -> view(channel);
            case Holds.Outcome.Conflict conflict ->
                throw new ProblemException(Problem.Kind.CONFLICT.because(conflict.why()));
            case Holds.Outcome.Missing missing -> throw missing();
        };
    }

    private static ProblemException missing() {
        return new ProblemException(Problem.Kind.NOT_FOUND.because("there is no such channel"));
    }

    private Channel channel(Request request) {
        return channels.find(request.path("name")).orElseThrow(ChannelCalls::missing);
    }
}
