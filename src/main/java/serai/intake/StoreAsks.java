package serai.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.dispatch.Channel;
import serai.dispatch.Step;
import serai.ledger.DatabaseUnavailable;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.ReadOrder;
import serai.provider.Refusal;

/**
 * Asks stores, a few times at once and at the pace of each store's channel, and never one that is held but to find out
 * whether it is back. Whoever asks waits a few seconds at most; a store that failed lately is asked while nobody waits. So a
 * dead shop costs the orders of other shops nothing but the first seconds.
 */
final class StoreAsks {
    private static final Logger LOG = LoggerFactory.getLogger(StoreAsks.class);
    /** Of one store. */
    static final int AT_ONCE = 2;
    /** For which whoever asks stands still. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 4;
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

    /** A store that says "too often" is busy as long as it answers others; one that answers nobody refuses us. */
    private static final Duration STILL_ANSWERS = Duration.ofMinutes(1);

    /** Makes the calls. */
    @FunctionalInterface
    interface Caller {
        /**
         * What the store says.
         *
         * @param sendBefore after which no call of it is sent any more
         * @throws Refusal when there is no answer
         */
        ReadOrder.Told ask(ChannelName channel, ReadOrder work, Instant sendBefore);
    }

    /** What came of asking. */
    sealed interface Reply {
        /**
         * It is in the ledger.
         *
         * @param holds what the store does not want sent yet
         */
        record Told(List<ReadOrder.Hold> holds) implements Reply {}

        /** There was none, or nobody was asked because there was none a moment ago. */
        record NoAnswer(Outcome why) implements Reply {}

        /** Others come first. */
        record Turn(Instant at) implements Reply {}

        /**
         * It is being asked; when the answer is there, {@code late} is told.
         *
         * @param lately why there was none the last time; empty where the store usually answers
         */
        record UnderWay(Optional<Outcome> lately) implements Reply {}
    }

    private final Caller caller;
    private final Executor executor;
    private final Clock clock;
    private final LongAdder refused = new LongAdder();
    private final Map<ChannelName, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Reply>> underWay = new ConcurrentHashMap<>();

    StoreAsks(Caller caller, Executor executor, Clock clock) {
        this.caller = caller;
        this.executor = executor;
        this.clock = clock;
    }

    /** Orders whose store is being asked at this moment. */
    int underWay() {
        return underWay.size();
    }

    /** How many may be: so many for each store that was asked since the start. */
    int most() {
        return lanes.size() * AT_ONCE;
    }

    /** How often an order was told to wait for its turn, since the start. */
    long refused() {
        return refused.sum();
    }

    /**
     * Asks.
     *
     * @param take writes what the store says into the ledger
     * @param late told what came of it where nobody waited for it any more
     */
    Reply ask(Channel channel, ReadOrder work, Function<ReadOrder.Told, Reply> take, Consumer<Reply> late)
            throws InterruptedException {
        Lane lane = lanes.computeIfAbsent(
                channel.name(), any -> new Lane(channel.settings().pace()));
        Optional<Outcome> resting = lane.resting(clock.instant());
        if (resting.isPresent()) {
            return new Reply.NoAnswer(resting.get());
        }
        String key = channel.name() + " " + work.storeOrderId();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        CompletableFuture<Reply> others = underWay.putIfAbsent(key, reply);
        if (others != null) {
            // Of an order with several suppliers: one question for all.
            return awaited(others, lane.lately(), late);
        }
        Optional<Outcome> lately = lane.lately();
        begin(channel, lane, work, take, reply, () -> underWay.remove(key));
        return awaited(reply, lately, late);
    }

    /** Has it asked, if it may be; completes the reply in any case. */
    private void begin(
            Channel channel,
            Lane lane,
            ReadOrder work,
            Function<ReadOrder.Told, Reply> take,
            CompletableFuture<Reply> reply,
            Runnable over) {
        boolean probe = channel.isHeld();
        if (!lane.busy.tryAcquire()) {
            over.run();
            reply.complete(notNow(channel, lane, probe));
            return;
        }
        if (probe ? !channel.startErrandProbe() : !channel.admitNow(Step.FIND)) {
            lane.busy.release();
            over.run();
            reply.complete(notNow(channel, lane, probe));
            return;
        }
        try {
            executor.execute(() -> run(channel, lane, work, take, probe, reply, over));
        } catch (RejectedExecutionException e) {
            // The node stops.
            if (probe) {
                channel.probeEnded();
            }
            lane.busy.release();
            over.run();
            reply.completeExceptionally(e);
        }
    }

    private Reply notNow(Channel channel, Lane lane, boolean probe) {
        refused.increment();
        return probe ? new Reply.NoAnswer(held(channel)) : new Reply.Turn(lane.turn(clock.instant()));
    }

    private void run(
            Channel channel,
            Lane lane,
            ReadOrder work,
            Function<ReadOrder.Told, Reply> take,
            boolean probe,
            CompletableFuture<Reply> reply,
            Runnable over) {
        Reply got;
        try {
            got = call(channel, lane, work, take, probe);
        } catch (RuntimeException | Error e) {
            // Whatever it was: a question that never ends would be the order's last.
            over.run();
            reply.completeExceptionally(e);
            return;
        } finally {
            lane.busy.release();
        }
        over.run();
        reply.complete(got);
    }

