package serai.console;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.access.Role;
import serai.base.OrderId;
import serai.dispatch.Channels;
import serai.dispatch.DispatchState;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.ledger.Database;
import serai.order.FlightRecorder;
import serai.order.OrderView;
import serai.order.StoreOrder;
import serai.shipment.Shipments;

/** Orders: found by whatever staff hear on the phone, and shown with all that happened to them. */
public final class OrderPages implements Pages {
    /** One order. */
    public record OrderModel(
            String id,
            String storeOrderId,
            String number,
            String store,
            Badge status,
            String reason,
            Instant recordedAt,
            List<Part> parts,
            String total,
            List<OrderView.LineView> lines,
            List<OtherLine> others,
            List<StoreOrder.AsWritten> unread,
            List<Shipments.Shipment> parcels,
            Flight flight) {}

    /**
     * A line that is not bought by itself.
     *
     * @param fate in words
     */
    public record OtherLine(String title, String sku, String quantity, String fate, String words) {}

    /** What the order does at one channel. */
    public record Part(
            String id,
            String kind,
            String channel,
            Badge state,
            String reason,
            String reference,
            String supplierIds,
            int attempts,
            Optional<Instant> nextAttemptAt,
            Optional<Instant> eta,
            boolean dead) {}

    private final Database ledger;
    private final Channels channels;

    OrderPages(Database ledger, Channels channels) {
        this.ledger = ledger;
        this.channels = channels;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console/orders/:id").handler(door.page(Role.VIEWER, this::find));
    }

    private Answer find(Visit visit) {
        OrderId id = id(visit.path("id"));
        OrderView view = OrderView.find(ledger, channels, id, visit.scope()).orElseThrow(OrderPages::missing);
        OrderModel model = new OrderModel(
                view.id().value(),
                view.orderId(),
                view.orderNumber(),
                view.store().value(),
                Badge.of(view.status()),
                view.reason(),
                view.recordedAt(),
                view.dispatches().stream().map(OrderPages::part).toList(),
                view.total(),
                view.lines(),
                view.others().stream().map(OrderPages::other).toList(),
                view.unread(),
                Shipments.ofOrder(ledger, id, Optional.of(view.store())),
                Flight.of(FlightRecorder.ofOrder(ledger, id)));
        return new Answer.Page("order", Place.ORDERS, "Order " + view.orderNumber(), model);
    }

    private static OtherLine other(StoreOrder.Other line) {
        String fate = switch (line.fate()) {
            case NOT_SHIPPED -> "nothing to send";
            case PART_OF_SET -> "part of a set";
            case GIVEN_BACK -> "given back";
            case SENT -> "sent already";
            case TO_DECIDE -> "waits for a decision";
        };
        String title = line.title().isEmpty() ? "line " + line.lineId() : line.title();
        return new OtherLine(title, line.sku(), line.quantity(), fate, line.words());
    }

    private static Part part(OrderView.DispatchView dispatch) {
        return new Part(
                dispatch.id(),
                Words.sentence(dispatch.kind()),
                dispatch.channel(),
                Badge.of(dispatch.state()),
                dispatch.reason(),
                dispatch.reference(),
                String.join(", ", dispatch.supplierOrderIds()),
                dispatch.attempts(),
                dispatch.nextAttemptAt(),
                dispatch.eta(),
                dispatch.state() == DispatchState.DEAD || dispatch.state() == DispatchState.ARCHIVED);
    }

    private static OrderId id(String text) {
        try {
            return new OrderId(text);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    private static ProblemException missing() {
        return new ProblemException(Problem.Kind.NOT_FOUND.because("There is no such order."));
    }
}
