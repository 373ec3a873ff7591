package serai.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.DispatchId;
import serai.base.Json;
import serai.dispatch.Attempts;
import serai.dispatch.DispatchState;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Cause;

/** Looks at dead letters; changes nothing. */
public final class DeadLetters {
    private static final String LIST = Sql.of(DeadLetters.class, "list-dead-letters");
    private static final String GROUPS = Sql.of(DeadLetters.class, "group-dead-letters");
    private static final String FIND = Sql.of(DeadLetters.class, "find-dead-letter");
    private static final String ATTEMPTS = Sql.of(Attempts.class, "attempts-of-dispatch");

    /** Where a page begins: after this letter, in the order of the list. */
    public record Cursor(Instant since, String id) {}

    /**
     * Dead letters that have the same cause on the same channel.
     *
     * @param store empty unless they were asked for by store
     */
    public record Group(
            Optional<DeadLetter.Reason> cause,
            String channel,
            Optional<String> store,
            long count,
            Instant oldest,
            Instant newest) {}

    /** One call at the supplier, as it is remembered: redacted, cut at 8,000 characters. */
    public record AttemptView(
            int number,
            String step,
            String node,
            Instant startedAt,
            Optional<Instant> endedAt,
            Optional<String> outcome,
            Optional<Cause> cause,
            String code,
            String detail,
            String request,
            String response) {}

    /**
     * All that is known about one.
     *
     * @param traceId leads to the log lines of the order's way through the gateway
     * @param payload the request as the next attempt would send it
     * @param originalPayload what it was before it was edited
     * @param nextStep what a replay would do first
     */
    public record Detail(
            @JsonUnwrapped DeadLetter letter,
            String traceId,
            Instant recordedAt,
            String nextStep,
            List<String> supplierOrderIds,
            boolean mayBeBought,
            JsonNode payload,
            Optional<JsonNode> originalPayload,
            List<AttemptView> attempts) {}

    private final Database ledger;

    public DeadLetters(Database ledger) {
        this.ledger = ledger;
    }

    /** Those that the filter names, newest first. */
    public List<DeadLetter> list(DeadLetterFilter filter, Optional<Cursor> after, int limit) {
        return ledger.read(tx -> page(tx, filter, after, limit).stream()
                .map(DeadLetter.Found::summary)
                .toList());
    }

    /** The same set, counted by cause and channel, most first. */
    public List<Group> groups(DeadLetterFilter filter, boolean byStore) {
        Conditions conditions = filter.conditions();
        String statement = conditions.in(GROUPS).replace("${store}", byStore ? "d.store" : "''");
        return ledger.read(tx -> tx.list(statement, row -> group(row, byStore), conditions.parameters()));
    }

    private static Group group(Row row, boolean byStore) throws SQLException {
        return new Group(
                row.maybeText("cause").map(Cause::valueOf).map(DeadLetter.Reason::of),
                row.text("channel"),
                byStore ? Optional.of(row.text("in_store")) : Optional.empty(),
                row.number("n"),
                row.time("oldest"),
                row.time("newest"));
    }

    /**
     * One of them with everything; empty when there is no dead letter of that id.
     *
     * @param masked without personal data
     */
    public Optional<Detail> find(DispatchId id, boolean masked) {
        return ledger.read(tx -> {
            Optional<DeadLetter.Found> found =
                    found(tx, id).filter(letter -> waits(letter.dispatch().state()));
            return found.isEmpty() ? Optional.empty() : Optional.of(detail(tx, found.get(), masked));
        });
    }

    /** Rows of the list, for those who need more than a summary. */
    static List<DeadLetter.Found> page(Tx tx, DeadLetterFilter filter, Optional<Cursor> after, int limit)
            throws SQLException {
        Conditions conditions = filter.conditions();
        after.ifPresent(cursor -> conditions.and(
                "d.changed_at < ? OR (d.changed_at = ? AND d.id < ?)", cursor.since(), cursor.since(), cursor.id()));
        return tx.list(conditions.in(LIST), DeadLetter.Found::read, conditions.parameters(limit));
    }

    /** Whether it is a dead letter at all. */
    static boolean waits(DispatchState state) {
        return state == DispatchState.DEAD || state == DispatchState.ARCHIVED;
    }

    static Optional<DeadLetter.Found> found(Tx tx, DispatchId id) throws SQLException {
        return tx.first(FIND, DeadLetter.Found::read, id);
    }

    private static Detail detail(Tx tx, DeadLetter.Found found, boolean masked) throws SQLException {
        var dispatch = found.dispatch();
        return new Detail(
                found.summary(),
                traceId(dispatch.traceparent()),
                dispatch.recordedAt(),
                dispatch.does(),
                dispatch.supplierIds(),
                dispatch.places() && dispatch.mayBeBought(),
                payload(dispatch.kind(), dispatch.request(), masked),
                dispatch.originalRequest().map(original -> payload(dispatch.kind(), original, masked)),
                tx.list(ATTEMPTS, DeadLetters::attempt, dispatch.id()));
    }

    private static JsonNode payload(String kind, String request, boolean masked) {
        String text = masked ? Masks.of(kind, request) : request;
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("a stored request is not JSON", e);
        }
    }

    private static String traceId(String traceparent) {
        String[] parts = traceparent.split("-", -1);
        return parts.length == 4 ? parts[1] : "";
    }

    private static AttemptView attempt(Row row) throws SQLException {
        return new AttemptView(
                row.count("number"),
                row.text("step"),
                row.text("node"),
                row.time("started_at"),
                row.maybeTime("ended_at"),
                row.maybeText("outcome"),
                row.maybeText("cause").map(Cause::valueOf),
                row.text("code"),
                row.text("detail"),
                row.text("request"),
                row.text("response"));
    }
}
