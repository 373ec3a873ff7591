package serai;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import serai.base.Look;
import serai.base.Looks;
import serai.dispatch.Attempt;
import serai.dispatch.AttemptMeter;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Move;
import serai.intake.IntakeMeter;
import serai.intake.Journal;
import serai.intake.JournalWatch;
import serai.intake.StoreWord;
import serai.ledger.Database;
import serai.ledger.Unreadable;
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
    void watch(
            Journal journal,
            JournalWatch watch,
            Look<Long> unrecorded,
            Database ledger,
            Channels channels,
            Settings settings,
            Clock clock) {
        gauge("serai.journal.waiting", "entries that wait for the disk", journal, Journal::waiting);
        gauge(
                "serai.journal.waiting.max",
                "the bound of serai.journal.waiting",
                settings.journal(),
                limit -> limit.queue());
        gauge("serai.journal.unrecorded", "entries that are not in the ledger yet", unrecorded, Meters::current);
        gauge(
                "serai.journal.lost",
                "acknowledged messages that are known to be gone",
                watch,
                JournalWatch::lostMessages);
        gauge("serai.journal.losses", "losses that nobody has seen to yet", watch, JournalWatch::openLosses);
        gauge(
                "serai.journal.damaged",
                "entries whose bytes did not fit their hash",
                watch,
                JournalWatch::damagedEntries);
        FunctionCounter.builder("serai.journal.rewinds", watch, JournalWatch::rewinds)
                .description("times that entries had to be recorded again: journal or ledger had gone back")
                .register(registry);
        gauge(
                "serai.log.left.out",
                "lines of libraries that repeated themselves and were left out of the log",
                this,
                meters -> Repeats.LEFT_OUT.get());
        gauge("serai.ledger.waiting", "writes that wait for the ledger", ledger, Database::waiting);
        gauge("serai.ledger.readers", "read connections in use", ledger, Database::readersInUse);
        Gauge.builder("serai.rows.unreadable", Unreadable::count)
                .description("rows that this version cannot read and leaves as they are")
                .register(registry);
        for (Channel channel : channels.all()) {
            String name = channel.name().value();
            channelGauge(name, "serai.channel.state", "0 up, 1 degraded, 2 held", channels, all -> switch (all.standing(
                            channel)
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
                    all -> all.currentBacklog(channel.name())
                            .map(backlog -> (double) backlog.count())
                            .orElse(Double.NaN));
            channelGauge(
                    name,
                    "serai.channel.oldest",
                    "seconds that the oldest of them has waited",
                    channels,
                    all -> all.oldestAge(channel.name())
                            .map(age -> age.toMillis() / 1000.0)
                            .orElse(Double.NaN));
            channelGauge(
                    name,
                    "serai.channel.eta",
                    "seconds until what waits will be through, by what really goes out; no number when nobody can know",
                    channels,
                    all -> all.eta(channel)
                            .map(eta -> Duration.between(clock.instant(), eta).toMillis() / 1000.0)
                            .orElse(Double.NaN));
        }
    }

    /** What a look saw last; no number while it sees nothing, so that an old one is not taken for today's. */
    static double current(Look<? extends Number> look) {
        return look.seen().current().map(Number::doubleValue).orElse(Double.NaN);
    }

    /** Gauges on the looks themselves: how old what is told is, and which see nothing. */
    static void watch(MeterRegistry registry, Looks looks, Clock clock) {
        for (Look<?> look : looks.all()) {
            Gauge.builder(
                            "serai.look.age",
                            look,
                            one -> one.seen()
                                    .age(clock.instant())
                                    .map(age -> age.toMillis() / 1000.0)
                                    .orElse(Double.NaN))
                    .description("how old is what health, metrics and status tell; no number before the first answer")
                    .baseUnit("seconds")
                    .tag("look", look.name())
                    .register(registry);
            Gauge.builder(
                            "serai.look.failing",
                            look,
                            one -> one.seen().trouble().isPresent() ? 1 : 0)
                    .description("1 while a look fails or has had no answer within its time")
                    .tag("look", look.name())
                    .register(registry);
        }
    }

    /** Gauges on the asking of stores before a purchase. */
    void watch(StoreWord storeWord) {
        gauge(
                "serai.store-asks",
                "orders whose store is being asked before the purchase",
                storeWord,
                StoreWord::asking);
        gauge("serai.store-asks.max", "the bound of serai.store-asks", storeWord, StoreWord::mostAsking);
        gauge(
                "serai.store-asks.refused",
                "times that an order had to wait for its turn, since the start",
                storeWord,
                StoreWord::toldToWait);
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
