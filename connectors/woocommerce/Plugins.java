package woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import serai.provider.Turn;

/**
 * Which plugin of a store takes tracking numbers. Asked once and remembered for {@link #REMEMBERED}, so that a plugin that
 * the merchant installs or removes is noticed the same day.
 */
final class Plugins {
    static final String PROBE = "probe-plugins";
    static final Duration REMEMBERED = Duration.ofHours(6);

    private static final Set<Integer> CLOSED = Set.of(401, 403, 404);

    /** Who takes tracking numbers. */
    enum Plugin {
        SHIPMENT_TRACKING("wc-shipment-tracking/v3"),
        ADVANCED_SHIPMENT_TRACKING("wc-ast/v3"),
        /** None: the customer is told by a note. */
        NONE("");

        private final String namespace;

        Plugin(String namespace) {
            this.namespace = namespace;
        }

        /** Where the tracking numbers of an order are. */
        String path(String orderId) {
            return "/wp-json/" + namespace + "/orders/" + orderId + "/shipment-trackings";
        }
    }

    private record Known(Plugin plugin, Instant until) {}

    private final Shop shop;
    private final Clock clock;
    private volatile Optional<Known> known = Optional.empty();

    Plugins(Shop shop, Clock clock) {
        this.shop = shop;
        this.clock = clock;
    }

    /** Goes on with the plugin, asking the store for it when we do not know it yet, or no more. */
    Turn with(Function<Plugin, Turn> then) {
        Optional<Known> fresh = known.filter(each -> clock.instant().isBefore(each.until()));
        return fresh.isPresent()
                ? then.apply(fresh.get().plugin())
                : shop.any(
                        shop.rest().anonymous("/wp-json/", Map.of("_fields", "namespaces")),
                        answer -> listed(answer, then));
    }

    /** Forgets what it knew: the plugin's route is gone. */
    void forget() {
        known = Optional.empty();
    }

    private Turn listed(ShopAnswer answer, Function<Plugin, Turn> then) {
        boolean lists =
                answer.succeeded() && Shop.body(answer).path("namespaces").isArray();
        if (lists) {
            return found(named(Shop.body(answer).path("namespaces")), then);
        }
        if (answer.json().isPresent() && CLOSED.contains(answer.status())) {
            // A plugin for security hides the list from strangers; its namespaces still answer to our key.
            return tried(Plugin.SHIPMENT_TRACKING, Plugin.ADVANCED_SHIPMENT_TRACKING, then);
        }
        shop.succeeded(PROBE, answer);
        return found(Plugin.NONE, then);
    }

    private Turn tried(Plugin plugin, Plugin otherwise, Function<Plugin, Turn> then) {
        return shop.any(shop.rest().get("/wp-json/" + plugin.namespace, Map.of("_fields", "namespace")), answer -> {
            if (answer.succeeded()) {
                return found(plugin, then);
            }
            if (answer.status() != 404) {
                shop.succeeded(PROBE, answer);
            }
            return otherwise == Plugin.NONE ? found(otherwise, then) : tried(otherwise, Plugin.NONE, then);
        });
    }

    private static Plugin named(JsonNode namespaces) {
        for (Plugin plugin : Plugin.values()) {
            for (JsonNode namespace : namespaces) {
                if (namespace.asText().equals(plugin.namespace)) {
                    return plugin;
                }
            }
        }
        return Plugin.NONE;
    }

    private Turn found(Plugin plugin, Function<Plugin, Turn> then) {
        known = Optional.of(new Known(plugin, clock.instant().plus(REMEMBERED)));
        return then.apply(plugin);
    }
}