    private static Reply awaited(CompletableFuture<Reply> reply, Optional<Outcome> lately, Consumer<Reply> late)
            throws InterruptedException {
        try {
            if (lately.isEmpty() || reply.isDone()) {
                return reply.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            // It is waited for below, by nobody.
        }
        reply.exceptionally(StoreAsks::lost).thenAccept(late).exceptionally(failure -> {
            LOG.warn(
                    "what a store answered about an order is lost, it is asked again: {}",
                    failure.getClass().getSimpleName());
            return null;
        });
        return new Reply.UnderWay(lately);
    }

    /** While the ledger is down nothing can be said; anything else would fail again and again, and nobody would hear of it. */
    private static Reply lost(Throwable failure) {
        if (failure instanceof DatabaseUnavailable unavailable) {
            throw unavailable;
        }
        return new Reply.NoAnswer(new Outcome.Retryable(
                Cause.CONNECTOR_FAULT,
                "",
                "what the store answered cannot be taken",
                Optional.empty(),
                Outcome.Scope.ORDER,
                Optional.empty()));
    }

    private Reply call(
            Channel channel, Lane lane, ReadOrder work, Function<ReadOrder.Told, Reply> take, boolean probe) {
        Optional<Cause> trouble = Optional.of(Cause.CONNECTOR_FAULT);
        try {
            Instant sendBefore =
                    clock.instant().plus(channel.settings().totalTimeout().multipliedBy(2));
            ReadOrder.Told told = caller.ask(channel.name(), work, sendBefore);
            trouble = Optional.empty();
            channel.worked(probe);
            lane.works(clock.instant());
            return take.apply(told);
        } catch (Refusal refusal) {
            Outcome why = refusal.outcome();
            if (trouble.isPresent()) {
                trouble = Optional.of(causeOf(why));
                channel.recordErrand(why, probe);
            }
            return refused(lane, why);
        } finally {
            if (probe) {
                channel.probed(trouble);
            }
        }
    }

    private Reply refused(Lane lane, Outcome why) {
        Instant now = clock.instant();
        if (why instanceof Outcome.Retryable limited
                && limited.cause() == Cause.RATE_LIMITED
                && lane.workedSince(now.minus(STILL_ANSWERS))) {
            return new Reply.Turn(now.plus(limited.delay().orElse(USUAL_PAUSE)));
        }
        if (why.ofTheChannel() || why instanceof Outcome.Unknown) {
            lane.rests(why, now);
        }
        return new Reply.NoAnswer(why);
    }

    private static Outcome held(Channel channel) {
        Optional<Channel.Hold> hold = channel.snapshot().hold();
        return new Outcome.Retryable(
                hold.flatMap(Channel.Hold::cause).orElse(Cause.CHANNEL_HELD),
                "",
                hold.isPresent() ? "the channel to the store is held" : "the channel to the store is being made",
                Optional.empty(),
                Outcome.Scope.CHANNEL,
                Optional.empty());
    }

    /** What is the matter, in the catalogue's words. */
    static Cause causeOf(Outcome why) {
        return switch (why) {
            case Outcome.Retryable retryable -> retryable.cause();
            case Outcome.Rejected rejected -> rejected.cause();
            case Outcome.Unknown unknown -> Cause.PROVIDER_FAILING;
            case Outcome.Done done -> Cause.CONNECTOR_FAULT;
            case Outcome.Taken taken -> Cause.CONNECTOR_FAULT;
            case Outcome.Unpaid unpaid -> Cause.CONNECTOR_FAULT;
            case Outcome.NotFound notFound -> Cause.CONNECTOR_FAULT;
        };
    }

    /** One store. */
    private static final class Lane {
        final Semaphore busy = new Semaphore(AT_ONCE);
        private final Duration between;
        private int failures;
        private Optional<Outcome> last = Optional.empty();
        private Instant restsUntil = Instant.MIN;
        private Instant lastTurn = Instant.MIN;
        private Instant worked = Instant.MIN;

        Lane(double pace) {
            between = Duration.ofNanos((long) (1e9 / pace));
        }

        synchronized Optional<Outcome> resting(Instant now) {
            return now.isBefore(restsUntil) ? last : Optional.empty();
        }

        /** Why it did not answer the last time; empty where it did. */
        synchronized Optional<Outcome> lately() {
            return last;
        }

        synchronized boolean workedSince(Instant time) {
            return worked.isAfter(time);
        }

        synchronized void works(Instant now) {
            worked = now;
            failures = 0;
            last = Optional.empty();
            restsUntil = Instant.MIN;
        }

        synchronized void rests(Outcome why, Instant now) {
            last = Optional.of(why);
            restsUntil = now.plus(FIRST_REST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)));
            failures++;
        }

        /** One after the other: who waits is not to come back with all the others at one moment. */
        synchronized Instant turn(Instant now) {
            Instant soonest = now.plus(Duration.ofSeconds(1));
            Instant next = lastTurn.isBefore(soonest) ? soonest : lastTurn.plus(between);
            lastTurn = next;
            return next;
        }
    }
}
