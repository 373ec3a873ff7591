package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.base.ChannelName;
import serai.base.Json;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Doubt;
import serai.dispatch.Effects;
import serai.dispatch.Move;
import serai.dispatch.Step;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.CancelOrder;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

/**
 * Carries a cancellation to a supplier that holds the order already, and what came of it back to the store. Where the
 * supplier cannot be asked by a program, it becomes a task for the merchant.
 */
public final class Cancellations implements Effects {
    private static final String WAKE = Sql.of(Cancellations.class, "wake-wishes");
    private static final String AGAIN = "-again-";

    private final Set<ChannelName> cancelling;
    private final Notices notices;

    /** @param cancelling the channels whose supplier takes {@link CancelOrder} */
    public Cancellations(Set<ChannelName> cancelling, Notices notices) {
        this.cancelling = Set.copyOf(cancelling);
        this.notices = notices;
    }

    /**
     * Asks a supplier that holds a purchase, paid or not, to cancel it. Asked twice, it is one wish.
     *
     * @param reason the store's words
     * @return what is done about it, for people
     */
    public String ask(Tx tx, Dispatch placed, String reason, String actor, Instant now) throws SQLException {
        return ask(tx, placed, Optional.empty(), reason, actor, now);
    }

    /**
     * Calls off a purchase of which nobody knows whether it bought: at the supplier, by our reference, where that can be
     * asked; it is asked until its "not there" is a proof. Otherwise a person looks. Asked twice, it is one wish.
     *
     * @param reason the store's words
     * @return what is done about it, for people
     */
    String askInDoubt(Tx tx, Dispatch placed, String reason, String actor, Instant now) throws SQLException {
        boolean askable = askable(placed);
        if (placed.state() == DispatchState.DEAD && placed.reason().equals(Doubt.afterCancelling(placed))) {
            return placed.channel() + " may hold it: " + Doubt.search(placed);
        }
        if (askable || !placed.state().open()) {
            String done = ask(tx, placed, Doubt.lastCreate(tx, placed).or(() -> Optional.of(now)), reason, actor, now);
            return askable ? done + " what it may have bought" : done;
        }
        boolean findsOut = placed.step() == Step.FIND
                || placed.unknownSince().isEmpty()
                || placed.state() == DispatchState.ATTEMPTING;
        if (findsOut) {
            return placed.channel() + " is " + placed.state() + ", and is asked to cancel if it turns out to be bought";
        }
        // To send it again would tell, and might buy it.
        Move person =
                new Move(placed, DispatchState.DEAD).because(Cause.OUTCOME_UNKNOWN, "", Doubt.afterCancelling(placed));
        Dispatches.apply(tx, person, actor, now);
        return placed.channel() + " may hold it: " + Doubt.search(placed);
    }

    private String ask(Tx tx, Dispatch placed, Optional<Instant> lastCreate, String reason, String actor, Instant now)
            throws SQLException {
        PlaceOrder order = Json.read(placed.request(), PlaceOrder.class);
        CancelOrder wish =
                new CancelOrder(order.reference(), placed.supplierIds(), order.orderNumber(), reason, lastCreate);
        Dispatch dispatch = Dispatch.following(
                placed.order().orElseThrow(),
                placed.store(),
                placed.channel(),
                Dispatch.CANCEL_ORDER,
                nextPart(tx, placed),
                wish,
                placed.traceparent(),
                now);
        if (askable(placed)) {
            Dispatches.insert(tx, dispatch, actor);
            return placed.channel() + " is asked to cancel";
        }
        String words = placed.supplierIds().isEmpty()
                ? Doubt.search(placed) + "; if it is there, cancel it by hand, then archive this"
                : "cancel " + String.join(", ", placed.supplierIds()) + " at " + placed.channel()
                        + " by hand, or archive this and let it ship";
        if (Dispatches.insert(tx, dispatch.dead(Cause.CANCEL_BY_HAND, words), actor)) {
            tell(tx, dispatch, "order.cancel-by-hand", Cause.CANCEL_BY_HAND.sentence() + " " + words, now);
        }
        return placed.channel() + " cannot be asked by a program: " + words;
    }

    /** Never with a number that a person has typed: it may be that of another order. */
    private boolean askable(Dispatch placed) {
        return cancelling.contains(placed.channel()) && !placed.byHand();
    }

    /** The purchase's own part, and a number after it once an earlier wish has ended: that one is over. */
    private String nextPart(Tx tx, Dispatch placed) throws SQLException {
        if (!askable(placed)) {
            // A task for a person stays the one task, done or not.
            return placed.part();
        }
        long ended =
                wishes(tx, placed).stream().filter(one -> !one.state().open()).count();
        return ended == 0 ? placed.part() : placed.part() + AGAIN + ended;
    }

