package serai.provider;

import java.time.Instant;
import java.util.Map;

/**
 * Tells a store something about an order that is no parcel. Ends with an {@link Outcome}. A store platform gets a note or
 * a tag, at most once however often it is repeated; a generic store a webhook under the same id.
 *
 * @param id our id of the message, the same at every repeat
 * @param type for example {@code order.cancelled}, {@code order.cancel-refused}, {@code order.problem}, {@code
 *     order.data-missing}
 * @param storeOrderId the store's own id of the order
 * @param orderNumber what the merchant calls the order
 * @param text one or two sentences for the merchant
 * @param data the same for programs
 */
public record Notify(
        String id,
        String type,
        String storeOrderId,
        String orderNumber,
        String text,
        Map<String, String> data,
        Instant at)
        implements Work {
    public Notify {
        data = Map.copyOf(data);
    }
}
