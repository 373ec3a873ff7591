package serai.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where and how thoroughly the parts measure.
 *
 * @param home where {@code ./serai} is
 * @param folder of everything that this run writes
 * @param burst length of the accept burst
 * @param quick whether to look at everything only briefly: fewer rounds, shorter waits; good for a smoke test
 * @param record whether each gateway keeps a flight recording beside its log
 */
record Lab(Path home, Path folder, Duration burst, boolean quick, boolean record) {
    /** Connections of every load. */
    static final int CONNECTIONS = 32;

    /** Something to measure. */
    @FunctionalInterface
    interface Part {
        /** @throws OrderLost if an order that was answered 202 is nowhere, or was bought twice */
        List<Figure> measure(Lab lab) throws Exception;
    }

    /** The promise is broken: no figure counts then. */
    static final class OrderLost extends RuntimeException {
        OrderLost(String message) {
            super(message);
        }
    }

    /** So many times, or the quick number of times. */
    int times(int thorough, int quickly) {
        return quick ? quickly : thorough;
    }

    /** A folder that does not exist yet. */
    Path fresh(String name) throws IOException {
        for (int i = 1; ; i++) {
            Path path = folder.resolve(name + "-" + i);
            if (Files.notExists(path)) {
                return path;
            }
        }
    }

    /** Starts a gateway for the usual stores in a folder of its own. */
    GatewayProcess gateway(String name, String aliexpress, Map<String, String> keys) throws IOException {
        return gateway(name, Merchants.USUAL, aliexpress, keys);
    }

    /** Starts a gateway in a folder of its own. */
    GatewayProcess gateway(String name, Merchants merchants, String aliexpress, Map<String, String> keys)
            throws IOException {
        Path own = fresh(name);
        List<String> jvm = new ArrayList<>();
        if (record) {
            jvm.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + own + ".jfr");
            jvm.add("-Xlog:jfr*=off");
        }
        return GatewayProcess.start(home, own, merchants, aliexpress, keys, jvm);
    }

    /** What the JVM keeps of one run for the next. */
    Path sharedArchive() {
        return home.resolve("target/serai.jsa");
    }

    /** Removes a folder and all in it. */
    static void remove(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
