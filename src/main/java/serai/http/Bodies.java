package serai.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The memory for request bodies, in three parts: half for strangers, whose signature is known only after the body; three
 * eighths for whoever has shown a key or a session before; the rest for small bodies when their own part is full, as nearly
 * all webhooks are small. Nobody holds more than half of a part. Where there is no room, a body that stands still is cut off
 * for one that moves: many sockets that withhold their last byte keep nobody out.
 */
public final class Bodies {
    /** Up to this size a body is small. */
    static final long SMALL = 64L << 10;
    /** So long without a byte, and a body may be cut off to make room. */
    static final Duration STILL = Duration.ofMillis(500);

    /**
     * The bounds.
     *
     * @param memory bytes of bodies under way, all together
     * @param rate bytes a second at least, over each window
     * @param window how long a body has for its next share of bytes
     */
    public record Limits(long memory, long rate, Duration window) {
        /** As the configuration has them unless it says otherwise. */
        public static final Limits USUAL = new Limits(64L << 20, 1L << 10, Duration.ofSeconds(5));

        /** The whole of a body has to be here within that. */
        public static final Duration WHOLE = Duration.ofSeconds(30);
    }

    /** Parts of the memory. */
    public enum Part {
        STRANGERS,
        KNOWN,
        SMALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Limits limits;
    private final Refusals refusals;
    private final LongSupplier nanos;
    private final BodyPool strangers;
    private final BodyPool known;
    private final BodyPool small;

    /** @param nanos the time, as {@link System#nanoTime} has it */
    public Bodies(Limits limits, Refusals refusals, LongSupplier nanos) {
        this.limits = limits;
        this.refusals = refusals;
        this.nanos = nanos;
        this.strangers = new BodyPool(limits.memory() / 2);
        this.known = new BodyPool(limits.memory() * 3 / 8);
        this.small = new BodyPool(limits.memory() / 8);
    }

    /** Bytes under way in that part. */
    public synchronized long held(Part part) {
        return pool(part).held();
    }

    /** The bound of that. */
    public long size(Part part) {
        return pool(part).size();
    }

    private BodyPool pool(Part part) {
        return switch (part) {
            case STRANGERS -> strangers;
            case KNOWN -> known;
            case SMALL -> small;
        };
    }

    Refusals refusals() {
        return refusals;
    }

    Duration window() {
        return limits.window();
    }

    /**
     * A body begins.
     *
     * @param cutOff what makes an end of it; must not block
     */
    Body begin(Part part, Set<String> owners, Runnable cutOff) {
        return new Body(owners, pool(part), nanos.getAsLong(), cutOff);
    }

    /**
     * Bytes of a body are here.
     *
     * @param whole its size at last, as far as its sender has said it; at least what is here
     * @return false if there is no room for them
     */
    boolean take(Body body, long bytes, long whole) {
        Optional<Body> cut = Optional.empty();
        boolean taken;
        do {
            synchronized (this) {
                taken = fits(body, bytes, whole);
                cut = taken ? Optional.empty() : dispensable(body, bytes, whole);
                cut.ifPresent(other -> other.pool.release(other));
            }
            cut.ifPresent(other -> {
                refusals.add(Refusals.Why.BODY_EVICTED);
                other.cutOff.run();
            });
        } while (cut.isPresent());
        if (!taken && !body.cut) {
            refusals.add(Refusals.Why.BODY_MEMORY);
        }
        return taken;
    }

    private boolean fits(Body body, long bytes, long whole) {
        boolean taken = !body.cut && (in(body.own, body, bytes) || (whole <= SMALL && in(small, body, bytes)));
        if (taken) {
            body.received += bytes;
            body.progressAt = nanos.getAsLong();
        }
        return taken;
    }

    /** In that part, with what it holds already in another one. */
    private static boolean in(BodyPool pool, Body body, long bytes) {
        BodyPool before = body.pool;
        if (before == pool) {
            return pool.take(body, bytes);
        }
        long held = body.bytes;
        before.release(body);
        if (pool.take(body, held + bytes)) {
            body.pool = pool;
            return true;
        }
        if (held > 0) {
            before.take(body, held);
        }
        return false;
    }

    private Optional<Body> dispensable(Body body, long bytes, long whole) {
        if (body.cut) {
            return Optional.empty();
        }
        Optional<Body> other = body.own
                .dispensable(body, bytes, this::standsStill)
                .or(() -> whole <= SMALL ? small.dispensable(body, bytes, this::standsStill) : Optional.empty());
        other.ifPresent(one -> one.cut = true);
        return other;
    }

    private boolean standsStill(Body body) {
        return !body.whole && nanos.getAsLong() - body.progressAt >= STILL.toNanos();
    }

    /** It is all here; it stays in the account until it is answered, and is not cut off any more. */
    synchronized void whole(Body body) {
        body.whole = true;
    }

    /** It is done with, one way or the other. */
    synchronized void end(Body body) {
        body.pool.release(body);
    }

    /** Whether it brought too little since it had brought so much. @return how much it has brought now, or -1 if too little */
    synchronized long progress(Body body, long before, Duration over) {
        long least = limits.rate() * over.toMillis() / 1_000;
        return body.received - before < least ? -1 : body.received;
    }
}
