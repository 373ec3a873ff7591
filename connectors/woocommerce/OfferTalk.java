package woocommerce;

import serai.provider.PushOffers;
import serai.provider.Turn;

/** Brings stock and prices into the store's products and variations. */
final class OfferTalk {
    static final String READ = "read-products";
    static final String WRITE = "write-products";

    private final Shop shop;
    private final String currency;

    /** @param currency that the store sells in, or empty */
    OfferTalk(Shop shop, String currency) {
        this.shop = shop;
        this.currency = currency;
    }

    Turn begin(PushOffers work) {
        return new Pushing(shop, currency, work.offers()).begin();
    }
}
