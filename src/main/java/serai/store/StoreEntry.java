package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
            "currency");
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,4})(m|h|d)");
    private static final Pattern FACTOR = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,4})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000_000;
    private static final int BURST_SECONDS = 5;

    private final String file;
    private final JsonNode entry;
    private final Map<String, String> environment;
    private String where;

    StoreEntry(String file, int position, JsonNode entry, Map<String, String> environment) {
        this.file = file;
        this.entry = entry;
        this.environment = environment;
        this.where = file + ", store number " + position;
    }

    Store store() {
        if (!entry.isObject()) {
            throw new IllegalArgumentException(where + ": must be keys and values; begin with \"- id: …\"");
        }
        StoreId id = id();
        where = file + ", store " + id;
        entry.fieldNames().forEachRemaining(this::known);
        Platform platform =
                oneOf("platform", text("platform").orElseThrow(() -> missing("platform")), Platform.values());
        Optional<Secret> apiKey = secret("apiKey");
        Optional<Secret> webhookSecret = secret("webhookSecret");
        Optional<URI> adminUrl = text("adminUrl").map(this::adminUrl);
        Optional<Secret> adminToken = secret("adminToken");
        Optional<Secret> consumerKey = secret("consumerKey");
        Optional<Secret> consumerSecret = secret("consumerSecret");
        if (platform == Platform.GENERIC && apiKey.isEmpty()) {
            throw missing("apiKey");
        }
        if (platform != Platform.GENERIC && webhookSecret.isEmpty()) {
            throw missing("webhookSecret");
        }
        if (consumerKey.isPresent() != consumerSecret.isPresent()) {
            throw missing(consumerKey.isPresent() ? "consumerSecret" : "consumerKey");
        }
        if ((adminToken.isPresent() || consumerKey.isPresent()) && adminUrl.isEmpty()) {
            throw missing("adminUrl");
        }
        int limit = entryLimit();
        return new Store(
                id,
                platform,
                apiKey,
                webhookSecret,
                secret("previousWebhookSecret"),
                adminUrl,
                adminToken,
                consumerKey,
                consumerSecret,
                limit,
                Math.multiplyExact(limit, BURST_SECONDS),
                placeWhen(),
                text("shopDomain").map(domain -> domain.toLowerCase(Locale.ROOT)),
                outgoing());
    }

    private StoreId id() {
        String id = text("id").orElseThrow(() -> missing("id"));
        try {
            return new StoreId(id);
        } catch (IllegalArgumentException e) {
            throw wrong("id", String.valueOf(e.getMessage()));
        }
    }

    private void known(String key) {
        if (!KEYS.contains(key)) {
            throw wrong(key, "is no key of a store; write one of " + String.join(", ", KEYS));
        }
    }

    private Optional<Secret> secret(String key) {
        return text(key).map(Secret::new);
    }

    /** Empty when the key is missing; a key without a value is a fault. */
    private Optional<String> text(String key) {
        JsonNode value = entry.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(
                    key,
                    value.isNull() ? "has no value; set it or leave the key out" : "must be text; put it in quotes");
        }
        String text = value.textValue();
        if (text.isBlank()) {
            throw wrong(key, "has no value; set it or leave the key out");
        }
        return Optional.of(text.startsWith("${") ? fromEnvironment(key, text) : text);
    }

    private String fromEnvironment(String key, String text) {
        Matcher name = FROM_ENVIRONMENT.matcher(text);
        if (!name.matches()) {
            throw wrong(key, "must be ${NAME} and nothing else, where NAME is letters, digits and _");
        }
        String value = environment.get(name.group(1));
        if (value == null || value.isBlank()) {
            throw wrong(
                    key,
                    "environment variable " + name.group(1)
                            + " is not set; set it before the start, or give the value");
        }
        return value;
    }

    private URI adminUrl(String text) {
        return address("adminUrl", text);
    }

    private URI address(String key, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the message must not quote an address that may hold a password.
        }
        throw wrong(key, "must be an address such as https://shop.example");
    }

    private int entryLimit() {
        return number("entryLimitPerSecond", DEFAULT_LIMIT, 1);
    }

    private int number(String key, int usual, int least) {
        JsonNode value = entry.get(key);
        if (value == null) {
            return usual;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > MAX_LIMIT) {
            throw wrong(key, "must be a whole number from " + least + " to " + MAX_LIMIT + ", without quotes");
        }
        return value.intValue();
    }

    private Outgoing outgoing() {
        Optional<URI> webhookUrl = text("webhookUrl").map(text -> address("webhookUrl", text));
        Optional<Secret> signingSecret = secret("signingSecret");
        if (webhookUrl.isPresent() != signingSecret.isPresent()) {
            throw missing(webhookUrl.isPresent() ? "signingSecret" : "webhookUrl");
        }
        StockPolicy usual = StockPolicy.USUAL;
        StockPolicy stock = new StockPolicy(
                number("stockBuffer", usual.buffer(), 0),
                text("stockMaxAge").map(this::age).orElse(usual.maxAge()),
                text("stockWhenOld")
                        .map(text -> oneOf("stockWhenOld", text, WhenOld.values()))
                        .orElse(usual.whenOld()),
                flag("pushStock", usual.pushStock()),
                text("priceFactor").map(this::factor),
                text("currency").map(this::currency));
        return new Outgoing(
                webhookUrl,
                signingSecret,
                text("locationId"),
                text("apiVersion"),
                flag("notifyCustomer", Outgoing.USUAL.notifyCustomer()),
                flag("pushTracking", Outgoing.USUAL.pushTracking()),
                secret("callbackKey"),
                stock);
    }

    private boolean flag(String key, boolean usual) {
        JsonNode value = entry.get(key);
        if (value == null) {
            return usual;
        }
        if (!value.isBoolean()) {
            throw wrong(key, "must be true or false, without quotes");
        }
        return value.booleanValue();
    }

    private Duration age(String text) {
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches()) {
            throw wrong("stockMaxAge", "must be a time such as 30m, 24h or 2d");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private BigDecimal factor(String text) {
        if (!FACTOR.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            throw wrong("priceFactor", "must be a number above 0 in quotes, such as \"1.8\"");
        }
        return new BigDecimal(text);
    }

    private String currency(String text) {
        if (!CURRENCY.matcher(text).matches()) {
            throw wrong("currency", "must be three capital letters of ISO 4217, such as EUR");
        }
        return text;
    }

    private Set<PlaceWhen> placeWhen() {
        EnumSet<PlaceWhen> when = EnumSet.of(PlaceWhen.PAID);
        JsonNode value = entry.get("placeWhen");
        if (value == null) {
            return when;
        }
        if (!value.isArray()) {
            throw wrong("placeWhen", "must be a list such as [paid, authorized]");
        }
        value.forEach(each -> when.add(oneOf("placeWhen", each.asText(), PlaceWhen.values())));
        return when;
    }

    private <E extends Enum<E>> E oneOf(String key, String text, E[] allowed) {
        return Arrays.stream(allowed)
                .filter(each -> each.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        key,
                        "must be " + Arrays.stream(allowed).map(Enum::toString).collect(Collectors.joining(" or "))));
    }

    private IllegalArgumentException missing(String key) {
        return wrong(key, "is missing; add it");
    }

    private IllegalArgumentException wrong(String key, String detail) {
        return new IllegalArgumentException(where + ": " + key + " " + detail);
    }
}
