package serai.shipment;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Effects;
import serai.dispatch.Move;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.Cancellations;
import serai.order.Notices;
import serai.provider.Cause;
import serai.provider.ReadProgress;

/** How far each order is that a supplier holds. Begins with the purchase; an older look never replaces a newer one. */
public final class Progress implements Effects {
    private static final String START = Sql.of(Progress.class, "start-progress");
    private static final String ADD_NUMBER = Sql.of(Progress.class, "add-supplier-order");
    private static final String TAKE_NUMBER = Sql.of(Progress.class, "take-supplier-order");
    private static final String FIND = Sql.of(Progress.class, "find-progress");
    private static final String SAVE = Sql.of(Progress.class, "save-progress");
    private static final String HINT = Sql.of(Progress.class, "hint-progress");

    private final Set<ChannelName> readable;
    private final Cadence cadence;
    private final Notices notices;

    /** @param readable the channels whose supplier takes {@link ReadProgress} */
    public Progress(Set<ChannelName> readable, Cadence cadence, Notices notices) {
        this.readable = Set.copyOf(readable);
        this.cadence = cadence;
        this.notices = notices;
    }

    /** A row of the table. */
    record Entry(
            DispatchId dispatch,
            OrderId order,
            StoreId store,
            ChannelName channel,
            ReadProgress.State state,
            Optional<Cause> cause,
            Instant placedAt,
            Optional<Instant> observedAt,
            Optional<Instant> hintedAt) {
        static Entry read(Row row) throws SQLException {
            return new Entry(
                    new DispatchId(row.text("dispatch_id")),
                    new OrderId(row.text("order_id")),
                    new StoreId(row.text("store")),
                    new ChannelName(row.text("channel")),
                    ReadProgress.State.valueOf(row.text("state")),
                    row.maybeText("cause").map(Cause::valueOf),
                    row.time("placed_at"),
                    row.maybeTime("observed_at"),
                    row.maybeTime("hinted_at"));
        }
    }

    /** A purchase that is done is watched from here on. */
    @Override
    public void follow(Tx tx, Dispatch dispatch, Move move, Instant now) throws SQLException {
        boolean held = move.to() == DispatchState.DONE || move.cause().equals(Optional.of(Cause.CREATED_UNPAID));
        if (!dispatch.places() || !held || move.supplierIds().isEmpty()) {
            return;
        }
        for (String number : move.supplierIds()) {
            boolean taken = tx.update(ADD_NUMBER, dispatch.channel(), number, dispatch.id()) == 0
                    && !move.byHand()
                    && tx.update(TAKE_NUMBER, dispatch.id(), dispatch.channel(), number, dispatch.id()) == 1;
            if (taken) {
                String why = dispatch.channel() + "'s number " + number
                        + " was entered by hand for another order; it is" + " this one's";
                Dispatches.addEvent(
                        tx,
                        dispatch.order().orElseThrow(),
                        Optional.of(dispatch.id()),
                        now,
                        "dispatcher",
                        "CHANGED",
                        why);
            }
        }
        if (readable.contains(dispatch.channel())) {
            tx.update(
                    START,
                    dispatch.id(),
                    dispatch.order(),
                    dispatch.store(),
                    dispatch.channel(),
                    ReadProgress.State.OPEN,
                    now,
                    now,
                    cadence.first(now));
        }
    }

    /** Writes down a look. @return the entry as it was; empty when a newer look is there already, or none is wanted any more */
    Optional<Entry> record(Tx tx, DispatchId id, ReadProgress.Found found, Instant now) throws SQLException {
        Optional<Entry> known = tx.first(FIND, Entry::read, id)
                .filter(entry ->
                        entry.observedAt().filter(found.observedAt()::isBefore).isEmpty());
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = known.get();
        // Told to look again while this look was under way: what it saw may be older than what we were told of.
        boolean again = entry.hintedAt().isPresent();
        Optional<Instant> next = cadence.next(found.state(), entry.placedAt(), now);
        int saved = tx.update(
                SAVE,
                found.state(),
                found.cause(),
                found.note(),
                found.observedAt(),
                now,
                again ? next.map(later -> now) : next,
                id);
        if (saved == 0) {
            return Optional.empty();
        }
        if (!found.cause().equals(entry.cause()) && !asWished(tx, entry, found)) {
            tellCause(tx, entry, found, now);
        }
        return known;
    }

    /** Whether the supplier closed it because it was asked to: the cancellation tells of that itself. */
    private static boolean asWished(Tx tx, Entry entry, ReadProgress.Found found) throws SQLException {
        if (!found.cause().equals(Optional.of(Cause.CLOSED_BY_SUPPLIER))) {
            return false;
        }
        List<Dispatch> all = Dispatches.ofOrder(tx, entry.order());
        Optional<Dispatch> placed =
                all.stream().filter(one -> one.id().equals(entry.dispatch())).findFirst();
        return placed.isPresent()
                && (placed.get().state() == DispatchState.CANCELLED
                        || all.stream().anyMatch(one -> Cancellations.of(one, placed.get())));
    }

    private void tellCause(Tx tx, Entry entry, ReadProgress.Found found, Instant now) throws SQLException {
        String sentence = found.cause().map(Cause::sentence).orElse("The supplier goes on with the order.");
        String words = (sentence + " " + found.note()).strip();
        String what = found.cause().isPresent() ? "PROBLEM" : "PROBLEM_OVER";
        Dispatches.addEvent(
                tx,
                entry.order(),
                Optional.of(entry.dispatch()),
                now,
                entry.channel().value(),
                what,
                words);
        if (found.cause().isEmpty()) {
            return;
        }
        notices.tell(
                tx,
                entry.order(),
                entry.dispatch(),
                found.cause().get().id(),
                "order.problem",
                words,
                Map.of(
                        "cause",
                        found.cause().get().id(),
                        "channel",
                        entry.channel().value()),
                now);
    }

    /**
     * Looks at these orders as soon as may be, because their supplier said that something has changed.
     *
     * @return after the commit, how many of them we know and still watch
     */
    public static CompletableFuture<Integer> hint(
            Database ledger, ChannelName channel, List<String> supplierIds, Instant now) {
        Database.Work<Integer> hint = tx -> {
            int known = 0;
            for (String number : new TreeSet<>(supplierIds)) {
                known += tx.update(HINT, now, now, channel, number);
            }
            return known;
        };
        return ledger.write(hint, 0);
    }
}
