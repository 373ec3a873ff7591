package serai.histories;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** 10,000 lives of orders, drawn anew with each run: the oracle is {@link Oracle}. */
class ShopHistoriesTest {
    private static final int HISTORIES = 10_000;

    @Property(tries = HISTORIES / Trial.AT_ONCE, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatIsBoughtIsWhatTheStoreMeantAtTheFirstCallThatMayBuy(@ForAll("seeds") long seed) {
        try (Trial trial = new Trial()) {
            List<Trial.Find> finds = trial.run(Histories.any(), Set.of(), new Random(seed));

            if (!finds.isEmpty()) {
                fail("in the fleet of seed " + seed + ":\n" + trial.shortest(finds.getFirst(), Trial.MOST_TRIES));
            }
        }
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.randomValue(Random::nextLong);
    }
}
