package serai.deadletter;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import serai.base.OrderId;
import serai.dispatch.DispatchState;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.provider.Cause;

/**
 * What became of the letters of a replay, one by one. Whoever asks has found the replay first, and so may see all of its
 * letters: they are of the stores of whoever started it.
 */
public final class ReplayItems {
    private static final String LIST = Sql.of(ReplayItems.class, "replay-items");
    private static final String REASONS = Sql.of(ReplayItems.class, "skipped-reasons");
    /** Letters that are looked through for why they were passed over. */
    private static final int LOOKED_AT = 10_000;

    /** What became of a letter. */
    public enum Fate {
        /** Its turn has not come. */
        PENDING,
        /** Sent, and not settled. */
        SENT,
        /** Passed over; the note says why. */
        SKIPPED,
        DONE,
        /** Died again. */
        DEAD
    }

    /**
     * One letter of a replay.
     *
     * @param position in which it goes, from 1
     * @param stage in which it was sent; 0 before
     * @param note why it was passed over, or empty
     * @param diedOf what it died of again in this replay, whatever came later
     * @param state where it stands now
     * @param reason what is said of it now
     */
    public record Item(
            long position,
            int stage,
            String note,
            Optional<Cause> diedOf,
            String code,
            String letter,
            DispatchState state,
            String store,
            String channel,
            String reason,
            Optional<OrderId> order,
            Optional<String> orderNumber) {}

    /** How many were passed over for the same reason. */
    public record Reason(String why, long count) {}

    private final Database ledger;

    public ReplayItems(Database ledger) {
        this.ledger = ledger;
    }

    /**
     * The replay's letters of that fate, in the order in which they go.
     *
     * @param after only those behind this position; 0 for the first page
     */
    public List<Item> list(String replay, Fate fate, long after, int limit) {
        return ledger.read(tx -> tx.list(LIST, ReplayItems::item, replay, fate, after, limit));
    }

    /** Why letters were passed over, most first; counted among the first {@value #LOOKED_AT} of them. */
    public List<Reason> skipped(String replay) {
        return ledger.read(
                tx -> tx.list(REASONS, row -> new Reason(row.text("note"), row.number("n")), replay, LOOKED_AT));
    }

    private static Item item(Row row) throws SQLException {
        return new Item(
                row.number("position"),
                row.count("stage"),
                row.text("note"),
                row.maybeText("died_of").map(Cause::valueOf),
                row.text("died_code"),
                row.text("id"),
                DispatchState.valueOf(row.text("state")),
                row.text("store"),
                row.text("channel"),
                row.text("reason"),
                row.maybeText("order_id").map(OrderId::new),
                row.maybeText("order_number"));
    }
}
