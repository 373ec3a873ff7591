package serai.intake;

import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import serai.http.Exchanges;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.store.NamedOrder;
import serai.store.ShopifyReader;
import serai.store.Signatures;
import serai.store.Store;
import serai.store.WooCommerceReader;

/** Deliveries of the platforms: whether they are what they say, and of which order they speak. */
final class Webhooks {
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9_./-]{1,80}");
    private static final String SHOPIFY_PREFIX = "x-shopify-";
    private static final String WOOCOMMERCE_PREFIX = "x-wc-webhook-";

    /** Takes an authentic delivery. */
    interface Authentic {
        /**
         * @param order that it speaks of, by the store's own id, where it says which
         * @param headers the beginning of those that are kept
         */
        void take(
                RoutingContext context, Store store, String kind, Optional<String> order, String headers, byte[] body);
    }

    private final Function<RoutingContext, Optional<Store>> stores;
    private final FrontDoor.BodyLimits bodies;
    private final IntakeMeter meter;
    private final Authentic authentic;

    /** @param stores the store that a request's path names */
    Webhooks(
            Function<RoutingContext, Optional<Store>> stores,
            FrontDoor.BodyLimits bodies,
            IntakeMeter meter,
            Authentic authentic) {
        this.stores = stores;
        this.bodies = bodies;
        this.meter = meter;
        this.authentic = authentic;
    }

    /** Shopify's: refused before its body is read where the headers show already that it is not authentic. */
    void shopify(RoutingContext context) {
        String signature = FrontDoor.single(context, Signatures.SHOPIFY_HEADER);
        // All that can be known before the body is looked at before the body.
        Store store = signed(stores.apply(context)
                .filter(found -> found.platform() == Store.Platform.SHOPIFY && Signatures.couldBe(signature))
                .filter(found -> isShop(found, FrontDoor.single(context, "X-Shopify-Shop-Domain"))));
        webhookBody(context, store, body -> shopify(context, store, signature, body));
    }

    private void shopify(RoutingContext context, Store named, @Nullable String signature, byte[] body) {
        Store store = signed(Optional.of(named).filter(found -> Signatures.shopify(found, body, signature)));
        String topic = topic(context, "X-Shopify-Topic");
        Optional<String> order =
                topic.startsWith("orders/") ? named(ShopifyReader.orderId(body), body) : Optional.empty();
        authentic.take(context, store, StoreEvents.SHOPIFY + topic, order, SHOPIFY_PREFIX, body);
    }

    private void webhookBody(RoutingContext context, Store store, Consumer<byte[]> then) {
        Exchanges.bodyFor(context, store.id().value(), bodies.webhook(), bodies.within(), then);
    }

    /** The order that a body speaks of; where its id is not in its place, the rest is looked through. */
    private static Optional<String> named(Optional<String> inPlace, byte[] body) {
        return inPlace.or(() -> Optional.of(NamedOrder.in(body).id()).filter(each -> !each.isEmpty()));
    }

    /** Shops of one app share its secret: only the domain tells them apart. */
    private static boolean isShop(Store store, @Nullable String domain) {
        return store.shopDomain()
                .map(expected -> domain != null && expected.equals(domain.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    /** WooCommerce's, and its ping: likewise. */
    void wooCommerce(RoutingContext context) {
        Optional<Store> store = stores.apply(context).filter(found -> found.platform() == Store.Platform.WOOCOMMERCE);
        if (store.isPresent() && !context.request().headers().contains(Signatures.WOOCOMMERCE_HEADER)) {
            ping(context, signed(store.filter(found -> isShort(context))));
            return;
        }
        String signature = FrontDoor.single(context, Signatures.WOOCOMMERCE_HEADER);
        Store signer = signed(store.filter(found -> Signatures.couldBe(signature)));
        webhookBody(context, signer, body -> wooCommerce(context, signer, signature, body));
    }

    /** What is unsigned can only be the ping that is sent when a webhook is set up; it says nothing, so nothing is kept. */
    private void ping(RoutingContext context, Store store) {
        Exchanges.bodyFor(context, store.id().value(), WooCommerceReader.LONGEST_PING, bodies.within(), body -> {
            signed(Optional.of(store).filter(found -> WooCommerceReader.isPing(body)));
            Exchanges.json(context, 200, Map.of("status", "pong"));
        });
    }

    private static boolean isShort(RoutingContext context) {
        String length = FrontDoor.single(context, "Content-Length");
        return length != null
                && length.matches("[0-9]{1,4}")
                && Integer.parseInt(length) <= WooCommerceReader.LONGEST_PING;
    }

    private void wooCommerce(RoutingContext context, Store named, @Nullable String signature, byte[] body) {
        Store signer = signed(Optional.of(named).filter(found -> Signatures.wooCommerce(found, body, signature)));
        String topic = topic(context, "X-WC-Webhook-Topic");
        authentic.take(
                context,
                signer,
                StoreEvents.WOOCOMMERCE + topic,
                topic.startsWith("order.") ? named(WooCommerceReader.orderId(body), body) : Optional.empty(),
                WOOCOMMERCE_PREFIX,
                body);
    }

    private Store signed(Optional<Store> store) {
        return store.orElseThrow(() -> {
            meter.refused("forged");
            return new ProblemException(
                    Problem.Kind.UNAUTHORIZED.because("the signature does not fit the body and the store's secret"));
        });
    }

    private static String topic(RoutingContext context, String header) {
        String given = context.request().getHeader(header);
        String topic = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
        // An authentic delivery is never turned away; what it means without a topic nobody can say.
        return TOPIC.matcher(topic).matches() ? topic : "unknown";
    }
}
