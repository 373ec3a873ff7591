package serai.bench;

import java.time.Instant;
import java.util.List;
import serai.fixture.Rig;
import serai.simulator.shop.ShopifyShop;
import serai.simulator.shop.WebhookReceiver;
import serai.simulator.shop.WooCommerceShop;

/** One store of each platform, as it is on the other side; each answers after 150 ms. */
final class ToldStores implements AutoCloseable {
    /** Their ids. */
    static final List<String> IDS = List.of(Rig.SHOPIFY, Rig.WOOCOMMERCE, Rig.STORE);

    private final ShopifyShop shopify = new ShopifyShop(0);
    private final WooCommerceShop wooCommerce = new WooCommerceShop();
    private final WebhookReceiver receiver = new WebhookReceiver();

    ToldStores() {
        shopify.store().variant(501, "SKU-aliexpress", "21.00", ShopifyShop.LOCATION, 3);
        wooCommerce.products().simple("SKU-aliexpress", 3, "20.00");
        List.of(shopify, wooCommerce, receiver).forEach(shop -> shop.latency(SweepBench.LATENCY));
    }

    static String platform(String store) {
        return switch (store) {
            case Rig.SHOPIFY -> "Shopify";
            case Rig.WOOCOMMERCE -> "WooCommerce";
            default -> "generic";
        };
    }

    Merchants merchants() {
        String stores = """
            - {id: %1$s, platform: generic, apiKey: %2$s, webhookUrl: "%4$s/hooks", signingSecret: "%5$s"}
            - {id: %6$s, platform: shopify, buyFrom: "2026-01-01", apiKey: %2$s, webhookSecret: %3$s, adminUrl: "%7$s", adminToken: %8$s}
            - {id: %9$s, platform: woocommerce, buyFrom: "2026-01-01", apiKey: %2$s, webhookSecret: %3$s, adminUrl: "%10$s",
               consumerKey: %11$s, consumerSecret: %12$s}
            """.formatted(
                        Rig.STORE,
                        Rig.STORE_KEY,
                        Rig.WEBHOOK_SECRET,
                        receiver.url(),
                        WebhookReceiver.SECRET,
                        Rig.SHOPIFY,
                        shopify.store().url(),
                        ShopifyShop.TOKEN,
                        Rig.WOOCOMMERCE,
                        wooCommerce.url(),
                        WooCommerceShop.KEY,
                        WooCommerceShop.SECRET);
        StringBuilder listings = new StringBuilder();
        IDS.forEach(store -> listings.append(store).append(",SKU-aliexpress,aliexpress,1005006,14:175#Black,,1,,,\n"));
        return Merchants.USUAL.and(stores, listings.toString());
    }

    /** The Shopify store has that order. */
    void shopify(String body) {
        shopify.store().order(body);
    }

    /** The WooCommerce store has that order. */
    void wooCommerce(long id) {
        wooCommerce.orders().add(id, Instant.now());
    }

    /** Whether the store has that tracking number for the order. */
    boolean has(String store, String order, String number) {
        return switch (store) {
            case Rig.SHOPIFY ->
                shopify.store().parcels(order).stream()
                        .anyMatch(parcel -> parcel.numbers().contains(number));
            case Rig.WOOCOMMERCE ->
                wooCommerce.orders().notes(Long.parseLong(order)).stream().anyMatch(note -> note.contains(number));
            default ->
                receiver.messages().stream()
                        .anyMatch(message -> message.data().toString().contains(number));
        };
    }

    @Override
    public void close() {
        shopify.close();
        wooCommerce.close();
        receiver.close();
    }
}
