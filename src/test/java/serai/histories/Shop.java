package serai.histories;

import java.util.Locale;
import serai.base.StoreId;

/** The shops that there are. */
enum Shop {
    WOO(true, true, "woo.example"),
    WOO_WITHOUT_KEYS(true, false, "plain.example"),
    SHOPIFY(false, true, "loop.myshopify.com"),
    SHOPIFY_WITHOUT_KEYS(false, false, "bare.myshopify.com");

    private final boolean woo;
    private final boolean keys;
    private final String address;

    Shop(boolean woo, boolean keys, String address) {
        this.woo = woo;
        this.keys = keys;
        this.address = address;
    }

    boolean isWoo() {
        return woo;
    }

    /** Whether the gateway may ask it for an order. */
    boolean hasKeys() {
        return keys;
    }

    /** What it calls itself in its webhooks. */
    String address() {
        return address;
    }

    /** Its name in the settings. */
    StoreId id() {
        return new StoreId(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Its entry in the settings. */
    String entry() {
        String platform = woo
                ? "platform: woocommerce, sourceUrl: \"https://" + address + "\""
                : "platform: shopify, shopDomain: " + address;
        String access = woo ? "consumerKey: ck, consumerSecret: cs" : "adminToken: shpat";
        return "- {id: " + id() + ", webhookSecret: hush, " + platform
                + (keys ? ", adminUrl: \"https://" + address + "\", " + access : "") + "}\n";
    }
}
