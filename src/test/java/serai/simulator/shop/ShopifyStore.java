package serai.simulator.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.Json;
import serai.simulator.shop.SimulatedOrder.Pending;
import serai.simulator.shop.SimulatedOrder.Sent;
import serai.simulator.shop.SimulatedStore.Location;
import serai.simulator.shop.SimulatedStore.Variant;

/** One store of a {@link ShopifyShop}, as its merchant sees it: sells, fulfils by hand, and looks up what was written. */
public final class ShopifyStore {
    private final SimulatedStore store;
    private final String url;

    ShopifyStore(String url, SimulatedStore store) {
        this.url = url;
        this.store = store;
    }

    /**
     * A parcel as the customer sees it.
     *
     * @param pieces by the order's line ids
     */
    public record Parcel(
            String id,
            List<String> numbers,
            List<String> companies,
            List<String> urls,
            Map<String, Integer> pieces,
            boolean notified) {}

    /** The admin URL, without a slash at the end. */
    public String url() {
        return url;
    }

    /** The access token that it takes. */
    public String token() {
        return store.token;
    }

    /** Another location of the merchant's own. */
    public void location(long id, String name) {
        synchronized (store) {
            store.locations.put(id, new Location(id, name, ""));
        }
    }

    /** A fulfilment service and its location. */
    public void service(long id, String name, String callback) {
        synchronized (store) {
            store.locations.put(id, new Location(id, name, callback));
        }
    }

    /** A variant of a product of its own, stocked at one location. */
    public void variant(long id, String sku, String price, long location, long pieces) {
        variant(id, id - 1, sku, price, location, pieces);
    }

    /** A variant of that product, stocked at one location. */
    public void variant(long id, long product, String sku, String price, long location, long pieces) {
        synchronized (store) {
            Variant variant = new Variant(id, product, sku, price);
            variant.stock.put(location, pieces);
            store.variants.put(id, variant);
        }
    }

    /** The merchant stops, or begins, to count this variant's stock. */
    public void track(String sku, boolean tracked) {
        synchronized (store) {
            store.variant(sku).tracked = tracked;
        }
    }

    /** Somebody buys; may go below 0. */
    public void sell(String sku, long location, long pieces) {
        synchronized (store) {
            store.variant(sku).stock.merge(location, -pieces, Long::sum);
        }
    }

    public long stock(String sku, long location) {
        synchronized (store) {
            return store.variant(sku).stock.getOrDefault(location, 0L);
        }
    }

    public String price(String sku) {
        synchronized (store) {
            return store.variant(sku).price;
        }
    }

    /** Every number that was written for the SKU, in order. */
    public List<Long> stockWrites(String sku) {
        synchronized (store) {
            return List.copyOf(store.stockWrites.getOrDefault(sku, List.of()));
        }
    }

    /** Every price that was written for the SKU, in order. */
    public List<String> priceWrites(String sku) {
        synchronized (store) {
            return List.copyOf(store.priceWrites.getOrDefault(sku, List.of()));
        }
    }

    /** Takes an order in the shape of a webhook's body; its lines go to the locations where their SKUs are stocked. */
    public void order(String body) {
        try {
            ObjectNode order = (ObjectNode) Json.read(body.getBytes(StandardCharsets.UTF_8));
            synchronized (store) {
                store.add(order);
            }
        } catch (IOException | ClassCastException e) {
            throw new IllegalArgumentException("an order must be one JSON object", e);
        }
    }

    /** Puts all that is left of the order on hold. */
    public void hold(String orderId) {
        each(orderId, pending -> pending.held = "ON_HOLD");
    }

    /** The same for a reason of Shopify's list, such as {@code HIGH_RISK_OF_FRAUD}. */
    public void hold(String orderId, String reason) {
        each(orderId, pending -> {
            pending.held = "ON_HOLD";
            pending.reason = reason;
        });
    }

    /** Puts on hold what lies where this line does. */
    public void holdLine(String orderId, String lineId) {
        each(orderId, pending -> {
            if (pending.total.containsKey(Long.parseLong(lineId))) {
                pending.held = "ON_HOLD";
            }
        });
    }

    /** Ends the hold on what lies where this line does. */
    public void work(String lineId) {
        synchronized (store) {
            store.orders.values().stream()
                    .flatMap(order -> order.pending.stream())
                    .filter(pending -> pending.total.containsKey(Long.parseLong(lineId)))
                    .forEach(pending -> pending.held = "");
        }
    }

    /** The merchant takes pieces of a line off the order, or refunds them; no webhook has told it yet. */
    public void reduce(String orderId, String lineId, int pieces) {
        long line = Long.parseLong(lineId);
        synchronized (store) {
            SimulatedOrder order = store.order(Long.parseLong(orderId));
            ObjectNode body = (ObjectNode) order.line(line);
            int current =
                    body.path("current_quantity").asInt(body.path("quantity").asInt());
            body.put("current_quantity", current - pieces);
            order.pending.stream()
                    .filter(pending -> pending.remaining.getOrDefault(line, 0) >= pieces)
                    .findFirst()
                    .orElseThrow()
                    .remaining
                    .merge(line, -pieces, Integer::sum);
            order.touch();
        }
    }

    /** The merchant cancels the order. */
    public void cancel(String orderId, Instant at) {
        synchronized (store) {
            SimulatedOrder order = store.order(Long.parseLong(orderId));
            order.body.put("cancelled_at", at.toString());
            order.touch();
        }
    }

