package serai.order;

import java.util.Optional;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Sku;
import serai.base.StoreId;
import serai.base.Text;

/**
 * Where one SKU of one store is bought. A store has at most one listing for a SKU.
 *
 * @param productId the supplier's product; empty where the supplier needs none
 * @param variant the supplier's variant of the product, as its connector understands it; may be empty
 * @param supplierSku what the supplier calls the thing; the store's SKU where neither this nor a product is named
 * @param quantity pieces to buy for one piece sold, 1 or more: a pack of three sold as one has 3
 * @param maxUnitCost the most that one piece may cost at the supplier; empty for no cap
 * @param shippingService the supplier's delivery service; empty for the channel's own choice
 */
public record Listing(
        StoreId store,
        Sku sku,
        ChannelName channel,
        String productId,
        String variant,
        String supplierSku,
        int quantity,
        Optional<Money> maxUnitCost,
        String shippingService) {
    /** The most pieces that one piece sold may stand for. */
    public static final int MAX_QUANTITY = 9999;

    /** The longest text in a column that goes to the supplier as it stands. */
    public static final int MAX_TEXT = 200;

    /** @throws IllegalArgumentException naming the field, if the quantity is outside 1 to 9999 or a text over 200 */
    public Listing {
        Text.atMost("productId", productId, MAX_TEXT);
        Text.atMost("variant", variant, MAX_TEXT);
        Text.atMost("supplierSku", supplierSku, MAX_TEXT);
        Text.atMost("shippingService", shippingService, MAX_TEXT);
        if (productId.isBlank() && supplierSku.isBlank()) {
            // Where nothing says what the supplier calls it, it calls it as the store does.
            supplierSku = sku.value();
        }
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new IllegalArgumentException("quantity must be 1 to " + MAX_QUANTITY + ", was " + quantity);
        }
    }
}
