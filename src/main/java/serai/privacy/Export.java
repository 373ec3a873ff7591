package serai.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;

/**
 * All that we hold about the subject of a request.
 *
 * @param orders those that it names, or that its e-mail address leads to
 * @param messages such as could not be read, and speak of one of them
 */
public record Export(PrivacyRequests.View request, Instant exportedAt, List<Order> orders, List<Message> messages) {
    private static final String PARCELS = Sql.of(Export.class, "parcels-of-order");
    private static final String NOTES = Sql.of(Export.class, "notes-of-letter");
    private static final String EVENTS = Sql.of(Export.class, "events-of-order");
    private static final String DISCREPANCIES = Sql.of(Export.class, "discrepancies-of-order");

    /**
     * An order with everything that hangs on it.
     *
     * @param order as its store described it
     */
    public record Order(
            OrderId id,
            Instant recordedAt,
            JsonNode order,
            List<Sent> dispatches,
            List<Parcel> parcels,
            List<Difference> differences,
            List<Event> timeline) {}

    /** What was sent, or is to be sent, to a supplier or to the store. */
    public record Sent(
            String id,
            String kind,
            String channel,
            String state,
            String reason,
            JsonNode request,
            Optional<JsonNode> originalRequest,
            List<String> supplierOrderIds,
            List<Note> notes) {}

    /** What a person of support wrote down about it. */
    public record Note(Instant at, String actor, String text) {}

    /** A parcel. */
    public record Parcel(
            String id,
            String channel,
            JsonNode carrier,
            String trackingNumber,
            JsonNode previousNumbers,
            String status,
            Optional<Instant> shippedAt,
            String note) {}

    /** A later state of the order that was not bought. */
    public record Difference(Instant foundAt, String difference, JsonNode order) {}

    /** One line of the timeline. */
    public record Event(Instant at, String actor, String what, String reason) {}

    /** A message of the store that could not be read when it came. */
    public record Message(String id, Instant receivedAt, JsonNode message, List<Note> notes) {}

    static Export of(Tx tx, PrivacyRequest request, Instant now) throws SQLException {
        List<String> named = Subjects.orders(tx, request);
        List<Order> orders = new ArrayList<>();
        for (String storeOrderId : named) {
            Optional<OrderBook.Entry> known = OrderBook.find(tx, OrderId.of(request.store(), storeOrderId))
                    .filter(order -> order.store().equals(request.store()));
            if (known.isPresent()) {
                orders.add(order(tx, known.get()));
            }
        }
        List<Message> messages = new ArrayList<>();
        for (Dispatch message : Subjects.messages(tx, request, named)) {
            messages.add(new Message(
                    message.id().value(), message.recordedAt(), json(message.request()), notes(tx, message)));
        }
        return new Export(PrivacyRequests.View.of(request), now, List.copyOf(orders), List.copyOf(messages));
    }

    private static List<Note> notes(Tx tx, Dispatch dispatch) throws SQLException {
        return tx.list(
                NOTES,
                row -> new Note(
                        row.time("at"),
                        row.text("actor"),
                        json(row.text("body")).asText()),
                dispatch.id());
    }

    private static Order order(Tx tx, OrderBook.Entry entry) throws SQLException {
        List<Sent> sent = new ArrayList<>();
        for (Dispatch dispatch : Dispatches.ofOrder(tx, entry.id())) {
            sent.add(sent(dispatch, notes(tx, dispatch)));
        }
        return new Order(
                entry.id(),
                entry.recordedAt(),
                json(Json.write(entry.content())),
                List.copyOf(sent),
                tx.list(PARCELS, Export::parcel, entry.id()),
                tx.list(
                        DISCREPANCIES,
                        row -> new Difference(row.time("found_at"), row.text("difference"), json(row.text("body"))),
                        entry.id()),
                tx.list(
                        EVENTS,
                        row -> new Event(row.time("at"), row.text("actor"), row.text("what"), row.text("reason")),
                        entry.id()));
    }

    private static Sent sent(Dispatch dispatch, List<Note> notes) {
        return new Sent(
                dispatch.id().value(),
                dispatch.kind(),
                dispatch.channel().value(),
                dispatch.state().name(),
                dispatch.reason(),
                json(dispatch.request()),
                dispatch.originalRequest().map(Export::json),
                dispatch.supplierIds(),
                notes);
    }

    private static Parcel parcel(Row row) throws SQLException {
        return new Parcel(
                row.text("id"),
                row.text("channel"),
                json(row.text("carrier")),
                row.text("tracking_number"),
                json(row.text("previous_numbers")),
                row.text("status"),
                row.maybeTime("shipped_at"),
                row.text("note"));
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is not JSON", e);
        }
    }
}
