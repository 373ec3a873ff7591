package serai.intake;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import serai.base.StoreId;
import serai.provider.ReadOrders;

/**
 * What looks into stores have put into the journal lately, so that an order which the recorder cannot read is not brought
 * again with every look. A restart forgets it; then it is brought once more.
 */
final class Brought {
    private final Map<StoreId, Map<String, Instant>> byStore = new ConcurrentHashMap<>();

    boolean has(StoreId store, ReadOrders.Changed order) {
        return order.updatedAt().equals(of(store).get(order.storeOrderId()));
    }

    void add(StoreId store, ReadOrders.Changed order) {
        of(store).put(order.storeOrderId(), order.updatedAt());
    }

    /** Forgets what changed before that time. */
    void forget(StoreId store, Instant before) {
        of(store).values().removeIf(at -> at.isBefore(before));
    }

    private Map<String, Instant> of(StoreId store) {
        return byStore.computeIfAbsent(store, any -> new ConcurrentHashMap<>());
    }
}
