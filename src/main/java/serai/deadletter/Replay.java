package serai.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import serai.base.Json;
import serai.ledger.Row;

/**
 * Many dead letters sent again, slowly first. A row of the ledger; whoever steps it next goes on from there.
 *
 * @param ratePerSecond letters a second, on average
 * @param stages how many letters go in the first stages; after the last of them all the rest goes
 * @param stopAboveFailureShare a stage of which a larger share dies again stops the replay
 * @param evenIfLooping whether letters go that have died the same way too often
 * @param items letters that it began with
 * @param stage 1 for the first
 * @param note why it stands where it does, in words
 * @param pacedAt up to when the rate is used up
 * @param version counts changes; every change is compare-and-set on it
 */
public record Replay(
        String id,
        Instant createdAt,
        Instant changedAt,
        String actor,
        String reason,
        String filter,
        BigDecimal ratePerSecond,
        List<Integer> stages,
        BigDecimal stopAboveFailureShare,
        boolean evenIfLooping,
        long items,
        State state,
        int stage,
        String note,
        Instant pacedAt,
        long version) {
    /** Where a replay stands. */
    public enum State {
        RUNNING,
        /** By a person, until one resumes it. */
        PAUSED,
        /** By a person; what was sent goes on. Final. */
        CANCELLED,
        /** Too many died again. Final. */
        STOPPED,
        /** All letters have been sent or passed over, and have settled. Final. */
        FINISHED
    }

    private static final TypeReference<List<Integer>> NUMBERS = new TypeReference<>() {};

    public Replay {
        stages = List.copyOf(stages);
    }

    /** Whether this is the stage in which all the rest goes. */
    boolean lastStage() {
        return stage > stages.size();
    }

    /** Time that one letter takes of the rate. */
    Duration interval(long letters) {
        double millis = Math.ceil(letters * 1000.0 / ratePerSecond.doubleValue());
        return Duration.ofMillis((long) millis);
    }

    static Replay read(Row row) throws SQLException {
        return new Replay(
                row.text("id"),
                row.time("created_at"),
                row.time("changed_at"),
                row.text("actor"),
                row.text("reason"),
                row.text("filter"),
                new BigDecimal(row.text("rate_per_second")),
                numbers(row.text("stages")),
                new BigDecimal(row.text("stop_above_failure_share")),
                row.number("even_if_looping") == 1,
                row.number("items"),
                State.valueOf(row.text("state")),
                row.count("stage"),
                row.text("note"),
                row.time("paced_at"),
                row.number("version"));
    }

    private static List<Integer> numbers(String json) {
        try {
            return Json.mapper().readValue(json, NUMBERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stages is no list of numbers", e);
        }
    }
}
