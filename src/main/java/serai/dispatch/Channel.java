package serai.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.StoreId;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.Outcome;

/**
 * The living part of a channel: how fast it may go, whether it is held and by whom, and how it comes back.
 *
 * <p>Held by the breaker after failures in a row, or by a person; each holder releases only its own hold. While the
 * breaker holds, one probe at a time goes out, at intervals that grow with the outage. The first success opens the channel
 * at a small share of its pace, which doubles every second while failures stay away; failures take it back to held.
 *
 * <p>After a restart the breaker starts open; a person's hold is kept in the ledger.
 */
public final class Channel {
    /** How a channel does. */
    public enum Status {
        UP,
        /**
         * Works, but slower than its pace: ramping up, or pausing because the supplier asked; or it is open and nothing
         * goes through.
         */
        DEGRADED,
        HELD
    }

    /** Why and since when a channel is held, and by whom: {@code breaker} or a person's name. */
    public record Hold(String holder, Optional<Cause> cause, String reason, Instant since) {}

    /**
     * A probe that has ended.
     *
     * @param trouble why it did not open the channel; empty when it was answered well
     */
    public record Probed(Instant at, Optional<Cause> trouble) {}

    /**
     * What it does at this moment, on this node.
     *
     * @param breaker the breaker's hold, whatever people do
     * @param person a person's hold, whatever the breaker does
     * @param calls that orders made in the last minute
     * @param share of its pace that it may use now; below 1 while it ramps up
     */
    public record Activity(
            Optional<Hold> breaker, Optional<Hold> person, int calls, double share, Optional<Probed> lastProbe) {}

    /**
     * What of it other people see.
     *
     * @param trouble in a sentence why nothing goes through although it is open; empty when something does
     */
    public record Snapshot(
            ChannelName name,
            Status status,
            Instant since,
            Optional<Hold> hold,
            double rate,
            double fullRate,
            Optional<Instant> nextProbeAt,
            String trouble) {}

    /**
     * What the other side made of our credentials, as far as this run of the node knows.
     *
     * @param acceptedAt when it last took a call
     * @param refusedAt when it last refused our credentials, permissions or account
     * @param heldFor why it holds the channel at this moment, if that is our credentials, permissions or account
     */
    public record Credentials(Optional<Instant> acceptedAt, Optional<Instant> refusedAt, Optional<Cause> heldFor) {}

