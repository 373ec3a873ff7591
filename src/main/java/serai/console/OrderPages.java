package serai.console;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.access.Role;
import serai.base.OrderId;
import serai.dispatch.Channels;
import serai.dispatch.DispatchState;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.intake.Elsewhere;
import serai.ledger.Database;
import serai.order.FlightRecorder;
import serai.order.OrderView;
import serai.order.StoreOrder;
import serai.shipment.Shipments;

/** Orders: found by whatever staff hear on the phone, and shown with all that happened to them. */
public final class OrderPages implements Pages {
    /**
     * One order.
     *
     * @param discrepancy what the store says by now that was bought otherwise
     */
    public record OrderModel(
            String id,
            String storeOrderId,
            String number,
            String store,
            Badge status,
            String reason,
            Optional<String> discrepancy,
            Instant recordedAt,
            List<Part> parts,
            String total,
            List<Line> lines,
            List<OtherLine> others,
            List<StoreOrder.AsWritten> unread,
            List<Shipments.Shipment> parcels,
            Flight flight) {}

    /**
     * A line that is bought, has been sent or is to be.
     *
     * @param becomes of it, in words
     */
    public record Line(String title, String sku, int quantity, String becomes) {}

    /**
     * A line that is not bought by itself.
     *
     * @param fate in words
     */
    public record OtherLine(String title, String sku, String quantity, String fate, String words) {}

    /**
     * What the order does at one channel.
     *
     * @param things what it buys, by the store's names
     */
    public record Part(
            String id,
            String kind,
            String things,
            String channel,
            Badge state,
            String reason,
            String reference,
            String supplierIds,
            int attempts,
            Optional<Instant> nextAttemptAt,
            Optional<Instant> eta,
            String etaReason,
            boolean dead) {}

    private final Database ledger;
    private final Channels channels;
    private final Elsewhere elsewhere;

    OrderPages(Database ledger, Channels channels, Elsewhere elsewhere) {
        this.elsewhere = elsewhere;
        this.ledger = ledger;
        this.channels = channels;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console/orders/:id").handler(door.page(Role.VIEWER, this::find));
    }

    private Answer find(Visit visit) {
        OrderId id = id(visit.path("id"));
        OrderView view = OrderView.find(ledger, channels, id, visit.scope())
                .or(() -> {
                    elsewhere.settleHereToo();
                    return OrderView.find(ledger, channels, id, visit.scope());
                })
                .orElseThrow(OrderPages::missing);
        OrderModel model = new OrderModel(
                view.id().value(),
                view.orderId(),
                view.orderNumber(),
                view.store().value(),
                Badge.of(view.status()),
                view.reason(),
                view.discrepancy(),
                view.recordedAt(),
                view.dispatches().stream().map(OrderPages::part).toList(),
                view.total(),
                view.lines().stream().map(line -> line(line, view.dispatches())).toList(),
                view.others().stream().map(OrderPages::other).toList(),
                view.unread(),
                Shipments.ofOrder(ledger, id, Optional.of(view.store())),
                Flight.of(FlightRecorder.ofOrder(ledger, id)));
        return new Answer.Page("order", Place.ORDERS, "Order " + view.orderNumber(), model);
    }

    private static Line line(OrderView.LineView line, List<OrderView.DispatchView> dispatches) {
        List<String> words = new ArrayList<>();
        int ordered = 0;
        for (OrderView.DispatchView part : dispatches) {
            int pieces = part.lines().stream()
                    .filter(share -> share.lineId().equals(line.lineId()))
                    .mapToInt(OrderView.Share::pieces)
                    .sum();
            if (pieces > 0 && part.state() == DispatchState.DONE) {
                ordered += pieces;
            } else if (pieces > 0) {
                words.add(becomes(part.state()));
            }
        }
        if (ordered > 0) {
            // Other pieces than the store's: an edit after the purchase, or a listing of several for one.
            words.addFirst(ordered == line.toSend() ? "ordered" : pieces(ordered) + " ordered at the supplier");
        }
        if (words.isEmpty()) {
            words.add(line.toSend() == 0 ? "had been sent already" : "not ordered");
        } else if (line.toSend() < line.quantity()) {
            words.add(pieces(line.quantity() - line.toSend()) + " had been sent already");
        }
        String becomes = words.stream().distinct().collect(Collectors.joining("; "));
        return new Line(line.title(), line.sku(), line.quantity(), becomes);
    }

    private static String pieces(int count) {
        return Words.counted(count, "piece", "pieces");
    }

    private static String becomes(DispatchState state) {
        return switch (state) {
            case RECORDED, QUEUED, ATTEMPTING -> "is being ordered";
            case WAITING -> "waits, see above";
            case UNCONFIRMED -> "perhaps ordered; Serai is finding out";
            case DONE -> "ordered";
            case DEAD -> "waits for a person, see above";
            case ARCHIVED -> "put away";
            case CANCELLED -> "cancelled";
        };
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
                dispatch.lines().stream().map(OrderView.Share::title).distinct().collect(Collectors.joining(", ")),
                dispatch.channel(),
                Badge.of(dispatch.state()),
                dispatch.reason(),
                dispatch.reference(),
                String.join(", ", dispatch.supplierOrderIds()),
                dispatch.attempts(),
                dispatch.nextAttemptAt(),
                dispatch.eta(),
                dispatch.etaReason(),
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
