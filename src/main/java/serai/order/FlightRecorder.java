package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Cause;

/**
 * All that happened to an order, in the order in which it happened: what moved it, who, why, and every call with what was
 * said on both sides. The last 1,000 events and the last 300 calls; older ones stay in the ledger.
 *
 * <p>Requests and answers are redacted: they hold neither secrets nor personal data. Whoever asks has to have found the
 * order within his own stores first.
 */
public final class FlightRecorder {
    private static final String EVENTS = Sql.of(FlightRecorder.class, "events-of-order");
    private static final String ATTEMPTS = Sql.of(FlightRecorder.class, "attempts-of-order");
    private static final String ATTEMPTS_OF_LETTER = Sql.of(FlightRecorder.class, "attempts-of-letter");

    /** One line of the record. */
    public sealed interface Entry {
        Instant at();
    }

    /**
     * Something moved.
     *
     * @param actor a person, a store, or a part of the gateway
     * @param what the new state, or what was done
     */
    public record Event(Instant at, String actor, String what, String reason, Optional<DispatchId> dispatch)
            implements Entry {}

    /**
     * A call to a supplier or a store.
     *
     * @param at when it began
     * @param endedAt empty while it is under way, or when its node died with it
     * @param step what it did there, for example {@code PLACE} or {@code FIND}
     * @param outcome empty while nobody knows
     * @param detail what came of it, in words
     */
    public record Call(
            Instant at,
            DispatchId dispatch,
            String channel,
            String kind,
            int number,
            String step,
            String node,
            Optional<Instant> endedAt,
            Optional<String> outcome,
            Optional<Cause> cause,
            String code,
            String detail,
            String request,
            String response)
            implements Entry {}

    private FlightRecorder() {}

    /** The record of an order; empty when there is no such order. */
    public static List<Entry> ofOrder(Database ledger, OrderId order) {
        return ledger.read(tx -> {
            List<Entry> entries = new ArrayList<>(tx.list(EVENTS, FlightRecorder::event, order));
            entries.addAll(tx.list(ATTEMPTS, FlightRecorder::call, order));
            return sorted(entries);
        });
    }

    /** The calls made for one dispatch, for those that belong to no order. */
    public static List<Entry> ofDispatch(Database ledger, DispatchId dispatch) {
        return ledger.read(tx -> sorted(calls(tx, dispatch)));
    }

    private static List<Entry> calls(Tx tx, DispatchId dispatch) throws SQLException {
        return new ArrayList<>(tx.list(ATTEMPTS_OF_LETTER, FlightRecorder::call, dispatch));
    }

    /** Stable: what happened in the same millisecond stays as the ledger has it. */
    private static List<Entry> sorted(List<Entry> entries) {
        return entries.stream().sorted(Comparator.comparing(Entry::at)).toList();
    }

    private static Event event(Row row) throws SQLException {
        return new Event(
                row.time("at"),
                row.text("actor"),
                row.text("what"),
                row.text("reason"),
                row.maybeText("dispatch_id").map(DispatchId::new));
    }

    private static Call call(Row row) throws SQLException {
        return new Call(
                row.time("started_at"),
                new DispatchId(row.text("dispatch_id")),
                row.text("channel"),
                row.text("kind"),
                row.count("number"),
                row.text("step"),
                row.text("node"),
                row.maybeTime("ended_at"),
                row.maybeText("outcome"),
                row.maybeText("cause").map(Cause::valueOf),
                row.text("code"),
                row.text("detail"),
                row.text("request"),
                row.text("response"));
    }
}
