package serai.histories;

import java.util.Optional;
import serai.base.ChannelName;
import serai.fixture.Samples;

/** What shops sell here. */
enum Goods {
    TEE,
    MUG,
    /** Its product was deleted since it was sold: the line has neither product nor SKU, and is still to be sent. */
    DELETED,
    /** Nothing to send in a Shopify shop; a product that nobody has mapped in a WooCommerce shop. */
    GIFT_CARD;

    /** Where it is bought; empty where no listing says it. */
    Optional<ChannelName> supplier() {
        return switch (this) {
            case TEE -> Optional.of(Samples.ALIEXPRESS);
            case MUG -> Optional.of(Samples.AMAZON);
            case DELETED, GIFT_CARD -> Optional.empty();
        };
    }

    /** The shop's number of it. */
    long product() {
        return switch (this) {
            case TEE -> 71;
            case MUG -> 72;
            case GIFT_CARD -> 73;
            case DELETED -> 0;
        };
    }
}
