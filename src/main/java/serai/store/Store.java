package serai.store;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.base.Secret;
import serai.base.StoreId;

/**
 * One merchant's shop as {@code config/stores.yaml} describes it. Its text form shows no secret.
 *
 * @param apiKey what the merchant's own programs present as bearer; a generic store always has one
 * @param webhookSecret what the platform signs with; a Shopify or WooCommerce store always has one
 * @param previousWebhookSecret still accepted while a new secret spreads
 * @param adminUrl where the store's admin API lives, without a path for Shopify
 * @param adminToken Shopify's access token
 * @param consumerKey WooCommerce's; comes with {@code consumerSecret}
 * @param entryLimitPerSecond orders a second that we take from this store, on average
 * @param entryBurst orders that it may send at once after a quiet time: five seconds' worth
 * @param placeWhen when an order may be bought; {@link PlaceWhen#PAID} is always among them
 * @param sourceUrl what a WooCommerce shop calls itself in {@code X-WC-Webhook-Source}, where that is not under {@code
 *     adminUrl}
 * @param buying which of its orders are for suppliers at all
 * @param outgoing what goes back to it
 * @param buyerIds names under which this shop keeps what customs ask of the receiver, by our field ({@code cpf})
 * @param shopDomain what Shopify calls the shop, {@code name.myshopify.com} in lower case
 */
public record Store(
        StoreId id,
        Platform platform,
        Optional<Secret> apiKey,
        Optional<Secret> webhookSecret,
        Optional<Secret> previousWebhookSecret,
        Optional<URI> adminUrl,
        Optional<Secret> adminToken,
        Optional<Secret> consumerKey,
        Optional<Secret> consumerSecret,
        int entryLimitPerSecond,
        int entryBurst,
        Set<PlaceWhen> placeWhen,
        Optional<String> shopDomain,
        Optional<URI> sourceUrl,
        Buying buying,
        Outgoing outgoing,
        Map<String, List<String>> buyerIds) {
    public Store {
        buyerIds = Map.copyOf(buyerIds);
        EnumSet<PlaceWhen> when = EnumSet.of(PlaceWhen.PAID);
        when.addAll(placeWhen);
        placeWhen = Set.copyOf(when);
    }

    /** Whether anything can be told to it: it has an admin API with keys, or takes our webhooks. */
    public boolean canBeTold() {
        return switch (platform) {
            case SHOPIFY -> adminUrl.isPresent() && adminToken.isPresent();
            case WOOCOMMERCE -> adminUrl.isPresent() && consumerKey.isPresent();
            case GENERIC -> outgoing.webhookUrl().isPresent();
        };
    }

    /** What the shop calls itself in its webhooks, as far as its entry says; empty for a store of the generic endpoint. */
    public Optional<ShopAddress> speaksAs() {
        return switch (platform) {
            case GENERIC -> Optional.empty();
            case WOOCOMMERCE ->
                sourceUrl
                        .flatMap(url -> ShopAddress.of(url.toString()))
                        .or(() -> adminUrl.flatMap(ShopAddress::ofAdmin));
            // Under a domain of its own a shop has another name than in its webhooks.
            case SHOPIFY ->
                shopDomain
                        .flatMap(ShopAddress::of)
                        .or(() -> adminUrl.flatMap(ShopAddress::ofAdmin)
                                .filter(address -> address.host().endsWith(".myshopify.com"))
                                .map(address -> new ShopAddress(address.host(), "")));
        };
    }

    /** Whether an order in that condition may be bought. */
    public boolean placesWhen(PlaceWhen condition) {
        return placeWhen.contains(condition);
    }

    /** What a store runs on. */
    public enum Platform {
        SHOPIFY,
        WOOCOMMERCE,
        GENERIC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What has to be true of an order before we buy; the merchant carries the risk of all but the first. */
    public enum PlaceWhen {
        /** The money is there. */
        PAID,
        /** The card is authorised, the money not taken yet. */
        AUTHORIZED,
        /** The customer pays the carrier. */
        CASH_ON_DELIVERY,
        /** A WooCommerce shop completes what is paid by itself, so that this does not mean that it was sent. */
        COMPLETED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
