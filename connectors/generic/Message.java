package generic;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.base.Money;
import serai.base.Sku;
import serai.base.Text;
import serai.provider.Notify;
import serai.provider.PushOffers;
import serai.provider.PushTracking;

/**
 * One webhook's body.
 *
 * @param id the same at every repeat, so that the receiver may drop what it has had before
 * @param type what happened, for example {@code shipment.updated}
 * @param timestamp when it happened; the header has when it was sent
 */
record Message(@JsonIgnore String id, String type, Instant timestamp, Object data) {
    /** Goes through as it is; anything else becomes a fingerprint. A full stop would end it in what is signed. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    /** What a merchant's program hears of a parcel: all of it, as it is now. */
    record Shipment(
            String store,
            String shipmentId,
            String orderId,
            String orderNumber,
            String carrier,
            String trackingNumber,
            String trackingUrl,
            Optional<String> replacesTrackingNumber,
            String status,
            Optional<Instant> shippedAt,
            boolean lastOfOrder,
            boolean notifyCustomer,
            List<ShippedLine> lines) {}

    /** @param quantity in the store's pieces */
    record ShippedLine(String lineId, Sku sku, int quantity) {}

    /** Absolute values; null says nothing of it. */
    record Inventory(String store, List<Item> items) {}

    /** @param available pieces that can be sold */
    record Item(Sku sku, Optional<Long> available, Optional<Money> price, Instant observedAt) {}

    static Message of(String store, PushTracking parcel, Instant now) {
        Shipment shipment = new Shipment(
                store,
                parcel.parcel(),
                parcel.storeOrderId(),
                parcel.orderNumber(),
                parcel.carrier().nameFor("generic"),
                parcel.trackingNumber(),
                parcel.carrier().url(),
                parcel.replaces(),
                parcel.status(),
                parcel.shippedAt(),
                parcel.last(),
                parcel.notifyCustomer(),
                parcel.lines().stream()
                        .map(line -> new ShippedLine(line.lineId(), line.sku(), line.quantity()))
                        .toList());
        // The version of a parcel is what it says: any change of it makes another id.
        String id = "shp_" + Text.fingerprint("shipment", parcel.parcel(), shipment.toString());
        return new Message(id, "shipment.updated", parcel.shippedAt().orElse(now), shipment);
    }

    static Message of(String store, PushOffers work, Instant now) {
        List<Item> items = work.offers().stream()
                .map(offer -> new Item(offer.sku(), offer.available(), offer.price(), offer.observedAt()))
                .toList();
        String[] keys = work.offers().stream()
                .flatMap(offer -> List.of(offer.sku().value(), offer.key()).stream())
                .toArray(String[]::new);
        Instant last =
                items.stream().map(Item::observedAt).max(Instant::compareTo).orElse(now);
        return new Message("inv_" + Text.fingerprint(keys), "inventory.updated", last, new Inventory(store, items));
    }

    static Message of(String store, Notify message) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("store", store);
        data.put("orderId", message.storeOrderId());
        data.put("orderNumber", message.orderNumber());
        data.put("text", message.text());
        data.put("details", message.data());
        String id = PLAIN.matcher(message.id()).matches()
                ? message.id()
                : "msg_" + Text.fingerprint("notify", message.id());
        return new Message(id, message.type(), message.at(), data);
    }
}
