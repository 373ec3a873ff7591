package serai.dispatch;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.StoredMoney;
import serai.ledger.Tx;
import serai.ledger.Unreadable;
import serai.provider.Cause;

/** The dispatch rows and their timeline. All methods run inside the caller's transaction. */
public final class Dispatches {
    private static final String INSERT = Sql.of(Dispatches.class, "insert-dispatch");
    private static final String MOVE = Sql.of(Dispatches.class, "move-dispatch");
    private static final String REWRITE = Sql.of(Dispatches.class, "rewrite-dispatch");
    private static final String FIND = Sql.of(Dispatches.class, "find-dispatch");
    private static final String OF_ORDER = Sql.of(Dispatches.class, "dispatches-of-order");
    private static final String ADD_EVENT = Sql.of(Dispatches.class, "add-event");
    private static final String LAST_EVENTS = Sql.of(Dispatches.class, "last-events");
    private static final String DROP_EVENT = Sql.of(Dispatches.class, "drop-event");
    private static final String NEXT_STORE = Sql.of(Dispatches.class, "next-store-ready");
    private static final String NEXT_STORE_OLD = Sql.of(Dispatches.class, "next-store-ready-old");
    private static final String READY = Sql.of(Dispatches.class, "ready-of-store");
    private static final String READY_OLD = Sql.of(Dispatches.class, "ready-old-of-store");
    private static final String HAND = Sql.of(Dispatches.class, "hand-to-node");
    private static final String RELEASE = Sql.of(Dispatches.class, "release-to-relay");
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private Dispatches() {}

    /**
     * Adds a new dispatch with its first event, {@code RECORDED} or, for one that is born dead, {@code DEAD}.
     *
     * @return false when it was there already; then nothing changed
     */
    public static boolean insert(Tx tx, Dispatch dispatch, String actor) throws SQLException {
        int added = tx.update(
                INSERT,
                dispatch.id(),
                dispatch.order(),
                dispatch.store(),
                dispatch.channel(),
                dispatch.kind(),
                dispatch.part(),
                dispatch.state(),
                dispatch.cause(),
                dispatch.code(),
                dispatch.reason(),
                dispatch.request(),
                dispatch.step(),
                dispatch.readyAt(),
                dispatch.dueBy(),
                dispatch.worth().flatMap(StoredMoney::of),
                dispatch.worth().map(Money::currency),
                dispatch.traceparent(),
                dispatch.recordedAt(),
                dispatch.changedAt());
        if (added == 1) {
            tx.note(new Moved(
                    dispatch.store(),
                    dispatch.channel(),
                    dispatch.kind(),
                    Optional.empty(),
                    dispatch.state(),
                    dispatch.changedAt()));
        }
        Optional<OrderId> order = added == 1 ? orderOf(tx, dispatch) : Optional.empty();
        if (order.isPresent()) {
            addEvent(
                    tx,
                    order.get(),
                    Optional.of(dispatch.id()),
                    dispatch.recordedAt(),
                    actor,
                    dispatch.state().name(),
                    dispatch.reason());
        }
        if (added == 1 && LetterRows.holds(dispatch.state())) {
            LetterRows.save(tx, dispatch.id());
        }
        return added == 1;
    }

    /**
     * Makes the change and writes it on the order's timeline.
     *
     * @return false when somebody else changed the dispatch first; then nothing changed
     */
    public static boolean apply(Tx tx, Move move, String actor, Instant now) throws SQLException {
        Optional<String> death = move.death();
        int changed = tx.update(
                MOVE,
                move.to,
                move.channel,
                move.cause,
                move.code,
                move.reason,
                move.request,
                move.originalRequest,
                move.step,
                move.attempts,
                move.strikes,
                Json.write(move.supplierIds),
                move.takenAt,
                move.unknownSince,
                move.readyAt,
                move.node,
                now,
                death,
                death,
                death,
                move.from.id(),
                move.from.version(),
                move.from.state());
        if (changed == 1) {
            tx.note(new Moved(
                    move.from.store(), move.channel, move.from.kind(), Optional.of(move.from.state()), move.to, now));
            LetterRows.moved(tx, move, now);
        }
        if (changed == 1 && move.from.order().isPresent()) {
            OrderMarks.add(tx, move.from.order().get(), move.newMarks());
        }
        Optional<OrderId> order = changed == 1 ? orderOf(tx, move.from) : Optional.empty();
        if (order.isPresent() && !onlyLooked(tx, order.get(), move)) {
            String said = move.timeline.isEmpty() ? move.reason : move.timeline;
            addEvent(tx, order.get(), Optional.of(move.from.id()), now, actor, move.to.name(), said);
        }
        return changed == 1;
    }

