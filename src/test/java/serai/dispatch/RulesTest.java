package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.dispatch.Dispatching.dispatch;
import static serai.fixture.MovedClock.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import serai.fixture.Samples;
import serai.provider.Cause;
import serai.provider.Connector.Resolution;
import serai.provider.Connector.Unknown;
import serai.provider.Outcome;

class RulesTest {
    private static final Unknown REPEAT = new Unknown(Resolution.REPEAT, Optional.of(Duration.ofHours(23)));
    private static final Unknown LOOK_UP = new Unknown(Resolution.LOOK_UP, Optional.empty());
    private static final Instant STARTED = NOON.minusSeconds(3);
    private static final Outcome.Unknown LOST =
            new Outcome.Unknown("connection-lost", "read timed out", Optional.empty());

    private final Rules rules = new Rules(new Backoff(Samples.lowest()));

    @Test
    void doneKeepsTheSuppliersNumbersAndEndsAllDoubt() {
        Dispatch doubtful = attempting().unknownSince(NOON.minusSeconds(60)).build();

        Move move = after(doubtful, new Outcome.Done(List.of("8001"), "paid"), REPEAT);

        assertThat(move.to()).isEqualTo(DispatchState.DONE);
        assertThat(move.supplierIds).containsExactly("8001");
        assertThat(move.unknownSince).isEmpty();
        assertThat(move.readyAt).isEmpty();
    }

    @Test
    void takenIsLookedUpAfterItsDelayAndRemembersWhen() {
        Move move = after(attempting().build(), new Outcome.Taken(Duration.ofMinutes(2), "in process"), LOOK_UP);

        assertThat(move.to()).isEqualTo(DispatchState.WAITING);
        assertThat(move.step).isEqualTo(Step.FIND);
        assertThat(move.takenAt).contains(STARTED);
        assertThat(move.readyAt).contains(NOON.plusSeconds(120));
        assertThat(move.cause()).contains(Cause.CONFIRMING);
    }

    @Test
    void unpaidIsADeadLetterThatOnlyAsksWhenReplayed() {
        Move move = after(attempting().build(), new Outcome.Unpaid(List.of("8001"), "7", "not paid"), REPEAT);

        assertThat(move.to()).isEqualTo(DispatchState.DEAD);
        assertThat(move.cause()).contains(Cause.CREATED_UNPAID);
        assertThat(move.step).isEqualTo(Step.FIND);
        assertThat(move.supplierIds).containsExactly("8001");
    }

    @Test
    void rejectedIsADeadLetterWithTheSuppliersWords() {
        Move move = after(attempting().build(), new Outcome.Rejected(Cause.OUT_OF_STOCK, "B_1", "none left"), REPEAT);

        assertThat(move.to()).isEqualTo(DispatchState.DEAD);
        assertThat(move.cause()).contains(Cause.OUT_OF_STOCK);
        assertThat(move.code).isEqualTo("B_1");
        assertThat(move.reason).isEqualTo("none left");
    }

    @Test
    void aRepeatRefusedAfterALostAnswerSaysNothingOfTheFirst() {
        Dispatch repeated = attempting().unknownSince(NOON.minusSeconds(60)).build();

        Move move = after(repeated, new Outcome.Rejected(Cause.ADDRESS_INVALID, "A", "bad zip"), REPEAT);

        assertThat(move.to()).isEqualTo(DispatchState.DEAD);
        assertThat(move.cause()).contains(Cause.OUTCOME_UNKNOWN);
        assertThat(move.unknownSince).contains(NOON.minusSeconds(60));
    }

    @Test
    void aLookUpThatFindsARefusedOrderEndsTheDoubt() {
        Dispatch asked =
                attempting().step(Step.FIND).unknownSince(NOON.minusSeconds(60)).build();

        Move move = after(asked, new Outcome.Rejected(Cause.DIED_AT_SUPPLIER, "Invalid", "invalid"), LOOK_UP);

        assertThat(move.cause()).contains(Cause.DIED_AT_SUPPLIER);
        assertThat(move.unknownSince).isEmpty();
    }

