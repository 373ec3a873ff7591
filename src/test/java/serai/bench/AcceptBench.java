package serai.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A burst at 32 connections, as fast as they get answers, with recorder, relay and dispatch at work: the supplier
 * answers, at the channel's default pace of 100 orders a second. The floor is measured right before and after.
 */
final class AcceptBench implements Lab.Part {
    private static final Duration TO_RECORD = Duration.ofMinutes(5);

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        FloorBench.Rates before = FloorBench.rates(lab);
        List<Figure> figures = new ArrayList<>();
        double rate = burst(lab, figures);
        FloorBench.Rates after = FloorBench.rates(lab);
        figures.addAll(FloorBench.figures(before, after));
        figures.add(
                ratio("accepted / fsyncs of the disk, over old blocks", rate, before.overwrites(), after.overwrites()));
        figures.add(ratio("accepted / bare SQLite", rate, before.sqlite(), after.sqlite()));
        figures.add(
                ratio("accepted / bare Artemis, 32 producers", rate, before.artemisOfMany(), after.artemisOfMany()));
        return figures;
    }

    private static double burst(Lab lab, List<Figure> figures) throws Exception {
        Duration warm = Duration.ofSeconds(lab.times(60, 5));
        try (SimulatorProcess supplier = SimulatorProcess.start(lab.home(), lab.fresh("accept-supplier"));
                GatewayProcess gateway = lab.gateway("accept", supplier.aliexpress(), Map.of())) {
            gateway.untilFirstAccepted();
            try (Books books = new Books(gateway.data());
                    Load load = new Load(gateway.port(), Lab.CONNECTIONS, 1)) {
                Load.Result cold = load.run(Load.Plan.flatOut(warm));
                Duration cpu = gateway.cpu();
                Load.Result burst = load.run(Load.Plan.flatOut(lab.burst()));
                double cores = (double) gateway.cpu().minus(cpu).toMillis()
                        / burst.took().toMillis();
                Duration behind = books.awaitRecorded(TO_RECORD);
                int bought = supplier.purchases().path("distinct").asInt();
                conserved(books, load.sent() + 1, cold, burst);

                double p99 = burst.waited(0.99).toNanos() / 1e6;
                figures.add(Figure.atLeast(
                        "accepted, " + lab.burst().toSeconds() + " s, 32 connections",
                        Figure.count(burst.perSecond()) + "/s",
                        burst.perSecond(),
                        4_000,
                        "/s"));
                figures.add(Figure.plain("wait for the 202, p50", millis(burst.waited(0.5))));
                figures.add(Figure.below("wait for the 202, p99", millis(burst.waited(0.99)), p99, 30, "ms"));
                figures.add(Figure.plain("wait for the 202, longest", millis(burst.waited(1))));
                figures.add(Figure.plain(
                        "the " + warm.toSeconds() + " s before it, from a cold JVM",
                        Figure.count(cold.perSecond()) + "/s, p99 " + millis(cold.waited(0.99))));
                figures.add(Figure.plain("answers other than 202", Integer.toString(cold.others() + burst.others())));
                figures.add(Figure.plain("the gateway's CPU use", Figure.count(cores) + " cores"));
                figures.add(Figure.plain("its resident memory afterwards", gateway.residentMiB() + " MiB"));
                figures.add(Figure.plain("recorder done after the end of the burst", seconds(behind)));
                figures.add(Figure.plain("bought meanwhile", Figure.count(bought)));
                figures.add(Figure.plain(
                        "202s that are in the ledger",
                        Figure.count(cold.waits().length + burst.waits().length) + ", all"));
                return burst.perSecond();
            }
        }
    }

    /**
     * Checks every 202 against the ledger.
     *
     * @param sent how many orders were sent in all
     */
    static void conserved(Books books, int sent, Load.Result... results) throws SQLException {
        BitSet accepted = new BitSet();
        accepted.set(0);
        for (Load.Result result : results) {
            accepted.or(result.accepted());
        }
        books.lost(accepted).ifPresent(lost -> {
            throw new Lab.OrderLost(lost);
        });
        if (books.orders().cardinality() > sent) {
            throw new Lab.OrderLost("the ledger holds more orders than were sent");
        }
    }

    static String millis(Duration wait) {
        return Figure.count(wait.toNanos() / 1e6) + " ms";
    }

    static String seconds(Duration time) {
        return Figure.count(time.toMillis() / 1e3) + " s";
    }

    private static Figure ratio(String what, double rate, double before, double after) {
        return Figure.plain(what, String.format(Locale.ROOT, "%.2f", rate / ((before + after) / 2)));
    }
}
