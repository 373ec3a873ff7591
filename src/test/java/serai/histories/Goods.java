package serai.histories;

import java.util.Optional;
import serai.base.ChannelName;
import serai.fixture.Samples;

/** What shops sell here. */
enum Goods {
    TEE(Optional.of(Samples.ALIEXPRESS)),
    MUG(Optional.of(Samples.AMAZON)),
    /** Its product was deleted since it was sold: the line has neither product nor SKU, and is still to be sent. */
    DELETED(Optional.empty()),
    /** Nothing to send in a Shopify shop; a product that nobody has mapped in a WooCommerce shop. */
    GIFT_CARD(Optional.empty());

    private final Optional<ChannelName> supplier;

    Goods(Optional<ChannelName> supplier) {
        this.supplier = supplier;
    }

    /** Where it is bought; empty where no listing says it. */
    Optional<ChannelName> supplier() {
        return supplier;
    }
}
