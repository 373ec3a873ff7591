package woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import serai.provider.Carrier;
import serai.provider.Outcome;
import serai.provider.PushTracking;
import serai.provider.Turn;
import woocommerce.Plugins.Plugin;

/**
 * Brings one parcel into an order: as a tracking number where a plugin takes one, else as a note; then, after the last
 * parcel, the order's completion. Never sends lines: WooCommerce would add them to the order.
 */
final class TrackingTalk {
    static final String READ = "read-trackings";
    static final String WRITE = "write-tracking";
    static final String REMOVE = "remove-tracking";
    static final String READ_ORDER = "read-order";
    static final String COMPLETE = "complete-order";

    /** An order in one of these is left as it is: over, or further than completed by a plugin's own status. */
    private static final Set<String> CLOSED =
            Set.of("completed", "cancelled", "refunded", "failed", "trash", "shipped", "delivered");

    private static final Map<String, String> STATUS = Map.of("_fields", "id,status");

    private final Shop shop;
    private final Plugins plugins;
    private final NoteTalk notes;
    private final boolean mayWriteToCustomers;

    TrackingTalk(Shop shop, Plugins plugins, NoteTalk notes, boolean mayWriteToCustomers) {
        this.shop = shop;
        this.plugins = plugins;
        this.notes = notes;
        this.mayWriteToCustomers = mayWriteToCustomers;
    }

    Turn begin(PushTracking parcel) {
        NoteTalk.order(parcel.storeOrderId());
        return plugins.with(plugin -> plugin == Plugin.NONE ? note(parcel, "") : tracking(parcel, plugin));
    }

    private Turn note(PushTracking parcel, String why) {
        TrackingText text = new TrackingText(parcel);
        boolean toCustomer = mayWriteToCustomers && parcel.notifyCustomer();
        return notes.unlessThere(
                parcel.storeOrderId(), text::in, text.text(), toCustomer, id -> complete(parcel, id, why));
    }

    private Turn tracking(PushTracking parcel, Plugin plugin) {
        String path = plugin.path(parcel.storeOrderId());
        return shop.any(shop.rest().get(path, Map.of()), answer -> {
            if (answer.code().equals("rest_no_route")) {
                plugins.forget();
                return note(parcel, "the tracking plugin is gone from the store");
            }
            JsonNode known = Shop.list(shop.succeeded(READ, answer));
            Optional<String> there = numbered(known, parcel.trackingNumber());
            Function<String, Turn> next = id -> withdraw(parcel, path, former(parcel, known), id);
            return there.isPresent() ? next.apply(there.get()) : write(parcel, plugin, path, next);
        });
    }

    private Turn write(PushTracking parcel, Plugin plugin, String path, Function<String, Turn> then) {
        return shop.any(shop.rest().post(path, Map.of(), body(parcel, plugin)), answer -> {
            if (answer.succeeded()) {
                return then.apply(trackingId(Shop.body(answer), parcel.trackingNumber()));
            }
            // A version that we do not know, which wants more of us: the customer shall hear of the parcel all the
            // same.
            return note(
                    parcel,
                    "the tracking plugin refused the number: "
                            + shop.rejected(WRITE, answer).text());
        });
    }

    /** The plugin's ids of the numbers that the parcel had before. */
    private static List<String> former(PushTracking parcel, JsonNode known) {
        return parcel.previousNumbers().stream()
                .filter(number -> !plain(number).equals(plain(parcel.trackingNumber())))
                .flatMap(number -> numbered(known, number).stream())
                .toList();
    }

    /** Takes back the numbers that this one replaces. */
    private Turn withdraw(PushTracking parcel, String path, List<String> former, String id) {
        if (former.isEmpty()) {
            return complete(parcel, id, "");
        }
        String old = path + "/" + OAuth.encode(former.getFirst());
        return shop.any(shop.rest().delete(old, Map.of("force", "true")), answer -> {
            if (answer.succeeded() || answer.status() == 404) {
                return withdraw(parcel, path, former.subList(1, former.size()), id);
            }
            return complete(
                    parcel,
                    id,
                    "the old number stayed in the order: "
                            + shop.rejected(REMOVE, answer).text());
        });
    }

    private Turn complete(PushTracking parcel, String id, String note) {
        Turn done = new Turn.End(new Outcome.Done(List.of(id), note));
        if (!parcel.last()) {
            return done;
        }
        String order = NoteTalk.order(parcel.storeOrderId());
        return shop.ask(READ_ORDER, shop.rest().get(order, STATUS), answer -> {
            String status = Shop.body(answer).path("status").asText();
            return CLOSED.contains(status)
                    ? done
                    : shop.ask(
                            COMPLETE, shop.rest().put(order, STATUS, Map.of("status", "completed")), completed -> done);
        });
    }

    private static Map<String, Object> body(PushTracking parcel, Plugin plugin) {
        Carrier carrier = parcel.carrier();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("tracking_number", parcel.trackingNumber());
        boolean known = carrier.names().containsKey("woocommerce");
        if (plugin == Plugin.ADVANCED_SHIPMENT_TRACKING) {
            body.put("tracking_provider", carrier.nameFor("woocommerce"));
            body.put("custom_tracking_link", carrier.url());
            // 1 would complete the order at once, and throw away the numbers of its other parcels.
            body.put("status_shipped", 0);
            body.put("replace_tracking", 0);
        } else if (known) {
            body.put("tracking_provider", carrier.nameFor("woocommerce"));
        } else {
            body.put("custom_tracking_provider", carrier.name());
            body.put("custom_tracking_link", carrier.url());
        }
        parcel.shippedAt()
                .ifPresent(at -> body.put(
                        "date_shipped",
                        at.atOffset(ZoneOffset.UTC).toLocalDate().toString()));
        return body;
    }

    private static Optional<String> numbered(JsonNode trackings, String number) {
        return trackings
                .valueStream()
                .filter(each -> plain(each.path("tracking_number").asText()).equals(plain(number)))
                .map(each -> trackingId(each, number))
                .findFirst();
    }

    /** Plugins may write a number in another way than they were told it. */
    private static String plain(String number) {
        return number.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    private static String trackingId(JsonNode tracking, String otherwise) {
        String id = tracking.path("tracking_id").asText("");
        return id.isEmpty() ? otherwise : id;
    }
}
