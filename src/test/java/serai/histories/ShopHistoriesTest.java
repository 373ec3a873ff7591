package serai.histories;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;

/**
 * 10,000 lives of orders: the oracle is {@link Oracle}. The same ones with each run of the same code; others with
 * {@code -Dserai.histories.seed=<number>}, more with {@code -Dserai.histories.count=<number>}.
 */
class ShopHistoriesTest {
    private static final long SEED = Long.getLong("serai.histories.seed", 20_261_130L);
    private static final int HISTORIES = Integer.getInteger("serai.histories.count", 10_000);

    @Example
    void whatIsBoughtIsWhatTheStoreMeantAtTheFirstCallThatMayBuy() {
        System.out.println(HISTORIES + " histories of seed " + SEED);
        Random seeds = new Random(SEED);
        for (int lived = 0; lived < HISTORIES; lived += Trial.AT_ONCE) {
            long seed = seeds.nextLong();
            try (Trial trial = new Trial()) {
                List<Trial.Find> finds = trial.run(Histories.any(), Set.of(), new Random(seed));

                if (!finds.isEmpty()) {
                    fail("in the fleet of seed " + seed + ":\n" + trial.shortest(finds.getFirst(), Trial.MOST_TRIES));
                }
            }
        }
    }
}
