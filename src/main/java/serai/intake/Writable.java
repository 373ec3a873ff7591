package serai.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Whether the journal can be written. While messages are appended, their outcomes say it; after a refused one, and while
 * nothing comes, a commit of its own tries, as large as what was refused. It leaves one row, which the next try overwrites.
 */
public final class Writable implements Supplier<Boolean> {
    /** So young an outcome needs no try beside it. */
    private static final Duration YOUNG = Duration.ofSeconds(2);
    /** What one page of the file holds, and about what a message takes beside its body. */
    private static final int BESIDE = 4_096;

    private static final int MOST = 2 << 20;

    private final Clock clock;
    private final Journal journal;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Instant wroteAt = Instant.EPOCH;

    Writable(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        journal.onAppend(this::appended);
    }

    /** Of that journal, from now on. */
    public static Writable of(Journal journal, Clock clock) {
        return new Writable(journal, clock);
    }

    private void appended(int bytes, boolean written) {
        if (written) {
            wroteAt = clock.instant();
        } else {
            refused.accumulateAndGet(Math.min(MOST, bytes + BESIDE), Math::max);
        }
    }

    /** @return always true @throws serai.ledger.DatabaseUnavailable if it cannot be written */
    @Override
    public Boolean get() {
        int bytes = refused.get();
        Instant now = clock.instant();
        boolean seen = bytes == 0 && wroteAt.plus(YOUNG).isAfter(now) && !wroteAt.isAfter(now);
        if (!seen) {
            journal.touch(now, bytes);
            refused.compareAndSet(bytes, 0);
        }
        return true;
    }
}
