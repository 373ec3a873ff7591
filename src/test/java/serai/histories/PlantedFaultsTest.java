package serai.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;

/** That the histories find what they are there for: each promise is undone in turn, and its loss is found and named. */
class PlantedFaultsTest {
    private static final int MOST_TRIALS = 5;
    private static final int FEW_TRIES = 30;

    @Example
    void anOrderThatIsBoughtAsItOnceWasIsFound() {
        assertThat(find(Fault.STALE_SNAPSHOT)).contains("while the store meant");
    }

    @Example
    void anOrderThatIsBoughtAlthoughItWasOverIsFound() {
        assertThat(find(Fault.OVER_IS_BOUGHT)).contains("over before").containsAnyOf("complete", "before the shop");
    }

    @Example
    void aRefundedPieceThatIsBoughtIsFound() {
        assertThat(find(Fault.REFUNDS_UNREAD)).contains("while the store meant").contains("refund");
    }

    @Example
    void anOrderThatVanishesIsFound() {
        assertThat(find(Fault.OBJECTS_ARE_NOTHING)).contains("lists as objects");
    }

    @Example
    void anotherShopsWordThatIsTakenForTheStoresIsFound() {
        assertThat(find(Fault.ANY_SHOP_SPEAKS)).contains("copy speaks");
    }

    @Example
    void aLineThatIsLeftOutIsFound() {
        assertThat(find(Fault.LINES_LEFT_OUT)).contains("left out").contains("DELETED");
    }

    /** The shortest history that shows it, as a story; the same one without the fault is in order. */
    private static String find(Fault fault) {
        Random random = new Random(1);
        try (Trial trial = new Trial()) {
            for (int i = 0; i < MOST_TRIALS; i++) {
                List<Trial.Find> finds = trial.run(Histories.any(), Set.of(fault), random);
                if (!finds.isEmpty()) {
                    Trial.Find shortest = trial.shortest(finds.getFirst(), FEW_TRIES);
                    assertThat(trial.alone(shortest.history(), shortest.weather(), Set.of()))
                            .isEmpty();
                    return shortest.toString();
                }
            }
        }
        throw new AssertionError(fault + " was not found in " + MOST_TRIALS * Trial.AT_ONCE + " histories");
    }
}
