package serai.histories;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import org.slf4j.LoggerFactory;

/** Draws histories, runs them in two fleets at a time, and makes of one that breaks a promise the shortest that still does. */
final class Trial implements AutoCloseable {
    /** Histories of one run: two fleets, one for each core of a small machine. */
    static final int AT_ONCE = 400;

    private static final Logger SERAI = (Logger) LoggerFactory.getLogger("serai");
    private static final int FLEETS = 2;
    private static final int GENERATIONS = 1_000;

    /** Shorter histories that are tried to make a story of a find. */
    static final int MOST_TRIES = 150;

    /**
     * A history that breaks a promise.
     *
     * @param promise which, and how
     * @param timeline what the ledger tells of it
     */
    record Find(String promise, Shrinkable<History> drawn, Weather weather, Set<Fault> faults, String timeline) {
        History history() {
            return drawn.value();
        }

        @Override
        public String toString() {
            return promise + "\n  " + history() + "\n  meanwhile: " + weather.spells() + " " + weather.crashes()
                    + "\n  on the order's page:\n    " + timeline;
        }
    }

    private final Path folder;
    private final Path template;
    private final AtomicInteger runs = new AtomicInteger();

    private final Level level;

    Trial() {
        // A line for each of some ten thousand attempts tells nothing.
        level = SERAI.getEffectiveLevel();
        SERAI.setLevel(Level.ERROR);
        try {
            folder = Files.createTempDirectory("serai-histories-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        template = FastLedger.template(folder);
    }

    /** Runs some of these histories. @return those that break a promise, as long as they were drawn */
    List<Find> run(Arbitrary<History> histories, Set<Fault> faults, Random random) {
        RandomGenerator<History> drawn = histories.generator(GENERATIONS);
        RandomGenerator<Weather> weathers = Histories.weather().generator(GENERATIONS);
        List<CompletableFuture<List<Find>>> fleets = new ArrayList<>();
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            List<Shrinkable<History>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE / FLEETS; i++) {
                all.add(drawn.next(random));
            }
            Weather weather = weathers.next(random).value();
            fleets.add(CompletableFuture.supplyAsync(() -> run(all, weather, faults)));
        }
        return fleets.stream().flatMap(fleet -> fleet.join().stream()).toList();
    }

    private List<Find> run(List<Shrinkable<History>> all, Weather weather, Set<Fault> faults) {
        Path mine = folder.resolve("run" + runs.getAndIncrement());
        try (Fleet fleet = new Fleet(template, mine, weather, faults)) {
            List<Optional<String>> verdicts =
                    fleet.run(all.stream().map(Shrinkable::value).toList());
            List<Find> finds = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (verdicts.get(i).isPresent()) {
                    String promise = verdicts.get(i).get();
                    finds.add(new Find(promise, all.get(i), weather, faults, fleet.timeline(i)));
                }
            }
            return finds;
        } finally {
            delete(mine);
        }
    }

    /** Runs one on a gateway of its own. */
    Optional<Find> alone(History history, Weather weather, Set<Fault> faults) {
        return alone(Shrinkable.unshrinkable(history), weather, faults);
    }

    private Optional<Find> alone(Shrinkable<History> history, Weather weather, Set<Fault> faults) {
        return run(List.of(history), weather, faults).stream().findFirst();
    }

    /**
     * The same in fewer steps and better weather, as far as that shows it; as it is where it needs the others' company.
     *
     * @param most shorter ones that are tried
     */
    Find shortest(Find found, int most) {
        Find best = alone(found.drawn(), new Weather(List.of(), List.of()), found.faults())
                .or(() -> alone(found.drawn(), found.weather(), found.faults()))
                .orElse(found);
        int tries = 0;
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (Shrinkable<History> each : best.drawn().shrink().limit(most).toList()) {
                if (tries++ >= most) {
                    return best;
                }
                Optional<Find> still = alone(each, best.weather(), best.faults());
                if (still.isPresent()) {
                    best = still.get();
                    shorter = true;
                    break;
                }
            }
        }
        return best;
    }

    private static void delete(Path where) {
        try (Stream<Path> files = Files.walk(where)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        SERAI.setLevel(level);
        delete(folder);
    }
}