    /**
     * Whether it waits for its store again as it did before. A hold may last for months, with a look each quarter of an hour:
     * the timeline says since when it waits, and forgets that it was looked at.
     */
    private static boolean onlyLooked(Tx tx, OrderId order, Move move) throws SQLException {
        boolean waits = move.to == DispatchState.WAITING || move.to == DispatchState.UNCONFIRMED;
        if (!waits || !move.code.equals(BeforePurchase.CODE)) {
            return false;
        }
        record Event(long seq, String what, String reason) {}
        List<Event> last = tx.list(
                LAST_EVENTS,
                row -> new Event(row.number("seq"), row.text("what"), row.text("reason")),
                order,
                move.from.id());
        boolean only = last.size() == 2
                && last.get(0).what().equals(DispatchState.QUEUED.name())
                && last.get(1).what().equals(move.to.name())
                && last.get(1).reason().equals(move.reason);
        return only && tx.update(DROP_EVENT, last.get(0).seq()) == 1;
    }

    /**
     * Has a dispatch that nobody has sent yet ask for something else, where it stands, and writes {@code CHANGED} on the
     * order's timeline.
     *
     * @return false when somebody else changed the dispatch first; then nothing changed
     */
    public static boolean rewrite(Tx tx, Rewriting rewriting, String actor, Instant now) throws SQLException {
        Dispatch from = rewriting.from();
        int changed = tx.update(
                REWRITE,
                rewriting.request(),
                rewriting.originalRequest(),
                rewriting.channel(),
                rewriting.cause(),
                rewriting.code(),
                rewriting.reason(),
                rewriting.dueBy(),
                rewriting.worth().flatMap(StoredMoney::of),
                rewriting.worth().map(Money::currency),
                from.id(),
                from.version(),
                from.state());
        if (changed == 1) {
            LetterRows.save(tx, from.id());
            if (from.order().isPresent()) {
                OrderMarks.add(tx, from.order().get(), OrderMarks.of(rewriting.request()));
                addEvent(tx, from.order().get(), Optional.of(from.id()), now, actor, "CHANGED", rewriting.words());
            }
        }
        return changed == 1;
    }

    /** The order whose timeline it stands on: a message that could not be read as one may say all the same which it is. */
    private static Optional<OrderId> orderOf(Tx tx, Dispatch dispatch) throws SQLException {
        return dispatch.kind().equals(Dispatch.READ_ORDER)
                ? StoreMessages.ofLetter(tx, dispatch.id()).flatMap(StoreMessages.Message::order)
                : dispatch.order();
    }

    /** Notes that a queued dispatch is in that node's broker. @return false when somebody else changed it first */
    static boolean hand(Tx tx, Dispatch dispatch, String node) throws SQLException {
        return tx.update(HAND, node, dispatch.id(), dispatch.version()) == 1;
    }

    /** Gives a queued dispatch back to the relay. @return false when somebody else changed it first */
    static boolean release(Tx tx, Dispatch dispatch, Instant now) throws SQLException {
        return tx.update(RELEASE, now, dispatch.id(), dispatch.version()) == 1;
    }

    /** The same, in the order in which everybody who changes several takes them. */
    static List<Dispatch> inLockOrder(Collection<Dispatch> some) {
        return some.stream()
                .sorted(Comparator.comparing(dispatch -> dispatch.id().value()))
                .toList();
    }

    /** Writes a line on an order's timeline. */
    public static void addEvent(
            Tx tx, OrderId order, Optional<DispatchId> dispatch, Instant at, String actor, String what, String reason)
            throws SQLException {
        tx.update(ADD_EVENT, order, dispatch, at, actor, what, reason);
    }

    public static Optional<Dispatch> find(Tx tx, DispatchId id) throws SQLException {
        return tx.first(FIND, Dispatches::read, id);
    }

