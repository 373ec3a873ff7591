package serai.order;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
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
 * @param hsCode what customs class it under, 6 to 10 digits; empty if the merchant has not said. Neither AliExpress nor
 *     Amazon takes it with an order: it is kept for people and for what the merchant declares himself
 * @param originCountry where it was made, two capital letters of ISO 3166-1; empty if the merchant has not said
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
        String shippingService,
        String hsCode,
        String originCountry) {
    private static final Pattern HS_CODE = Pattern.compile("([0-9]{6,10})?");

    /** The most pieces that one piece sold may stand for. */
    public static final int MAX_QUANTITY = 9999;

    /** The longest text in a column that goes to the supplier as it stands. */
    public static final int MAX_TEXT = 200;

    /**
     * @throws IllegalArgumentException naming the field, if the quantity is outside 1 to 9999, a text over 200, the HS code
     *     not 6 to 10 digits, or the origin no country
     */
    public Listing {
        Text.matching("hsCode", hsCode, HS_CODE, "6 to 10 digits");
        if (!originCountry.isEmpty() && !isCountry(originCountry)) {
            throw new IllegalArgumentException(
                    "originCountry must be two capital letters of ISO 3166, was \"" + originCountry + "\"");
        }
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

    /** One of which customs are told nothing. */
    public Listing(
            StoreId store,
            Sku sku,
            ChannelName channel,
            String productId,
            String variant,
            String supplierSku,
            int quantity,
            Optional<Money> maxUnitCost,
            String shippingService) {
        this(store, sku, channel, productId, variant, supplierSku, quantity, maxUnitCost, shippingService, "", "");
    }

    /** The same listing of a thing that customs class and place like this. */
    public Listing declared(String code, String origin) {
        return new Listing(
                store,
                sku,
                channel,
                productId,
                variant,
                supplierSku,
                quantity,
                maxUnitCost,
                shippingService,
                code,
                origin);
    }

    /** The digits of an HS code as people write it, with points and blanks between them. */
    public static String hsDigits(String written) {
        return written.replaceAll("[. ]", "");
    }

    /** Whether ISO 3166-1 has such a code. */
    public static boolean isCountry(String code) {
        return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(code);
    }

    /** Whether it is a code of the Harmonized System: 6 digits, or up to 10 in a country's own tariff. */
    public static boolean isHsCode(String digits) {
        return !digits.isEmpty() && HS_CODE.matcher(digits).matches();
    }
}
