package serai.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * {@code ./serai bench}. Exit code 0 also when an aim is missed, for that depends on the machine; 1 when an order that
 * was answered 202 is lost or was bought twice, or a part could not be measured; 2 for a wrong command line.
 */
@Command(
        name = "bench",
        description = "Measures start, memory, accept, sustained and drain rates, stock, parcels, many stores and a big"
                + " ledger on this machine. Wants it for itself.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    private static final Map<String, Lab.Part> PARTS = parts();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description =
                    "Some of start, memory, accept, floor, sustained, drain, sweep, parcels, due, stores, letters,"
                            + " pages; parted by commas. Default: all.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--seconds", paramLabel = "N", description = "Length of the accept burst. Default: 30.")
    private @Nullable Integer seconds;

    @Option(names = "--quick", description = "A short look at everything, for a smoke test.")
    private boolean quick;

    @Option(names = "--write", description = "Put the figures into docs/performance.md.")
    private boolean write;

    @Option(names = "--jfr", description = "Keep a flight recording of each gateway in target/bench; costs some speed.")
    private boolean jfr;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs us
    private CommandLine.Model.CommandSpec spec;

    /** Measures, prints, and ends the process. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    private static Map<String, Lab.Part> parts() {
        Map<String, Lab.Part> parts = new LinkedHashMap<>();
        parts.put("start", new StartBench());
        parts.put("memory", new MemoryBench());
        parts.put("accept", new AcceptBench());
        parts.put("floor", new FloorBench());
        parts.put("sustained", new SustainedBench());
        parts.put("drain", new DrainBench());
        parts.put("sweep", new SweepBench());
        parts.put("parcels", new ParcelBench());
        parts.put("due", new DueBench());
        parts.put("stores", new StoresBench());
        parts.put("letters", new LettersBench());
        parts.put("pages", new PagesBench());
        return parts;
    }

    @Override
    public Integer call() throws Exception {
        Optional<String> unknown =
                only.stream().filter(part -> !PARTS.containsKey(part)).findFirst();
        if (unknown.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "There is no part " + unknown.get() + "; there are " + PARTS.keySet());
        }
        Path home = Path.of(System.getProperty("serai.home", "")).toAbsolutePath();
        Path folder = home.resolve("target/bench");
        Lab.remove(folder);
        Files.createDirectories(folder);
        Duration burst = Duration.ofSeconds(seconds != null ? seconds : quick ? 5 : 30);
        Lab lab = new Lab(home, folder, burst, quick, jfr);

        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Conditions conditions = Conditions.now(folder);
        out.println(conditions.text());
        Map<String, List<Figure>> measured = new LinkedHashMap<>();
        List<String> failed = new ArrayList<>();
        for (Map.Entry<String, Lab.Part> part : chosen().entrySet()) {
            try {
                List<Figure> figures = part.getValue().measure(lab);
                measured.put(part.getKey(), figures);
                Report.print(out, part.getKey(), figures);
            } catch (Lab.OrderLost lost) {
                failed.add(part.getKey() + ": BROKEN PROMISE: " + lost.getMessage());
            } catch (Exception e) {
                failed.add(part.getKey() + " could not be measured: " + e);
            }
        }
        if (write && failed.isEmpty()) {
            // Its place in the file is beside the accept burst, with which it is measured.
            measured.remove("floor");
            new Report(conditions, measured).write(home.resolve("docs/performance.md"));
            out.println();
            out.println("Written to docs/performance.md.");
        }
        failed.forEach(System.err::println);
        return failed.isEmpty() ? 0 : 1;
    }

    /** What was asked for; the floor stands with the accept burst already when that is measured. */
    private Map<String, Lab.Part> chosen() {
        Map<String, Lab.Part> chosen = new LinkedHashMap<>(PARTS);
        if (only.isEmpty()) {
            chosen.remove("floor");
        } else {
            chosen.keySet().retainAll(only);
        }
        return chosen;
    }
}