    /** As {@link #find}; empty also when its row cannot be read: nobody sends what he cannot read. */
    static Optional<Dispatch> readable(Tx tx, DispatchId id) throws SQLException {
        return tx.readable(FIND, Dispatches::read, id).stream().findFirst();
    }

    /** All dispatches of an order, in a steady order. */
    public static List<Dispatch> ofOrder(Tx tx, OrderId order) throws SQLException {
        return tx.list(OF_ORDER, Dispatches::read, order);
    }

    /**
     * Dispatches that may be sent now: of each store in turn as many as its fair share, soonest due first.
     *
     * @param most how many in all
     * @param stops whose purchases wait; what can be looked up, and anything that buys nothing, is sent
     * @param after the store that came last: the turn goes on behind it, also where only one place is free
     */
    static List<Dispatch> ready(Tx tx, Channel channel, Instant now, int most, Stops stops, String after)
            throws SQLException {
        int asks = channel.looksUp() ? 1 : 0;
        ChannelName name = channel.name();
        List<String> stores = new ArrayList<>();
        Optional<String> store = Optional.of("");
        while (store.isPresent()) {
            Optional<Optional<String>> next = stops.placing(name)
                    ? tx.first(NEXT_STORE_OLD, row -> row.maybeText("store"), name, store, asks)
                    : tx.first(NEXT_STORE, row -> row.maybeText("store"), name, store);
            store = next.flatMap(found -> found);
            store.ifPresent(stores::add);
        }
        long before = stores.stream().filter(each -> each.compareTo(after) <= 0).count();
        Collections.rotate(stores, (int) -before);
        List<List<Dispatch>> byStore = new ArrayList<>();
        for (String each : stores) {
            // Its share, rounded up; what a quiet store leaves over is filled at the next look.
            int share = Math.ceilDiv(most, stores.size());
            // Those that cannot be read take no place from the others.
            int looked = share + Unreadable.count();
            List<Dispatch> some = stops.placing(name, new StoreId(each))
                    ? tx.readable(READY_OLD, Dispatches::read, name, each, now, asks, looked)
                    : tx.readable(READY, Dispatches::read, name, each, now, looked);
            byStore.add(some.subList(0, Math.min(share, some.size())));
        }
        return inTurn(byStore, most);
    }

    private static List<Dispatch> inTurn(List<List<Dispatch>> byStore, int most) {
        List<Dispatch> chosen = new ArrayList<>();
        for (int round = 0; round < most && chosen.size() < most; round++) {
            boolean any = false;
            for (List<Dispatch> ofStore : byStore) {
                if (round < ofStore.size() && chosen.size() < most) {
                    chosen.add(ofStore.get(round));
                    any = true;
                }
            }
            if (!any) {
                break;
            }
        }
        return chosen;
    }

    /** Reads a row of the table {@code dispatch}. */
    public static Dispatch read(Row row) throws SQLException {
        return new Dispatch(
                new DispatchId(row.text("id")),
                row.maybeText("order_id").map(OrderId::new),
                new StoreId(row.text("store")),
                new ChannelName(row.text("channel")),
                row.text("kind"),
                row.text("part"),
                DispatchState.valueOf(row.text("state")),
                row.number("version"),
                row.maybeText("cause").map(Cause::valueOf),
                row.text("code"),
                row.text("reason"),
                row.text("request"),
                row.maybeText("original_request"),
                Step.valueOf(row.text("step")),
                row.count("attempts"),
                row.count("strikes"),
                texts(row.text("supplier_ids")),
                row.maybeTime("taken_at"),
                row.maybeTime("unknown_since"),
                row.maybeTime("ready_at"),
                row.time("due_by"),
                row.text("node"),
                row.text("traceparent"),
                row.time("recorded_at"),
                row.time("changed_at"),
                worth(row));
    }

    private static Optional<Money> worth(Row row) throws SQLException {
        Optional<String> currency = row.maybeText("worth_currency");
        BigDecimal stored = BigDecimal.valueOf(row.number("worth"));
        return currency.map(letters -> StoredMoney.money(stored, letters));
    }

    /** A JSON list of texts, as the ledger keeps it. */
    public static List<String> texts(String json) {
        if (json.equals("[]")) {
            return List.of();
        }
        try {
            return Json.mapper().readValue(json, TEXTS);
        } catch (IOException e) {
            throw new IllegalStateException("supplier_ids is no list of texts", e);
        }
    }
}
