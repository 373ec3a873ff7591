package serai;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.ledger.DatabaseUnavailable;

/**
 * Attaches the ledger behind an open front door: tries until it is there, then takes the steps that need it, in their order
 * and each until it succeeds. What waits is said in the log once, and once again for each other reason; so is the end.
 */
final class Attaching implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attaching.class);
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /**
     * One thing to do once the ledger is there.
     *
     * @param action throws {@link DatabaseUnavailable} when the ledger went away again; then it is done once more
     */
    record Step(String what, Action action) {}

    /** May fail; what it fails with, other than {@link DatabaseUnavailable}, ends the gateway. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private final List<Step> steps;
    private final Consumer<Exception> fatal;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closing;
    private volatile String trouble = "the ledger is being attached";
    private volatile @Nullable Instant attachedAt;
    private Duration pause = SHORTEST;
    private String told = "";

    /**
     * One that does nothing yet.
     *
     * @param steps the first of them reaches for the ledger
     * @param fatal hears of what no waiting mends
     */
    Attaching(List<Step> steps, Consumer<Exception> fatal) {
        this.steps = List.copyOf(steps);
        this.fatal = fatal;
        this.thread = Thread.ofPlatform().name("ledger-attach").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Why the ledger does not serve yet; empty once all steps are done. */
    Optional<String> trouble() {
        return attachedAt == null ? Optional.of(trouble) : Optional.empty();
    }

    /** Whether all steps are done, or one of them has failed for the first time. */
    boolean hasLooked() {
        return looked.getCount() == 0;
    }

    private void run() {
        try {
            for (Step step : steps) {
                untilDone(step);
            }
            attachedAt = Instant.now();
            if (!told.isEmpty()) {
                LOG.info("the ledger is attached; what was taken meanwhile is recorded now");
            }
        } catch (InterruptedException e) {
            LOG.debug("the ledger was not attached before the end");
        } catch (Exception e) {
            if (!closing) {
                fatal.accept(e);
            }
        } catch (Error e) {
            fatal.accept(new IllegalStateException("what works on the ledger cannot be started", e));
            throw e;
        } finally {
            looked.countDown();
        }
    }

    private void untilDone(Step step) throws Exception {
        while (!closing) {
            try {
                step.action().run();
                pause = SHORTEST;
                return;
            } catch (DatabaseUnavailable e) {
                trouble = Objects.requireNonNullElse(e.getMessage(), "the ledger cannot be reached");
                looked.countDown();
                if (!closing && !trouble.equals(told)) {
                    told = trouble;
                    LOG.warn("orders are taken and wait in the journal ({}): {}", step.what(), trouble);
                }
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
            }
        }
        throw new InterruptedException("the gateway ends");
    }

    /** Tries no more. Does not wait for a try that is under way: a migration that is cut is rolled back. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }
}
