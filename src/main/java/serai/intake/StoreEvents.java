package serai.intake;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.store.GenericReader;
import serai.store.Problem;
import serai.store.ShopifyReader;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.WooCommerceReader;

/** Reads a journal entry by the kind under which it came in. */
final class StoreEvents {
    static final String ORDER = "order";
    static final String CANCEL = "cancel";
    static final String SHOPIFY = "shopify:";
    static final String WOOCOMMERCE = "woocommerce:";

    private static final Logger LOG = LoggerFactory.getLogger(StoreEvents.class);

    private StoreEvents() {}

    /** What stands before a platform's topics. */
    static String prefix(Store.Platform platform) {
        return platform == Store.Platform.SHOPIFY ? SHOPIFY : WOOCOMMERCE;
    }

    /** The store's own id of the order that an entry speaks of, where its body says which. */
    static Optional<String> orderId(String kind, byte[] body) {
        if (kind.startsWith(SHOPIFY)) {
            return kind.startsWith("orders/", SHOPIFY.length()) ? ShopifyReader.orderId(body) : Optional.empty();
        }
        if (kind.startsWith(WOOCOMMERCE)) {
            return kind.startsWith("order.", WOOCOMMERCE.length()) ? WooCommerceReader.orderId(body) : Optional.empty();
        }
        return kind.equals(ORDER) ? GenericReader.orderId(body) : Optional.empty();
    }

    /** Whether messages of that kind say what is to be bought. */
    static boolean isOrder(String kind) {
        return kind.equals(ORDER)
                || kind.startsWith(SHOPIFY + "orders/")
                || (kind.startsWith(WOOCOMMERCE) && kind.startsWith("order.", WOOCOMMERCE.length()));
    }

    /** What the entry means; never throws: what a reader stumbles over is unreadable. */
    static StoreEvent read(Store store, String kind, byte[] body) {
        try {
            if (kind.startsWith(SHOPIFY)) {
                return ShopifyReader.read(store, kind.substring(SHOPIFY.length()), body);
            }
            if (kind.startsWith(WOOCOMMERCE)) {
                return WooCommerceReader.read(store, kind.substring(WOOCOMMERCE.length()), body);
            }
            return GenericReader.read(store, body);
        } catch (RuntimeException e) {
            StackTraceElement[] trace = e.getStackTrace();
            // Not the message: it may quote the customer's data.
            LOG.error(
                    "the reader of {} of store {} failed: {}{}",
                    kind,
                    store.id(),
                    e.getClass().getSimpleName(),
                    trace.length == 0 ? "" : " at " + trace[0]);
            return new StoreEvent.Unreadable(
                    List.of(new Problem("", "Serai's reader failed at it; our log says where")));
        }
    }
}
