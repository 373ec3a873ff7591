package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Scope;
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
import serai.provider.Redaction;

/**
 * An order as merchants and support see it: where it is, why it waits and until when.
 *
 * @param id ours
 * @param orderId the store's
 * @param shipments its parcels, as {@code serai.shipment} shows them
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
        List<?> shipments,
        List<Event> timeline) {
    private static final String PROBLEMS = Sql.of(OrderView.class, "problems-of-order");
    private static final String EVENTS = Sql.of(OrderView.class, "events-of-order");

    /**
     * One effect that the order has: a supplier's part of it, a cancellation, a message to the store.
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

    /** The same with its parcels. */
    public OrderView with(List<?> parcels) {
        return new OrderView(
                id,
                orderId,
                orderNumber,
                store,
                status,
                reason,
                recordedAt,
                dispatches,
                List.copyOf(parcels),
                timeline);
    }

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

    /** The order of that id, if it is of a store that the scope holds. */
    public static Optional<OrderView> find(Database ledger, Channels channels, OrderId id, Scope scope) {
        return ledger.read(tx -> {
            Optional<OrderBook.Entry> entry = OrderBook.find(tx, id, scope);
            return entry.isPresent() ? Optional.of(of(tx, channels, entry.get())) : Optional.empty();
        });
    }

    private static OrderView of(Tx tx, Channels channels, OrderBook.Entry order) throws SQLException {
        List<Dispatch> dispatches = Dispatches.ofOrder(tx, order.id());
        StoreOrder content = order.content();
        Map<DispatchId, Problem> progress = problems(tx, order.id());
        return new OrderView(
                order.id(),
                content.storeOrderId(),
                content.orderNumber(),
                order.store(),
                OrderStatus.of(content.standing(), OrderStatus.counting(dispatches)),
                content.standingReason(),
                order.recordedAt(),
                dispatches.stream()
                        .map(dispatch -> view(dispatch, channels, Optional.ofNullable(progress.get(dispatch.id()))))
                        .toList(),
                List.of(),
                tx.list(EVENTS, OrderView::event, order.id()));
    }

    /** What is wrong with an order that the supplier holds. */
    private record Problem(DispatchId dispatch, Cause cause, String note) {}

    private static Map<DispatchId, Problem> problems(Tx tx, OrderId order) throws SQLException {
        return tx
                .list(
                        PROBLEMS,
                        row -> new Problem(
                                new DispatchId(row.text("dispatch_id")),
                                Cause.valueOf(row.text("cause")),
                                row.text("note")),
                        order)
                .stream()
                .collect(Collectors.toMap(Problem::dispatch, problem -> problem));
    }

    private static DispatchView view(Dispatch dispatch, Channels channels, Optional<Problem> problem) {
        boolean open = dispatch.state().open();
        Optional<Channel> channel = channels.find(dispatch.channel().value());
        Optional<Instant> eta = open ? channel.flatMap(channels::eta) : Optional.empty();
        Optional<Cause> cause = problem.map(Problem::cause).or(dispatch::cause);
        String sentence = cause.map(Cause::sentence).orElse("");
        String words = problem.map(Problem::note).orElse(dispatch.reason());
        return new DispatchView(
                dispatch.id().value(),
                dispatch.kind(),
                dispatch.channel().value(),
                dispatch.state(),
                Redaction.words((sentence + " " + words).strip()),
                cause,
                dispatch.code(),
                reference(dispatch),
                dispatch.supplierIds(),
                dispatch.attempts(),
                open ? dispatch.readyAt() : Optional.empty(),
                eta);
    }

    private static String reference(Dispatch dispatch) {
        return dispatch.places()
                ? Json.read(dispatch.request(), PlaceOrder.class).reference().value()
                : "";
    }

    private static Event event(Row row) throws SQLException {
        return new Event(
                row.time("at"),
                row.text("actor"),
                row.text("what"),
                Redaction.words(row.text("reason")),
                row.maybeText("dispatch_id"));
    }
}
