package serai.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.version.impl.VersionImpl;
import org.apache.activemq.artemis.utils.VersionLoader;
import org.apache.camel.impl.DefaultCamelContext;
import org.sqlite.SQLiteJDBCLoader;

/** Under what the figures came about: without it they say nothing. */
record Conditions(String text) {
    /** Of this machine, now; ask before anything is started. */
    static Conditions now(Path disk) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        return new Conditions(String.format(
                Locale.ROOT,
                "%s; %d cores (%s), %s MiB of memory; %s %s on %s; disk %s; JDK %s (%s); Serai %s, Camel %s, Artemis %s,"
                        + " SQLite %s; load average before the start %s",
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                runtime.availableProcessors(),
                processor(),
                memory(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Files.getFileStore(disk).type(),
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                serai(),
                new DefaultCamelContext().getVersion(),
                artemis(),
                SQLiteJDBCLoader.getVersion(),
                load()));
    }

    private static String artemis() {
        return VersionLoader.getVersion() instanceof VersionImpl version ? version.getVersionName() : "unknown";
    }

    private static String serai() throws IOException {
        try (InputStream file = Conditions.class.getResourceAsStream("/serai/version.txt")) {
            return file == null ? "unknown" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** The mean number of running threads of the last minute; figures of a machine with other work to do are worthless. */
    static String load() throws IOException {
        return lines("/proc/loadavg")
                .map(line -> line.split(" ", 2)[0])
                .findFirst()
                .orElse("unknown");
    }

    private static String processor() throws IOException {
        return lines("/proc/cpuinfo")
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*: *", ""))
                .findFirst()
                .orElse("unknown");
    }

    private static String memory() throws IOException {
        return lines("/proc/meminfo")
                .filter(line -> line.startsWith("MemTotal"))
                .map(line -> Figure.count(Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0))
                .findFirst()
                .orElse("unknown");
    }

    private static Stream<String> lines(String file) throws IOException {
        Path path = Path.of(file);
        return Files.isReadable(path) ? Files.readAllLines(path).stream() : Stream.empty();
    }
}
