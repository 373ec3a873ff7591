package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Reference;
import serai.base.Scope;
import serai.base.Sku;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Doubt;
import serai.dispatch.Move;
import serai.dispatch.OrderMarks;
import serai.ledger.Conditions;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Writes orders into the ledger. Safe to repeat in any order and from several nodes: ids are derived, an older state never
 * replaces a newer one, and what was bought once is never bought again.
 */
public final class OrderBook {
    private static final String INSERT = Sql.of(OrderBook.class, "insert-order");
    private static final String UPDATE = Sql.of(OrderBook.class, "update-order");
    private static final String LOCK = Sql.of(OrderBook.class, "lock-order");
    private static final String FIND = Sql.of(OrderBook.class, "find-order");
    private static final String FIND_WITHIN = Sql.of(OrderBook.class, "find-order-within");
    private static final String ASK_CANCEL = Sql.of(OrderBook.class, "ask-cancel");
    private static final String ERASED = "its personal data was erased; nothing is bought for it any more";
    private static final String COUNT_BY_FATE = Sql.of(OrderBook.class, "count-by-fate");

    /**
     * An order as the ledger holds it.
     *
     * @param content the store's latest word
     * @param planned the order as it is bought, where that word has it otherwise; empty where both are one
     * @param cancelAsked whether the merchant has asked here to cancel it: the store's later words do not undo that
     * @param erased whether its personal data was erased: nothing brings that back, and nothing is bought for it any more
     */
    public record Entry(
            OrderId id,
            StoreId store,
            Instant recordedAt,
            String traceparent,
            StoreOrder content,
            Optional<StoreOrder> planned,
            boolean cancelAsked,
            boolean erased) {
        private Entry with(StoreOrder other) {
            return new Entry(id, store, recordedAt, traceparent, other, planned, cancelAsked, erased);
        }

        /** The order as it was bought, is being bought or will be: what parcels and remedies refer to. */
        public StoreOrder bought() {
            return planned.orElse(content);
        }
    }

    /** What recording did. */
    public enum Recorded {
        NEW,
        /** Known already, or older than what is known. */
        UNCHANGED,
        CHANGED,
        /** Another order than the one that is known under that id; nothing was written down. */
        ANOTHER,
        /** Differs from what was bought or is being bought; support sees it, nothing is bought. */
        DISCREPANCY
    }

    /** Who says how an order is. */
    private enum Said {
        /** Its store, by itself. */
        TOLD,
        /** Its store, when it was asked. */
        ASKED,
        /** Its store; and a person says that it means the order that is known under that id. */
        CONFIRMED
    }

    private final Planner planner;
    private final Replanning replanning;
    private final Cancellations cancellations;
    private final Foresight foresight;

    /** One that knows no supplier's rules. */
    public OrderBook(Planner planner, Cancellations cancellations) {
        this(planner, cancellations, Foresight.NONE);
    }

    public OrderBook(Planner planner, Cancellations cancellations, Foresight foresight) {
        this.planner = planner;
        this.replanning = new Replanning(planner);
        this.cancellations = cancellations;
        this.foresight = foresight;
    }

    /**
     * Takes note of an order as its store describes it.
     *
     * @param actor who told us, for the timeline
     */
    public Recorded record(Tx tx, StoreId store, StoreOrder described, String actor, String traceparent, Instant now)
            throws SQLException {
        return record(tx, store, described, Said.TOLD, actor, traceparent, now);
    }

    /**
     * Takes note of an order of which a person says that it is the known one, changed, however different it looks.
     *
     * @param actor who said so, for the timeline
     */
    public Recorded recordConfirmed(
            Tx tx, StoreId store, StoreOrder described, String actor, String traceparent, Instant now)
            throws SQLException {
        return record(tx, store, described, Said.CONFIRMED, actor, traceparent, now);
    }

