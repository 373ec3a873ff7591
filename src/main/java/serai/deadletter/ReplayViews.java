package serai.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import serai.base.Json;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Cause;

/** Makes replays readable: counted by the index of their letters, never letter by letter. */
final class ReplayViews {
    private static final String ITEM_COUNTS = Sql.of(ReplayViews.class, "count-replay-items");
    private static final String FAILED_AGAIN = Sql.of(ReplayViews.class, "count-failed-again");

    private ReplayViews() {}

    /** The replay with how far it is. */
    static ReplayBook.View of(Tx tx, Replay replay, Instant now) throws SQLException {
        ReplayBook.Counts counts = counts(tx, replay.id());
        Map<String, Long> failedAgain = new TreeMap<>();
        record Failed(String cause, long n) {}
        tx.list(FAILED_AGAIN, row -> new Failed(row.text("cause"), row.number("n")), replay.id())
                .forEach(failed -> failedAgain.put(
                        failed.cause().isEmpty()
                                ? ""
                                : Cause.valueOf(failed.cause()).id(),
                        failed.n()));
        Optional<Instant> eta = replay.state() == Replay.State.RUNNING && counts.pending() > 0
                ? Optional.of(now.plus(replay.interval(counts.pending())))
                : Optional.empty();
        return new ReplayBook.View(
                replay.id(),
                replay.state(),
                replay.stage(),
                replay.stages(),
                replay.ratePerSecond(),
                replay.stopAboveFailureShare(),
                replay.evenIfLooping(),
                counts,
                eta,
                failedAgain,
                replay.note(),
                replay.actor(),
                replay.reason(),
                json(replay.filter()),
                replay.createdAt(),
                replay.changedAt());
    }

    static ReplayBook.Counts counts(Tx tx, String id) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        record Count(String state, long n) {}
        tx.list(ITEM_COUNTS, row -> new Count(row.text("state"), row.number("n")), id)
                .forEach(count -> counts.put(count.state(), count.n()));
        return new ReplayBook.Counts(
                counts.getOrDefault("PENDING", 0L),
                counts.getOrDefault("SENT", 0L),
                counts.getOrDefault("SKIPPED", 0L),
                counts.getOrDefault("DONE", 0L),
                counts.getOrDefault("DEAD", 0L));
    }

    private static JsonNode json(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("a stored filter is not JSON", e);
        }
    }
}
