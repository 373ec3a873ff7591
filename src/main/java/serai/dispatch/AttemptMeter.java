package serai.dispatch;

import java.time.Instant;
import serai.provider.Outcome;

/** Counts what came of attempts. */
@FunctionalInterface
public interface AttemptMeter {
    /** An attempt is over and what follows from it is on disk. */
    void finished(Attempt attempt, Outcome outcome, Move move, Instant at);
}
