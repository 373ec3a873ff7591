package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.base.ChannelName;
import serai.base.Json;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Effects;
import serai.dispatch.Move;
import serai.ledger.Tx;
import serai.provider.CancelOrder;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

/**
 * Carries a cancellation to a supplier that holds the order already, and what came of it back to the store. Where the
 * supplier cannot be asked by a program, it becomes a task for the merchant.
 */
public final class Cancellations implements Effects {
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
        PlaceOrder order = Json.read(placed.request(), PlaceOrder.class);
        CancelOrder wish = new CancelOrder(order.reference(), placed.supplierIds(), order.orderNumber(), reason);
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
        String words = "cancel " + String.join(", ", placed.supplierIds()) + " at " + placed.channel()
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
        long ended = Dispatches.ofOrder(tx, placed.order().orElseThrow()).stream()
                .filter(one -> of(one, placed) && !one.state().open())
                .count();
        return ended == 0 ? placed.part() : placed.part() + AGAIN + ended;
    }

    /** Whether the first is a wish to cancel the second, a purchase of the same order; be it the first wish or a later. */
    public static boolean of(Dispatch wish, Dispatch placed) {
        return wish.kind().equals(Dispatch.CANCEL_ORDER)
                && wish.channel().equals(placed.channel())
                && (wish.part().equals(placed.part()) || wish.part().startsWith(placed.part() + AGAIN));
    }

    /** A purchase that ends after its order was cancelled is cancelled next; the end of a cancellation goes to the store. */
    @Override
    public void follow(Tx tx, Dispatch dispatch, Move move, Instant now) throws SQLException {
        switch (dispatch.kind()) {
            case Dispatch.PLACE_ORDER -> {
                boolean unpaid = move.cause().equals(Optional.of(Cause.CREATED_UNPAID));
                if (move.to() == DispatchState.DONE || (move.to() == DispatchState.DEAD && unpaid)) {
                    askIfCancelled(tx, dispatch, now);
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

    private void askIfCancelled(Tx tx, Dispatch dispatch, Instant now) throws SQLException {
        // Whoever cancels it at this moment, on another node, either sees this end or is seen here.
        Optional<OrderBook.Entry> order =
                OrderBook.findToChange(tx, dispatch.order().orElseThrow());
        if (order.isPresent() && order.get().content().standing() == StoreOrder.Standing.CANCELLED) {
            Optional<Dispatch> placed = Dispatches.find(tx, dispatch.id()).filter(Cancellations::held);
            if (placed.isPresent()) {
                ask(tx, placed.get(), order.get().content().standingReason(), "dispatcher", now);
            }
        }
    }

    private void cancelled(Tx tx, Dispatch cancel, Move move, Instant now) throws SQLException {
        if (move.to() == DispatchState.DONE) {
            Optional<Dispatch> placed = Dispatches.ofOrder(tx, cancel.order().orElseThrow()).stream()
                    .filter(one -> one.places() && of(cancel, one) && held(one))
                    .findFirst();
            if (placed.isPresent()) {
                Move end = new Move(placed.get(), DispatchState.CANCELLED)
                        .because(cancel.channel() + " has cancelled it at the store's wish");
                Dispatches.apply(tx, end, "dispatcher", now);
            }
            tell(tx, cancel, "order.cancelled", cancel.channel() + " has cancelled the order.", now);
        } else if (move.to() == DispatchState.DEAD) {
            String words = move.cause().map(Cause::sentence).orElse("") + " " + move.reason();
            tell(tx, cancel, "order.cancel-refused", words.strip(), now);
        }
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
