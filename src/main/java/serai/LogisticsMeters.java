package serai;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import serai.dispatch.Errands;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;

/** Gauges on stock and parcels: what waits for a store, what a supplier should have been asked by now. */
final class LogisticsMeters {
    private static final String OFFERS_WAITING = Sql.of(LogisticsMeters.class, "offers-waiting");
    private static final String SUPPLIES_OVERDUE = Sql.of(LogisticsMeters.class, "supplies-overdue");
    private static final String ORDERS_OVERDUE = Sql.of(LogisticsMeters.class, "orders-overdue");

    private LogisticsMeters() {}

    static void watch(MeterRegistry registry, Errands errands, Database ledger, Clock clock) {
        for (String source : errands.sources()) {
            Gauge.builder("serai.errands", errands, all -> all.underWay(source))
                    .description("errands under way, by what they are for; at most 4 a channel")
                    .tag("source", source)
                    .register(registry);
        }
        counted(
                registry,
                ledger,
                clock,
                "serai.offers.waiting",
                "SKUs whose store has yet to hear of them",
                OFFERS_WAITING);
        counted(
                registry,
                ledger,
                clock,
                "serai.supplies.overdue",
                "items whose supplier should have been asked by now",
                SUPPLIES_OVERDUE);
        counted(
                registry,
                ledger,
                clock,
                "serai.progress.overdue",
                "orders whose supplier should have been asked by now",
                ORDERS_OVERDUE);
    }

    private static void counted(
            MeterRegistry registry, Database ledger, Clock clock, String name, String description, String sql) {
        Gauge.builder(name, ledger, database -> count(database, clock, sql))
                .description(description)
                .register(registry);
    }

    private static double count(Database ledger, Clock clock, String sql) {
        try {
            return ledger.read(tx -> tx.first(sql, row -> row.number("n"), clock.instant()))
                    .orElse(0L);
        } catch (DatabaseUnavailable e) {
            // Unknown, and the ledger's own health check says why.
            return Double.NaN;
        }
    }
}
