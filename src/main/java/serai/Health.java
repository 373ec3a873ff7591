package serai;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A health check of ours among Camel's: up when a look at the thing succeeds. */
final class Health extends AbstractHealthCheck {
    private final boolean neededToBeReady;
    private final Runnable look;
    private final Supplier<Map<String, String>> details;

    /**
     * @param neededToBeReady whether the node cannot take orders without it
     * @param look throws when the thing does not answer
     */
    Health(String id, boolean neededToBeReady, Runnable look) {
        this(id, neededToBeReady, look, Map::of);
    }

    /** As the other, and tells what is worth knowing, be it well or not. */
    Health(String id, boolean neededToBeReady, Runnable look, Supplier<Map<String, String>> details) {
        super("serai", id);
        this.details = details;
        this.neededToBeReady = neededToBeReady;
        this.look = look;
        setEnabled(true);
    }

    @Override
    public boolean isReadiness() {
        return neededToBeReady;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, String> worthKnowing = details.get();
        try {
            look.run();
            if (!worthKnowing.isEmpty()) {
                builder.message(worthKnowing.entrySet().stream()
                        .map(entry -> entry.getKey() + " is " + entry.getValue())
                        .collect(Collectors.joining("; ")));
            }
            builder.up();
        } catch (RuntimeException e) {
            builder.message(e.getMessage()).down();
        }
    }
}