    /** Why the store means another order than the one that is known under its id; empty where it does not. */
    public static Optional<String> another(Tx tx, StoreId store, StoreOrder described) throws SQLException {
        Optional<Entry> known = find(tx, OrderId.of(store, described.storeOrderId()));
        return known.isEmpty() ? Optional.empty() : another(tx, known.get(), described);
    }

    /** One of which nothing was begun and that nobody has stopped makes room for the other. */
    private static Optional<String> another(Tx tx, Entry known, StoreOrder described) throws SQLException {
        Optional<String> why = AnotherOrder.words(known.content(), described);
        boolean begun = why.isPresent()
                && (known.content().standing() == StoreOrder.Standing.CANCELLED
                        || !Dispatches.ofOrder(tx, known.id()).isEmpty());
        return begun ? why : Optional.empty();
    }

    /**
     * Takes note of an order as its store has it when it is asked. No webhook can have overtaken that: of a word of the same
     * second it is the newer one, also where it goes back, such as to a hold.
     *
     * @param actor who told us, for the timeline
     */
    public Recorded recordAnswer(
            Tx tx, StoreId store, StoreOrder described, String actor, String traceparent, Instant now)
            throws SQLException {
        return record(tx, store, described, Said.ASKED, actor, traceparent, now);
    }

    private Recorded record(
            Tx tx, StoreId store, StoreOrder described, Said said, String actor, String traceparent, Instant now)
            throws SQLException {
        StoreOrder order = described.standing() == StoreOrder.Standing.PLACE && !described.hasSomethingToSend()
                ? described.standing(StoreOrder.Standing.NEVER, "nothing in it is still to be sent")
                : described;
        OrderId id = OrderId.of(store, order.storeOrderId());
        if (insert(tx, id, store, order, traceparent, now)) {
            tx.note(new NewOrder(store, now));
            Optional<Removals.Removal> removal = Removals.take(tx, id, store);
            begin(
                    tx,
                    new Entry(id, store, now, traceparent, order, Optional.empty(), false, false),
                    removal,
                    actor,
                    now);
            return Recorded.NEW;
        }
        // On PostgreSQL another node may be changing the same order: whoever holds its row goes first.
        lock(tx, id);
        return update(tx, find(tx, id).orElseThrow(), order, said, actor, now);
    }

    private static boolean insert(Tx tx, OrderId id, StoreId store, StoreOrder order, String traceparent, Instant now)
            throws SQLException {
        return tx.update(
                        INSERT,
                        id,
                        store,
                        order.storeOrderId(),
                        order.orderNumber(),
                        order.standing(),
                        order.standingReason(),
                        order.updatedAt(),
                        now,
                        traceparent,
                        EmailHash.of(order.email()),
                        Json.write(order))
                == 1;
    }

    /** The first lines of an order's life; one that was cancelled before it came has only these. */
    private void begin(Tx tx, Entry entry, Optional<Removals.Removal> removal, String actor, Instant now)
            throws SQLException {
        StoreOrder order = entry.content();
        if (removal.isPresent() && removal.get().kind() == Removals.Kind.ASKED) {
            tx.update(ASK_CANCEL, removal.get().at(), entry.id());
        }
        if (removal.filter(said -> said.stops(order.updatedAt())).isPresent()) {
            String reason = removal.get().reason();
            StoreOrder stopped = removal.get().kind() == Removals.Kind.REMOVED
                    ? order.seenAt(removal.get().at())
                    : order;
            save(tx, entry.id(), stopped.standing(StoreOrder.Standing.CANCELLED, reason));
            Dispatches.addEvent(
                    tx, entry.id(), Optional.empty(), now, actor, "CANCELLED", reason + " (before the order came)");
            OrderMarks.add(tx, entry.id(), order.skus());
            return;
        }
        String what = order.standing() == StoreOrder.Standing.PLACE ? "RECORDED" : statusWithout(order);
        Dispatches.addEvent(tx, entry.id(), Optional.empty(), now, actor, what, order.standingReason());
        plan(tx, entry.id(), entry.store(), order, entry.traceparent(), now);
    }

