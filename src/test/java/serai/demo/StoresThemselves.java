package serai.demo;

import java.util.Map;
import serai.simulator.shop.ShopifyShop;
import serai.simulator.shop.ShopifyStore;
import serai.simulator.shop.WebhookReceiver;
import serai.simulator.shop.WooCommerceShop;

/** The other side of the three stores, simulated: Shopify's and WooCommerce's admin APIs, and the tea house's own server. */
final class StoresThemselves implements AutoCloseable {
    private static final long PRODUCT = 501;

    private final ShopifyShop shopify = new ShopifyShop(0);
    private final WooCommerceShop wooCommerce = new WooCommerceShop();
    private final WebhookReceiver teaHouse = new WebhookReceiver();
    private final long hoodie;
    private final long strap;

    StoresThemselves() {
        loopShop().variant(PRODUCT, Story.STRAP, "12.90", ShopifyShop.LOCATION, 3);
        strap = wooCommerce.products().simple(Story.STRAP, 3, "14.90");
        hoodie = wooCommerce.products().simple("HOODIE-L", 3, "30.00");
    }

    ShopifyShop shopify() {
        return shopify;
    }

    ShopifyStore loopShop() {
        return shopify.store();
    }

    WooCommerceShop gross() {
        return wooCommerce;
    }

    WebhookReceiver teaHouse() {
        return teaHouse;
    }

    /** What the Shopify shop says it has of the strap. */
    long strapsAtLoopShop() {
        return loopShop().stock(Story.STRAP, ShopifyShop.LOCATION);
    }

    /** What the WooCommerce shop says it has of the strap. */
    long strapsAtGross() {
        return wooCommerce.products().product(strap).path("stock_quantity").asLong();
    }

    /** WooCommerce's own number of the hoodie. */
    long hoodie() {
        return hoodie;
    }

    /** Where the gateway finds them and what opens them, for its {@code stores.yaml}. */
    Map<String, String> environment() {
        return Map.of(
                "DEMO_SHOPIFY_URL",
                loopShop().url(),
                "DEMO_SHOPIFY_TOKEN",
                loopShop().token(),
                "DEMO_WOOCOMMERCE_URL",
                wooCommerce.url(),
                "DEMO_WOOCOMMERCE_KEY",
                WooCommerceShop.KEY,
                "DEMO_WOOCOMMERCE_SECRET",
                WooCommerceShop.SECRET,
                "DEMO_TEA_HOUSE_URL",
                teaHouse.url() + "/from-serai",
                "DEMO_TEA_HOUSE_SECRET",
                WebhookReceiver.SECRET);
    }

    @Override
    public void close() {
        shopify.close();
        wooCommerce.close();
        teaHouse.close();
    }
}
