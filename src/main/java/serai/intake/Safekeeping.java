package serai.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;

/**
 * Puts what came in on as many disks as an order is to survive on: the journal's, and with two copies the ledger's, one
 * after the other, because the copy bears the place that the journal gave it. With one copy the ledger is not in the way.
 */
public final class Safekeeping {
    /** A store waits 5 s for its answer (Shopify's webhooks, shopify.dev, October 2026), the journal's part included. */
    private static final Duration LONGEST = Duration.ofSeconds(4);
    /** After a failure nothing is tried for so long, lest stores that try again fill the journal's disk. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Journal journal;
    private final Optional<Database> second;
    private final Duration longest;
    private final AtomicLong pausedUntil = new AtomicLong(System.nanoTime());

    /** The second copy could not be made. What is on the own disk will be recorded all the same, when that is possible. */
    public static final class NoSecondCopy extends RuntimeException {
        NoSecondCopy(String message) {
            super(message);
        }
    }

    private Safekeeping(Journal journal, Optional<Database> second, Duration longest) {
        this.journal = journal;
        this.second = second;
        this.longest = longest;
    }

    /** On this node's disk. */
    public static Safekeeping oneCopy(Journal journal) {
        return new Safekeeping(journal, Optional.empty(), LONGEST);
    }

    /** On this node's disk and in the ledger. */
    public static Safekeeping twoCopies(Journal journal, Database ledger) {
        return twoCopies(journal, ledger, LONGEST);
    }

    /** @param longest that a second copy may take; then it counts as failed, although it may still be made */
    static Safekeeping twoCopies(Journal journal, Database ledger, Duration longest) {
        return new Safekeeping(journal, Optional.of(ledger), longest);
    }

    /**
     * Keeps an entry, whatever its {@code seq} and {@code hash}.
     *
     * @return done when all copies are on disk; fails with {@link DatabaseUnavailable} if the journal does not take it, with
     *     {@link NoSecondCopy} if only the ledger does not
     */
    public CompletableFuture<Void> keep(Journal.Entry entry) {
        if (second.isEmpty()) {
            return journal.append(entry).thenApply(kept -> null);
        }
        if (System.nanoTime() - pausedUntil.get() < 0) {
            return CompletableFuture.failedFuture(new NoSecondCopy("the ledger did not take one a moment ago"));
        }
        return journal.append(entry).thenCompose(kept -> copy(second.get(), kept));
    }

    private CompletableFuture<Void> copy(Database ledger, Journal.Entry entry) {
        return ledger.write(tx -> Inbox.copy(tx, journal.id(), entry), entry.body().length)
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .handle((rows, failure) -> {
                    if (failure != null) {
                        pausedUntil.set(System.nanoTime() + PAUSE.toNanos());
                        throw new NoSecondCopy(failure.toString());
                    }
                    return null;
                });
    }
}
