package serai.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;

class ShopHistoriesTest {
    @Example
    void probe() {
        int fleets = Integer.getInteger("fleets", 2);
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (Trial trial = new Trial()) {
            for (int i = 0; i < fleets; i++) {
                long start = System.nanoTime();
                long cpu = os.getProcessCpuTime();
                Optional<Trial.Find> find = trial.run(
                        Histories.any(), Histories.AT_ONCE, Set.of(), random);
                find.ifPresent(each -> System.out.println("FOUND " + each));
                System.out.println("took " + (System.nanoTime() - start) / 1_000_000 + " cpu "
                        + (os.getProcessCpuTime() - cpu) / 1_000_000);
            }
        }
        assertThat(fleets).isPositive();
    }
}
