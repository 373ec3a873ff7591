package serai;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import serai.access.Sessions;
import serai.ledger.DatabaseUnavailable;

/** A gauge on who is signed in. */
final class AccessMeters {
    private AccessMeters() {}

    static void watch(MeterRegistry registry, Sessions sessions, Clock clock) {
        Gauge.builder("serai.sessions", sessions, all -> count(all, clock))
                .description("sessions of the console that are open, on all nodes of the ledger")
                .register(registry);
    }

    private static double count(Sessions sessions, Clock clock) {
        try {
            return sessions.count(clock.instant());
        } catch (DatabaseUnavailable e) {
            // Unknown, and the ledger's own health check says why.
            return Double.NaN;
        }
    }
}
