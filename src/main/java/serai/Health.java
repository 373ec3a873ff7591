package serai;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A health check of ours among Camel's: up when a look at the thing succeeds. */
final class Health extends AbstractHealthCheck {
    private final boolean neededToBeReady;
    private final Runnable look;

    /**
     * @param neededToBeReady whether the node cannot take orders without it
     * @param look throws when the thing does not answer
     */
    Health(String id, boolean neededToBeReady, Runnable look) {
        super("serai", id);
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
        try {
            look.run();
            builder.up();
        } catch (RuntimeException e) {
            builder.message(e.getMessage()).down();
        }
    }
}
