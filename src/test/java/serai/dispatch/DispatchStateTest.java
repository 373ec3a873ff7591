package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.dispatch.DispatchState.ARCHIVED;
import static serai.dispatch.DispatchState.ATTEMPTING;
import static serai.dispatch.DispatchState.CANCELLED;
import static serai.dispatch.DispatchState.DEAD;
import static serai.dispatch.DispatchState.DONE;
import static serai.dispatch.DispatchState.QUEUED;
import static serai.dispatch.DispatchState.RECORDED;
import static serai.dispatch.DispatchState.UNCONFIRMED;
import static serai.dispatch.DispatchState.WAITING;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of legal moves, written down a second time: whoever changes one must mean it. */
class DispatchStateTest {
    private static final Map<DispatchState, Set<DispatchState>> EXPECTED = Map.of(
            RECORDED, Set.of(QUEUED, CANCELLED, DEAD),
            QUEUED, Set.of(ATTEMPTING, WAITING, UNCONFIRMED, CANCELLED, DEAD),
            ATTEMPTING, Set.of(DONE, WAITING, UNCONFIRMED, DEAD),
            WAITING, Set.of(QUEUED, CANCELLED, DEAD),
            UNCONFIRMED, Set.of(QUEUED, DEAD),
            DONE, Set.of(CANCELLED),
            DEAD, Set.of(QUEUED, ARCHIVED, CANCELLED),
            ARCHIVED, Set.of(DEAD),
            CANCELLED, Set.of(RECORDED));

    static Stream<Arguments> everyPair() {
        return Stream.of(DispatchState.values())
                .flatMap(from -> Stream.of(DispatchState.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void aMoveIsMadeOrThrows(DispatchState from, DispatchState to) {
        Dispatch dispatch = Dispatching.dispatch().in(from).build();
        boolean legal = EXPECTED.getOrDefault(from, Set.of()).contains(to);

        assertThat(from.mayBecome(to)).isEqualTo(legal);
        if (legal) {
            assertThat(new Move(dispatch, to).to()).isEqualTo(to);
        } else {
            assertThatThrownBy(() -> new Move(dispatch, to)).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(DispatchState.class)
    void whatIsNotOpenIsMovedByPeopleOrByNobody(DispatchState state) {
        boolean machineMoves =
                Set.of(RECORDED, QUEUED, ATTEMPTING, WAITING, UNCONFIRMED).contains(state);

        assertThat(state.open()).isEqualTo(machineMoves);
    }
}
