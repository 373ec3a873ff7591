package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.Money;
import serai.base.OrderId;
import serai.base.Scope;
import serai.base.StoreId;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Forecast;
import serai.dispatch.StoreMessages;
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
 * @param total what the customer pays, as amount and currency; the store's own words where they are not understood; or empty
 * @param lines what is bought, has been sent or is to be
 * @param others lines that are not bought by themselves, each with its fate
 * @param unread what the store wrote that we did not understand and can do without
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
        List<Event> timeline,
        String total,
        List<LineView> lines,
        List<StoreOrder.Other> others,
        List<StoreOrder.AsWritten> unread) {
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
     * @param eta when it should be through, from the channel's backlog and what really goes out, while it is open and not the
     *     store's to release; empty when nobody can know
     * @param etaReason why nobody can, in a sentence; empty where there is an eta or none is due
     * @param lines what it buys; empty for what buys nothing
     * @param unconfirmedSince when the first call began of which nobody knows yet whether it bought, whatever the state
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
            Optional<Instant> eta,
            String etaReason,
            List<Share> lines,
            Optional<Instant> unconfirmedSince) {}

    /**
     * What a supplier's part has of one line.
     *
     * @param pieces the supplier's, of which a listing may make several for one of the store's
     */
    public record Share(String lineId, String title, int pieces) {}

    /**
     * One line of goods.
     *
     * @param toSend pieces that nobody has sent yet
     * @param unitPrice as amount and currency; empty where the store's words for it are not understood
     */
    public record LineView(String lineId, String sku, String title, int quantity, int toSend, String unitPrice) {
        private static LineView of(StoreOrder.Line line) {
            return new LineView(
                    line.lineId(),
                    line.sku().value(),
                    line.title(),
                    line.quantity(),
                    line.toSend(),
                    line.unitPrice().map(Money::toString).orElse(""));
        }
    }

    /** One line of the timeline. */
    public record Event(Instant at, String actor, String what, String reason, Optional<String> dispatch) {}

    /** What the store says by now that was bought otherwise, in words; empty where all is as it was bought. */
    public Optional<String> discrepancy() {
        return timeline.stream()
                .filter(event -> event.what().equals("DISCREPANCY"))
                .reduce((earlier, later) -> later)
                .map(Event::reason)
                .filter(words -> !words.equals(Discrepancies.AS_BOUGHT));
    }

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
                timeline,
                total,
                lines,
                others,
                unread);
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
                        at, "store " + store, "RECORDED", "on disk, on its way into the ledger", Optional.empty())),
                "",
                List.of(),
                List.of(),
                List.of());
    }

    /**
     * An order of which there is nothing but messages that made none of it.
     *
     * @param messages at least one, oldest first
     * @param letters the dead letters among them, whatever became of them
     */
    public static OrderView unrecorded(
            OrderId id, List<StoreMessages.Message> messages, List<Dispatch> letters, List<Event> timeline) {
        StoreMessages.Message latest = messages.getLast();
        List<DispatchState> open = letters.stream()
                .map(Dispatch::state)
                .filter(state -> state != DispatchState.DONE)
                .toList();
        DispatchState noted = latest.letter().isPresent() ? DispatchState.ARCHIVED : latest.state();
        List<String> numbers = messages.stream()
                .map(StoreMessages.Message::orderNumber)
                .filter(number -> !number.isEmpty())
                .toList();
        return new OrderView(
                id,
                latest.storeOrderId(),
                numbers.isEmpty() ? latest.storeOrderId() : numbers.getLast(),
                latest.store(),
                OrderStatus.of(StoreOrder.Standing.CANCELLED, open.isEmpty() ? List.of(noted) : open),
                letters.isEmpty()
                        ? latest.reason()
                        : Redaction.words(letters.getLast().reason()),
                messages.getFirst().at(),
                letters.stream()
                        .map(letter -> view(letter, Optional.empty(), Optional.empty()))
                        .toList(),
                List.of(),
                timeline,
                "",
                List.of(),
                List.of(),
                List.of());
    }

    /** The order of that id, if it is of a store that the scope holds. */
    public static Optional<OrderView> find(Database ledger, Channels channels, OrderId id, Scope scope) {
        return ledger.read(tx -> {
            Optional<OrderBook.Entry> entry = OrderBook.find(tx, id, scope);
            return entry.isPresent() ? Optional.of(of(tx, channels, entry.get())) : unrecorded(tx, id, scope);
        });
    }

    private static Optional<OrderView> unrecorded(Tx tx, OrderId id, Scope scope) throws SQLException {
        List<StoreMessages.Message> messages = StoreMessages.ofOrder(tx, id).stream()
                .filter(message -> scope.holds(message.store()))
                .toList();
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        unrecorded(id, messages, StoreMessages.letters(tx, id), tx.list(EVENTS, OrderView::event, id)));
    }

    private static OrderView of(Tx tx, Channels channels, OrderBook.Entry order) throws SQLException {
        List<Dispatch> dispatches = Dispatches.ofOrder(tx, order.id());
        List<Dispatch> shown = new ArrayList<>(dispatches);
        shown.addAll(StoreMessages.letters(tx, order.id()));
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
                shown.stream()
                        .map(dispatch -> view(
                                dispatch,
                                forecast(dispatch, channels),
                                Optional.ofNullable(progress.get(dispatch.id()))))
                        .toList(),
                List.of(),
                tx.list(EVENTS, OrderView::event, order.id()),
                content.total().map(Money::toString).orElseGet(() -> asWritten(content, "total")),
                content.lines().stream().map(LineView::of).toList(),
                content.others(),
                content.unread());
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

    private static String asWritten(StoreOrder order, String what) {
        return order.unread().stream()
                .filter(each -> each.what().equals(what))
                .map(StoreOrder.AsWritten::text)
                .findFirst()
                .orElse("");
    }

    private static Optional<Forecast> forecast(Dispatch dispatch, Channels channels) {
        Optional<Channel> channel = channels.find(dispatch.channel().value());
        boolean ours = !dispatch.cause().filter(Cause.STORE_HOLDS::equals).isPresent();
        return dispatch.state().open() && ours ? channel.map(channels::forecast) : Optional.empty();
    }

    private static DispatchView view(Dispatch dispatch, Optional<Forecast> forecast, Optional<Problem> problem) {
        boolean open = dispatch.state().open();
        Optional<PlaceOrder> order =
                dispatch.places() ? Optional.of(Json.read(dispatch.request(), PlaceOrder.class)) : Optional.empty();
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
                order.map(each -> each.reference().value()).orElse(""),
                dispatch.supplierIds(),
                dispatch.attempts(),
                open ? dispatch.readyAt() : Optional.empty(),
                forecast.flatMap(Forecast::eta),
                forecast.map(Forecast::why).orElse(""),
                order.map(PlaceOrder::items).orElse(List.of()).stream()
                        .map(item -> new Share(item.lineId(), item.title(), item.quantity()))
                        .toList(),
                dispatch.places() ? dispatch.unknownSince() : Optional.empty());
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
