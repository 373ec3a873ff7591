package serai.simulator.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A symptom of a {@link Shop} that is switched on, narrowed by what follows its name. */
public final class Trouble {
    /** The symptoms that every shop knows. */
    public static final Set<String> COMMON = Set.of(
            "refuse",
            "server-error",
            "throttled",
            "accept-then-hang",
            "accept-then-error",
            "hang",
            "wrong-token",
            "html");

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final String name;
    private final AtomicInteger left = new AtomicInteger(NO_LIMIT);
    private final AtomicLong struck = new AtomicLong();
    private final Map<String, String> options = new ConcurrentHashMap<>();
    private volatile List<String> on = List.of();
    private volatile Instant until = Instant.MAX;

    Trouble(String name) {
        this.name = name;
    }

    /** Only the next {@code n} requests that it fits. */
    public Trouble times(int n) {
        left.set(n);
        return this;
    }

    /** Only requests of these operations, named as {@link Shop#operation} names them. */
    public Trouble on(String... operations) {
        on = List.of(operations);
        return this;
    }

    /** Only for so long from now, by this machine's clock. */
    public Trouble lasting(Duration time) {
        until = Instant.now().plus(time);
        return this;
    }

    /** A value that the shop looks at when it strikes, such as {@code retry-after}. */
    public Trouble option(String key, String value) {
        options.put(key, value);
        return this;
    }

    /** The option's value, or the other one when it was not given. */
    public String option(String key, Object otherwise) {
        return options.getOrDefault(key, otherwise.toString());
    }

    public String name() {
        return name;
    }

    /** How many requests it struck. */
    public long struck() {
        return struck.get();
    }

    boolean spent() {
        return left.get() <= 0 || Instant.now().isAfter(until);
    }

    /** What follows {@code accept-then-} strikes writes only: a lost answer to a question does no harm. */
    private boolean fits(String operation, boolean writes) {
        boolean afterwards = name.startsWith("accept-then-");
        return on.isEmpty() ? writes || !afterwards : on.contains(operation);
    }

    /** Takes one of the strikes that are left if the request fits. */
    boolean strikes(String operation, boolean writes) {
        if (name.equals("refuse") || spent() || !fits(operation, writes)) {
            return false;
        }
        if (left.getAndUpdate(n -> n == NO_LIMIT || n <= 0 ? n : n - 1) <= 0) {
            return false;
        }
        struck.incrementAndGet();
        return true;
    }
}