    @Test
    void aLostAnswerIsLookedUpWhereTheConnectorCan() {
        Move move = after(attempting().build(), LOST, LOOK_UP);

        assertThat(move.to()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(move.step).isEqualTo(Step.FIND);
        assertThat(move.unknownSince).contains(STARTED);
        assertThat(move.readyAt).contains(NOON.plusMillis(200));
        assertThat(move.cause()).contains(Cause.ANSWER_LOST);
    }

    @Test
    void aLostAnswerIsRepeatedWithinTheWindowAndTheFirstDoubtCounts() {
        Instant first = NOON.minus(Duration.ofHours(5));

        Move move = after(attempting().unknownSince(first).build(), LOST, REPEAT);

        assertThat(move.to()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(move.step).isEqualTo(Step.PLACE);
        assertThat(move.unknownSince).contains(first);
    }

    @Test
    void aRepeatThatWouldComeAfterTheWindowIsADeadLetter() {
        Instant almost = NOON.minus(Duration.ofHours(23)).plusMillis(200);

        Move move = after(attempting().unknownSince(almost).build(), LOST, REPEAT);

        assertThat(move.to()).isEqualTo(DispatchState.DEAD);
        assertThat(move.cause()).contains(Cause.OUTCOME_UNKNOWN);
        assertThat(move.unknownSince).contains(almost);
    }

    @Test
    void withASuppliersNumberInHandEvenARepeatingConnectorLooksUp() {
        Dispatch numbered = attempting()
                .supplierIds("8001")
                .unknownSince(NOON.minus(Duration.ofDays(3)))
                .build();

        Move move = after(numbered, LOST, REPEAT);

        assertThat(move.to()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(move.step).isEqualTo(Step.FIND);
    }

    @Test
    void aSupplierThatInsistsThatItHasTheOrderMakesADeadLetterAtLast() {
        Outcome insists = new Outcome.Unknown("B_DUP", "already there", Optional.of(3));

        Move second = after(attempting().strikes(1).build(), insists, REPEAT);
        Move third = after(attempting().strikes(2).build(), insists, REPEAT);

        assertThat(second.to()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(second.strikes).isEqualTo(2);
        assertThat(third.to()).isEqualTo(DispatchState.DEAD);
        assertThat(third.cause()).contains(Cause.PROBABLY_BOUGHT);
        assertThat(third.unknownSince).isPresent();
        assertThat(third.strikes).isZero();
    }

    @Test
    void whatTheSupplierDoesNotKnowIsPlacedAgain() {
        Dispatch asked =
                attempting().step(Step.FIND).unknownSince(NOON.minusSeconds(60)).build();

        Move move = after(asked, new Outcome.NotFound("no such order"), LOOK_UP);

        assertThat(move.to()).isEqualTo(DispatchState.WAITING);
        assertThat(move.step).isEqualTo(Step.PLACE);
        assertThat(move.unknownSince).isEmpty();
    }

    @Test
    void anEarlyNotFoundIsNoProofAndTheDoubtStays() {
        Instant since = NOON.minusSeconds(600);
        Dispatch asked = attempting().step(Step.FIND).unknownSince(since).build();
        Outcome absent = new Outcome.NotFound("no such order");
        Optional<Instant> fresh = Optional.of(STARTED.minusSeconds(15 * 60 - 1));
        Optional<Instant> old = Optional.of(STARTED.minusSeconds(15 * 60));

        Move early = rules.after(asked, STARTED, absent, LOOK_UP, fresh, false, NOON);
        Move late = rules.after(asked, STARTED, absent, LOOK_UP, old, false, NOON);

        assertThat(early.to()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(early.unknownSince).contains(since);
        assertThat(early.step).as("the repeat is safe under the same reference").isEqualTo(Step.PLACE);
        assertThat(late.to()).isEqualTo(DispatchState.WAITING);
        assertThat(late.unknownSince).isEmpty();
    }

    @Test
    void aRepeatThatIsRefusedWhileTheFirstMayExistIsLookedUp() {
        Dispatch repeated = attempting().unknownSince(NOON.minusSeconds(60)).build();

        Move move = after(repeated, new Outcome.Rejected(Cause.ADDRESS_INVALID, "A", "bad zip"), LOOK_UP);

        assertThat(move.to()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(move.step).isEqualTo(Step.FIND);
        assertThat(move.unknownSince).contains(NOON.minusSeconds(60));
    }

    @Test
    void placingAndLosingForEverWhileOthersGoThroughEnds() {
        Dispatch asked =
                attempting().step(Step.FIND).strikes(7).unknownSince(NOON).build();

        Move move = rules.after(asked, STARTED, new Outcome.NotFound("none"), LOOK_UP, Optional.empty(), true, NOON);

        assertThat(move.to()).isEqualTo(DispatchState.DEAD);
        assertThat(move.cause()).contains(Cause.KEEPS_FAILING);
        assertThat(move.unknownSince).isEmpty();
    }

    @Test
    void aRetryKeepsItsStepAndTheTimeThatTheSupplierAskedFor() {
        Dispatch asked = attempting().step(Step.FIND).build();
        Outcome pause = new Outcome.Retryable(
                Cause.RATE_LIMITED,
                "429",
                "slow",
                Optional.of(Duration.ofSeconds(9)),
                Outcome.Scope.CHANNEL,
                Optional.empty());

        Move move = after(asked, pause, LOOK_UP);

        assertThat(move.to()).isEqualTo(DispatchState.WAITING);
        assertThat(move.step).isEqualTo(Step.FIND);
        assertThat(move.readyAt).contains(NOON.plusSeconds(9));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void whatMayBeBoughtStaysUnconfirmedThroughRetries(Step step) {
        Dispatch doubtful =
                attempting().step(step).unknownSince(NOON.minusSeconds(60)).build();

        Move move = after(doubtful, outage(), LOOK_UP);

        assertThat(move.to()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(move.step).isEqualTo(step);
        assertThat(move.unknownSince).contains(NOON.minusSeconds(60));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void anOutageNeverMakesADeadLetter(Outcome outcome) {
        Dispatch dispatch = attempting().build();
        for (int attempt = 1; attempt < 500; attempt++) {
            Move move = rules.after(dispatch, STARTED, outcome, LOOK_UP, Optional.empty(), false, NOON);

            assertThat(move.to()).isIn(DispatchState.WAITING, DispatchState.UNCONFIRMED);
            assertThat(move.strikes).isZero();
            dispatch = attempting()
                    .attempts(attempt + 1)
                    .strikes(move.strikes)
                    .step(move.step)
                    .build();
        }
    }

    static Stream<Outcome> outages() {
        return Stream.of(outage(), LOST, ofTheOrder(Optional.empty()));
    }

    @Test
    void anOutageOfTheChannelIsNoStrikeEvenWhileAnotherGotThrough() {
        Move move =
                rules.after(attempting().strikes(7).build(), STARTED, outage(), REPEAT, Optional.empty(), true, NOON);

        assertThat(move.to()).isEqualTo(DispatchState.WAITING);
        assertThat(move.strikes).isEqualTo(7);
    }

    @Test
    void eightFailuresWhileOthersGoThroughMakeADeadLetter() {
        Move seventh = rules.after(
                attempting().strikes(6).build(),
                STARTED,
                ofTheOrder(Optional.empty()),
                REPEAT,
                Optional.empty(),
                true,
                NOON);
        Move eighth = rules.after(
                attempting().strikes(7).build(),
                STARTED,
                ofTheOrder(Optional.empty()),
                REPEAT,
                Optional.empty(),
                true,
                NOON);

        assertThat(seventh.to()).isEqualTo(DispatchState.WAITING);
        assertThat(seventh.strikes).isEqualTo(7);
        assertThat(eighth.to()).isEqualTo(DispatchState.DEAD);
        assertThat(eighth.cause()).contains(Cause.KEEPS_FAILING);
        assertThat(eighth.strikes).isZero();
    }

    @Test
    void ourOwnSlownessMakesNoDeadLetterWhileOthersGoThrough() {
        Outcome late = new Outcome.Retryable(
                Cause.NOT_SENT_IN_TIME, "", "late", Optional.empty(), Outcome.Scope.ORDER, Optional.empty());

        Move move = rules.after(
                attempting().strikes(Rules.STRIKES).build(), NOON, late, LOOK_UP, Optional.empty(), true, NOON);

        assertThat(move.to()).isEqualTo(DispatchState.WAITING);
        assertThat(move.strikes).isEqualTo(Rules.STRIKES);
    }

    @Test
    void anAnswerThatIsToBeGivenUpAfterSomeTimesIsEvenWithoutOthers() {
        Outcome row = ofTheOrder(Optional.of(3));

        Move second = after(attempting().strikes(1).build(), row, REPEAT);
        Move third = after(attempting().strikes(2).build(), row, REPEAT);

        assertThat(second.to()).isEqualTo(DispatchState.WAITING);
        assertThat(second.strikes).isEqualTo(2);
        assertThat(third.to()).isEqualTo(DispatchState.DEAD);
        assertThat(third.cause()).contains(Cause.PROVIDER_FAILING);
    }

    @Test
    void aRepeatGoesOnWhileItsWindowLastsHoweverOftenItFails() {
        Move move = rules.after(attempting().strikes(70).build(), STARTED, LOST, REPEAT, Optional.empty(), true, NOON);

        assertThat(move.to()).isEqualTo(DispatchState.UNCONFIRMED);
        assertThat(move.step).isEqualTo(Step.PLACE);
        assertThat(move.unknownSince).contains(STARTED);
    }

    private Move after(Dispatch dispatch, Outcome outcome, Unknown how) {
        return rules.after(dispatch, STARTED, outcome, how, Optional.empty(), false, NOON);
    }

    private static Dispatching attempting() {
        return dispatch().in(DispatchState.ATTEMPTING);
    }

    private static Outcome outage() {
        return new Outcome.Retryable(
                Cause.PROVIDER_UNREACHABLE,
                "not-connected",
                "refused",
                Optional.empty(),
                Outcome.Scope.CHANNEL,
                Optional.empty());
    }

    private static Outcome ofTheOrder(Optional<Integer> giveUpAfter) {
        return new Outcome.Retryable(
                Cause.PROVIDER_FAILING, "E", "try later", Optional.empty(), Outcome.Scope.ORDER, giveUpAfter);
    }
}
