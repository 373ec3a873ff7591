package serai.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * What a server knows of all that come in.
 *
 * @param bodies the memory for what they send
 * @param callers from where they come
 */
public record Doorkeeper(Bodies bodies, Callers callers) {
    private static final String KEY = "serai.doorkeeper";

    /** For servers that were given none: with the usual bounds, trusting no proxy. */
    private static final Doorkeeper USUAL = new Doorkeeper(
            new Bodies(Bodies.Limits.USUAL, new Refusals(Clock.systemUTC()), System::nanoTime),
            new Callers(Set.of(), Optional.empty()));

    /** First handler of every route of a server with bounds of its own. */
    public void receive(RoutingContext context) {
        context.put(KEY, this);
        context.next();
    }

    static Doorkeeper of(RoutingContext context) {
        Doorkeeper given = context.get(KEY);
        return given == null ? USUAL : given;
    }

    /** Bytes of bodies under way at servers with the usual bounds. */
    static long usualHeld() {
        long held = 0;
        for (Bodies.Part part : Bodies.Part.values()) {
            held += USUAL.bodies().held(part);
        }
        return held;
    }
}
