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
import serai.base.OrderId;
import serai.base.Scope;
import serai.dispatch.Attempts;
import serai.dispatch.DispatchState;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.ledger.Unreadable;
import serai.order.OrderBook;
import serai.provider.Cause;
import serai.provider.Redaction;

/** Looks at dead letters; changes nothing. */
public final class DeadLetters {
    private static final String LIST = Sql.of(DeadLetters.class, "list-dead-letters");
    private static final String GROUPS = Sql.of(DeadLetters.class, "group-dead-letters");
    private static final String BY_STORE = Sql.of(DeadLetters.class, "group-dead-letters-by-store");
    private static final String FOUND = Sql.of(DeadLetters.class, "group-found-letters");
    private static final String COUNT = Sql.of(DeadLetters.class, "count-dead-letters");
    private static final String FIND = Sql.of(DeadLetters.class, "find-dead-letter");
    private static final String ATTEMPTS = Sql.of(Attempts.class, "attempts-of-dispatch");

    /** SKUs there may be as many as letters; nobody reads on that far. */
    private static final int MOST_SETS = 500;

    /** Where a page begins: after this letter, in the order of the list. */
    public record Cursor(Instant since, String id) {}

    /** What dead letters are counted by. */
    public enum By {
        /** Cause and channel. */
        CAUSE,
        /** The same, and the store. */
        STORE,
        /** The same, and each SKU; a letter with several SKUs is counted at each of them. */
        SKU
    }

    /**
     * Dead letters that have the same cause on the same channel. Its own letters are those of {@link
     * DeadLetterFilter#in(Group)}.
     *
     * @param store empty unless they were asked for by store or SKU
     * @param sku empty unless they were asked for by SKU; an empty text for letters that name none
     */
    public record Group(
            Optional<DeadLetter.Reason> cause,
            String channel,
            Optional<String> store,
            Optional<String> sku,
            long count,
            Instant oldest,
            Instant newest) {}

    /**
     * How many there are.
     *
     * @param more whether there are more than that; they were not counted further
     */
    public record Count(long n, boolean more) {}

    /**
     * Groups of letters.
     *
     * @param more whether there are rarer ones that were not counted
     */
    public record Counted(List<Group> groups, boolean more) {
        public Counted {
            groups = List.copyOf(groups);
        }
    }

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

    /** As {@link #counted}, the groups alone. */
    public List<Group> groups(DeadLetterFilter filter, By by) {
        return counted(filter, by).groups();
    }

    /**
     * The same set, counted by cause and channel and perhaps more, most first. By SKU at most {@value #MOST_SETS} sets of SKUs
     * that letters name together are counted, the most frequent.
     */
    public Counted counted(DeadLetterFilter filter, By by) {
        Conditions conditions = filter.conditions();
        String statement = switch (by) {
            case CAUSE -> filter.readsRows() ? FOUND.replace("${by}", "cause, channel") : GROUPS;
            case STORE -> filter.readsRows() ? FOUND.replace("${by}", "cause, channel, store") : BY_STORE;
            case SKU -> FOUND.replace("${by}", "cause, channel, store, skus");
        };
        boolean found = by == By.SKU || filter.readsRows();
        int most = by == By.SKU ? MOST_SETS : Integer.MAX_VALUE - 1;
        List<List<Group>> sets = ledger.read(tx -> tx.list(
                conditions.in(statement),
                row -> Groups.read(row, by),
                found ? conditions.parameters(most + 1) : conditions.parameters()));
        List<Group> groups = sets.stream().limit(most).flatMap(List::stream).toList();
        return new Counted(Groups.sorted(groups), sets.size() > most);
    }

    /**
     * How many the filter names. Whoever has a first page that is not full knows that without asking.
     *
     * @param most counts no further than this: what it costs does not grow with what is there
     */
    public Count count(DeadLetterFilter filter, int most) {
        long n = ledger.read(tx -> count(tx, filter, most + 1));
        return new Count(Math.min(n, most), n > most);
    }

    static long count(Tx tx, DeadLetterFilter filter, int limit) throws SQLException {
        Conditions conditions = filter.conditions();
        // Says nothing, but that to go by time is a good way: so the rows that have to be read lie beside each other.
        return count(tx, filter.readsRows() ? conditions.and("l.changed_at >= 0") : conditions, limit);
    }

    /** How many letters meet these conditions, counted up to a limit. */
    static long count(Tx tx, Conditions conditions, int limit) throws SQLException {
        return tx.first(conditions.in(COUNT), row -> row.number("n"), conditions.parameters(limit))
                .orElse(0L);
    }

    /**
     * One of them with everything; empty when there is no dead letter of that id in the scope.
     *
     * @param masked without personal data
     */
    public Optional<Detail> find(DispatchId id, Scope scope, boolean masked) {
        return ledger.read(tx -> detail(tx, id, scope, masked));
    }

    static Optional<Detail> detail(Tx tx, DispatchId id, Scope scope, boolean masked) throws SQLException {
        Optional<DeadLetter.Found> found =
                found(tx, id, scope).filter(letter -> waits(letter.dispatch().state()));
        return found.isEmpty() ? Optional.empty() : Optional.of(detail(tx, found.get(), masked));
    }

    /** Rows of the list, for those who need more than a summary. */
    static List<DeadLetter.Found> page(Tx tx, DeadLetterFilter filter, Optional<Cursor> after, int limit)
            throws SQLException {
        Conditions conditions = filter.conditions();
        after.ifPresent(cursor -> conditions.and("(l.changed_at, l.id) < (?, ?)", cursor.since(), cursor.id()));
        List<DeadLetter.Found> found = tx.readable(
                conditions.in(LIST), DeadLetter.Found::read, conditions.parameters(limit + Unreadable.count()));
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    /** Whether it is a dead letter at all. */
    static boolean waits(DispatchState state) {
        return state == DispatchState.DEAD || state == DispatchState.ARCHIVED;
    }

    /** The dispatch of that id, dead or not; empty when it is of a store that the scope does not hold. */
    static Optional<DeadLetter.Found> found(Tx tx, DispatchId id, Scope scope) throws SQLException {
        Conditions conditions = new Conditions().and("d.id = ?", id).within("d.store", scope);
        return tx.first(conditions.in(FIND), DeadLetter.Found::read, conditions.parameters());
    }

    /** As {@link #found}, for a change: whatever changes the order on another node goes before or after this transaction. */
    static Optional<DeadLetter.Found> toChange(Tx tx, DispatchId id, Scope scope) throws SQLException {
        Optional<DeadLetter.Found> seen = found(tx, id, scope);
        Optional<OrderId> order = seen.flatMap(letter -> letter.dispatch().order());
        if (order.isEmpty()) {
            return seen;
        }
        OrderBook.lock(tx, order.get());
        return found(tx, id, scope);
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
                tx.list(ATTEMPTS, row -> attempt(row, masked), dispatch.id()));
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
        // The last part may have a state behind it.
        String[] parts = traceparent.split("-", 4);
        return parts.length == 4 ? parts[1] : "";
    }

    private static AttemptView attempt(Row row, boolean masked) throws SQLException {
        return new AttemptView(
                row.count("number"),
                row.text("step"),
                row.text("node"),
                row.time("started_at"),
                row.maybeTime("ended_at"),
                row.maybeText("outcome"),
                row.maybeText("cause").map(Cause::valueOf),
                row.text("code"),
                masked ? Redaction.words(row.text("detail")) : row.text("detail"),
                row.text("request"),
                row.text("response"));
    }
}
