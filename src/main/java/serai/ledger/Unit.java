package serai.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for a commit.
 *
 * @param weight bytes that it holds in memory meanwhile
 * @param single whether it is one statement, and so atomic by itself
 */
record Unit<T>(Database.Work<T> work, CompletableFuture<T> done, int weight, boolean single) {
    /**
     * What came of running it, before the commit.
     *
     * @param fault null when it went well
     * @param telling tells whoever waits for it, once what it did, or that it did nothing, is sure
     */
    record Ran(@Nullable Fault fault, Runnable telling) {}

    /**
     * Runs it so that nothing of it remains when it fails.
     *
     * @param hearer of what it does, told before whoever waits
     * @throws SQLException and whatever else it failed with, when the whole transaction is lost with it
     */
    Ran run(Connection open, Tx tx, Consumer<Fact> hearer) throws SQLException {
        // One statement that fails has left nothing behind.
        Savepoint before = single ? null : open.setSavepoint();
        try {
            tx.takeFacts();
            T result = work.run(tx);
            List<Fact> facts = tx.takeFacts();
            if (before != null) {
                open.releaseSavepoint(before);
            }
            return new Ran(null, () -> {
                facts.forEach(hearer);
                done.complete(result);
            });
        } catch (SQLException | RuntimeException | Error e) {
            Fault fault = Failures.of(e);
            if (fault == Fault.OF_THE_DATABASE) {
                throw e;
            }
            if (before != null) {
                open.rollback(before);
            }
            return new Ran(fault, () -> done.completeExceptionally(fault == Fault.OF_THE_WORK ? e : unavailable(e)));
        }
    }

    private static DatabaseUnavailable unavailable(Throwable e) {
        return new DatabaseUnavailable("the database did not take it: " + e.getMessage(), e);
    }
}