    /** Whether the first is a wish to cancel the second, a purchase of the same order; be it the first wish or a later. */
    public static boolean of(Dispatch wish, Dispatch placed) {
        return wish.kind().equals(Dispatch.CANCEL_ORDER)
                && wish.channel().equals(placed.channel())
                && (wish.part().equals(placed.part()) || wish.part().startsWith(placed.part() + AGAIN));
    }

    private static List<Dispatch> wishes(Tx tx, Dispatch placed) throws SQLException {
        return Dispatches.ofOrder(tx, placed.order().orElseThrow()).stream()
                .filter(one -> of(one, placed))
                .toList();
    }

    /**
     * A purchase whose attempt ends after its order was cancelled is cancelled next, where it may have bought; the end of a
     * cancellation goes to the store.
     */
    @Override
    public void follow(Tx tx, Dispatch dispatch, Move move, Instant now) throws SQLException {
        switch (dispatch.kind()) {
            case Dispatch.PLACE_ORDER -> {
                switch (move.to()) {
                    case DONE, DEAD, UNCONFIRMED, WAITING -> afterCancelling(tx, dispatch, now);
                    case RECORDED, QUEUED, ATTEMPTING, ARCHIVED, CANCELLED -> {}
                }
            }
            case Dispatch.CANCEL_ORDER -> cancelled(tx, dispatch, move, now);
            default -> {}
        }
    }

    /** Whether its supplier holds it, paid or not. */
    static boolean held(Dispatch placed) {
        return placed.state() == DispatchState.DONE
                || (placed.state() == DispatchState.DEAD
                        && placed.cause().equals(Optional.of(Cause.CREATED_UNPAID))
                        && !placed.supplierIds().isEmpty());
    }

    private void afterCancelling(Tx tx, Dispatch dispatch, Instant now) throws SQLException {
        // Whoever cancels it at this moment, on another node, either sees this end or is seen here.
        Optional<OrderBook.Entry> order =
                OrderBook.findToChange(tx, dispatch.order().orElseThrow());
        if (order.isEmpty() || order.get().content().standing() != StoreOrder.Standing.CANCELLED) {
            return;
        }
        Dispatch placed = Dispatches.find(tx, dispatch.id()).orElseThrow();
        String reason = order.get().content().standingReason();
        if (placed.state() == DispatchState.DEAD && placed.cause().equals(Optional.of(Cause.DIED_AT_SUPPLIER))) {
            Dispatches.apply(tx, new Move(placed, DispatchState.CANCELLED).because(placed.reason()), "dispatcher", now);
        } else if (held(placed)) {
            // One that was asked while nobody knew is this wish already, also where its answer was no.
            boolean asked = wishes(tx, placed).stream().anyMatch(one -> OrderStatus.unsettled(one.state()));
            if (asked) {
                tx.update(WAKE, now, placed.order(), placed.channel(), now);
            } else {
                ask(tx, placed, reason, "dispatcher", now);
            }
        } else if (placed.state() != DispatchState.CANCELLED && Doubt.mayBeHeld(placed)) {
            askInDoubt(tx, placed, reason, "dispatcher", now);
        }
    }

    private void cancelled(Tx tx, Dispatch cancel, Move move, Instant now) throws SQLException {
        if (move.to() == DispatchState.DONE) {
            boolean nothingThere = move.supplierIds().isEmpty();
            String words = nothingThere
                    ? cancel.channel() + " holds nothing of the order, and nothing of it is sent."
                    : cancel.channel() + " has cancelled the order.";
            Optional<Dispatch> placed = Dispatches.ofOrder(tx, cancel.order().orElseThrow()).stream()
                    .filter(one -> one.places() && of(cancel, one) && mayEnd(one, nothingThere))
                    .findFirst();
            if (placed.isPresent()) {
                Move end = new Move(placed.get(), DispatchState.CANCELLED)
                        .because(
                                nothingThere
                                        ? move.reason()
                                        : cancel.channel() + " has cancelled it at the store's wish");
                Dispatches.apply(tx, nothingThere ? end.unknownSince(Optional.empty()) : end, "dispatcher", now);
            }
            tell(tx, cancel, "order.cancelled", words, now);
        } else if (move.to() == DispatchState.DEAD) {
            String words = move.cause().map(Cause::sentence).orElse("") + " " + move.reason();
            tell(tx, cancel, "order.cancel-refused", words.strip(), now);
        }
    }

    /** What is open finds its end by its own next look. */
    private static boolean mayEnd(Dispatch placed, boolean nothingThere) {
        return nothingThere
                ? placed.state() == DispatchState.DEAD && placed.unknownSince().isPresent()
                : held(placed) || (placed.state() == DispatchState.DEAD && Doubt.mayBeHeld(placed));
    }

    private void tell(Tx tx, Dispatch about, String type, String text, Instant now) throws SQLException {
        notices.tell(
                tx,
                about.order().orElseThrow(),
                about.id(),
                type.substring("order.".length()),
                type,
                text,
                Map.of("channel", about.channel().value()),
                now);
    }
}
