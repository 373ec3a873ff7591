package serai;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import serai.base.Look;

/**
 * A health check of ours among Camel's: up while the last look at the thing succeeded. Answers from memory; that the thing
 * hangs is told once a look at it has had no answer within its time.
 */
final class Health extends AbstractHealthCheck {
    private final boolean neededToBeReady;
    private final Look<?> look;
    private final Clock clock;

    /** @param neededToBeReady whether the node cannot take orders without it */
    Health(String id, boolean neededToBeReady, Look<?> look, Clock clock) {
        super("serai", id);
        this.neededToBeReady = neededToBeReady;
        this.look = look;
        this.clock = clock;
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
        Look.Seen<?> seen = look.seen();
        String age = seen.age(clock.instant())
                .map(time -> String.format(Locale.ROOT, "seen well %.1f s ago", time.toMillis() / 1000.0))
                .orElse("never seen well");
        if (seen.current().isPresent()) {
            builder.message(age).up();
            return;
        }
        builder.message(seen.trouble().map(Health::words).orElse("not looked at yet") + "; " + age)
                .down();
    }

    private static String words(Look.Trouble trouble) {
        return trouble.what().startsWith("no answer")
                ? trouble.what()
                : trouble.what() + " (since " + trouble.since() + ")";
    }
}
