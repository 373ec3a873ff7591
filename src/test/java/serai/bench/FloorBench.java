package serai.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What disk, SQLite and broker do alone. */
final class FloorBench implements Lab.Part {
    /**
     * Rates a second, taken one after another.
     *
     * @param sqlite rows of one writer with group commit for 32 producers
     */
    record Rates(double appends, double overwrites, double sqlite, double artemis, double artemisOfMany) {}

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        return figures(rates(lab));
    }

    static Rates rates(Lab lab) throws Exception {
        Path folder = Files.createDirectories(lab.fresh("floor"));
        Floor floor = new Floor(folder, Duration.ofSeconds(lab.times(5, 1)));
        Rates rates = new Rates(
                floor.appends(),
                floor.overwrites(),
                floor.sqlite(Lab.CONNECTIONS),
                floor.artemis(1),
                floor.artemis(Lab.CONNECTIONS));
        Lab.remove(folder);
        return rates;
    }

    /** One line a rate; several measurements as a spread. */
    static List<Figure> figures(Rates... rates) {
        List<Rates> all = List.of(rates);
        return List.of(
                line("disk: 4 KiB over old ones, fsync each", all, Rates::overwrites),
                line("disk: 4 KiB appended, fsync each", all, Rates::appends),
                line("bare SQLite, group commit, 32 producers", all, Rates::sqlite),
                line("bare Artemis, synced send, 1 producer", all, Rates::artemis),
                line("bare Artemis, synced send, 32 producers", all, Rates::artemisOfMany));
    }

    private static Figure line(String what, List<Rates> all, ToDoubleFunction<Rates> rate) {
        return Figure.plain(
                what, Figure.spread("/s", all.stream().mapToDouble(rate).toArray()));
    }
}
