package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.base.Secret;
import serai.base.StoreId;
import serai.inventory.StockPolicy;
import serai.inventory.StockPolicy.WhenOld;
import serai.store.Store.PlaceWhen;
import serai.store.Store.Platform;

/** One entry of {@code stores.yaml} on its way to a {@link Store}; every message names file, store, key and fix. */
final class StoreEntry {
    private static final List<String> KEYS = List.of(
            "id",
            "platform",
            "apiKey",
            "webhookSecret",
            "previousWebhookSecret",
            "adminUrl",
            "adminToken",
            "consumerKey",
            "consumerSecret",
            "entryLimitPerSecond",
            "placeWhen",
            "shopDomain",
            "sourceUrl",
            "buyFrom",
            "pickup",
            "localDelivery",
            "ownDelivery",
            "shopFields",
            "webhookUrl",
            "signingSecret",
            "locationId",
            "apiVersion",
            "notifyCustomer",
            "pushTracking",
            "callbackKey",
            "pushStock",
            "stockBuffer",
            "stockMaxAge",
            "stockWhenOld",
            "priceFactor",
            "currency",
            "buyerIds");
    private static final int DEFAULT_LIMIT = 100;
    private static final int BURST_SECONDS = 5;

    private final String file;
    private final JsonNode entry;
    private final StoreValues values;

    StoreEntry(String file, int position, JsonNode entry, Map<String, String> environment) {
        this.file = file;
        this.entry = entry;
        this.values = new StoreValues(file + ", store number " + position, entry, environment);
    }

    /** @throws IllegalArgumentException with a line for each fault of the entry */
    Store store() {
        if (!entry.isObject()) {
            throw values.fault("must be keys and values; begin with \"- id: …\"");
        }
        StoreId id = id();
        values.at(file + ", store " + id);
        entry.fieldNames().forEachRemaining(key -> values.unless(() -> known(key)));
        Platform platform = values.or(
                Platform.GENERIC,
                () -> values.oneOf(
                        "platform",
                        values.text("platform").orElseThrow(() -> values.missing("platform")),
                        Platform.values()));
        Optional<Secret> apiKey = values.or(Optional.empty(), () -> values.secret("apiKey"));
        Optional<Secret> webhookSecret = values.or(Optional.empty(), () -> values.secret("webhookSecret"));
        Optional<URI> adminUrl = values.or(Optional.empty(), () -> values.address("adminUrl"));
        Optional<Secret> adminToken = values.or(Optional.empty(), () -> values.secret("adminToken"));
        Optional<Secret> consumerKey = values.or(Optional.empty(), () -> values.secret("consumerKey"));
        Optional<Secret> consumerSecret = values.or(Optional.empty(), () -> values.secret("consumerSecret"));
        String own = platform == Platform.GENERIC ? "apiKey" : "webhookSecret";
        values.needed(entry.has("platform"), own);
        values.needed(entry.has("consumerKey"), "consumerSecret");
        values.needed(entry.has("consumerSecret"), "consumerKey");
        values.needed(entry.has("adminToken") || entry.has("consumerKey"), "adminUrl");
        int limit = values.or(DEFAULT_LIMIT, this::entryLimit);
        Optional<Secret> previous = values.or(Optional.empty(), () -> values.secret("previousWebhookSecret"));
        Set<PlaceWhen> placeWhen = values.or(Set.of(), this::placeWhen);
        Optional<String> shopDomain = values.or(Optional.empty(), () -> values.text("shopDomain"));
        Optional<URI> sourceUrl = values.or(Optional.empty(), () -> values.address("sourceUrl"));
        Optional<Buying> buying = values.or(Optional.empty(), () -> Optional.of(buying()));
        Optional<Outgoing> outgoing = values.or(Optional.empty(), () -> Optional.of(outgoing()));
        Map<String, List<String>> buyerIds = values.or(Map.of(), () -> values.lists("buyerIds"));
        values.refuseFaults();
        return new Store(
                id,
                platform,
                apiKey,
                webhookSecret,
                previous,
                adminUrl,
                adminToken,
                consumerKey,
                consumerSecret,
                limit,
                Math.multiplyExact(limit, BURST_SECONDS),
                placeWhen,
                shopDomain.map(domain -> domain.toLowerCase(Locale.ROOT)),
                sourceUrl,
                buying.orElseThrow(),
                outgoing.orElseThrow(),
                buyerIds);
    }

    private StoreId id() {
        String id = values.text("id").orElseThrow(() -> values.missing("id"));
        try {
            return new StoreId(id);
        } catch (IllegalArgumentException e) {
            throw values.wrong("id", String.valueOf(e.getMessage()));
        }
    }

    private void known(String key) {
        if (!KEYS.contains(key)) {
            throw values.wrong(key, "is no key of a store; write one of " + String.join(", ", KEYS));
        }
    }

    private int entryLimit() {
        return values.number("entryLimitPerSecond", DEFAULT_LIMIT, 1);
    }

    private Buying buying() {
        return new Buying(
                values.day("buyFrom"),
                bought("pickup"),
                bought("localDelivery"),
                values.texts("ownDelivery"),
                values.texts("shopFields"));
    }

    private boolean bought(String key) {
        return values.text(key)
                .map(text -> values.oneOf(key, text, WhenOwn.values()) == WhenOwn.BUY)
                .orElse(false);
    }

    /** What becomes of an order that is not for a supplier by itself. */
    private enum WhenOwn {
        ASK,
        BUY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Outgoing outgoing() {
        Optional<URI> webhookUrl = values.address("webhookUrl");
        Optional<Secret> signingSecret = values.secret("signingSecret");
        if (webhookUrl.isPresent() != signingSecret.isPresent()) {
            throw values.missing(webhookUrl.isPresent() ? "signingSecret" : "webhookUrl");
        }
        StockPolicy usual = StockPolicy.USUAL;
        StockPolicy stock = new StockPolicy(
                values.number("stockBuffer", usual.buffer(), 0),
                values.age("stockMaxAge").orElse(usual.maxAge()),
                values.text("stockWhenOld")
                        .map(text -> values.oneOf("stockWhenOld", text, WhenOld.values()))
                        .orElse(usual.whenOld()),
                values.flag("pushStock", usual.pushStock()),
                values.factor("priceFactor"),
                values.currency("currency"));
        return new Outgoing(
                webhookUrl,
                signingSecret,
                values.text("locationId"),
                values.text("apiVersion"),
                values.flag("notifyCustomer", Outgoing.USUAL.notifyCustomer()),
                values.flag("pushTracking", Outgoing.USUAL.pushTracking()),
                values.secret("callbackKey"),
                stock);
    }

    private Set<PlaceWhen> placeWhen() {
        EnumSet<PlaceWhen> when = EnumSet.of(PlaceWhen.PAID);
        JsonNode value = entry.get("placeWhen");
        if (value == null) {
            return when;
        }
        if (!value.isArray()) {
            throw values.wrong("placeWhen", "must be a list such as [paid, authorized]");
        }
        value.forEach(each -> when.add(values.oneOf("placeWhen", each.asText(), PlaceWhen.values())));
        return when;
    }
}
