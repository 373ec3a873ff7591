package serai;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import serai.dispatch.Attempt;
import serai.dispatch.AttemptMeter;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Move;
import serai.http.Exchanges;
import serai.intake.IntakeMeter;
import serai.intake.Journal;
import serai.intake.JournalWatch;
import serai.intake.Recorder;
import serai.ledger.Database;
import serai.provider.Cause;
import serai.provider.Outcome;

/** Our own meters beside Camel's: intake, journal, channels, outcomes, pools. Names begin with {@code serai.}. */
final class Meters implements IntakeMeter, AttemptMeter {
    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void accepted(String kind, Duration waited) {
        Timer.builder("serai.intake.accept")
                .description("from the whole body being here to the end of the fsync")
                .tag("kind", kind.replaceFirst(":.*", ""))
                .publishPercentiles(0.5, 0.99)
                .register(registry)
                .record(waited);
    }

    @Override
    public void refused(String why) {
        Counter.builder("serai.intake.refused")
                .tag("why", why)
                .register(registry)
                .increment();
    }

    @Override
    public void finished(Attempt attempt, Outcome outcome, Move move, Instant at) {
        String channel = attempt.dispatch().channel().value();
        String cause = move.cause().map(Cause::id).orElse("none");
        Timer.builder("serai.attempts")
                .description("calls to suppliers, from the ledger's word that one begins to its outcome")
                .tag("channel", channel)
                .tag("step", attempt.dispatch().does())
                .tag("outcome", outcome.getClass().getSimpleName())
                .tag("cause", cause)
                .register(registry)
                .record(Duration.between(attempt.startedAt(), at));
    }

    /** Gauges on what has a bound, or should not grow. */
    void watch(Journal journal, Recorder recorder, Database ledger, Channels channels, Settings settings) {
        gauge("serai.journal.waiting", "entries that wait for the disk", journal, Journal::waiting);
        gauge(
                "serai.journal.waiting.max",
                "the bound of serai.journal.waiting",
                settings.journal(),
                limit -> limit.queue());
        gauge("serai.journal.unrecorded", "entries that are not in the ledger yet", recorder, Recorder::lag);
        JournalWatch watch = recorder.watch();
        gauge("serai.journal.lost", "acknowledged messages that are known to be gone", watch, JournalWatch::lostMessages);
        gauge("serai.journal.losses", "losses that nobody has seen to yet", watch, JournalWatch::openLosses);
        gauge("serai.journal.damaged", "entries whose bytes did not fit their hash", watch, JournalWatch::damagedEntries);
        FunctionCounter.builder("serai.journal.rewinds", watch, JournalWatch::rewinds)
                .description("times that entries had to be recorded again: journal or ledger had gone back")
                .register(registry);
        gauge("serai.http.bodies", "bytes of bodies under way", this, meters -> Exchanges.buffered());
        gauge("serai.http.bodies.max", "the bound of serai.http.bodies", this, meters -> Exchanges.MOST_BUFFERED);
        gauge("serai.ledger.waiting", "writes that wait for the ledger", ledger, Database::waiting);
        gauge("serai.ledger.readers", "read connections in use", ledger, Database::readersInUse);
        for (Channel channel : channels.all()) {
            String name = channel.name().value();
            channelGauge(name, "serai.channel.state", "0 up, 1 degraded, 2 held", channel, one -> switch (one.snapshot()
                    .status()) {
                case UP -> 0;
                case DEGRADED -> 1;
                case HELD -> 2;
            });
            channelGauge(
                    name,
                    "serai.channel.rate",
                    "calls a second that it may make now",
                    channel,
                    one -> one.snapshot().rate());
            channelGauge(
                    name,
                    "serai.channel.backlog",
                    "dispatches that wait",
                    channels,
                    all -> all.backlog(channel.name()).count());
            channelGauge(
                    name,
                    "serai.channel.oldest",
                    "seconds that the oldest of them has waited",
                    channels,
                    all -> all.oldestAge(channel.name()).toMillis() / 1000.0);
        }
    }

    private <T> void gauge(String name, String description, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value).description(description).register(registry);
    }

    private <T> void channelGauge(
            String channel, String name, String description, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value)
                .description(description)
                .tag("channel", channel)
                .register(registry);
    }
}
