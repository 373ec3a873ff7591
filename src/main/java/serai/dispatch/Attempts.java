package serai.dispatch;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import serai.base.ChannelName;
import serai.base.Complaints;
import serai.base.DispatchId;
import serai.base.Json;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Account;
import serai.provider.Call;
import serai.provider.CancelOrder;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.Notify;
import serai.provider.Outcome;
import serai.provider.PlaceOrder;
import serai.provider.PushTracking;
import serai.provider.Refusal;
import serai.provider.Task;
import serai.provider.Transport;
import serai.provider.Wire;

/**
 * The two ends of every attempt: begun in the ledger before the supplier is called, finished in it after. What began and
 * never finished counts as unknown. While the ledger is down both wait for it: nothing is sent blind, no outcome is
 * dropped.
 */
public final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final String INSERT = Sql.of(Attempts.class, "insert-attempt");
    private static final String FINISH = Sql.of(Attempts.class, "finish-attempt");
    private static final String LAST_ENDED = Sql.of(Attempts.class, "last-attempt-ended");
    private static final String LOCK_ORDER = Sql.of(Attempts.class, "lock-order-of-dispatch");
    private static final String WAKE = Sql.of(Attempts.class, "wake-channel");
    /** In place of the supplier's code. */
    private static final String WINDOW_PASSED = "window-passed";

    private static final Duration LEDGER_PAUSE = Duration.ofMillis(500);
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Channels channels;
    private final Database ledger;
    private final Node node;
    private final Clock clock;
    private final Rules rules;
    private final Effects effects;
    private final AttemptMeter meter;
    private final BeforePurchase before;
    private final Complaints complaints;
    private final InHand inHand = new InHand(System::nanoTime);

    /** Without anybody to ask before a purchase. */
    public Attempts(
            Channels channels,
            Database ledger,
            Node node,
            Clock clock,
            RandomGenerator random,
            Effects effects,
            AttemptMeter meter) {
        this(channels, ledger, node, clock, random, effects, meter, BeforePurchase.NOBODY);
    }

    /**
     * All that is to be told.
     *
     * @param effects what follows from an outcome, in the transaction that writes it
     * @param before who has the last word on a purchase
     */
    public Attempts(
            Channels channels,
            Database ledger,
            Node node,
            Clock clock,
            RandomGenerator random,
            Effects effects,
            AttemptMeter meter,
            BeforePurchase before) {
        this.before = before;
        this.complaints = new Complaints(clock);
        this.channels = channels;
        this.ledger = ledger;
        this.node = node;
        this.clock = clock;
        this.rules = new Rules(new Backoff(random));
        this.effects = effects;
        this.meter = meter;
    }

    /** Whether this process has it in hand at this moment, be it only waiting for its channel's pace. */
    boolean active(DispatchId id) {
        return inHand.has(id);
    }

    /**
     * Begins the attempt that a queue message asks for.
     *
     * @param on the channel whose queue the message was in: its connector makes the call, whatever the row says
     * @return null when there is nothing to do: the message is a stale copy, the dispatch has gone to another channel since
     *     and is queued there, the channel is held or the dispatch switched off (then it is put back), or somebody else
     *     was faster
     * @throws InterruptedException when the node stops; the broker keeps the message
     */
    public @Nullable Attempt begin(String dispatchId, String on) throws InterruptedException {
        if (node.displaced()) {
            return null;
        }
        DispatchId id = new DispatchId(dispatchId);
        ChannelName mine = new ChannelName(on);
        return alone(id, () -> {
            Dispatch dispatch = current(id);
            if (dispatch == null
                    || dispatch.state() != DispatchState.QUEUED
                    || !dispatch.channel().equals(mine)) {
                return null;
            }
            Channel channel = channels.get(dispatch.channel());
            // Asked again after the wait for a permit, which may be long.
            Step call = call(dispatch, channel);
            if (stopped(dispatch, channel) || !channel.admit(call) || stopped(dispatch, channel)) {
                putBack(dispatch, channel);
                return null;
            }
            if (dispatch.kind().equals(Dispatch.CANCEL_ORDER)) {
                // It reads the order before it asks and after.
                channel.alsoCalls(Step.FIND);
            }
            return asked(dispatch, channel, false);
        });
    }

    /**
     * Begins the attempt that finds out whether a held channel works again.
     *
     * @return null as {@link #begin(String, String)}; the probe is then over
     */
    public @Nullable Attempt probe(Channels.Probe probe) throws InterruptedException {
        Channel channel = channels.get(probe.channel());
        Attempt attempt = null;
        try {
            attempt = alone(probe.dispatch(), () -> {
                Dispatch dispatch = current(probe.dispatch());
                boolean tryable = dispatch != null
                        && dispatch.channel().equals(probe.channel())
                        && dispatch.state().open()
                        && dispatch.state() != DispatchState.ATTEMPTING
                        && !stopped(dispatch, channel);
                return dispatch != null && tryable ? asked(dispatch, channel, true) : null;
            });
            return attempt;
        } finally {
            if (attempt == null) {
                channel.probeEnded();
            }
        }
    }

    /** The calls that it is counted with: the other side counts what is asked for an order together, whoever asks. */
    private Step call(Dispatch dispatch, Channel channel) {
        boolean looks = dispatch.kind().equals(Dispatch.CANCEL_ORDER)
                || (channels.stops().placing(dispatch.channel(), dispatch.store())
                        && Doubt.looksInstead(dispatch, channel.connector().unknown()));
        return looks ? Step.FIND : dispatch.step();
    }

    /** Begins it as the ledger has it once everybody was asked who has a word in it. */
    private @Nullable Attempt asked(Dispatch dispatch, Channel channel, boolean probe) throws InterruptedException {
        if (!dispatch.buys()) {
            return begin(new Beginning(dispatch, channel, probe, false));
        }
        BeforePurchase.Word word = patiently(() -> before.on(dispatch));
        if (word instanceof BeforePurchase.Word.AsItStands) {
            return begin(new Beginning(dispatch, channel, probe, false));
        }
        Dispatch now = current(dispatch.id());
        if (now != null && mayGo(now, channel, probe)) {
            boolean told = word instanceof BeforePurchase.Word.AsTold;
            if (told || Doubt.looksInstead(now, channel.connector().unknown())) {
                return begin(new Beginning(now, channel, probe, !told));
            }
        }
        if (!probe) {
            channel.notMade(call(dispatch, channel));
        }
        if (now != null && now.buys() && now.state().open() && now.state() != DispatchState.ATTEMPTING) {
            putOff(now, channel, word);
        }
        return null;
    }

    /** Whether it still may after the asking, which took its time. */
    private boolean mayGo(Dispatch now, Channel channel, boolean probe) {
        boolean ready = probe ? now.state().open() : now.state() == DispatchState.QUEUED && !channel.isHeld();
        return ready
                && now.state() != DispatchState.ATTEMPTING
                && now.channel().equals(channel.name())
                && !stopped(now, channel);
    }

    private void putOff(Dispatch dispatch, Channel channel, BeforePurchase.Word word) throws InterruptedException {
        switch (word) {
            case BeforePurchase.Word.AsItStands asItStands -> throw new IllegalStateException("it begins");
            case BeforePurchase.Word.AsTold told -> {
                if (dispatch.state() == DispatchState.QUEUED
                        && dispatch.channel().equals(channel.name())) {
                    putBack(dispatch, channel);
                }
            }
            case BeforePurchase.Word.Later later ->
                moved(
                        dispatch,
                        later.reason(),
                        queued -> new Move(queued, Rules.again(queued))
                                .because(later.cause(), BeforePurchase.CODE, later.reason())
                                .readyAt(later.again()));
            case BeforePurchase.Word.APerson person ->
                moved(
                        dispatch,
                        person.reason(),
                        queued -> Doubt.dead(queued, person.cause(), BeforePurchase.CODE, person.reason()));
        }
    }

    private void moved(Dispatch dispatch, String reason, UnaryMove how) throws InterruptedException {
        Instant now = clock.instant();
        patiently(() -> ledger.commit(tx -> {
            lockOrder(tx, dispatch);
            Optional<Dispatch> queued = queued(tx, dispatch, reason, now);
            return queued.isPresent() && ended(tx, how.of(queued.get()), "dispatcher", now);
        }));
    }

    private interface UnaryMove {
        Move of(Dispatch queued);
    }

    private boolean stopped(Dispatch dispatch, Channel channel) {
        return channels.stops().stops(dispatch, channel);
    }

    /**
     * An attempt that is about to begin.
     *
     * @param lookOnly whether it must not be sent but may be looked up
     */
    private record Beginning(Dispatch dispatch, Channel channel, boolean probe, boolean lookOnly) {}

    private interface Start {
        @Nullable
        Attempt begin() throws InterruptedException;
    }

    /**
     * Runs the beginning unless this process has the dispatch in hand already. It is in hand from here on, also while it
     * waits for a permit, until it is finished.
     */
    private @Nullable Attempt alone(DispatchId id, Start start) throws InterruptedException {
        if (!inHand.take(id)) {
            return null;
        }
        Attempt attempt = null;
        try {
            attempt = start.begin();
            return attempt;
        } finally {
            if (attempt == null) {
                inHand.giveBack(id);
            } else {
                inHand.onItsWay(id, longest(attempt));
            }
        }
    }

    /** Its calls, one after the other, have ended after that: their time limits are those of the channel. */
    private static Duration longest(Attempt attempt) {
        Duration total = Duration.between(attempt.startedAt(), attempt.sendBefore());
        return total.multipliedBy(4).plus(MARGIN);
    }

    private @Nullable Dispatch current(DispatchId id) throws InterruptedException {
        return patiently(() -> ledger.read(tx -> Dispatches.readable(tx, id))).orElse(null);
    }

    /** Begins it as it stands; where the store's word changed it meanwhile, as it stands then. */
    private @Nullable Attempt begin(Beginning first) throws InterruptedException {
        Beginning seen = first;
        while (true) {
            Attempt attempt = tryToBegin(seen);
            Dispatch now = attempt == null ? current(seen.dispatch().id()) : null;
            boolean changed = now != null
                    && now.version() != seen.dispatch().version()
                    && now.state() == seen.dispatch().state()
                    && now.channel().equals(seen.dispatch().channel())
                    && !stopped(now, seen.channel());
            if (now == null || !changed) {
                return attempt;
            }
            seen = new Beginning(now, seen.channel(), seen.probe(), seen.lookOnly());
        }
    }

    private @Nullable Attempt tryToBegin(Beginning beginning) throws InterruptedException {
        Dispatch dispatch = beginning.dispatch();
        Channel channel = beginning.channel();
        Instant now = clock.instant();
        if (windowPassed(dispatch, channel.connector().unknown(), now)) {
            die(dispatch, Cause.OUTCOME_UNKNOWN, WINDOW_PASSED, Cause.OUTCOME_UNKNOWN.sentence());
            return null;
        }
        // Before the commit: a request that cannot be read must not leave an attempt behind.
        Optional<Object> task = task(dispatch);
        if (task.isEmpty()) {
            die(dispatch, Cause.CONNECTOR_FAULT, "unreadable-request", "the stored request cannot be read");
            return null;
        }
        Optional<Dispatch> begun = patiently(() -> ledger.commit(tx -> begin(tx, beginning)));
        if (begun.isEmpty()) {
            return null;
        }
        MDC.put("trace", traceId(dispatch.traceparent()));
        channel.attemptBegun(dispatch.id());
        return new Attempt(
                begun.get(),
                begun.get().attempts(),
                begun.get().step(),
                begun.get().changedAt(),
                begun.get().changedAt().plus(channel.settings().totalTimeout()),
                beginning.probe(),
                task.get());
    }

    /** Writes the attempt ahead of the call; empty when it must not be made, or somebody else was faster. */
    private Optional<Dispatch> begin(Tx tx, Beginning beginning) throws SQLException {
        // Taken here: this may have waited long for the ledger, and the window is about the time of the call.
        Instant now = clock.instant();
        Dispatch dispatch = beginning.dispatch();
        Connector.Unknown how = beginning.channel().connector().unknown();
        if (node.displaced() || windowPassed(dispatch, how, now)) {
            return Optional.empty();
        }
        if (dispatch.unknownSince().isPresent()) {
            // A cancellation changes no row of one in doubt: it must be seen, or wait.
            lockOrder(tx, dispatch);
        }
        boolean placing = channels.stops().placing(dispatch.channel(), dispatch.store());
        Leave leave = Leave.of(tx, dispatch, how, beginning.lookOnly(), placing, before, now);
        Optional<Dispatch> queued = queued(tx, dispatch, "tries whether the supplier is back", now);
        return queued.isEmpty() ? queued : begin(tx, queued.get(), leave, now);
    }

    private Optional<Dispatch> begin(Tx tx, Dispatch queued, Leave leave, Instant now) throws SQLException {
        Move move = switch (leave) {
            case Leave.Go go ->
                new Move(queued, DispatchState.ATTEMPTING)
                        .because(does(queued, go.step()))
                        .step(go.step())
                        .attemptBy(node.name());
            case Leave.Stop stop -> new Move(queued, DispatchState.CANCELLED).because(stop.why());
            case Leave.Person person ->
                new Move(queued, DispatchState.DEAD).because(Cause.OUTCOME_UNKNOWN, "", person.why());
            case Leave.Wait wait ->
                new Move(queued, Rules.again(queued))
                        .because(Cause.ANSWER_LOST, BeforePurchase.CODE, wait.why())
                        .readyAt(wait.until());
            case Leave.AskAgain again ->
                new Move(queued, Rules.again(queued))
                        .because(
                                Cause.STORE_HOLDS,
                                BeforePurchase.CODE,
                                "the store has said more since it was asked; it is asked again")
                        .readyAt(now);
        };
        if (!(leave instanceof Leave.Go go)) {
            end(tx, move, "dispatcher", now);
            return Optional.empty();
        }
        if (!Dispatches.apply(tx, move, "dispatcher", now)) {
            return Optional.empty();
        }
        tx.update(INSERT, queued.id(), queued.attempts() + 1, go.step(), node.name(), node.boot(), now);
        return Dispatches.find(tx, queued.id());
    }

    private static String does(Dispatch dispatch, Step step) {
        String what = dispatch.places() ? step.kamelet() : dispatch.kind();
        return dispatch.places() && dispatch.unknownSince().isPresent()
                ? what + ", to find out what became of a lost answer"
                : what;
    }

    /** The dispatch in state QUEUED, moved there if it waits; empty when somebody else was faster. */
    private Optional<Dispatch> queued(Tx tx, Dispatch dispatch, String reason, Instant now) throws SQLException {
        if (dispatch.state() == DispatchState.QUEUED) {
            return Optional.of(dispatch);
        }
        Move move = new Move(dispatch, DispatchState.QUEUED).because(reason).queuedBy(node.name());
        return Dispatches.apply(tx, move, "probe", now) ? Dispatches.find(tx, dispatch.id()) : Optional.empty();
    }

    private static Optional<Object> task(Dispatch dispatch) {
        try {
            return Optional.of(
                    switch (dispatch.kind()) {
                        case Dispatch.PLACE_ORDER ->
                            new Task(
                                    Json.read(dispatch.request(), PlaceOrder.class),
                                    dispatch.supplierIds(),
                                    dispatch.takenAt(),
                                    dispatch.unknownSince(),
                                    dispatch.traceparent());
                        case Dispatch.CANCEL_ORDER -> Json.read(dispatch.request(), CancelOrder.class);
                        case Dispatch.PUSH_TRACKING -> Json.read(dispatch.request(), PushTracking.class);
                        case Dispatch.NOTIFY -> Json.read(dispatch.request(), Notify.class);
                        default -> throw new IllegalStateException("no route does " + dispatch.kind());
                    });
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** The trace id in a {@code traceparent}: its second field. */
    private static String traceId(String traceparent) {
        return traceparent.length() > 35 ? traceparent.substring(3, 35) : "-";
    }

    private static boolean windowPassed(Dispatch dispatch, Connector.Unknown unknown, Instant now) {
        return dispatch.buys()
                && dispatch.unknownSince().isPresent()
                && unknown.window().isPresent()
                && !now.isBefore(
                        dispatch.unknownSince().get().plus(unknown.window().get()));
    }

    private void die(Dispatch dispatch, Cause cause, String code, String reason) throws InterruptedException {
        moved(dispatch, "cannot be tried any more", queued -> Doubt.dead(queued, cause, code, reason));
    }

    /** A repeat whose window has passed while nobody could send it: only a person can find out now. */
    void outlived(Dispatch unconfirmed) {
        Instant now = clock.instant();
        Move move = Doubt.dead(unconfirmed, Cause.OUTCOME_UNKNOWN, WINDOW_PASSED, Cause.OUTCOME_UNKNOWN.sentence());
        ledger.commit(tx -> end(tx, move, "sweeper", now));
    }

    private void putBack(Dispatch dispatch, Channel channel) throws InterruptedException {
        Instant now = clock.instant();
        Optional<Channel.Hold> hold = channel.snapshot().hold();
        Optional<Cause> cause = hold.flatMap(Channel.Hold::cause);
        String until = cause.isPresent()
                ? "the other side is back"
                : hold.isPresent() ? "support releases the channel" : "the channel is ready";
        if (stopped(dispatch, channel)) {
            cause = Optional.empty();
            until = "support switches this on again";
        }
        // Not the hold's own words: they may speak of another store's order.
        Move move = new Move(dispatch, Rules.again(dispatch))
                .because(cause.orElse(Cause.CHANNEL_HELD), "", "waits until " + until)
                .readyAt(now);
        patiently(() -> ledger.commit(tx -> Dispatches.apply(tx, move, "dispatcher", now)));
    }

    /** The outcome of an exchange that failed with an exception. */
    public Outcome failed(Throwable failure, Exchange exchange) {
        List<Wire.Sent> sent = Wire.sent(exchange);
        // A step that failed before any call was made cannot have bought anything.
        boolean mayBuy = !sent.isEmpty() && sent.stream().map(Wire.Sent::call).anyMatch(Call::mayBuy);
        Outcome outcome = Transport.outcome(failure, mayBuy);
        boolean ours = sent.isEmpty()
                && outcome instanceof Outcome.Retryable retryable
                && retryable.code().equals(Transport.CONNECTION_LOST);
        if (ours) {
            return fault("a connector or route failed before it made a call", failure);
        }
        if (!ofTheConnection(failure)) {
            String place = place(failure);
            complaints
                    .again("call " + place)
                    .ifPresent(
                            more -> LOG.error("a connector or route failed after it made a call: {}{}", place, more));
        }
        return outcome;
    }

    private static boolean ofTheConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal || cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Our own code failed before any call: speaks against the order or the connector, never against the supplier. Where it
     * failed stands in the log, not in what a merchant reads.
     */
    Outcome fault(String what, Throwable failure) {
        String place = place(failure);
        complaints.again(what + place).ifPresent(more -> LOG.error("{}: {}{}", what, place, more));
        return new Outcome.Retryable(
                Cause.CONNECTOR_FAULT,
                "",
                "nothing was sent; our log says where it failed",
                Optional.empty(),
                Outcome.Scope.ORDER,
                Optional.empty());
    }

    /** What failed and where. Not the message: it may quote the customer's data. */
    static String place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /**
     * Writes the outcome and what follows from it. Returns once that is on disk.
     *
     * @throws InterruptedException when the node stops first; the attempt then counts as unknown
     */
    public void finish(Attempt attempt, Outcome outcome, Exchange exchange) throws InterruptedException {
        Dispatch dispatch = attempt.dispatch();
        Channel channel = channels.get(dispatch.channel());
        try {
            Move move = write(attempt, outcome, exchange, channel);
            meter.finished(attempt, outcome, move, clock.instant());
            allowed(attempt, exchange, channel);
            tell(attempt, move);
            if (channel.record(outcome)) {
                wake(channel.name());
            }
        } finally {
            MDC.remove("trace");
            if (attempt.probe()) {
                channel.probed(trouble(outcome));
            }
        }
    }

    /** Takes note of what the answer says of the other side's limit. */
    private static void allowed(Attempt attempt, Exchange exchange, Channel channel) {
        List<Wire.Sent> sent = Wire.sent(exchange);
        Object account =
                exchange.getContext().getRegistry().lookupByName(channel.name().value());
        if (attempt.dispatch().places() && !sent.isEmpty() && account instanceof Account known) {
            sent.getLast().answer().stream()
                    .findFirst()
                    .flatMap(known::rateLimit)
                    .ifPresent(rate -> channel.allowed(attempt.step(), rate));
        }
    }

    /** An end has a line of its own; that it is tried again, for the same cause on the same channel, ever fewer. */
    private void tell(Attempt attempt, Move move) {
        Dispatch dispatch = attempt.dispatch();
        String cause = move.cause().map(one -> " (" + one.id() + ")").orElse("");
        Optional<String> more =
                move.to().open() ? complaints.again(dispatch.channel() + " " + move.to() + cause) : Optional.of("");
        more.ifPresent(words -> LOG.info(
                "dispatch {} on {}: {} attempt {} ended {}{}{}",
                dispatch.id(),
                dispatch.channel(),
                dispatch.does(),
                attempt.number(),
                move.to(),
                cause,
                words));
    }

    /** Why a channel stays held after an attempt ended so. */
    static Optional<Cause> trouble(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Retryable retryable -> Optional.of(retryable.cause());
            case Outcome.Unknown unknown -> Optional.of(Cause.ANSWER_LOST);
            case Outcome.Done done -> Optional.empty();
            case Outcome.Taken taken -> Optional.empty();
            case Outcome.Unpaid unpaid -> Optional.empty();
            case Outcome.Rejected rejected -> Optional.empty();
            case Outcome.NotFound notFound -> Optional.empty();
        };
    }

    private Move write(Attempt attempt, Outcome outcome, Exchange exchange, Channel channel)
            throws InterruptedException {
        Dispatch dispatch = attempt.dispatch();
        boolean left = false;
        inHand.back(dispatch.id());
        try {
            boolean othersGoThrough = othersGoThrough(attempt, outcome, channel);
            Instant now = clock.instant();
            Optional<Instant> lastCreate = outcome instanceof Outcome.NotFound && dispatch.places()
                    ? patiently(() -> ledger.read(tx -> Doubt.lastCreate(tx, dispatch)))
                    : Optional.empty();
            Move move = rules.after(
                    dispatch,
                    attempt.startedAt(),
                    outcome,
                    channel.connector().unknown(),
                    lastCreate,
                    othersGoThrough,
                    now);
            WireLog log = WireLog.of(Wire.sent(exchange));
            boolean written = patiently(() -> ledger.commit(tx -> {
                lockOrder(tx, move.from);
                finish(tx, dispatch, outcome, move, log, now);
                return ended(tx, move, "dispatcher", now);
            }));
            if (!written) {
                LOG.warn(
                        "dispatch {}: outcome {} came after somebody else moved it on",
                        dispatch.id(),
                        outcome.getClass().getSimpleName());
            }
            left = written && !move.to().open();
            return move;
        } finally {
            // As soon as it is on disk and once only: a message for the next attempt may be on its way already.
            inHand.giveBack(dispatch.id());
            channel.attemptEnded(dispatch.id(), left);
        }
    }

    private static void finish(Tx tx, Dispatch dispatch, Outcome outcome, Move move, WireLog log, Instant now)
            throws SQLException {
        tx.update(
                FINISH,
                now,
                outcome.getClass().getSimpleName(),
                move.cause,
                move.code,
                move.reason,
                log.request(),
                log.response(),
                dispatch.id(),
                dispatch.attempts());
    }

    /** Whether the channel has had a success since the attempt before this one ended. */
    private boolean othersGoThrough(Attempt attempt, Outcome outcome, Channel channel) throws InterruptedException {
        boolean failure = outcome instanceof Outcome.Retryable
                || outcome instanceof Outcome.Unknown
                || outcome instanceof Outcome.NotFound;
        if (!failure || attempt.probe()) {
            return false;
        }
        Optional<Instant> before = attempt.number() == 1
                ? Optional.empty()
                : patiently(() -> ledger.read(tx -> tx.first(
                        LAST_ENDED, row -> row.time("at"), attempt.dispatch().id(), attempt.number() - 1)));
        return channel.workedSince(before.orElse(attempt.startedAt()));
    }

    /** Makes the move and what follows from it, in one transaction. @return false when somebody else was faster */
    boolean end(Tx tx, Move move, String actor, Instant now) throws SQLException {
        lockOrder(tx, move.from);
        return ended(tx, move, actor, now);
    }

    /** What follows may change the order, whose row everybody takes before any of its dispatches. */
    private static void lockOrder(Tx tx, Dispatch dispatch) throws SQLException {
        boolean ofTheOrder = dispatch.places() || dispatch.kind().equals(Dispatch.CANCEL_ORDER);
        if (ofTheOrder && dispatch.order().isPresent()) {
            tx.update(LOCK_ORDER, dispatch.order());
        }
    }

    private boolean ended(Tx tx, Move move, String actor, Instant now) throws SQLException {
        boolean mine = Dispatches.apply(tx, move, actor, now);
        if (mine) {
            effects.follow(tx, move.from, move, now);
        }
        return mine;
    }

    /** An attempt whose process died: what it did is unknown, unless it only asked. */
    void lost(Dispatch dispatch) {
        Channel channel = channels.get(dispatch.channel());
        Instant now = clock.instant();
        Outcome outcome = dispatch.places() && dispatch.step() == Step.PLACE
                ? new Outcome.Unknown("node-stopped", "the node stopped during the call", Optional.empty())
                : new Outcome.Retryable(
                        Cause.ANSWER_LOST,
                        "node-stopped",
                        "the node stopped during the call",
                        Optional.of(Duration.ZERO),
                        Outcome.Scope.ORDER,
                        Optional.empty());
        Move move = rules.after(
                dispatch, dispatch.changedAt(), outcome, channel.connector().unknown(), Optional.empty(), false, now);
        boolean written = ledger.commit(tx -> {
            lockOrder(tx, move.from);
            finish(tx, dispatch, outcome, move, new WireLog("", ""), now);
            return ended(tx, move, "sweeper", now);
        });
        if (written) {
            channel.attemptEnded(dispatch.id(), false);
            LOG.info("dispatch {}: an attempt of an earlier run has no outcome, it is found out now", dispatch.id());
        }
    }

    /** As after an attempt, for an answer that no attempt brought; while the ledger is down, nothing is hastened. */
    void wakeSoon(ChannelName channel) {
        Instant now = clock.instant();
        try {
            ledger.commit(tx -> tx.update(WAKE, now, channel, now));
        } catch (DatabaseUnavailable e) {
            LOG.warn("channel {} is open, but what waits comes up only at its time: {}", channel, e.getMessage());
        }
    }

    /** A channel is open again: what waits because of the outage is due now. */
    private void wake(ChannelName channel) throws InterruptedException {
        Instant now = clock.instant();
        patiently(() -> ledger.commit(tx -> tx.update(WAKE, now, channel, now)));
    }

    private interface Patient<T> {
        T ask() throws InterruptedException;
    }

    /** Asks again until the ledger can answer. */
    private <T> T patiently(Patient<T> ask) throws InterruptedException {
        while (true) {
            try {
                return ask.ask();
            } catch (DatabaseUnavailable e) {
                complaints
                        .again("ledger")
                        .ifPresent(more -> LOG.warn("waiting for the ledger: {}{}", e.getMessage(), more));
                Thread.sleep(LEDGER_PAUSE);
            }
        }
    }
}
