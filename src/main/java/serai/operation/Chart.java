package serai.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Scope;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Sql;

/**
 * Traffic of the last hours, in at most 72 columns, the last of which is still growing.
 *
 * @param column how long each of them is
 */
public record Chart(Span span, Duration column, List<Column> columns) {
    private static final String TRAFFIC = Sql.of(Chart.class, "traffic");

    /** How far it looks back. */
    public enum Span {
        HOUR(Duration.ofHours(1), Duration.ofMinutes(1)),
        SIX_HOURS(Duration.ofHours(6), Duration.ofMinutes(5)),
        DAY(Duration.ofHours(24), Duration.ofMinutes(20));

        private final Duration length;
        private final Duration column;

        Span(Duration length, Duration column) {
            this.length = length;
            this.column = column;
        }

        public Duration length() {
            return length;
        }

        /** In whole hours. */
        public long hours() {
            return length.toHours();
        }
    }

    /**
     * What happened in one column.
     *
     * @param at its beginning
     * @param accepted orders that came
     * @param placed purchases that a supplier holds
     * @param failed purchases and messages that became dead letters
     * @param parked purchases that waited at most; empty when nobody looked
     */
    public record Column(Instant at, long accepted, long placed, long failed, Optional<Long> parked) {
        static Column empty(Instant at) {
            return new Column(at, 0, 0, 0, Optional.empty());
        }

        private Column plus(Minute minute) {
            Optional<Long> higher = minute.parked().isPresent()
                    ? Optional.of(Math.max(parked.orElse(0L), minute.parked().get()))
                    : parked;
            return new Column(
                    at, accepted + minute.accepted(), placed + minute.placed(), failed + minute.failed(), higher);
        }
    }

    private record Minute(Instant at, long accepted, long placed, long failed, Optional<Long> parked) {}

    public Chart {
        columns = List.copyOf(columns);
    }

    /** Without anything in it: nobody could look. */
    public static Chart empty(Span span, Instant now) {
        return of(List.of(), span, now);
    }

    /** Of the stores that the scope holds. */
    public static Chart of(Database ledger, Scope scope, Span span, Instant now) {
        long width = span.column.toMillis();
        long end = Math.floorDiv(now.toEpochMilli(), width) * width + width;
        long begin = end - span.length.toMillis();
        Conditions conditions = new Conditions();
        if (scope.all()) {
            conditions.and("store = ?", Traffic.TOTAL);
        } else {
            conditions.within("store", scope);
        }
        conditions.and("minute >= ? AND minute < ?", begin, end);
        List<Minute> minutes = ledger.read(tx -> tx.list(
                conditions.in(TRAFFIC),
                row -> new Minute(
                        row.time("minute"),
                        row.number("accepted"),
                        row.number("placed"),
                        row.number("failed"),
                        row.maybeText("parked").map(Long::valueOf)),
                conditions.parameters()));
        return of(minutes, span, now);
    }

    private static Chart of(List<Minute> minutes, Span span, Instant now) {
        long width = span.column.toMillis();
        long end = Math.floorDiv(now.toEpochMilli(), width) * width + width;
        long begin = end - span.length.toMillis();
        Map<Long, Column> filled = new HashMap<>();
        for (Minute minute : minutes) {
            long at = begin + Math.floorDiv(minute.at().toEpochMilli() - begin, width) * width;
            filled.merge(at, Column.empty(Instant.ofEpochMilli(at)).plus(minute), (known, fresh) -> known.plus(minute));
        }
        List<Column> columns = new ArrayList<>();
        for (long at = begin; at < end; at += width) {
            Column none = Column.empty(Instant.ofEpochMilli(at));
            columns.add(filled.getOrDefault(at, none));
        }
        return new Chart(span, span.column, columns);
    }
}
