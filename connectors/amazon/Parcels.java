package amazon;

import amazon.GetFulfillmentOrderResponse.Result;
import amazon.GetFulfillmentOrderResponse.Shipment;
import amazon.GetFulfillmentOrderResponse.ShipmentItem;
import amazon.GetFulfillmentOrderResponse.ShipmentPackage;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import serai.provider.PlaceOrder;
import serai.provider.ReadProgress.Line;
import serai.provider.ReadProgress.Parcel;
import serai.provider.ReadProgress.ParcelStatus;

/** An order's packages by Amazon's {@code packageNumber}, which stays when everything else of them changes. */
final class Parcels {
    private final Map<Long, Parcel> byNumber = new LinkedHashMap<>();

    /** What {@code getFulfillmentOrder} tells of them; those of cancelled shipments do not come. */
    static Parcels of(Result result, List<PlaceOrder.Item> items) {
        Parcels parcels = new Parcels();
        Map<String, PlaceOrder.Item> byItemId = new HashMap<>();
        List<CreateFulfillmentOrderRequest.Item> sent = RequestMapper.INSTANCE.items(items);
        for (int i = 0; i < sent.size(); i++) {
            byItemId.put(sent.get(i).sellerFulfillmentOrderItemId(), items.get(i));
        }
        for (Shipment shipment : result.fulfillmentShipments().orElse(List.of())) {
            String status = shipment.fulfillmentShipmentStatus().strip().toUpperCase(Locale.ROOT);
            if (!status.startsWith("CANCELLED")) {
                parcels.add(shipment, status, byItemId);
            }
        }
        return parcels;
    }

    private void add(Shipment shipment, String status, Map<String, PlaceOrder.Item> byItemId) {
        List<ShipmentPackage> packages = shipment.fulfillmentShipmentPackage().orElse(List.of());
        for (ShipmentPackage each : packages) {
            if (each.packageNumber().isPresent()) {
                long number = each.packageNumber().get();
                Parcel parcel = new Parcel(
                        Long.toString(number),
                        each.carrierCode(),
                        each.number(),
                        "",
                        // A number can be there while the package has not left.
                        status.equals("SHIPPED") ? ParcelStatus.SHIPPED : ParcelStatus.ANNOUNCED,
                        lines(shipment, number, packages.size() == 1, byItemId),
                        status.equals("SHIPPED") ? shipment.shippingDate().flatMap(Parcels::time) : Optional.empty(),
                        "");
                byNumber.merge(number, parcel, Parcels::merged);
            }
        }
    }

    private static List<Line> lines(
            Shipment shipment, long number, boolean alone, Map<String, PlaceOrder.Item> byItemId) {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (ShipmentItem item : shipment.fulfillmentShipmentItem().orElse(List.of())) {
            boolean inside = item.packageNumber().map(its -> its == number).orElse(alone);
            Optional<PlaceOrder.Item> ours = ours(item, byItemId);
            if (inside && ours.isPresent() && item.quantity() > 0) {
                Line line = new Line(ours.get().lineId(), ours.get().sku(), item.quantity());
                lines.merge(line.lineId(), line, Parcels::sum);
            }
        }
        return List.copyOf(lines.values());
    }

    private static Optional<PlaceOrder.Item> ours(ShipmentItem item, Map<String, PlaceOrder.Item> byItemId) {
        PlaceOrder.Item named = byItemId.get(item.sellerFulfillmentOrderItemId());
        if (named != null) {
            return Optional.of(named);
        }
        List<PlaceOrder.Item> same = byItemId.values().stream()
                .filter(each -> RequestMapper.INSTANCE.sellerSku(each).equals(item.sellerSku()))
                .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    private static Line sum(Line one, Line other) {
        return new Line(one.lineId(), one.sku(), one.quantity() + other.quantity());
    }

    /** The same package in two shipments or twice in one. */
    private static Parcel merged(Parcel one, Parcel other) {
        Map<String, Line> lines = new LinkedHashMap<>();
        one.lines().forEach(line -> lines.put(line.lineId(), line));
        if (!one.lines().equals(other.lines())) {
            other.lines().forEach(line -> lines.merge(line.lineId(), line, Parcels::sum));
        }
        boolean left = one.status() == ParcelStatus.SHIPPED;
        return new Parcel(
                one.ref(),
                first(one.carrier(), other.carrier()),
                first(one.trackingNumber(), other.trackingNumber()),
                "",
                left ? one.status() : other.status(),
                List.copyOf(lines.values()),
                one.shippedAt().or(other::shippedAt),
                "");
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    /** The numbers of those that have left. */
    List<Long> left() {
        List<Long> left = new ArrayList<>();
        byNumber.forEach((number, parcel) -> {
            if (parcel.status() != ParcelStatus.ANNOUNCED) {
                left.add(number);
            }
        });
        return left;
    }

    /** All of them. */
    List<Parcel> list() {
        return List.copyOf(byNumber.values());
    }

    /** Adds what {@code getPackageTrackingDetails} tells of one. */
    void track(long number, JsonNode details) {
        byNumber.computeIfPresent(number, (any, parcel) -> {
            String status = details.path("currentStatus").asText("").strip();
            String words = details.path("currentStatusDescription").asText("").strip();
            return new Parcel(
                    parcel.ref(),
                    first(
                            parcel.carrier(),
                            details.path("carrierCode").asText("").strip()),
                    first(
                            parcel.trackingNumber(),
                            details.path("trackingNumber").asText("").strip()),
                    link(details.path("customerTrackingLink").asText("")),
                    status(status),
                    parcel.lines(),
                    parcel.shippedAt().or(() -> time(details.path("shipDate").asText(""))),
                    words.isEmpty() ? status : status + ": " + words);
        });
    }

    /** Of what has left; a word that the model does not have, and {@code UNKNOWN}, say nothing new. */
    private static ParcelStatus status(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "DELIVERED", "PICKUP_SUCCESSFUL" -> ParcelStatus.DELIVERED;
            case "OUT_FOR_DELIVERY", "AVAILABLE_FOR_PICKUP" -> ParcelStatus.OUT_FOR_DELIVERY;
            case "DELAYED",
                    "UNDELIVERABLE",
                    "RETURNING",
                    "RETURNED",
                    "CUSTOMER_ACTION",
                    "DELIVERY_ATTEMPTED",
                    "PICKUP_CANCELLED",
                    "RETURN_REQUEST_ACCEPTED",
                    "REFUND_ISSUED",
                    "RETURN_RECEIVED_IN_FC" -> ParcelStatus.TROUBLED;
            default -> ParcelStatus.SHIPPED;
        };
    }

    /** The link may come percent-encoded as a whole and with a line end, as in the model's own example. */
    private static String link(String text) {
        String link = text.strip();
        try {
            if (!link.contains("://") && link.toLowerCase(Locale.ROOT).startsWith("http")) {
                // A plus is itself: this is no form.
                link = URLDecoder.decode(link.replace("+", "%2B"), StandardCharsets.UTF_8)
                        .strip();
            }
        } catch (IllegalArgumentException broken) {
            return "";
        }
        link = link.replaceAll("(?i)(%0a|%0d)+$", "");
        return link.matches("(?i)https?://[^\\s\"<>]+") ? link : "";
    }

    /** A time of Amazon's; empty if it is none. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
