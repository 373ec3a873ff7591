package serai.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An even 1,500 orders a second, whatever the answers do, with the supplier answering: does the recorder keep up? Waits
 * count from when an order was due, so a stall is felt by all orders that it kept.
 */
final class SustainedBench implements Lab.Part {
    private static final double RATE = 1_500;
    private static final Duration SAMPLE = Duration.ofMillis(200);

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        Duration warm = Duration.ofSeconds(lab.times(15, 5));
        Duration time = Duration.ofSeconds(lab.times(60, 10));
        try (SimulatorProcess supplier = SimulatorProcess.start(lab.home(), lab.fresh("sustained-supplier"));
                GatewayProcess gateway = lab.gateway("sustained", supplier.aliexpress(), Map.of())) {
            gateway.untilFirstAccepted();
            try (Books books = new Books(gateway.data());
                    Load load = new Load(gateway.port(), Lab.CONNECTIONS, 1)) {
                Load.Result cold = load.run(Load.Plan.evenly(RATE, warm));
                Duration cpu = gateway.cpu();
                AtomicLong behind = new AtomicLong();
                Load.Result even;
                try (ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor()) {
                    var task = sampling.scheduleAtFixedRate(
                            () -> behind.accumulateAndGet(behindMillis(books), Math::max),
                            0,
                            SAMPLE.toMillis(),
                            TimeUnit.MILLISECONDS);
                    even = load.run(Load.Plan.evenly(RATE, time));
                    if (task.isDone()) {
                        throw new IllegalStateException("the ledger could not be sampled: " + task.exceptionNow());
                    }
                    task.cancel(false);
                }
                double cores = (double) gateway.cpu().minus(cpu).toMillis()
                        / even.took().toMillis();
                books.awaitRecorded(Duration.ofMinutes(2));
                AcceptBench.conserved(books, load.sent() + 1, cold, even);
                return List.of(
                        Figure.atLeast(
                                "accepted, " + time.toSeconds() + " s, at an even rate",
                                Figure.count(even.perSecond()) + "/s",
                                // The answer to the last order comes a little after the end.
                                even.perSecond() * 1.01,
                                RATE,
                                "/s"),
                        Figure.below(
                                "recorder behind, at most",
                                AcceptBench.seconds(Duration.ofMillis(behind.get())),
                                behind.get() / 1e3,
                                1,
                                "s"),
                        Figure.plain("wait for the 202, p50", AcceptBench.millis(even.waited(0.5))),
                        Figure.plain("wait for the 202, p99", AcceptBench.millis(even.waited(0.99))),
                        Figure.plain("wait for the 202, longest", AcceptBench.millis(even.waited(1))),
                        Figure.plain("answers other than 202", Integer.toString(cold.others() + even.others())),
                        Figure.plain("the gateway's CPU use", Figure.count(cores) + " cores"),
                        Figure.plain("its resident memory afterwards", gateway.residentMiB() + " MiB"));
            }
        }
    }

    private static long behindMillis(Books books) {
        try {
            return books.behind().toMillis();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
