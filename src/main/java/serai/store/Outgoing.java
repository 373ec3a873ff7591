package serai.store;

import java.net.URI;
import java.util.Optional;
import serai.base.Secret;
import serai.inventory.StockPolicy;

/**
 * What goes back to a store, beside the address and the keys of its admin API.
 *
 * @param webhookUrl where a generic store hears of parcels and stock
 * @param signingSecret what our webhooks to it are signed with; comes with {@code webhookUrl}
 * @param locationId the Shopify location whose stock we keep; empty lets the connector find it
 * @param apiVersion of Shopify's admin API; empty for the connector's default
 * @param notifyCustomer whether the store shall write to the customer when a parcel leaves
 * @param pushTracking whether it is told of parcels
 * @param callbackKey part of the address at which Shopify asks us, as its fulfilment service, for stock and tracking
 *     numbers; empty when we are none
 * @param stock what it makes of the suppliers' stock and cost
 */
public record Outgoing(
        Optional<URI> webhookUrl,
        Optional<Secret> signingSecret,
        Optional<String> locationId,
        Optional<String> apiVersion,
        boolean notifyCustomer,
        boolean pushTracking,
        Optional<Secret> callbackKey,
        StockPolicy stock) {
    /** Of a store that says nothing of it. */
    public static final Outgoing USUAL = new Outgoing(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            true,
            Optional.empty(),
            StockPolicy.USUAL);
}
