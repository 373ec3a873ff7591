package serai;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import serai.http.Bodies;
import serai.http.Gate;
import serai.http.Refusals;

/** What the HTTP servers hold, with the bounds, and what they turn away. */
final class DoorMeters {
    private DoorMeters() {}

    static void watch(MeterRegistry registry, Gate gate, Bodies bodies, Refusals refusals) {
        Gauge.builder("serai.http.connections", gate, Gate::open)
                .description("open connections, on both servers")
                .register(registry);
        Gauge.builder("serai.http.connections.max", gate, Gate::most)
                .description("the bound of serai.http.connections")
                .register(registry);
        for (Bodies.Part part : Bodies.Part.values()) {
            Gauge.builder("serai.http.bodies", bodies, all -> all.held(part))
                    .description("bytes of bodies under way")
                    .tag("part", part.toString())
                    .register(registry);
            Gauge.builder("serai.http.bodies.max", bodies, all -> all.size(part))
                    .description("the bound of serai.http.bodies")
                    .tag("part", part.toString())
                    .register(registry);
        }
        for (Refusals.Why why : Refusals.Why.values()) {
            FunctionCounter.builder("serai.http.refused", refusals, all -> all.total(why))
                    .description("connections and requests turned away for want of room, or as too slow")
                    .tag("why", why.id())
                    .register(registry);
        }
    }

    /** Always up: a node that is taken out of the balancer would hand the crowd to the next one. Says how it is. */
    static final class Health extends AbstractHealthCheck {
        private final Refusals refusals;

        Health(Refusals refusals) {
            super("serai", "door");
            this.refusals = refusals;
            setEnabled(true);
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        public boolean isReadiness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            var now = refusals.now();
            builder.detail("door", now.isPresent() ? "DEGRADED" : "OPEN");
            now.ifPresent(text -> builder.detail("refused", text).message("DEGRADED: " + text));
            builder.up();
        }
    }
}
