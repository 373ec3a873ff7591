package serai.histories;

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
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** Draws histories in fleets, runs them, and makes of the first that breaks a promise the shortest that still does. */
final class Trial implements AutoCloseable {
    /**
     * A history that breaks a promise.
     *
     * @param promise which, and how
     * @param timeline what the ledger tells of it
     */
    record Find(String promise, History history, Weather weather, String timeline) {
        @Override
        public String toString() {
            return promise + "\n  " + history + "\n  meanwhile: " + weather.spells() + " " + weather.crashes()
                    + "\n  on the order's page:\n    " + timeline;
        }
    }

    private static final int GENERATIONS = 1_000;
    private static final int MOST_TRIES = Integer.getInteger("tries", 150);

    private final Path folder;
    private final Path template;
    private int runs;

    Trial() {
        try {
            folder = Files.createTempDirectory("serai-histories-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        template = FastLedger.template(folder);
    }

    /** Runs a fleet of that many. @return the shortest find, or empty */
    Optional<Find> run(Arbitrary<History> histories, int count, Set<Fault> faults, Random random) {
        RandomGenerator<History> drawn = histories.generator(GENERATIONS);
        List<Shrinkable<History>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(drawn.next(random));
        }
        Weather weather =
                Histories.weather().generator(GENERATIONS).next(random).value();
        List<Optional<String>> verdicts = verdicts(all, weather, faults);
        for (int i = 0; i < count; i++) {
            if (verdicts.get(i).isPresent()) {
                Shrinkable<History> broken = all.get(i);
                return Optional.of(alone(broken.value(), weather, faults)
                        .map(find -> shortest(broken, find, faults))
                        .orElse(new Find(
                                verdicts.get(i).get() + " (not when it runs alone)", broken.value(), weather, "")));
            }
        }
        return Optional.empty();
    }

    private List<Optional<String>> verdicts(List<Shrinkable<History>> all, Weather weather, Set<Fault> faults) {
        Path mine = next();
        try (Fleet fleet = new Fleet(template, mine, weather, faults)) {
            return fleet.run(all.stream().map(Shrinkable::value).toList());
        } finally {
            delete(mine);
        }
    }

    /** Runs one on a gateway of its own. */
    Optional<Find> alone(History history, Weather weather, Set<Fault> faults) {
        Path mine = next();
        try (Fleet fleet = new Fleet(template, mine, weather, faults)) {
            return fleet.run(List.of(history))
                    .getFirst()
                    .map(promise -> new Find(promise, history, weather, fleet.timeline(0)));
        } finally {
            delete(mine);
        }
    }

    private Find shortest(Shrinkable<History> first, Find found, Set<Fault> faults) {
        Find best = found;
        Weather calm = new Weather(List.of(), List.of());
        best = alone(best.history(), calm, faults).orElse(best);
        Shrinkable<History> at = first;
        int tries = 0;
        boolean shorter = true;
        while (shorter && tries < MOST_TRIES) {
            shorter = false;
            List<Shrinkable<History>> smaller = at.shrink().limit(MOST_TRIES).toList();
            for (Shrinkable<History> each : smaller) {
                Optional<Find> still = tries++ < MOST_TRIES
                        ? alone(each.value(), best.weather(), faults)
                        : Optional.empty();
                if (still.isPresent()) {
                    best = still.get();
                    at = each;
                    shorter = true;
                    break;
                }
            }
        }
        return best;
    }

    private Path next() {
        return folder.resolve("run" + runs++);
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
        delete(folder);
    }
}
