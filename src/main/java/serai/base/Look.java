package serai.base;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is looked at again and again, and what was seen there last, with its age. Whoever asks is answered from
 * memory: the thing itself may hang. One look at a time; the next comes a period after the last, later where looking takes
 * long, so that it never takes more than a tenth of the time.
 *
 * <p>Made by {@link Looks}. Kept in memory: after a start nothing is known until the first look has ended.
 *
 * @param <T> what is seen there; never null
 */
public final class Look<T> {
    /**
     * What is known.
     *
     * @param value what was seen last, however old; empty when nothing ever was
     * @param at when the look at it began
     * @param trouble why there is nothing newer: the last look failed, or has not ended within its time
     * @param underWay since when a look has been under way that has not ended
     */
    public record Seen<T>(
            Optional<T> value, Optional<Instant> at, Optional<Trouble> trouble, Optional<Instant> underWay) {
        /** What was seen last, if that is how it stands now; empty while looking fails or hangs. */
        public Optional<T> current() {
            return trouble.isPresent() ? Optional.empty() : value;
        }

        /** How old the value is; empty when there is none. */
        public Optional<Duration> age(Instant now) {
            return at.map(time -> time.isAfter(now) ? Duration.ZERO : Duration.between(time, now));
        }
    }

    /**
     * Why nothing is seen.
     *
     * @param since when the first look began that brought nothing
     * @param what in words for whoever runs the gateway; it may quote a library
     */
    public record Trouble(Instant since, String what) {}

    /** A look takes at most one part in so many of the time. */
    private static final int SHARE = 10;

    private final String name;
    private final Supplier<T> eye;
    private final Duration period;
    private final Duration limit;
    private final Executor thread;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    private @Nullable T value;
    private @Nullable Instant at;
    private @Nullable Instant failingSince;
    private String failure = "";
    private @Nullable Instant begunAt;
    private @Nullable Instant nextAt;
    private int forgets;
    /** How often it had been forgotten when the last look began, and the last that saw something. */
    private int begunAfter;

    private int seenAfter;

    Look(String name, Supplier<T> eye, Duration period, Duration limit, Executor thread, Clock clock) {
        this.name = name;
        this.eye = eye;
        this.period = period;
        this.limit = limit;
        this.thread = thread;
        this.clock = clock;
    }

    /** What it looks at, in a word. */
    public String name() {
        return name;
    }

    /** What is known at this moment. Begins a look where one is due; never waits for one. */
    public Seen<T> seen() {
        begin();
        return locked(this::known);
    }

    /**
     * As {@link #seen}, and waits up to that long for the first look, or for the first since {@link #forget}; not while
     * looking is in trouble.
     */
    public Seen<T> seen(Duration most) {
        begin();
        lock.lock();
        try {
            long left = most.toNanos();
            while (left > 0
                    && (value == null || seenAfter < forgets)
                    && trouble().isEmpty()) {
                left = ended.awaitNanos(left);
                begin();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return locked(this::known);
    }

    /** Looks anew, and waits up to that long for it; not while looking is in trouble. */
    public Seen<T> anew(Duration most) {
        forget();
        return seen(most);
    }

    /** What is known is too old from now on: something was changed by hand. */
    public void forget() {
        locked(() -> ++forgets);
    }

    /** Begins a look if one is due and none is under way. */
    void begin() {
        boolean mine = locked(() -> {
            Instant now = clock.instant();
            boolean due = begunAfter < forgets
                    || nextAt == null
                    || !now.isBefore(nextAt)
                    || now.isBefore(nextAt.minus(longestPause()));
            if (begunAt != null || !due) {
                return false;
            }
            begunAt = now;
            begunAfter = forgets;
            return true;
        });
        if (!mine) {
            return;
        }
        try {
            thread.execute(this::look);
        } catch (RejectedExecutionException closed) {
            locked(() -> {
                begunAt = null;
                return true;
            });
        }
    }

    /** After a clock that was set back nothing waits for the old time to come again. */
    private Duration longestPause() {
        return period.plus(limit.multipliedBy(SHARE));
    }

    private void look() {
        try {
            T fresh = eye.get();
            end(fresh, "");
        } catch (RuntimeException | Error e) {
            end(null, e.getMessage() == null ? "the look failed" : e.getMessage());
        }
    }

    private void end(@Nullable T fresh, String words) {
        locked(() -> {
            Instant now = clock.instant();
            Instant begun = begunAt == null ? now : begunAt;
            if (fresh != null) {
                value = fresh;
                at = begun;
                seenAfter = begunAfter;
                failingSince = null;
            } else {
                failingSince = failingSince == null ? begun : failingSince;
            }
            failure = words;
            Duration took = Duration.between(begun, now).multipliedBy(SHARE);
            Duration pause = took.compareTo(period) > 0 ? took : period;
            // A look that hung says nothing of how long the next will take.
            nextAt = begun.plus(took.compareTo(limit.multipliedBy(SHARE)) > 0 ? period : pause);
            begunAt = null;
            ended.signalAll();
            return true;
        });
    }

    private Seen<T> known() {
        return new Seen<>(Optional.ofNullable(value), Optional.ofNullable(at), trouble(), Optional.ofNullable(begunAt));
    }

    private Optional<Trouble> trouble() {
        Instant now = clock.instant();
        if (begunAt != null && now.isAfter(begunAt.plus(limit))) {
            Instant since = failingSince == null ? begunAt : failingSince;
            return Optional.of(new Trouble(since, "no answer since " + since));
        }
        return failingSince == null ? Optional.empty() : Optional.of(new Trouble(failingSince, failure));
    }

    private <R> R locked(Supplier<R> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
