package amazon;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What we read of {@code getFulfillmentOrder}'s answer, names as in Amazon's model. Everything may be missing: the model's
 * own examples leave out fields that it requires. The address in the answer is not read.
 */
record GetFulfillmentOrderResponse(Optional<Result> payload) {

    /** {@code GetFulfillmentOrderResult} in the model. */
    record Result(
            Optional<Order> fulfillmentOrder,
            Optional<List<Item>> fulfillmentOrderItems,
            Optional<List<Shipment>> fulfillmentShipments) {
        Result {
            fulfillmentOrderItems = fulfillmentOrderItems.map(GetFulfillmentOrderResponse::there);
            fulfillmentShipments = fulfillmentShipments.map(GetFulfillmentOrderResponse::there);
        }

        /** Pieces of each SKU; empty if Amazon named no lines. */
        Optional<Map<String, Long>> pieces() {
            return fulfillmentOrderItems.map(items -> {
                Map<String, Long> pieces = new TreeMap<>();
                items.forEach(item -> pieces.merge(item.sellerSku(), (long) item.quantity(), Long::sum));
                return pieces;
            });
        }
    }

    /** Without those elements that are null. */
    private static <T> List<T> there(List<T> elements) {
        return elements.stream().filter(Objects::nonNull).toList();
    }

    /** {@code FulfillmentOrder} in the model. */
    record Order(String fulfillmentOrderStatus) {
        Order {
            fulfillmentOrderStatus = Objects.requireNonNullElse(fulfillmentOrderStatus, "");
        }
    }

    /** {@code FulfillmentOrderItem} in the model; the quantity as ordered, whatever was cancelled since. */
    record Item(
            String sellerSku,
            String sellerFulfillmentOrderItemId,
            int quantity,
            int cancelledQuantity,
            int unfulfillableQuantity,
            Optional<String> estimatedShipDate,
            Optional<String> estimatedArrivalDate) {
        Item {
            sellerSku = Objects.requireNonNullElse(sellerSku, "");
            sellerFulfillmentOrderItemId = Objects.requireNonNullElse(sellerFulfillmentOrderItemId, "");
        }
    }

    /** {@code FulfillmentShipment} in the model. */
    record Shipment(
            String fulfillmentShipmentStatus,
            Optional<String> shippingDate,
            Optional<List<ShipmentItem>> fulfillmentShipmentItem,
            Optional<List<ShipmentPackage>> fulfillmentShipmentPackage) {
        Shipment {
            fulfillmentShipmentStatus = Objects.requireNonNullElse(fulfillmentShipmentStatus, "");
            fulfillmentShipmentItem = fulfillmentShipmentItem.map(GetFulfillmentOrderResponse::there);
            fulfillmentShipmentPackage = fulfillmentShipmentPackage.map(GetFulfillmentOrderResponse::there);
        }
    }

    /** {@code FulfillmentShipmentItem} in the model. */
    record ShipmentItem(
            String sellerSku, String sellerFulfillmentOrderItemId, int quantity, Optional<Long> packageNumber) {
        ShipmentItem {
            sellerSku = Objects.requireNonNullElse(sellerSku, "");
            sellerFulfillmentOrderItemId = Objects.requireNonNullElse(sellerFulfillmentOrderItemId, "");
        }
    }

    /** {@code FulfillmentShipmentPackage} in the model. */
    record ShipmentPackage(
            Optional<Long> packageNumber,
            String carrierCode,
            String trackingNumber,
            String amazonFulfillmentTrackingNumber) {
        ShipmentPackage {
            carrierCode = Objects.requireNonNullElse(carrierCode, "").strip();
            trackingNumber = Objects.requireNonNullElse(trackingNumber, "").strip();
            amazonFulfillmentTrackingNumber = Objects.requireNonNullElse(amazonFulfillmentTrackingNumber, "")
                    .strip();
        }

        /** The carrier's number, else Amazon's own, else empty. */
        String number() {
            return trackingNumber.isEmpty() ? amazonFulfillmentTrackingNumber : trackingNumber;
        }
    }
}
