package serai;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import serai.base.Look;
import serai.base.Looks;
import serai.dispatch.Errands;
import serai.ledger.Database;
import serai.ledger.Sql;

/** Gauges on stock and parcels: what waits for a store, what a supplier should have been asked by now. */
final class LogisticsMeters {
    private static final String OFFERS_WAITING = Sql.of(LogisticsMeters.class, "offers-waiting");
    private static final String SUPPLIES_OVERDUE = Sql.of(LogisticsMeters.class, "supplies-overdue");
    private static final String ORDERS_OVERDUE = Sql.of(LogisticsMeters.class, "orders-overdue");

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private LogisticsMeters() {}

    static void watch(MeterRegistry registry, Looks looks, Errands errands, Database ledger, Clock clock) {
        for (String source : errands.sources()) {
            Gauge.builder("serai.errands", errands, all -> all.underWay(source))
                    .description("errands under way, by what they are for; at most 4 a channel")
                    .tag("source", source)
                    .register(registry);
        }
        Counted counted = new Counted(registry, looks, ledger, clock);
        counted.gauge(
                "offers-waiting", "serai.offers.waiting", "SKUs whose store has yet to hear of them", OFFERS_WAITING);
        counted.gauge(
                "supplies-overdue",
                "serai.supplies.overdue",
                "items whose supplier should have been asked by now",
                SUPPLIES_OVERDUE);
        counted.gauge(
                "progress-overdue",
                "serai.progress.overdue",
                "orders whose supplier should have been asked by now",
                ORDERS_OVERDUE);
    }

    private record Counted(MeterRegistry registry, Looks looks, Database ledger, Clock clock) {
        void gauge(String look, String name, String description, String sql) {
            Look<Long> count = looks.at(
                    look,
                    PERIOD,
                    () -> ledger.read(tx -> tx.first(sql, row -> row.number("n"), clock.instant()))
                            .orElse(0L));
            Gauge.builder(name, count, Meters::current).description(description).register(registry);
        }
    }
}