    private static final Set<Cause> OURS = EnumSet.of(
            Cause.CREDENTIALS_REFUSED, Cause.PERMISSION_MISSING, Cause.CONFIGURATION_WRONG, Cause.ACCOUNT_BLOCKED);
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);
    private static final Duration LONGEST_PROBE_INTERVAL = Duration.ofSeconds(30);
    private static final Duration RAMP_STEP = Duration.ofSeconds(1);
    /** A pause that the supplier asks for up to this long is waited out; a longer one holds the channel. */
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(5);
    /** Beside the calls of an attempt: asking the store first, and writing down what came of it. */
    private static final Duration MARGIN = Duration.ofSeconds(30);
    /** Many times what passes between two looks for a dispatch to probe with. */
    private static final Duration ORDERS_FIRST = Duration.ofSeconds(2);

    private final ChannelSettings settings;
    private final Connector connector;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<Step, Pace> paces = new EnumMap<>(Step.class);
    private final Pace errands;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final Recent recent = new Recent();
    private final Progress progress = new Progress();
    private final Verdicts verdicts;

    private Optional<Hold> breaker = Optional.empty();
    private Optional<Hold> person = Optional.empty();
    /** Why nothing can be sent until the node starts with another configuration. */
    private Optional<Hold> unconfigured = Optional.empty();

    private int failuresInARow;
    private int errandFailuresInARow;
    /** Whether the last word on orders was a failure: errands that go through do not take it back. */
    private boolean ordersFail;

    private Instant lastSuccess = Instant.MIN;
    private Instant lastRefusal = Instant.MIN;
    private Instant steadySince;
    private Instant nextProbeAt = Instant.MAX;
    private Instant nextOrderProbeAt = Instant.MIN;
    private boolean probing;
    /** From then on a probe that nobody has ended counts as ended: whoever made it is gone. */
    private Instant probeOverAt = Instant.MIN;

    private boolean routed = true;
    private double share = 1;
    private Instant nextRampStepAt = Instant.MAX;
    private Status status = Status.UP;
    private Instant since;

    public Channel(ChannelSettings settings, Connector connector, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.connector = connector;
        this.clock = clock;
        this.random = random;
        this.since = clock.instant();
        this.steadySince = since;
        this.verdicts = new Verdicts(settings.totalTimeout().multipliedBy(2).plus(MARGIN));
        this.errands = new Pace(settings.errandPace(), Math.max(1, (int) settings.errandPace()), since);
        for (Step step : Step.values()) {
            paces.put(step, new Pace(settings.pace(), settings.burst(), since));
        }
    }

    public ChannelName name() {
        return settings.name();
    }

    public ChannelSettings settings() {
        return settings;
    }

    public Connector connector() {
        return connector;
    }

    /** Nothing goes out before {@link #routed}: who would take it is still being made. */
    public void awaitRoutes() {
        locked(() -> routed = false);
    }

    /** Whether what became of a purchase can be found out without sending it again. */
    public boolean looksUp() {
        return connector.unknown().resolve() == Connector.Resolution.LOOK_UP;
    }

    /** Its routes are there. */
    public void routed() {
        locked(() -> {
            routed = true;
            changed.signalAll();
            listeners.forEach(Runnable::run);
            return routed;
        });
    }

    /** Nothing more is begun on this node: who waits for a permit gets none, and nothing is taken from the queue. */
    public void end() {
        locked(() -> {
            routed = false;
            changed.signalAll();
            listeners.forEach(Runnable::run);
            return routed;
        });
    }

    /** Called, on any thread and after the change, whenever {@link #isHeld} becomes another. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Waits for a permit to make one call.
     *
     * @return false when the channel is or becomes held meanwhile; then the call must not be made
     */
    public boolean admit(Step step) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!shut()) {
                advanceRamp();
                Duration wait = pace(step).take(clock.instant());
                if (wait.isZero()) {
                    if (step == Step.PLACE) {
                        recent.call(clock.instant());
                    }
                    return true;
                }
                // Awakened early by a hold; otherwise the loop asks again, so the value awaited says nothing.
                long left = changed.awaitNanos(Math.min(wait.toNanos(), TimeUnit.SECONDS.toNanos(1)));
                if (left < 0) {
                    Thread.onSpinWait();
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The call that a permit of {@link #admit} was for is not made after all. */
    public void notMade(Step step) {
        locked(() -> {
            pace(step).giveBack();
            return true;
        });
    }

    /** As {@link #admit}, without waiting. */
    public boolean admitNow(Step step) {
        return locked(() -> {
            advanceRamp();
            return !shut() && pace(step).take(clock.instant()).isZero();
        });
    }

    /** Takes a permit for one errand, if there is one now. @return false while the channel is held, too */
    public boolean admitErrand() {
        return locked(() -> {
            advanceRamp();
            return !shut() && errands.take(clock.instant()).isZero();
        });
    }

    /**
     * As {@link #admitErrand()}, for an errand that asks for an order by the same call as a look-up of a purchase: the other
     * side counts both together, and so do we.
     */
    public boolean admitOrderErrand() {
        return locked(() -> {
            advanceRamp();
            Instant now = clock.instant();
            if (shut() || !errands.take(now).isZero()) {
                return false;
            }
            boolean mine = pace(Step.FIND).takeNow(now);
            if (!mine) {
                errands.giveBack();
            }
            return mine;
        });
    }

    /** There was no errand for the permit after all. */
    public void errandNotMade() {
        locked(() -> {
            errands.giveBack();
            return true;
        });
    }

    /** The same for a permit of {@link #admitOrderErrand}. */
    public void orderErrandNotMade() {
        locked(() -> {
            errands.giveBack();
            pace(Step.FIND).giveBack();
            return true;
        });
    }

    /** One more call of that kind is made than was asked for. */
    void alsoCalls(Step step) {
        locked(() -> {
            pace(step).spend();
            return true;
        });
    }

    /** The other side says how many calls of that kind it allows a second; the pace never grows above its setting by that. */
    void allowed(Step step, double rate) {
        locked(() -> {
            pace(step).allowed(rate, clock.instant());
            return true;
        });
    }

    /** Starts a probe if one is due. @return false when none is; after true, {@link #probeEnded} must be called */
    public boolean startProbe() {
        return locked(() -> {
            boolean lookAgain = !clock.instant().isBefore(nextOrderProbeAt) || clockWentBack();
            return lookAgain && startProbe(clock.instant());
        });
    }

    /**
     * As {@link #startProbe}, by an errand. Where orders ran into something, only an order shows that it is over: an errand
     * comes after that, when none waits to be tried.
     */
    public boolean startErrandProbe() {
        return locked(() -> startProbe(ordersFail ? clock.instant().minus(ORDERS_FIRST) : clock.instant()));
    }

    private boolean startProbe(Instant now) {
        boolean due = routed
                && breaker.isPresent()
                && person.isEmpty()
                && (!probing || !now.isBefore(probeOverAt))
                && (!now.isBefore(nextProbeAt) || clockWentBack());
        probing |= due;
        if (due) {
            probeOverAt = clock.instant().plus(settings.errandLimit());
        }
        return due;
    }

    private boolean clockWentBack() {
        return breaker.filter(hold -> hold.since().isAfter(clock.instant())).isPresent();
    }

    /** The probe is over, whatever came of it. */
    public void probeEnded() {
        locked(() -> probing = false);
    }

    /** As {@link #probeEnded}: no order waits to be tried. The next is looked for after a pause; an errand may come before. */
    public void nothingToProbe() {
        locked(() -> {
            Instant now = clock.instant();
            breaker.ifPresent(hold -> nextOrderProbeAt = now.plus(probeInterval(Duration.between(hold.since(), now))));
            probing = false;
            return true;
        });
    }

    /** As {@link #probeEnded}, for a probe that was answered, or should have been. */
    public void probed(Optional<Cause> trouble) {
        locked(() -> {
            recent.probed(clock.instant(), trouble);
            probing = false;
            return true;
        });
    }

    /** Whether the channel has had a success after that time, and was neither held nor ramping since. */
    public boolean workedSince(Instant time) {
        return locked(() -> lastSuccess.isAfter(time) && !steadySince.isAfter(time));
    }

    /** Takes note of what came of an attempt. @return true when this success opened a channel that the breaker held */
    public boolean record(Outcome outcome) {
        return locked(() -> {
            int before = failuresInARow;
            verdicts.add(outcome, clock.instant());
            boolean opened = verdict(outcome, false);
            ordersFail = failuresInARow > before || (failuresInARow > 0 && ordersFail) || breaker.isPresent();
            settle();
            return opened;
        });
    }

    /** An attempt goes out; {@link #attemptEnded} must follow. */
    void attemptBegun(DispatchId id) {
        locked(() -> {
            verdicts.begun(id, clock.instant());
            return true;
        });
    }

    /**
     * The attempt is over, whatever came of it.
     *
     * @param left whether the dispatch waits no more
     */
    void attemptEnded(DispatchId id, boolean left) {
        locked(() -> {
            verdicts.ended(id);
            if (left) {
                progress.ended();
            }
            return true;
        });
    }

    /** Takes note of whether something waits that may go out, about each second. */
    void sample(boolean waits) {
        locked(() -> {
            advanceRamp();
            progress.sample(clock.instant(), waits && !shut(), pace(Step.PLACE).rate());
            return true;
        });
    }

    /** What left the backlog lately. */
    Progress.Measured measured() {
        return locked(() -> progress.measured(clock.instant()));
    }

    /**
     * Takes note of what an errand failed with.
     *
     * @param probe whether it was to find out if the channel works again
     * @return as {@link #record}
     */
    public boolean recordErrand(Outcome outcome, boolean probe) {
        return locked(() -> {
            boolean failure = outcome instanceof Outcome.Retryable || outcome instanceof Outcome.Unknown;
            return (failure || probe || !ordersFail) && verdict(outcome, true);
        });
    }

    /**
     * Takes note of an errand that went through. What orders ran into, only a probe takes back.
     *
     * @return true when it opened a channel that the breaker held
     */
    public boolean worked(boolean probe) {
        return locked(() -> {
            errandFailuresInARow = 0;
            return (probe || !ordersFail) && success();
        });
    }

    private boolean verdict(Outcome outcome, boolean ofAnErrand) {
        return switch (outcome) {
            case Outcome.Done done -> success();
            case Outcome.Taken taken -> success();
            case Outcome.Unpaid unpaid -> success();
            case Outcome.NotFound notFound -> success();
            // Refused by our own mapper: no code, and the supplier never heard of it.
            case Outcome.Rejected rejected -> !rejected.code().isEmpty() && success();
            case Outcome.Unknown unknown ->
                unknown.giveUpAfter().isPresent()
                        ? noVerdict()
                        : failure(Cause.PROVIDER_FAILING, unknown.text(), ofAnErrand);
            case Outcome.Retryable retryable -> retryable(retryable, ofAnErrand);
        };
    }

    private boolean retryable(Outcome.Retryable retryable, boolean ofAnErrand) {
        if (retryable.scope() == Outcome.Scope.ORDER) {
            return noVerdict();
        }
        Instant now = clock.instant();
        return switch (retryable.cause()) {
            case RATE_LIMITED -> {
                Duration pause = retryable.delay().orElse(Duration.ofSeconds(1));
                if (pause.compareTo(SHORT_PAUSE) <= 0 && breaker.isEmpty()) {
                    paces.values().forEach(pace -> pace.pauseUntil(now.plus(pause)));
                    errands.pauseUntil(now.plus(pause));
                    settle();
                } else {
                    hold(retryable.cause(), retryable.text(), now.plus(pause));
                }
                yield false;
            }
            case CREDENTIALS_REFUSED, PERMISSION_MISSING, CONFIGURATION_WRONG, ACCOUNT_BLOCKED -> {
                lastRefusal = now;
                hold(retryable.cause(), retryable.text(), now);
                yield false;
            }
            default -> failure(retryable.cause(), retryable.text(), ofAnErrand);
        };
    }

    private boolean success() {
        lastSuccess = clock.instant();
        failuresInARow = 0;
        errandFailuresInARow = 0;
        ordersFail = false;
        if (breaker.isEmpty()) {
            return false;
        }
        breaker = Optional.empty();
        progress.restart();
        share = settings.rampStart();
        paces.values().forEach(pace -> pace.slowTo(share, lastSuccess));
        errands.slowTo(share, lastSuccess);
        nextRampStepAt = share < 1 ? lastSuccess.plus(RAMP_STEP) : Instant.MAX;
        steadySince = share < 1 ? Instant.MAX : lastSuccess;
        settle();
        return true;
    }

    private boolean failure(Cause cause, String text, boolean ofAnErrand) {
        int inARow = ofAnErrand ? ++errandFailuresInARow : ++failuresInARow;
        int most = share < 1 ? Math.min(2, settings.holdAfter()) : settings.holdAfter();
        if (breaker.isPresent() || inARow >= most) {
            hold(cause, text, clock.instant());
        }
        return false;
    }

    /** It says nothing of the channel; while the breaker holds, the next probe comes at its interval and not at once. */
    private boolean noVerdict() {
        Instant now = clock.instant();
        breaker.ifPresent(hold -> nextProbeAt = now.plus(probeInterval(Duration.between(hold.since(), now))));
        return false;
    }

    /** Holds by the breaker; when it holds already, only the next probe moves on. */
    private void hold(Cause cause, String text, Instant probeNotBefore) {
        Instant now = clock.instant();
        Hold hold = breaker.orElseGet(() -> new Hold("breaker", Optional.of(cause), text, now));
        breaker = Optional.of(new Hold(hold.holder(), Optional.of(cause), text, hold.since()));
        share = 1;
        steadySince = Instant.MAX;
        nextRampStepAt = Instant.MAX;
        Instant next = now.plus(probeInterval(Duration.between(hold.since(), now)));
        nextProbeAt = next.isBefore(probeNotBefore) ? probeNotBefore : next;
        nextOrderProbeAt = Instant.MIN;
        settle();
    }

    /** A fifth of the outage so far, less up to a tenth of jitter; never below the setting nor above 30 s. */
    private Duration probeInterval(Duration outage) {
        long shortest = settings.probeInterval().toMillis();
        long interval =
                Math.clamp(outage.toMillis() / 5, shortest, Math.max(shortest, LONGEST_PROBE_INTERVAL.toMillis()));
        return Duration.ofMillis(interval - random.nextLong(interval / 10 + 1));
    }

    /** Holds by a person, until {@link #release}. */
    public void holdBy(String who, String reason, Instant heldSince) {
        locked(() -> {
            person = Optional.of(new Hold(who, Optional.empty(), reason, heldSince));
            settle();
            return true;
        });
    }

    /** Holds until the node starts with another configuration: there is nothing that a probe could find out. */
    public void notConfigured(String what) {
        locked(() -> {
            unconfigured = Optional.of(
                    new Hold("configuration", Optional.of(Cause.CONFIGURATION_WRONG), what, clock.instant()));
            settle();
            return true;
        });
    }

    /** What is missing in the configuration; empty when nothing is. */
    public Optional<String> missing() {
        return locked(() -> unconfigured.map(Hold::reason));
    }

    /** Ends a person's hold; the breaker's stays. @return false when no person held it */
    public boolean release() {
        return locked(() -> {
            boolean held = person.isPresent();
            person = Optional.empty();
            settle();
            return held;
        });
    }

    /** The state at this moment. */
    public Snapshot snapshot() {
        return locked(() -> {
            advanceRamp();
            settle();
            Optional<Instant> probe = breaker.map(hold -> nextProbeAt);
            return new Snapshot(
                    name(),
                    status,
                    since,
                    person.or(() -> unconfigured).or(() -> breaker),
                    pace(Step.PLACE).rate(),
                    pace(Step.PLACE).full(),
                    probe,
                    held() ? "" : verdicts.trouble(clock.instant()));
        });
    }

    /** What it does at this moment. */
    public Activity activity() {
        return locked(() -> {
            advanceRamp();
            return new Activity(breaker, person, recent.calls(clock.instant()), share, recent.probed());
        });
    }

    /** The store that it leads to; empty for a supplier's. */
    public Optional<StoreId> store() {
        return connector.role() == Connector.Role.STORE ? name().store() : Optional.empty();
    }

    /** What the other side makes of our credentials. */
    public Credentials credentials() {
        return locked(() -> new Credentials(
                since(lastSuccess),
                since(lastRefusal),
                breaker.flatMap(Hold::cause).filter(OURS::contains)));
    }

    private static Optional<Instant> since(Instant time) {
        return time.equals(Instant.MIN) ? Optional.empty() : Optional.of(time);
    }

    /** Whether a person holds it, whatever the breaker does. */
    public boolean heldByPerson() {
        return locked(() -> person.isPresent());
    }

    /** Whether nothing may go out, be it held or not made to its end. */
    public boolean isHeld() {
        return locked(this::shut);
    }

    private boolean shut() {
        return !routed || held();
    }

    private boolean held() {
        return person.isPresent() || unconfigured.isPresent() || breaker.isPresent();
    }

    private void advanceRamp() {
        Instant now = clock.instant();
        while (!now.isBefore(nextRampStepAt)) {
            share = Math.min(1, share * 2);
            nextRampStepAt = share < 1 ? nextRampStepAt.plus(RAMP_STEP) : Instant.MAX;
            steadySince = share < 1 ? Instant.MAX : now;
            paces.values().forEach(pace -> pace.slowTo(share, now));
            errands.slowTo(share, now);
            settle();
        }
    }

    /** Works out the status anew and tells the listeners when held began or ended. */
    private void settle() {
        Instant now = clock.instant();
        boolean slowed = share < 1
                || paces.values().stream().anyMatch(pace -> pace.paused(now))
                || !verdicts.trouble(now).isEmpty();
        Status next = held() ? Status.HELD : slowed ? Status.DEGRADED : Status.UP;
        if (next != status) {
            boolean holdChanged = (next == Status.HELD) != (status == Status.HELD);
            LOG.info(
                    "channel {} is {}{}",
                    name(),
                    next,
                    person.or(() -> unconfigured)
                            .or(() -> breaker)
                            .map(hold -> ", held by " + hold.holder()
                                    + hold.cause()
                                            .map(cause -> ": " + cause.id())
                                            .orElse(""))
                            .orElse(""));
            status = next;
            since = now;
            changed.signalAll();
            if (holdChanged) {
                listeners.forEach(Runnable::run);
            }
        }
    }

    private Pace pace(Step step) {
        Pace pace = paces.get(step);
        if (pace == null) {
            throw new IllegalStateException("every step has a pace");
        }
        return pace;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
