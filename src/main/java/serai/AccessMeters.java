package serai;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import serai.access.Sessions;
import serai.base.Look;
import serai.base.Looks;

/** A gauge on who is signed in. */
final class AccessMeters {
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private AccessMeters() {}

    static void watch(MeterRegistry registry, Looks looks, Sessions sessions, Clock clock) {
        Look<Long> open = looks.at("sessions", PERIOD, () -> sessions.count(clock.instant()));
        Gauge.builder("serai.sessions", open, Meters::current)
                .description("sessions of the console that are open, on all nodes of the ledger")
                .register(registry);
    }
}
