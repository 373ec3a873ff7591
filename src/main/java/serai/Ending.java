package serai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what was begun, one thing after the other and each within its time, whatever hangs: a thing that takes longer is left
 * behind and named. That is safe because every attempt was written down before its call, and every order before its answer.
 */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    private static final int FRAMES = 6;

    /** Ends one thing; may hang, and may fail. */
    @FunctionalInterface
    interface Closing {
        void close() throws Exception;
    }

    private record Step(String what, Duration most, Closing closing) {}

    private final List<Step> steps = new ArrayList<>();
    private final Duration most;

    /** @param most for everything together; what is not begun by then is given a moment each */
    Ending(Duration most) {
        this.most = most;
    }

    /** Adds what is to be ended after all that was added before. */
    Ending then(String what, Duration longest, Closing closing) {
        steps.add(new Step(what, longest, closing));
        return this;
    }

    /** Ends everything. @return the names of what did not end in its time, in order */
    List<String> run() {
        long deadline = System.nanoTime() + most.toNanos();
        List<String> hung = new ArrayList<>();
        for (Step step : steps) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Duration within = step.most().compareTo(left) < 0 ? step.most() : atLeastAMoment(left);
            if (!end(step, within)) {
                hung.add(step.what());
            }
        }
        return hung;
    }

    private static Duration atLeastAMoment(Duration left) {
        Duration moment = Duration.ofMillis(200);
        return left.compareTo(moment) < 0 ? moment : left;
    }

    private static boolean end(Step step, Duration within) {
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().daemon().name("end-" + step.what()).start(() -> {
            try {
                step.closing().close();
            } catch (Exception | LinkageError e) {
                LOG.warn("ending {}: {}", step.what(), e.toString());
            } finally {
                done.countDown();
            }
        });
        try {
            if (done.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.warn(
                "ending {} takes longer than {} ms and is left behind: {}",
                step.what(),
                within.toMillis(),
                where(thread));
        return false;
    }

    private static String where(Thread thread) {
        StringBuilder frames = new StringBuilder();
        StackTraceElement[] trace = thread.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
            frames.append(i == 0 ? "" : " < ").append(trace[i].getClassName().replaceFirst(".*\\.", ""));
            frames.append('.').append(trace[i].getMethodName());
        }
        return frames.toString();
    }

    /**
     * Ends the process when it has not ended by itself within that time, and says so: the promise of a bounded end must not
     * hang on what is being ended.
     *
     * @param code of the process then
     */
    static void haltAfter(Duration most, int code) {
        Thread.ofPlatform().daemon().name("halt").start(() -> {
            try {
                Thread.sleep(most);
                LOG.error("the end takes longer than {} s: the process is halted", most.toSeconds());
                Runtime.getRuntime().halt(code);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
