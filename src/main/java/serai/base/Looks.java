package serai.base;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * All that this node looks at again and again, so that everything that tells (health, metrics, status, the cockpit) answers
 * from memory while the ledger, the disk or the broker hangs.
 *
 * <p>Why threads of the operating system and not virtual ones: a read of SQLite on a disk that hangs keeps the thread below
 * a virtual one, and with a few of them nothing would be told any more.
 */
public final class Looks implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(250);
    /** No look of ours may take longer before it counts as no answer. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Clock clock;
    private final Executor thread;
    private final List<Runnable> open;
    private final List<Look<?>> all;

    private Looks(Clock clock, Executor thread, List<Look<?>> all, List<Runnable> open) {
        this.clock = clock;
        this.thread = thread;
        this.all = all;
        this.open = open;
    }

    /** Whoever asks looks by himself and waits for it: for a program that tells nobody while something hangs. */
    public static Looks here(Clock clock) {
        return new Looks(clock, Runnable::run, new CopyOnWriteArrayList<>(), List.of());
    }

    /** Looks run on threads of their own, and those of {@link #at} also when nobody asks; to be closed. */
    public static Looks apart(Clock clock) {
        ExecutorService threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("look-", 1).daemon().factory());
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("looks").daemon().factory());
        List<Look<?>> all = new CopyOnWriteArrayList<>();
        ScheduledFuture<?> ticking =
                ticks.scheduleWithFixedDelay(() -> all.forEach(Look::begin), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return new Looks(
                clock, threads, all, List.of(() -> ticking.cancel(false), ticks::shutdownNow, threads::shutdownNow));
    }

    /** Something that is looked at all the time, each period. The eye throws when there is no answer. */
    public <T> Look<T> at(String name, Duration period, Supplier<T> eye) {
        Look<T> look = whenAsked(name, period, eye);
        all.add(look);
        return look;
    }

    /** Something that is looked at when somebody asks, at most once a period. */
    public <T> Look<T> whenAsked(String name, Duration period, Supplier<T> eye) {
        return new Look<>(name, eye, period, LIMIT, thread, clock);
    }

    /** Those that are looked at all the time. */
    public Collection<Look<?>> all() {
        return List.copyOf(all);
    }

    /** No look begins any more; one that hangs is left alone. */
    @Override
    public void close() {
        open.forEach(Runnable::run);
    }
}