    /** The order of that id. */
    public static Optional<Entry> find(Tx tx, OrderId id) throws SQLException {
        return tx.first(FIND, OrderBook::read, id);
    }

    /** The order of that id, if it is of a store that the scope holds. */
    public static Optional<Entry> find(Tx tx, OrderId id, Scope scope) throws SQLException {
        Conditions conditions = new Conditions().and("id = ?", id).within("store", scope);
        return tx.first(conditions.in(FIND_WITHIN), OrderBook::read, conditions.parameters());
    }

    /** The order of that id, for a change: on PostgreSQL no other node changes it before this transaction ends. */
    public static Optional<Entry> findToChange(Tx tx, OrderId id) throws SQLException {
        lock(tx, id);
        return find(tx, id);
    }

    /** On PostgreSQL no other node changes that order, nor what its store says of it, before this transaction ends. */
    public static void lock(Tx tx, OrderId id) throws SQLException {
        tx.update(LOCK, id);
    }

    /** How many orders stand where; the values add up to all orders there are. */
    public static Map<String, Long> countByFate(Tx tx) throws SQLException {
        record Count(String fate, long n) {}
        return tx.list(COUNT_BY_FATE, row -> new Count(row.text("fate"), row.number("n"))).stream()
                .collect(Collectors.toMap(Count::fate, Count::n));
    }

    /**
     * Stops what was not sent yet because the merchant asked for it here. For good: no later event of the store revives it.
     *
     * @return what came of it, for the timeline
     */
    public String cancelAsAsked(Tx tx, Entry order, String actor, String reason, Instant now) throws SQLException {
        tx.update(ASK_CANCEL, now, order.id());
        return cancel(tx, order, actor, reason, now);
    }

    /**
     * Stops what was not sent yet because the store has removed the order; an event of the store that is later than this
     * one may restore it.
     *
     * @param at when the store said so
     * @return what came of it, for the timeline
     */
    public String remove(Tx tx, Entry order, String actor, String reason, Instant at, Instant now) throws SQLException {
        return cancel(tx, order.with(order.content().seenAt(at)), actor, reason, now);
    }

    /** Takes note that nothing counts any more that the store has said before. */
    public void seen(Tx tx, Entry order, Instant at) throws SQLException {
        if (at.isAfter(order.content().updatedAt())) {
            save(tx, order.id(), order.content().seenAt(at));
        }
    }

    private String cancel(Tx tx, Entry order, String actor, String why, Instant now) throws SQLException {
        // What people write may speak of the customer.
        String reason = order.erased() ? "cancelled after its personal data was erased" : why;
        List<Dispatch> dispatches = Dispatches.ofOrder(tx, order.id());
        List<String> tooLate = new ArrayList<>();
        for (Dispatch dispatch : dispatches) {
            if (!dispatch.places()) {
                continue;
            }
            if (Cancellations.held(dispatch)) {
                tooLate.add(cancellations.ask(tx, dispatch, reason, actor, now));
                continue;
            }
            boolean stoppable = dispatch.state().open()
                    && dispatch.state().mayBecome(DispatchState.CANCELLED)
                    && !dispatch.mayBeBought();
            if (dispatch.state() != DispatchState.CANCELLED && Doubt.mayBeHeld(dispatch)) {
                tooLate.add(cancellations.askInDoubt(tx, dispatch, reason, actor, now));
                continue;
            }
            boolean stopped = dispatch.state() == DispatchState.CANCELLED
                    || (stoppable
                            && Dispatches.apply(
                                    tx, new Move(dispatch, DispatchState.CANCELLED).because(reason), actor, now));
            if (!stopped) {
                // Another node may have been faster with it: what counts is where it is now.
                DispatchState state =
                        Dispatches.find(tx, dispatch.id()).map(Dispatch::state).orElse(dispatch.state());
                tooLate.add(
                        dispatch.channel() + " is " + state + ", and is asked to cancel if it turns out to be bought");
            }
        }
        save(tx, order.id(), order.content().standing(StoreOrder.Standing.CANCELLED, reason));
        DifferenceLetters.closeAll(tx, order.id(), actor, now);
        String result = tooLate.isEmpty()
                ? "nothing had been sent; the order is stopped"
                : "too late to stop all of it here: " + String.join(", ", tooLate);
        Dispatches.addEvent(tx, order.id(), Optional.empty(), now, actor, "CANCEL_ASKED", reason + " (" + result + ")");
        return result;
    }

