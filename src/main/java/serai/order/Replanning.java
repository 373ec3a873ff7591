package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Reference;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Effects;
import serai.dispatch.Move;
import serai.dispatch.OrderMarks;
import serai.dispatch.Rewriting;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Cause;

/**
 * Keeps the purchases of an order in step with its store's latest word until the first call that may buy. Whatever surely
 * bought nothing yet asks for what the store means now, stops when the store wants none of it, and is taken up again when
 * it does. What is bought, may be, or is being tried at this moment stays as it is.
 *
 * <p>The moment is decided by compare-and-set on the dispatch's version: either the call begins with the old request and
 * this finds it begun, or the request is another and whoever was about to call reads it again. Doing it twice does nothing.
 *
 * <p>Locks: the order's row first, then its dispatches, as everybody does.
 */
public final class Replanning implements Effects {
    private static final String SAVE = Sql.of(Replanning.class, "save-planned");
    private static final int MOST_RACES = 50;
    private static final String STORE = "the store has it otherwise now: ";

    private final Planner planner;

    public Replanning(Planner planner) {
        this.planner = planner;
    }

    /**
     * An attempt has ended: where it surely bought nothing, and the store has changed its word meanwhile, the next one buys
     * by the new word.
     */
    @Override
    public void follow(Tx tx, Dispatch dispatch, Move move, Instant now) throws SQLException {
        boolean tried = dispatch.places() && dispatch.state() == DispatchState.ATTEMPTING;
        if (tried && (move.to() == DispatchState.DONE || move.to() == DispatchState.UNCONFIRMED)) {
            Optional<OrderBook.Entry> order = behind(tx, dispatch.order().orElseThrow());
            if (order.isPresent() && order.get().content().standing() != StoreOrder.Standing.CANCELLED) {
                settle(tx, order.get(), order.get().bought(), now);
            }
        }
        if (tried && (move.to() == DispatchState.WAITING || move.to() == DispatchState.DEAD)) {
            Optional<OrderBook.Entry> order = behind(tx, dispatch.order().orElseThrow());
            if (order.isPresent()) {
                // A doubt that came during the attempt is news to it; all else it would have taken for news each time.
                StoreOrder word = order.get().content();
                Followed followed = follow(
                        tx, order.get(), word.inDoubt(order.get().bought().doubt()), word, "dispatcher", now);
                if (word.standing() != StoreOrder.Standing.CANCELLED) {
                    settle(tx, order.get(), followed.bought(), now);
                }
            }
        }
    }

    private static void settle(Tx tx, OrderBook.Entry order, StoreOrder bought, Instant now) throws SQLException {
        DifferenceLetters.settle(tx, order.id(), bought, order.content(), false, "dispatcher", now);
    }

    /**
     * Has all that is missing of an order bought, lines included that were new after its first purchase: a person's word.
     * The order's row is locked by the caller. Done twice, it buys nothing twice: what is missing is told by what is bought
     * and waits.
     *
     * @return whether anything is bought that was not
     */
    public boolean complete(Tx tx, OrderId id, String actor, Instant now) throws SQLException {
        OrderBook.Entry order = OrderBook.find(tx, id).orElseThrow();
        Followed followed = follow(tx, order, order.content(), order.content(), true, actor, now);
        DifferenceLetters.settle(tx, id, followed.bought(), order.content(), false, actor, now);
        return followed.changed();
    }

    /**
     * Brings an order's purchases up to its store's latest word where they had to stay behind.
     *
     * @return whether any of them changed
     */
    public boolean catchUp(Tx tx, OrderId id, String actor, Instant now) throws SQLException {
        Optional<OrderBook.Entry> order = behind(tx, id);
        return order.isPresent()
                && follow(tx, order.get(), order.get().content(), actor, now).changed();
    }

    private static Optional<OrderBook.Entry> behind(Tx tx, OrderId id) throws SQLException {
        return OrderBook.findToChange(tx, id)
                .filter(order -> !order.erased())
                .filter(order ->
                        order.planned().isPresent() || order.content().standing() != StoreOrder.Standing.PLACE);
    }

    /**
     * Drops what a person or a listing has made of a dead letter and has it ask for what the store means now; it goes again
     * where that can be bought. The order's row is locked by the caller.
     *
     * @param words for the timeline
     * @return false when somebody else changed it first; then nothing changed
     */
    public boolean withoutEdit(Tx tx, Dispatch letter, String words, String actor, Instant now) throws SQLException {
        OrderBook.Entry order = OrderBook.find(tx, letter.order().orElseThrow()).orElseThrow();
        Holding holding = Holding.of(order.id(), List.of(letter), false);
        Rewriting plain = new Rewriting(
                letter,
                letter.originalRequest().orElse(letter.request()),
                Optional.empty(),
                holding.birthplace(letter, planner.channels()),
                Optional.of(Cause.STORE_CHANGED_IT),
                "",
                letter.reason(),
                letter.dueBy(),
                letter.worth(),
                words);
        boolean mine = Dispatches.rewrite(tx, plain, actor, now);
        if (mine) {
            follow(tx, order, order.content(), actor, now);
        }
        return mine;
    }

