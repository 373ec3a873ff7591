package serai.privacy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.LetterRows;
import serai.dispatch.Move;
import serai.dispatch.StoreMessages;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.StoreOrder;

/** Erases one order or one message, all of it in the caller's transaction. */
final class Eraser {
    private static final String UNDER_WAY = Sql.of(Eraser.class, "under-way");
    private static final String LOCK = Sql.of(Eraser.class, "lock-dispatches");
    private static final String ORDER = Sql.of(Eraser.class, "erase-order");
    private static final String DISPATCH = Sql.of(Eraser.class, "erase-dispatch");
    private static final String ATTEMPTS = Sql.of(Eraser.class, "erase-attempts");
    private static final String EVENTS = Sql.of(Eraser.class, "erase-events");
    private static final String EVENTS_OF_DISPATCH = Sql.of(Eraser.class, "erase-events-of-dispatch");
    private static final String DISCREPANCIES = Sql.of(Eraser.class, "discrepancies-of-order");
    private static final String DISCREPANCY = Sql.of(Eraser.class, "erase-discrepancy");
    private static final String PARCELS = Sql.of(Eraser.class, "erase-parcels");
    private static final String AUDIT = Sql.of(Eraser.class, "erase-audit");
    private static final String NOTES = Sql.of(Eraser.class, "erase-notes");
    private static final String PROGRESS = Sql.of(Eraser.class, "erase-progress");

    /** What came of trying. */
    enum Result {
        /** Done now. */
        ERASED,
        /** We do not hold it, or hold nothing personal of it any more. */
        NOTHING_LEFT,
        /** It is being bought or shipped. */
        WAITS
    }

    private Eraser() {}

    /**
     * Erases an order with everything that hangs on it, unless it is under way.
     *
     * @param late whether it may wait no longer; what is open is then ended first
     */
    static Result order(Tx tx, StoreId store, OrderId id, boolean late, Instant now) throws SQLException {
        Optional<OrderBook.Entry> found =
                OrderBook.findToChange(tx, id).filter(order -> order.store().equals(store));
        if (found.isEmpty() || found.get().erased()) {
            return Result.NOTHING_LEFT;
        }
        // On PostgreSQL nobody moves its dispatches before this transaction ends.
        tx.update(LOCK, id);
        boolean free = late ? Closing.close(tx, id, now) : !underWay(tx, id);
        if (!free) {
            return Result.WAITS;
        }
        Remarks.searchesFor(tx, found.get().content());
        StoreOrder blank = Blanks.of(found.get().content());
        Optional<String> planned = found.get().planned().map(Blanks::of).map(Json::write);
        tx.update(ORDER, Json.write(blank), planned, blank.standingReason(), now, id);
        for (Dispatch dispatch : Dispatches.ofOrder(tx, id)) {
            content(
                    tx,
                    dispatch,
                    Blanks.request(dispatch.kind(), dispatch.request()),
                    Blanks.original(dispatch.kind(), dispatch.originalRequest()));
        }
        tx.update(ATTEMPTS, Blanks.ERASED, Blanks.ERASED, Blanks.ERASED, id);
        tx.update(EVENTS, Blanks.ERASED, id);
        discrepancies(tx, id);
        tx.update(PARCELS, id);
        tx.update(PROGRESS, id);
        tx.update(AUDIT, Blanks.ERASED, id);
        Dispatches.addEvent(tx, id, Optional.empty(), now, Erasure.ACTOR.name(), "ERASED", "");
        return Result.ERASED;
    }

    private static boolean underWay(Tx tx, OrderId id) throws SQLException {
        return tx.first(UNDER_WAY, row -> row.number("dispatches") + row.number("shipments") > 0, id, id)
                .orElse(false);
    }

    private static void content(Tx tx, Dispatch dispatch, String request, Optional<String> original)
            throws SQLException {
        int changed = tx.update(
                DISPATCH,
                request,
                original,
                dispatch.reason().isEmpty() ? "" : Blanks.ERASED,
                dispatch.id(),
                dispatch.version());
        if (changed != 1) {
            throw new IllegalStateException(dispatch.id() + " moved although it is locked");
        }
        tx.update(AUDIT, Blanks.ERASED, dispatch.id());
        Remarks.aboutSetsWith(tx, dispatch.id());
        tx.update(NOTES, Json.write(Blanks.ERASED), dispatch.id());
        LetterRows.save(tx, dispatch.id());
    }

    private static void discrepancies(Tx tx, OrderId id) throws SQLException {
        record Difference(Instant at, StoreOrder body) {}
        for (Difference one : tx.list(
                DISCREPANCIES,
                row -> new Difference(row.time("found_at"), Json.read(row.text("body"), StoreOrder.class)),
                id)) {
            tx.update(DISCREPANCY, Json.write(Blanks.of(one.body())), id, one.at());
        }
    }

    /** Erases a message that could not be read, and puts it away: nothing is left to be read. */
    static void message(Tx tx, Dispatch message, Instant now) throws SQLException {
        Dispatch left = message;
        if (message.state() == DispatchState.DEAD) {
            Move away = new Move(message, DispatchState.ARCHIVED);
            message.cause().ifPresent(cause -> away.because(cause, message.code(), Blanks.ERASED));
            if (!Dispatches.apply(tx, away, Erasure.ACTOR.name(), now)) {
                throw new IllegalStateException(message.id() + " was moved by somebody else; it is erased next time");
            }
            left = Dispatches.find(tx, message.id()).orElseThrow();
        }
        content(tx, left, Blanks.message(left.request()), Optional.empty());
        Optional<OrderId> about = StoreMessages.ofLetter(tx, message.id()).flatMap(StoreMessages.Message::order);
        if (about.isPresent()) {
            tx.update(EVENTS_OF_DISPATCH, Blanks.ERASED, about.get(), message.id());
        }
    }
}
