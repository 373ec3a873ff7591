package serai.base;

import com.fasterxml.jackson.annotation.JsonValue;

/** Our id of an order. Derived from the store and the store's own order id, so the same order has it on every node. */
public record OrderId(@JsonValue String value) {
    /** The id of the order that {@code store} calls {@code storeOrderId}. */
    public static OrderId of(StoreId store, String storeOrderId) {
        return new OrderId("ord_" + Text.fingerprint("order", store.value(), storeOrderId));
    }

    @Override
    public String toString() {
        return value;
    }
}
