package serai;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import serai.base.Look;

/** A health check of ours among Camel's. Answers from memory, whatever hangs. */
final class Health extends AbstractHealthCheck {
    private final boolean neededToBeReady;
    private final Consumer<HealthCheckResultBuilder> telling;

    private Health(String id, boolean neededToBeReady, Consumer<HealthCheckResultBuilder> telling) {
        super("serai", id);
        this.neededToBeReady = neededToBeReady;
        this.telling = telling;
        setEnabled(true);
    }

    /**
     * Up while the last look at the thing succeeded; that the thing hangs is told once a look at it has had no answer within
     * its time.
     *
     * @param neededToBeReady whether the node cannot take orders without it
     */
    static Health of(String id, boolean neededToBeReady, Look<?> look, Clock clock) {
        return new Health(id, neededToBeReady, builder -> tell(builder, look.seen(), clock));
    }

    /**
     * Up while there is no trouble.
     *
     * @param trouble in words; asked from memory
     */
    static Health of(String id, boolean neededToBeReady, Supplier<Optional<String>> trouble) {
        return new Health(
                id,
                neededToBeReady,
                builder -> trouble.get()
                        .ifPresentOrElse(words -> builder.message(words).down(), builder::up));
    }

    /** Always up; tells what is worth knowing. */
    static Health remarking(String id, Supplier<Map<String, String>> worthKnowing) {
        return new Health(id, false, builder -> {
            Map<String, String> remarks = worthKnowing.get();
            if (!remarks.isEmpty()) {
                builder.message(remarks.entrySet().stream()
                        .map(entry -> entry.getKey() + " is " + entry.getValue())
                        .collect(Collectors.joining("; ")));
            }
            builder.up();
        });
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
        telling.accept(builder);
    }

    private static void tell(HealthCheckResultBuilder builder, Look.Seen<?> seen, Clock clock) {
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
