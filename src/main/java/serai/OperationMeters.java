package serai;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import serai.console.Console;
import serai.operation.Operation;

/** Gauges on what people switched off, on what of traffic and incidents waits for the ledger, and on open consoles. */
final class OperationMeters {
    private OperationMeters() {}

    static void watch(MeterRegistry registry, Operation operation, Console console) {
        Gauge.builder("serai.console.streams", console, Console::streams)
                .description("pages of the console that are kept up to date")
                .register(registry);
        Gauge.builder("serai.console.streams.max", console, Console::mostStreams)
                .description("the bound of serai.console.streams")
                .register(registry);
        gauge(
                registry,
                operation,
                "serai.switches.off",
                "what people have switched off",
                all -> all.switches().off().size());
        gauge(
                registry,
                operation,
                "serai.traffic.waiting",
                "minutes of stores that wait for the ledger",
                Operation::trafficWaiting);
        gauge(
                registry,
                operation,
                "serai.traffic.waiting.max",
                "the bound of serai.traffic.waiting",
                Operation::mostTrafficWaiting);
        gauge(
                registry,
                operation,
                "serai.incidents.waiting",
                "holds that wait for the ledger",
                Operation::incidentsWaiting);
        gauge(
                registry,
                operation,
                "serai.incidents.waiting.max",
                "the bound of serai.incidents.waiting",
                Operation::mostIncidentsWaiting);
    }

    private static void gauge(
            MeterRegistry registry,
            Operation operation,
            String name,
            String description,
            ToDoubleFunction<Operation> value) {
        Gauge.builder(name, operation, value).description(description).register(registry);
    }
}
