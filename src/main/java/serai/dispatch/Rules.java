package serai.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import serai.provider.Cause;
import serai.provider.Connector;
import serai.provider.Outcome;

/** What an outcome makes of a dispatch. Decides only; touches nothing. */
final class Rules {
    /** Failures while other orders went through, after which a person looks at the order. */
    static final int STRIKES = 8;

    /** How the reason begins where a cancellation found nothing to cancel. */
    private static final String NOTHING_THERE = "the supplier holds nothing under our reference: ";

    private final Backoff backoff;

    Rules(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * The next move of a dispatch after an attempt.
     *
     * @param dispatch as it stands with the attempt begun
     * @param startedAt when the attempt began
     * @param unknown how the connector resolves lost answers
     * @param lastCreate when the last call ended that may have bought, as {@link Doubt#lastCreate} tells
     * @param othersGoThrough whether the channel has had a success since this dispatch's last attempt, so that a failure
     *     speaks against the order and not against the supplier
     */
    Move after(
            Dispatch dispatch,
            Instant startedAt,
            Outcome outcome,
            Connector.Unknown unknown,
            Optional<Instant> lastCreate,
            boolean othersGoThrough,
            Instant now) {
        int strikes = dispatch.strikes() + (othersGoThrough ? 1 : 0);
        return switch (outcome) {
            case Outcome.Done done ->
                new Move(dispatch, DispatchState.DONE)
                        .because(done.note())
                        .supplierIds(done.supplierOrderIds())
                        .unknownSince(Optional.empty());
            case Outcome.Taken taken ->
                new Move(dispatch, DispatchState.WAITING)
                        .because(Cause.CONFIRMING, "", taken.note())
                        .step(dispatch.places() ? Step.FIND : Step.PLACE)
                        .takenAt(dispatch.takenAt().or(() -> Optional.of(startedAt)))
                        .unknownSince(Optional.empty())
                        .readyAt(now.plus(taken.delay()));
            case Outcome.Unpaid unpaid ->
                new Move(dispatch, DispatchState.DEAD)
                        .because(Cause.CREATED_UNPAID, unpaid.code(), unpaid.text())
                        .step(Step.FIND)
                        .supplierIds(unpaid.supplierOrderIds())
                        .unknownSince(Optional.empty());
            case Outcome.Rejected rejected -> rejected(dispatch, rejected, unknown, now);
            case Outcome.Retryable retryable -> retryable(dispatch, retryable, strikes, now);
            case Outcome.Unknown lost -> unknown(dispatch, startedAt, lost, unknown, strikes, now);
            case Outcome.NotFound notFound ->
                dispatch.places()
                        ? notFound(dispatch, startedAt, notFound, unknown, lastCreate, strikes, now)
                        : nothingThere(dispatch, notFound);
        };
    }

    private Move rejected(Dispatch dispatch, Outcome.Rejected rejected, Connector.Unknown how, Instant now) {
        // After a lost answer, a refusal of the repeat says nothing of the first: the order may well exist.
        boolean doubtful = dispatch.buys() && dispatch.unknownSince().isPresent();
        if (doubtful && Doubt.canBeLookedUp(dispatch, how)) {
            return new Move(dispatch, DispatchState.UNCONFIRMED)
                    .because(
                            Cause.ANSWER_LOST,
                            rejected.code(),
                            "an earlier answer was lost, and the repeat was refused: " + rejected.text())
                    .step(Step.FIND)
                    .readyAt(now.plus(backoff.after(dispatch.attempts())));
        }
        return doubtful
                ? Doubt.dead(dispatch, rejected.cause(), rejected.code(), "the repeat was refused: " + rejected.text())
                : new Move(dispatch, DispatchState.DEAD)
                        .because(rejected.cause(), rejected.code(), rejected.text())
                        .unknownSince(Optional.empty());
    }

    private Move retryable(Dispatch dispatch, Outcome.Retryable retryable, int strikes, Instant now) {
        // Our own slowness counts against nobody.
        boolean ours = retryable.cause() == Cause.NOT_SENT_IN_TIME;
        int counted = retryable.giveUpAfter().isPresent() ? dispatch.strikes() + 1 : dispatch.strikes();
        if (retryable.giveUpAfter().isPresent()
                && counted >= retryable.giveUpAfter().get()) {
            return Doubt.dead(dispatch, retryable.cause(), retryable.code(), retryable.text())
                    .strikes(0);
        }
        if (retryable.scope() == Outcome.Scope.ORDER && !ours && strikes >= STRIKES) {
            return Doubt.dead(dispatch, Cause.KEEPS_FAILING, retryable.code(), retryable.text())
                    .strikes(0);
        }
        Duration delay = retryable.delay().orElseGet(() -> backoff.after(dispatch.attempts()));
        // This attempt bought nothing; an earlier one whose answer was lost may have.
        return new Move(dispatch, again(dispatch))
                .because(retryable.cause(), retryable.code(), retryable.text())
                .strikes(
                        retryable.scope() == Outcome.Scope.ORDER && !ours
                                ? Math.max(counted, strikes)
                                : dispatch.strikes())
                .readyAt(now.plus(delay));
    }

    private Move unknown(
            Dispatch dispatch,
            Instant startedAt,
            Outcome.Unknown lost,
            Connector.Unknown how,
            int strikes,
            Instant now) {
        Instant since = dispatch.unknownSince().orElse(startedAt);
        Instant next = now.plus(backoff.after(dispatch.attempts()));
        boolean lookUp = dispatch.places()
                && (how.resolve() == Connector.Resolution.LOOK_UP
                        || !dispatch.supplierIds().isEmpty());
        Optional<Duration> window = dispatch.places() ? how.window() : Optional.empty();
        int insisted = lost.giveUpAfter().isPresent() ? dispatch.strikes() + 1 : strikes;
        if (lost.giveUpAfter().isPresent() && insisted >= lost.giveUpAfter().get()) {
            return new Move(dispatch, DispatchState.DEAD)
                    .because(Cause.PROBABLY_BOUGHT, lost.code(), lost.text())
                    .unknownSince(Optional.of(since))
                    .strikes(0);
        }
        boolean windowPassed = !lookUp && window.isPresent() && !next.isBefore(since.plus(window.get()));
        // While the window lasts a repeat is safe, however often it fails.
        boolean noWindow = !lookUp && window.isEmpty();
        if (windowPassed || (noWindow && insisted >= STRIKES)) {
            return new Move(dispatch, DispatchState.DEAD)
                    .because(dispatch.places() ? Cause.OUTCOME_UNKNOWN : Cause.KEEPS_FAILING, lost.code(), lost.text())
                    .unknownSince(Optional.of(since))
                    .strikes(0);
        }
        return new Move(dispatch, DispatchState.UNCONFIRMED)
                .because(Cause.ANSWER_LOST, lost.code(), lost.text())
                .step(lookUp ? Step.FIND : Step.PLACE)
                .unknownSince(Optional.of(since))
                .strikes(insisted)
                .readyAt(next);
    }

    /** Where a dispatch waits for its next attempt. */
    static DispatchState again(Dispatch dispatch) {
        return dispatch.unknownSince().isPresent() ? DispatchState.UNCONFIRMED : DispatchState.WAITING;
    }

    /** Something that buys nothing looked for an order that is not there, and has waited until that is a proof. */
    private static Move nothingThere(Dispatch dispatch, Outcome.NotFound notFound) {
        return new Move(dispatch, DispatchState.DONE)
                .because(NOTHING_THERE + notFound.text())
                .unknownSince(Optional.empty());
    }

    private Move notFound(
            Dispatch dispatch,
            Instant startedAt,
            Outcome.NotFound notFound,
            Connector.Unknown how,
            Optional<Instant> lastCreate,
            int strikes,
            Instant now) {
        Instant again = now.plus(backoff.after(dispatch.attempts()));
        Optional<Instant> blindUntil = lastCreate.map(last -> Doubt.blindUntil(last, how));
        if (blindUntil.filter(startedAt::isBefore).isPresent()) {
            // A repeat is safe under the same reference. What was taken, or failed too often, only looks until time is
            // up.
            return new Move(dispatch, DispatchState.UNCONFIRMED)
                    .because(
                            Cause.ANSWER_LOST,
                            "",
                            "not visible at the supplier, which proves nothing before " + blindUntil.get() + ": "
                                    + notFound.text())
                    .step(strikes >= STRIKES || dispatch.takenAt().isPresent() ? Step.FIND : Step.PLACE)
                    .unknownSince(dispatch.unknownSince().or(() -> lastCreate))
                    .readyAt(again);
        }
        if (dispatch.takenAt().isPresent()) {
            return new Move(dispatch, DispatchState.DEAD)
                    .because(
                            Cause.LOST_AT_SUPPLIER,
                            "",
                            "taken at " + dispatch.takenAt().get() + ", and not shown since: " + notFound.text());
        }
        if (strikes >= STRIKES) {
            return new Move(dispatch, DispatchState.DEAD)
                    .because(Cause.KEEPS_FAILING, "", notFound.text())
                    .step(Step.PLACE)
                    .unknownSince(Optional.empty())
                    .strikes(0);
        }
        return new Move(dispatch, DispatchState.WAITING)
                .because(Cause.PROVIDER_FAILING, "", notFound.text())
                .step(Step.PLACE)
                .unknownSince(Optional.empty())
                .readyAt(again);
    }
}
