package serai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Orders pile up while the supplier refuses connections; then it is back, 50 ms late with each answer, and 16 calls go at
 * once: 320 a second and no more. The rate is that of the middle three fifths of the orders.
 */
final class DrainBench implements Lab.Part {
    private static final Duration MOST = Duration.ofMinutes(5);

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(drain(
                lab,
                "at once",
                true,
                Map.of(
                        "serai.aliexpress.pace", "100000",
                        "serai.aliexpress.burst", "100000",
                        "serai.aliexpress.concurrency", "16",
                        "serai.aliexpress.ramp-start", "1")));
        figures.addAll(drain(
                lab,
                "with the default ramp",
                false,
                Map.of(
                        "serai.aliexpress.pace", "400",
                        "serai.aliexpress.burst", "400",
                        "serai.aliexpress.concurrency", "16")));
        return figures;
    }

    private static List<Figure> drain(Lab lab, String how, boolean aimed, Map<String, String> keys) throws Exception {
        int orders = lab.times(3_000, 800);
        try (SimulatorProcess supplier = SimulatorProcess.start(lab.home(), lab.fresh("drain-supplier"))) {
            supplier.refuse();
            try (GatewayProcess gateway = lab.gateway("drain", supplier.aliexpress(), keys)) {
                gateway.untilFirstAccepted();
                try (Books books = new Books(gateway.data());
                        Load load = new Load(gateway.port(), Lab.CONNECTIONS, 1)) {
                    Load.Result sent = load.run(Load.Plan.flatOut(orders - 1));
                    books.awaitRecorded(MOST);
                    Thread.sleep(Duration.ofSeconds(2));
                    long back = System.currentTimeMillis();
                    Duration cpu = gateway.cpu();
                    supplier.recover();
                    awaitDone(books, orders);
                    Duration spent = gateway.cpu().minus(cpu);
                    AcceptBench.conserved(books, orders, sent);
                    boughtOnce(supplier.purchases(), orders);
                    return figures(how, aimed, books, back, spent);
                }
            }
        }
    }

    private static List<Figure> figures(String how, boolean aimed, Books books, long back, Duration cpu)
            throws SQLException {
        List<Long> done = books.doneAt();
        double rate = middleRate(done);
        double took = (done.getLast() - back) / 1e3;
        String what = "drained " + how + ", steady middle";
        String value = Figure.count(rate) + "/s";
        return List.of(
                aimed ? Figure.atLeast(what, value, rate, 280, "/s") : Figure.plain(what, value),
                Figure.plain(
                        "… the supplier's return to the first DONE",
                        AcceptBench.seconds(Duration.ofMillis(done.getFirst() - back))),
                Figure.plain(
                        "… to the last of " + Figure.count(done.size()) + " DONE",
                        AcceptBench.seconds(Duration.ofMillis(done.getLast() - back))),
                Figure.plain("… the gateway's CPU use", Figure.count(cpu.toMillis() / 1e3 / took) + " cores"),
                Figure.plain("… attempts", books.outcomes()));
    }

    /** DONE a second between the first and the last fifth of the orders. */
    static double middleRate(List<Long> done) {
        int from = done.size() / 5;
        int to = done.size() - 1 - from;
        return (to - from) * 1000.0 / Math.max(1, done.get(to) - done.get(from));
    }

    private static void awaitDone(Books books, int orders) throws SQLException, InterruptedException {
        long end = System.nanoTime() + MOST.toNanos();
        while (books.dispatches("DONE") < orders) {
            if (System.nanoTime() > end) {
                throw new Lab.OrderLost(books.dispatches("DONE") + " of " + orders + " orders are DONE after " + MOST
                        + ", " + books.dispatches("DEAD") + " DEAD; attempts: " + books.outcomes());
            }
            Thread.sleep(250);
        }
    }

    private static void boughtOnce(JsonNode purchases, int orders) {
        if (purchases.path("distinct").asInt() != orders
                || purchases.path("duplicates").asInt() != 0) {
            throw new Lab.OrderLost("of " + orders + " orders the supplier sold "
                    + purchases.path("distinct").asInt() + ", and "
                    + purchases.path("duplicates").asInt() + " more than once");
        }
    }
}