    private Recorded update(Tx tx, Entry known, StoreOrder described, Said said, String actor, Instant now)
            throws SQLException {
        if (said != Said.CONFIRMED && another(tx, known, described).isPresent()) {
            return Recorded.ANOTHER;
        }
        StoreOrder old = known.content();
        StoreOrder fresh = (known.cancelAsked() && described.standing() != StoreOrder.Standing.CANCELLED
                        ? described.standing(StoreOrder.Standing.CANCELLED, old.standingReason())
                        : described)
                .knowing(old);
        boolean older = said == Said.ASKED ? fresh.updatedAt().isBefore(old.updatedAt()) : Age.stale(old, fresh);
        boolean stale = said != Said.CONFIRMED && older;
        if (stale || fresh.equals(old)) {
            return Recorded.UNCHANGED;
        }
        List<Dispatch> dispatches = Dispatches.ofOrder(tx, known.id());
        fresh = Over.judged(old, fresh, dispatches);
        if (known.erased()) {
            return updateErased(tx, known, fresh, dispatches, actor, now);
        }
        if (fresh.standing() == StoreOrder.Standing.CANCELLED && old.standing() != StoreOrder.Standing.CANCELLED) {
            StoreOrder cancelled = dispatches.isEmpty() ? fresh : old.seenAt(fresh.updatedAt());
            cancel(tx, known.with(cancelled), actor, fresh.standingReason(), now);
            return Recorded.CHANGED;
        }
        if (dispatches.isEmpty()) {
            save(tx, known.id(), fresh);
            tellStanding(tx, known, fresh, actor, now);
            plan(tx, known.id(), known.store(), fresh, known.traceparent(), now);
            return Recorded.CHANGED;
        }
        if (fresh.standing() == StoreOrder.Standing.CANCELLED) {
            // What a store takes off a cancelled order is no wish that anybody could still meet.
            save(tx, known.id(), old.seenAt(fresh.updatedAt()));
            return Recorded.UNCHANGED;
        }
        return follow(tx, known, fresh, dispatches, actor, now);
    }

    /** Has the purchases follow the store's word, and tells people where they cannot. */
    private Recorded follow(Tx tx, Entry known, StoreOrder fresh, List<Dispatch> dispatches, String actor, Instant now)
            throws SQLException {
        boolean restored = known.content().standing() == StoreOrder.Standing.CANCELLED;
        // A supplier that was asked to cancel is not asked to forget it: people are told.
        boolean inVain = restored
                && fresh.standing() == StoreOrder.Standing.PLACE
                && dispatches.stream().anyMatch(OrderBook::isCancelled);
        // That nothing is left to send of what was bought is how a sale ends, and no news.
        boolean sent = fresh.standing() == StoreOrder.Standing.NEVER
                && dispatches.stream().filter(Dispatch::places).allMatch(one -> one.state() == DispatchState.DONE);
        save(tx, known.id(), fresh);
        if (restored && !inVain && fresh.standing() == StoreOrder.Standing.PLACE) {
            Dispatches.addEvent(
                    tx, known.id(), Optional.empty(), now, actor, "CHANGED", "the store restored the order in time");
        } else if (!restored && !sent) {
            tellStanding(tx, known, fresh, actor, now);
        }
        Replanning.Followed followed = replanning.follow(tx, known, fresh, actor, now);
        OrderMarks.add(tx, known.id(), fresh.skus());
        Recorded told = Discrepancies.compare(tx, known.id(), followed.bought(), fresh, inVain, actor, now);
        DifferenceLetters.settle(tx, known.id(), followed.bought(), fresh, inVain, actor, now);
        boolean stands = sent || fresh.standing() == known.content().standing();
        return told == Recorded.UNCHANGED && (followed.changed() || !stands) ? Recorded.CHANGED : told;
    }

