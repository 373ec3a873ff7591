package serai.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import serai.base.OrderId;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;

/**
 * Tells, many at once, whether the ledger knew an order before, for the header {@code Idempotent-Replayed}. Never in the
 * way: whatever goes wrong or takes longer than 200 ms, the answer is no.
 */
final class KnownOrders implements AutoCloseable {
    private static final int BATCH = 64;
    private static final String SELECT = "SELECT id, recorded_at FROM orders WHERE id IN ("
            + String.join(", ", Collections.nCopies(BATCH, "?")) + ")";

    private record Question(OrderId order, Instant received, CompletableFuture<Boolean> answer) {}

    private final Database ledger;
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>(2_000);
    private final Thread thread =
            Thread.ofPlatform().name("known-orders").daemon().unstarted(this::loop);

    KnownOrders(Database ledger) {
        this.ledger = ledger;
        thread.start();
    }

    /** Whether the ledger holds the order from a request before that time: the request itself may be recorded by now. */
    CompletableFuture<Boolean> knew(OrderId order, Instant received) {
        Question question = new Question(order, received, new CompletableFuture<>());
        if (!questions.offer(question)) {
            return CompletableFuture.completedFuture(false);
        }
        return question.answer().completeOnTimeout(false, 200, TimeUnit.MILLISECONDS);
    }

    private void loop() {
        List<Question> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(questions.take());
                questions.drainTo(batch, BATCH - 1);
                Map<String, Instant> recorded = recorded(batch);
                batch.forEach(question -> question.answer()
                        .complete(recorded.getOrDefault(question.order().value(), Instant.MAX)
                                .isBefore(question.received())));
                batch.clear();
            }
        } catch (InterruptedException e) {
            batch.forEach(question -> question.answer().complete(false));
        }
    }

    private Map<String, Instant> recorded(List<Question> batch) {
        @Nullable Object[] ids = new @Nullable Object[BATCH];
        for (int i = 0; i < BATCH; i++) {
            ids[i] = batch.get(Math.min(i, batch.size() - 1)).order();
        }
        record Recorded(String id, Instant at) {}
        try {
            return ledger
                    .read(tx -> tx.list(SELECT, row -> new Recorded(row.text("id"), row.time("recorded_at")), ids))
                    .stream()
                    .collect(Collectors.toMap(Recorded::id, Recorded::at));
        } catch (DatabaseUnavailable e) {
            return Map.of();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