    /**
     * What came of it.
     *
     * @param changed whether any purchase asks for something else, has stopped or begun
     * @param bought the order as it is bought now
     */
    record Followed(boolean changed, StoreOrder bought) {}

    /**
     * Has those that wait follow a word.
     *
     * @param order as it was before that word; its row is locked by the caller
     */
    Followed follow(Tx tx, OrderBook.Entry order, StoreOrder word, String actor, Instant now) throws SQLException {
        return follow(tx, order, order.content(), word, actor, now);
    }

    /** @param old by which those that wait were judged before */
    private Followed follow(Tx tx, OrderBook.Entry order, StoreOrder old, StoreOrder word, String actor, Instant now)
            throws SQLException {
        return follow(tx, order, old, word, false, actor, now);
    }

    private Followed follow(
            Tx tx, OrderBook.Entry order, StoreOrder old, StoreOrder word, boolean late, String actor, Instant now)
            throws SQLException {
        Planner.Frame frame = new Planner.Frame(
                order.id(),
                order.store(),
                word,
                order.traceparent(),
                now,
                SkuVariants.note(tx, order.store(), word.lines()));
        boolean changed = false;
        for (int race = 0; race < MOST_RACES; race++) {
            List<Dispatch> all = Dispatches.ofOrder(tx, order.id());
            Holding holding = Holding.of(order.id(), all, over(tx, order, all));
            boolean buy = word.standing() == StoreOrder.Standing.PLACE;
            List<Dispatch> desired = buy ? desired(frame, order.bought(), holding, all, late) : List.of();
            Turn turn = new Turn(tx, old, word, actor, now);
            boolean mine = buy ? turn.toward(desired, holding.waiting()) : turn.stop(holding.waiting());
            changed |= turn.changed();
            if (mine) {
                Bought bought = new Bought(order.bought(), word, holding, planner.channels());
                Optional<StoreOrder> planned = buy ? bought.with(desired, planner.wants(frame)) : bought.held();
                tx.update(SAVE, planned.map(Json::write), order.id());
                return new Followed(changed, planned.orElse(word));
            }
        }
        throw new DatabaseUnavailable(order.id() + " is changed by others all the time");
    }

    /** What was stopped for good, or is a supplier's to cancel, is not taken up again: people are told. */
    private static boolean over(Tx tx, OrderBook.Entry order, List<Dispatch> all) throws SQLException {
        boolean stopped = all.stream().anyMatch(one -> one.places() && one.state() == DispatchState.CANCELLED);
        return stopped
                && (order.cancelAsked()
                        || all.stream().anyMatch(one -> one.kind().equals(Dispatch.CANCEL_ORDER))
                        || Discrepancies.restoredInVain(tx, order.id()));
    }

    private List<Dispatch> desired(
            Planner.Frame frame, StoreOrder before, Holding holding, List<Dispatch> all, boolean late) {
        if (holding.committed().isEmpty() && !holding.edited()) {
            return planner.plan(frame);
        }
        Set<DispatchId> taken = all.stream().map(Dispatch::id).collect(Collectors.toCollection(HashSet::new));
        return Remainder.plan(planner, frame, before, holding, taken, late);
    }

    /** One try at it: false as soon as somebody else was faster with one of them. */
    private static final class Turn {
        private final Tx tx;
        private final Correction correction;
        private final String actor;
        private final Instant now;
        private boolean changed;

        Turn(Tx tx, StoreOrder old, StoreOrder word, String actor, Instant now) {
            this.tx = tx;
            this.correction = new Correction(tx, old, word, actor, now);
            this.actor = actor;
            this.now = now;
        }

        boolean changed() {
            return changed || correction.changed();
        }

        boolean toward(List<Dispatch> desired, List<Dispatch> waiting) throws SQLException {
            Map<DispatchId, Dispatch> left = new HashMap<>();
            desired.forEach(one -> left.put(one.id(), one));
            for (Dispatch one : waiting) {
                Dispatch wanted = left.remove(one.id());
                boolean mine = wanted == null
                        ? stop(one, "the store has changed the order; nothing of it is bought here any more")
                        : correction.make(one, wanted);
                if (!mine) {
                    return false;
                }
            }
            for (Dispatch one : desired) {
                if (left.containsKey(one.id()) && Dispatches.insert(tx, one, actor)) {
                    changed = true;
                    OrderMarks.add(
                            tx,
                            one.order().orElseThrow(),
                            List.of(Reference.of(one.id()).value()));
                }
            }
            return true;
        }

        boolean stop(List<Dispatch> waiting) throws SQLException {
            for (Dispatch one : waiting) {
                if (!stop(one, correction.word().standingReason())) {
                    return false;
                }
            }
            return true;
        }

        /** What a person has put away, and what was stopped before, is stopped. */
        private boolean stop(Dispatch one, String why) throws SQLException {
            boolean stopped = one.state() == DispatchState.CANCELLED || one.state() == DispatchState.ARCHIVED;
            if (stopped) {
                return true;
            }
            boolean mine =
                    Dispatches.apply(tx, new Move(one, DispatchState.CANCELLED).because(STORE + why), actor, now);
            changed |= mine;
            return mine;
        }
    }
}
