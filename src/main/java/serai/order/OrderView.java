package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

/**
 * An order as merchants and support see it: where it is, why it waits and until when.
 *
 * @param id ours
 * @param orderId the store's
 * @param reason why an order without dispatches is where it is, or empty
 */
public record OrderView(
        OrderId id,
        String orderId,
        String orderNumber,
        StoreId store,
        OrderStatus status,
        String reason,
        Instant recordedAt,
        List<DispatchView> dispatches,
        List<Object> shipments,
        List<Event> timeline) {
    private static final String EVENTS = Sql.of(OrderView.class, "events-of-order");

    /**
     * One supplier's part of the order.
     *
     * @param reason why it is where it is, in words
     * @param cause from the catalogue, where one applies
     * @param reference what the supplier knows it by
     * @param supplierOrderIds the supplier's numbers, once known
     * @param nextAttemptAt when it comes up again, while it waits
     * @param eta when it should be through, from the channel's backlog and pace, while it is open
     */
    public record DispatchView(
            String id,
            String kind,
            String channel,
            DispatchState state,
            String reason,
            Optional<Cause> cause,
            String code,
            String reference,
            List<String> supplierOrderIds,
            int attempts,
            Optional<Instant> nextAttemptAt,
            Optional<Instant> eta) {}

    /** One line of the timeline. */
    public record Event(Instant at, String actor, String what, String reason, Optional<String> dispatch) {}

    /** An order that only the journal knows yet. */
    public static OrderView received(OrderId id, StoreId store, String storeOrderId, Instant at) {
        return new OrderView(
                id,
                storeOrderId,
                storeOrderId,
                store,
                OrderStatus.RECORDED,
                "",
                at,
                List.of(),
                List.of(),
                List.of(new Event(
                        at, "store " + store, "RECORDED", "on disk, on its way into the ledger", Optional.empty())));
    }

    /** The order of that id, if it is this store's. */
    public static Optional<OrderView> find(Database ledger, Channels channels, OrderId id, Optional<StoreId> store) {
        return ledger.read(tx -> {
            Optional<OrderBook.Entry> entry = OrderBook.find(tx, id)
                    .filter(found -> store.isEmpty() || store.get().equals(found.store()));
            return entry.isPresent() ? Optional.of(of(tx, channels, entry.get())) : Optional.empty();
        });
    }

    private static OrderView of(Tx tx, Channels channels, OrderBook.Entry order) throws SQLException {
        List<Dispatch> dispatches = Dispatches.ofOrder(tx, order.id());
        StoreOrder content = order.content();
        return new OrderView(
                order.id(),
                content.storeOrderId(),
                content.orderNumber(),
                order.store(),
                OrderStatus.of(
                        content.standing(),
                        dispatches.stream().map(Dispatch::state).toList()),
                content.standingReason(),
                order.recordedAt(),
                dispatches.stream().map(dispatch -> view(dispatch, channels)).toList(),
                List.of(),
                tx.list(EVENTS, OrderView::event, order.id()));
    }

    private static DispatchView view(Dispatch dispatch, Channels channels) {
        boolean open = dispatch.state().open();
        Optional<Channel> channel = channels.find(dispatch.channel().value());
        Optional<Instant> eta = open ? channel.flatMap(channels::eta) : Optional.empty();
        String sentence = dispatch.cause().map(Cause::sentence).orElse("");
        return new DispatchView(
                dispatch.id().value(),
                dispatch.kind(),
                dispatch.channel().value(),
                dispatch.state(),
                (sentence + " " + dispatch.reason()).strip(),
                dispatch.cause(),
                dispatch.code(),
                reference(dispatch),
                dispatch.supplierIds(),
                dispatch.attempts(),
                open ? dispatch.readyAt() : Optional.empty(),
                eta);
    }

    private static String reference(Dispatch dispatch) {
        return Json.read(dispatch.request(), PlaceOrder.class).reference().value();
    }

    private static Event event(Row row) throws SQLException {
        return new Event(
                row.time("at"), row.text("actor"), row.text("what"), row.text("reason"), row.maybeText("dispatch_id"));
    }
}