    private static boolean isCancelled(Dispatch dispatch) {
        return dispatch.kind().equals(Dispatch.CANCEL_ORDER)
                || (dispatch.state() == DispatchState.CANCELLED && dispatch.mayBeBought());
    }

    private static void tellStanding(Tx tx, Entry known, StoreOrder fresh, String actor, Instant now)
            throws SQLException {
        if (fresh.standing() != known.content().standing()) {
            String what = fresh.standing() == StoreOrder.Standing.PLACE ? "RECORDED" : statusWithout(fresh);
            Dispatches.addEvent(tx, known.id(), Optional.empty(), now, actor, what, fresh.standingReason());
        }
    }

    /** Only where it stands and since when: what the store says of the customer is not taken up again. */
    private Recorded updateErased(
            Tx tx, Entry known, StoreOrder fresh, List<Dispatch> dispatches, String actor, Instant now)
            throws SQLException {
        StoreOrder seen = known.content().seenAt(fresh.updatedAt());
        // Nobody knows any more where it would go.
        boolean never = fresh.standing() == StoreOrder.Standing.PLACE
                && dispatches.stream().noneMatch(Dispatch::places);
        StoreOrder.Standing standing = never ? StoreOrder.Standing.NEVER : fresh.standing();
        if (standing == seen.standing()) {
            save(tx, known.id(), seen);
            return Recorded.UNCHANGED;
        }
        if (standing == StoreOrder.Standing.CANCELLED) {
            cancel(tx, known.with(seen), actor, "", now);
            return Recorded.CHANGED;
        }
        save(tx, known.id(), seen.standing(standing, ERASED));
        Dispatches.addEvent(tx, known.id(), Optional.empty(), now, actor, "CHANGED", standing + ": " + ERASED);
        return Recorded.CHANGED;
    }

    private void plan(Tx tx, OrderId id, StoreId store, StoreOrder order, String traceparent, Instant now)
            throws SQLException {
        Set<String> marks = order.skus();
        Set<Sku> shared = SkuVariants.note(tx, store, order.lines());
        boolean due = order.standing() == StoreOrder.Standing.PLACE;
        if (due || order.standing() == StoreOrder.Standing.WAITING_FOR_PAYMENT) {
            List<Dispatch> planned = planner.plan(new Planner.Frame(id, store, order, traceparent, now, shared));
            for (Dispatch dispatch : due ? planned : List.<Dispatch>of()) {
                Dispatches.insert(tx, dispatch, "recorder");
                marks.add(Reference.of(dispatch.id()).value());
            }
            foresight.tell(tx, id, planned, due, now);
        }
        OrderMarks.add(tx, id, marks);
    }

    private static void save(Tx tx, OrderId id, StoreOrder order) throws SQLException {
        tx.update(
                UPDATE,
                order.standing(),
                order.standingReason(),
                order.updatedAt(),
                EmailHash.of(order.email()),
                Json.write(order),
                id);
    }

    private static String statusWithout(StoreOrder order) {
        return OrderStatus.of(order.standing(), List.of()).name();
    }

    private static Entry read(Row row) throws SQLException {
        return new Entry(
                new OrderId(row.text("id")),
                new StoreId(row.text("store")),
                row.time("recorded_at"),
                row.text("traceparent"),
                Json.read(row.text("body"), StoreOrder.class),
                row.maybeText("planned").map(planned -> Json.read(planned, StoreOrder.class)),
                row.maybeTime("cancel_asked_at").isPresent(),
                row.maybeTime("erased_at").isPresent());
    }
}
