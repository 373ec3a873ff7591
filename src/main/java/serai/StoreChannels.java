package serai;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.Secret;
import serai.base.StoreId;
import serai.inventory.StockPolicy;
import serai.provider.Connector;
import serai.store.Outgoing;
import serai.store.Store;
import serai.store.Stores;

/** The channels that lead back to stores: one for each that can be told anything, by the keys of its platform. */
final class StoreChannels {
    /**
     * One of them.
     *
     * @param baseUrl scheme, host and port of the store's admin API, and a path prefix if there is one
     */
    record StoreChannel(Store store, Settings.Channel channel, String baseUrl) {}

    private StoreChannels() {}

    /**
     * Of every store that can be told.
     *
     * @param platforms the channel keys of each store platform, by its connector's name
     * @throws SettingsException if a store's platform has no connector
     */
    static List<StoreChannel> of(Stores stores, Map<String, Settings.Channel> platforms) {
        List<StoreChannel> channels = new ArrayList<>();
        for (Store store : stores.all()) {
            if (!store.canBeTold()) {
                continue;
            }
            Settings.Channel platform = platforms.get(store.platform().toString());
            if (platform == null) {
                throw new SettingsException(
                        "Store " + store.id() + " is to be told of parcels and stock, but there is no"
                                + " folder connectors/" + store.platform() + ".");
            }
            channels.add(channel(store, platform));
        }
        return channels;
    }

    private static StoreChannel channel(Store store, Settings.Channel platform) {
        Connector connector = platform.connector();
        Map<String, String> known = account(store);
        Map<String, String> account = new HashMap<>();
        for (Connector.Setting setting : connector.settings()) {
            // What the store leaves open is as the platform's keys say.
            String own = known.getOrDefault(setting.key(), "");
            account.put(setting.key(), own.isEmpty() ? platform.account().getOrDefault(setting.key(), "") : own);
        }
        Settings.Channel channel =
                new Settings.Channel(platform.settings().of(ChannelName.of(store.id())), connector, account);
        return new StoreChannel(store, channel, baseUrl(store));
    }

    private static String baseUrl(Store store) {
        URI uri = (store.platform() == Store.Platform.GENERIC ? store.outgoing().webhookUrl() : store.adminUrl())
                .orElseThrow();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        // The path of a webhook's address belongs to the call; that of an admin API is where all its paths begin.
        String prefix = store.platform() == Store.Platform.GENERIC || uri.getPath() == null
                ? ""
                : uri.getPath().replaceAll("/+$", "");
        return uri.getScheme() + "://" + uri.getHost() + port + prefix;
    }

    private static Map<String, String> account(Store store) {
        Outgoing outgoing = store.outgoing();
        Map<String, String> account = new HashMap<>();
        account.put("store", store.id().value());
        account.put("admin-url", store.adminUrl().map(URI::toString).orElse(""));
        account.put("admin-token", secret(store.adminToken()));
        account.put("consumer-key", secret(store.consumerKey()));
        account.put("consumer-secret", secret(store.consumerSecret()));
        account.put("webhook-secret", secret(store.webhookSecret()));
        account.put("webhook-url", outgoing.webhookUrl().map(URI::toString).orElse(""));
        account.put("signing-secret", secret(outgoing.signingSecret()));
        account.put("location-id", outgoing.locationId().orElse(""));
        account.put("api-version", outgoing.apiVersion().orElse(""));
        account.put("notify-customer", Boolean.toString(outgoing.notifyCustomer()));
        account.put("currency", outgoing.stock().currency().orElse(""));
        return account;
    }

    private static String secret(Optional<Secret> secret) {
        return secret.map(Secret::reveal).orElse("");
    }

    /** What a store that can be told makes of stock. */
    static Optional<StockPolicy> policy(Stores stores, StoreId id) {
        return stores.find(id)
                .filter(Store::canBeTold)
                .map(store -> store.outgoing().stock());
    }
}