    /** The merchant deletes the order. */
    public void delete(String orderId) {
        synchronized (store) {
            store.orders.remove(Long.parseLong(orderId));
        }
    }

    /** Schedules all that is left of the order. */
    public void schedule(String orderId, Instant at) {
        each(orderId, pending -> {
            pending.held = "SCHEDULED";
            pending.fulfillAt = at;
        });
    }

    /** Ends a hold or a schedule. */
    public void release(String orderId) {
        each(orderId, pending -> pending.held = "");
    }

    /** The merchant asks for fulfilment ({@code SUBMITTED}) or takes it back ({@code CANCELLATION_REQUESTED}). */
    public void request(String orderId, String status) {
        each(orderId, pending -> pending.request = status);
    }

    /** What became of the requests, one for each location. */
    public List<String> requests(String orderId) {
        synchronized (store) {
            return store.order(Long.parseLong(orderId)).pending.stream()
                    .map(pending -> pending.request)
                    .toList();
        }
    }

    /** The ids of the fulfilment orders, one for each location. */
    public List<String> fulfillmentOrders(String orderId) {
        synchronized (store) {
            return store.order(Long.parseLong(orderId)).pending.stream()
                    .map(pending -> String.valueOf(pending.id))
                    .toList();
        }
    }

    /**
     * The merchant fulfils pieces of a line by hand.
     *
     * @param number empty for none
     */
    public void fulfilByHand(String orderId, String lineId, int pieces, Optional<String> number) {
        long line = Long.parseLong(lineId);
        synchronized (store) {
            SimulatedOrder order = store.order(Long.parseLong(orderId));
            order.pending.stream()
                    .filter(pending -> pending.remaining.getOrDefault(line, 0) >= pieces)
                    .findFirst()
                    .orElseThrow()
                    .remaining
                    .merge(line, -pieces, Integer::sum);
            Sent sent = new Sent(store.nextId(), Map.of(line, pieces));
            number.ifPresent(text -> sent.tracking.add(Map.of("number", text, "company", "By hand")));
            order.sent.add(sent);
            order.touch();
        }
    }

    /** The merchant takes a line out of the order. */
    public void remove(String orderId, String lineId) {
        each(orderId, pending -> {
            pending.remaining.remove(Long.parseLong(lineId));
            pending.total.remove(Long.parseLong(lineId));
        });
    }

    /** Parcels of the order, cancelled ones left out. */
    public List<Parcel> parcels(String orderId) {
        synchronized (store) {
            return store.order(Long.parseLong(orderId)).sent.stream()
                    .map(ShopifyStore::parcel)
                    .toList();
        }
    }

    /** How often a fulfilment was made through the API. */
    public int fulfillmentCreates(String orderId) {
        synchronized (store) {
            return store.fulfillmentCreates.getOrDefault(Long.parseLong(orderId), 0);
        }
    }

    public List<String> tags(String orderId) {
        synchronized (store) {
            return List.copyOf(store.order(Long.parseLong(orderId)).tags);
        }
    }

    /** Topics of the webhooks that go to this address, as Shopify's enum spells them. */
    public List<String> hooks(String address) {
        synchronized (store) {
            return store.hooks.stream()
                    .filter(hook -> address.equals(hook.get("uri")))
                    .map(hook -> String.valueOf(hook.get("topic")))
                    .sorted()
                    .toList();
        }
    }

    /** Somebody has a webhook bring only one field. */
    public void narrowHook(String address, String topic, String field) {
        synchronized (store) {
            store.hooks.stream()
                    .filter(hook -> address.equals(hook.get("uri")) && topic.equals(hook.get("topic")))
                    .forEach(hook -> hook.put("includeFields", List.of(field)));
        }
    }

    /** Shopify removes all webhooks, as it does after eight failures in a row. */
    public void dropHooks() {
        synchronized (store) {
            store.hooks.clear();
        }
    }

    /** Another plan's cost bucket, full: points it holds, points a second. */
    public void plan(double maximum, double restoreRate) {
        store.bucket.plan(maximum, restoreRate);
    }

    /** All writes, for JSON. */
    Map<String, Object> report() {
        synchronized (store) {
            Map<String, Object> orders = new LinkedHashMap<>();
            store.orders.forEach((id, order) -> orders.put(
                    String.valueOf(id),
                    Map.of(
                            "fulfillmentCreates",
                            store.fulfillmentCreates.getOrDefault(id, 0),
                            "parcels",
                            order.sent.stream().map(ShopifyStore::parcel).toList(),
                            "tags",
                            order.tags)));
            return Map.of("orders", orders, "stock", store.stockWrites, "prices", store.priceWrites);
        }
    }

    private void each(String orderId, java.util.function.Consumer<Pending> change) {
        synchronized (store) {
            store.order(Long.parseLong(orderId)).pending.forEach(change);
        }
    }

    private static Parcel parcel(Sent sent) {
        Map<String, Integer> pieces = new LinkedHashMap<>();
        sent.pieces.forEach((line, many) -> pieces.put(String.valueOf(line), many));
        return new Parcel(
                String.valueOf(sent.id),
                sent.numbers(),
                sent.tracking.stream()
                        .map(track -> String.valueOf(track.get("company")))
                        .toList(),
                sent.tracking.stream()
                        .filter(track -> track.get("url") != null)
                        .map(track -> String.valueOf(track.get("url")))
                        .toList(),
                pieces,
                sent.notified);
    }
}
