package serai.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Resident memory of a gateway that has nothing to do. */
final class MemoryBench implements Lab.Part {
    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        double[] resident = new double[lab.times(3, 1)];
        Duration idle = Duration.ofSeconds(lab.times(20, 5));
        for (int i = 0; i < resident.length; i++) {
            try (GatewayProcess gateway = lab.gateway("memory", StartBench.NO_SUPPLIER, Map.of())) {
                gateway.untilFirstAccepted();
                Thread.sleep(idle);
                resident[i] = gateway.residentMiB();
            }
        }
        return List.of(Figure.below(
                "resident, " + idle.toSeconds() + " s after the start",
                Figure.spread(" MiB", resident),
                Figure.median(resident),
                350,
                "MiB"));
    }
}
