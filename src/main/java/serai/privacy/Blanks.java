package serai.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Address;
import serai.base.Json;
import serai.dispatch.Dispatch;
import serai.order.StoreOrder;
import serai.provider.CancelOrder;
import serai.provider.Notify;
import serai.provider.PlaceOrder;
import serai.provider.PushTracking;

/** The same documents without what names or describes a person; ids, things, amounts and the country stay. */
final class Blanks {
    /** Stands where a text was. */
    static final String ERASED = "(erased)";

    private Blanks() {}

    static StoreOrder of(StoreOrder order) {
        return new StoreOrder(
                order.storeOrderId(),
                order.orderNumber(),
                order.placedAt(),
                order.updatedAt(),
                order.total(),
                "",
                "",
                order.shipTo().map(Blanks::of),
                order.lines().stream().map(Blanks::of).toList(),
                order.shippingService(),
                "",
                order.standing(),
                order.standingReason().isEmpty() ? "" : ERASED,
                Map.of(),
                order.others(),
                order.doubt(),
                List.of());
    }

    private static StoreOrder.Line of(StoreOrder.Line line) {
        return new StoreOrder.Line(
                line.lineId(),
                line.sku(),
                line.title(),
                line.quantity(),
                line.toSend(),
                line.unitPrice(),
                line.variant());
    }

    private static Address of(Address address) {
        return new Address("", "", "", "", "", "", "", address.country(), "");
    }

    /** A dispatch's request of that kind. */
    static String request(String kind, String request) {
        return switch (kind) {
            case Dispatch.PLACE_ORDER -> Json.write(of(Json.read(request, PlaceOrder.class)));
            case Dispatch.CANCEL_ORDER -> Json.write(of(Json.read(request, CancelOrder.class)));
            case Dispatch.NOTIFY -> Json.write(of(Json.read(request, Notify.class)));
            // Ids, the carrier and its number.
            case Dispatch.SETTLE_DIFFERENCE -> request;
            case Dispatch.PUSH_TRACKING -> Json.write(Json.read(request, PushTracking.class));
            default -> "{}";
        };
    }

    /** As {@link #request}, for what a person may have edited: nothing where it is no such request. */
    static Optional<String> original(String kind, Optional<String> request) {
        try {
            return request.map(text -> request(kind, text));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static PlaceOrder of(PlaceOrder order) {
        return new PlaceOrder(
                order.reference(),
                order.orderNumber(),
                order.placedAt(),
                "",
                of(order.shipTo()),
                order.items().stream().map(Blanks::of).toList(),
                "",
                Map.of());
    }

    private static PlaceOrder.Item of(PlaceOrder.Item item) {
        return new PlaceOrder.Item(
                item.lineId(),
                item.sku(),
                item.title(),
                item.productId(),
                item.variant(),
                item.supplierSku(),
                item.quantity(),
                item.unitPrice(),
                item.maxUnitCost(),
                item.shippingService());
    }

    private static CancelOrder of(CancelOrder cancel) {
        return new CancelOrder(
                cancel.reference(), cancel.supplierOrderIds(), cancel.orderNumber(), ERASED, cancel.lastCreate());
    }

    private static Notify of(Notify message) {
        return new Notify(
                message.id(),
                message.type(),
                message.storeOrderId(),
                message.orderNumber(),
                ERASED,
                message.data(),
                message.at());
    }

    /** A message that could not be read, without its text; of what kind it was stays. */
    static String message(String request) {
        try {
            JsonNode tree = Json.mapper().readTree(request);
            ObjectNode blank = Json.mapper().createObjectNode();
            blank.put("kind", tree.path("kind").asText());
            blank.put("body", "");
            blank.put("base64", false);
            return Json.write(blank);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored message is not JSON", e);
        }
    }
}
