package serai.bench;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** From the start of {@code ./serai start} to the first order that is answered 202. */
final class StartBench implements Lab.Part {
    /** Nobody listens there; the start does not need the suppliers. */
    static final String NO_SUPPLIER = "http://127.0.0.1:9";

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        int rounds = lab.times(5, 1);
        double[] without = new double[rounds];
        double[] with = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            Files.deleteIfExists(lab.sharedArchive());
            try (GatewayProcess first = lab.gateway("start", NO_SUPPLIER, Map.of())) {
                without[i] = first.untilFirstAccepted().toMillis() / 1000.0;
                if (i == rounds - 1) {
                    first.stop();
                }
            }
        }
        for (int i = 0; i < rounds; i++) {
            try (GatewayProcess later = lab.gateway("start", NO_SUPPLIER, Map.of())) {
                with[i] = later.untilFirstAccepted().toMillis() / 1000.0;
            }
        }
        return List.of(
                Figure.below("first start to first 202", Figure.spread(" s", without), Figure.median(without), 4, "s"),
                Figure.below("later start to first 202", Figure.spread(" s", with), Figure.median(with), 4, "s"));
    }
}
