package serai.intake;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.http.Exchanges;
import serai.http.Paths;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.ledger.Database;
import serai.order.OrderView;
import serai.store.GenericReader;
import serai.store.NamedOrder;
import serai.store.ShopifyReader;
import serai.store.Signatures;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.Stores;
import serai.store.WooCommerceReader;

/**
 * Where orders come in. Checks who sends and what, appends to the journal, and answers when it is on disk. No thread waits
 * meanwhile, and neither the ledger nor a supplier is in the way; the ledger only where two copies are asked for.
 */
public final class FrontDoor implements AutoCloseable {
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9_./-]{1,80}");
    private static final String SHOPIFY_PREFIX = "x-shopify-";
    private static final String WOOCOMMERCE_PREFIX = "x-wc-webhook-";

    private final Stores stores;
    private final Safekeeping safekeeping;
    private final long maxBody;
    private final Duration bodyTime;
    private final Clock clock;
    private final EntryLimits limits;
    private final KnownOrders known;
    private final IntakeMeter meter;
    private final Heard heard;

    /** A front door that gives a body {@link Exchanges#BODY_TIME}. */
    public FrontDoor(Stores stores, Journal journal, Database ledger, long maxBody, Clock clock, IntakeMeter meter) {
        this(stores, journal, ledger, maxBody, Exchanges.BODY_TIME, clock, meter);
    }

    /** One that puts what it takes where that says. */
    public FrontDoor(
            Stores stores,
            Journal journal,
            Safekeeping safekeeping,
            Database ledger,
            long maxBody,
            Clock clock,
            IntakeMeter meter) {
        this(stores, journal, safekeeping, ledger, maxBody, Exchanges.BODY_TIME, clock, meter);
    }

    /**
     * @param maxBody bytes of one body at most
     * @param bodyTime the whole of a body has to be here within this time
     */
    public FrontDoor(
            Stores stores,
            Journal journal,
            Database ledger,
            long maxBody,
            Duration bodyTime,
            Clock clock,
            IntakeMeter meter) {
        this(stores, journal, Safekeeping.oneCopy(journal), ledger, maxBody, bodyTime, clock, meter);
    }

    private FrontDoor(
            Stores stores,
            Journal journal,
            Safekeeping safekeeping,
            Database ledger,
            long maxBody,
            Duration bodyTime,
            Clock clock,
            IntakeMeter meter) {
        this.stores = stores;
        this.safekeeping = safekeeping;
        this.maxBody = maxBody;
        this.bodyTime = bodyTime;
        this.clock = clock;
        this.limits = new EntryLimits(clock);
        this.known = new KnownOrders(ledger);
        this.meter = meter;
        this.heard = new Heard(journal, ledger);
    }

    /** Adds the intake's endpoints. */
    public void attach(Router router) {
        router.post("/stores/:store/orders").handler(context -> Exchanges.guarded(context, () -> order(context)));
        router.post("/stores/:store/webhooks/shopify")
                .handler(context -> Exchanges.body(context, maxBody, bodyTime, body -> shopify(context, body)));
        router.post("/stores/:store/webhooks/woocommerce")
                .handler(context -> Exchanges.body(context, maxBody, bodyTime, body -> wooCommerce(context, body)));
        router.post("/stores/:store/orders/:order/cancel")
                .handler(context -> Exchanges.guarded(context, () -> cancel(context)));
        Paths.only(router, "/stores/:store/orders", "POST");
        Paths.only(router, "/stores/:store/webhooks/shopify", "POST");
        Paths.only(router, "/stores/:store/webhooks/woocommerce", "POST");
        Paths.only(router, "/stores/:store/orders/:order/cancel", "POST");
    }

    /** The store whose key the request presents. @throws ProblemException 401 when it presents none that fits */
    public Store authenticated(RoutingContext context) {
        return store(context)
                .filter(store -> Signatures.bearer(store, single(context, "Authorization")))
                .orElseThrow(() -> {
                    meter.refused("unauthorized");
                    context.response().putHeader("WWW-Authenticate", "Bearer realm=\"store\"");
                    return new ProblemException(
                            Problem.Kind.UNAUTHORIZED.because("send the store's key as Authorization: Bearer <key>"));
                });
    }

    /** The header's value; null when it is missing, or there twice: whoever reads another one of them than we is misled. */
    private static @Nullable String single(RoutingContext context, String header) {
        List<String> values = context.request().headers().getAll(header);
        return values.size() == 1 ? values.getFirst() : null;
    }

    private Optional<Store> store(RoutingContext context) {
        try {
            return stores.find(new StoreId(context.pathParam("store")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void order(RoutingContext context) {
        Store store = authenticated(context);
        Duration wait = limits.take(store);
        if (!wait.isZero()) {
            meter.refused("rate-limited");
            retryAfter(context, wait);
            throw new ProblemException(Problem.Kind.RATE_LIMITED.because(
                    "this store may send " + store.entryLimitPerSecond() + " orders a second on average"));
        }
        String key = context.request().getHeader("Idempotency-Key");
        if (key != null && !IDEMPOTENCY_KEY.matcher(key).matches()) {
            throw new ProblemException(Problem.Kind.INVALID_REQUEST.because(
                    "Idempotency-Key must have 1 to 255 visible ASCII characters"));
        }
        Exchanges.body(context, maxBody, bodyTime, body -> {
            switch (GenericReader.read(store, body)) {
                case StoreEvent.OrderEvent event ->
                    accept(context, store, event.order().storeOrderId(), body);
                case StoreEvent.Unreadable unreadable -> {
                    meter.refused("invalid");
                    throw new ProblemException(Problem.Kind.INVALID_ORDER.because(
                            "correct the fields named in errors and send the order again",
                            unreadable.problems().stream()
                                    .map(problem -> new Problem.Fault(problem.pointer(), problem.detail()))
                                    .toList()));
                }
                case StoreEvent.Removed removed -> throw new IllegalStateException("not of this endpoint");
                case StoreEvent.Privacy privacy -> throw new IllegalStateException("not of this endpoint");
                case StoreEvent.Nothing nothing -> throw new IllegalStateException("not of this endpoint");
            }
        });
    }

    private record Accepted(String id, String orderId, String status, String href) {}

    private void accept(RoutingContext context, Store store, String storeOrderId, byte[] body) {
        OrderId id = OrderId.of(store.id(), storeOrderId);
        Accepted accepted =
                new Accepted(id.value(), storeOrderId, "RECORDED", "/stores/" + store.id() + "/orders/" + id.value());
        Journal.Entry entry = entry(context, store, StoreEvents.ORDER, Optional.of(storeOrderId), "{}", body);
        append(
                context,
                entry,
                () -> known.knew(id, entry.receivedAt()).thenApply(replayed -> () -> {
                    if (replayed) {
                        context.response().putHeader("Idempotent-Replayed", "true");
                    }
                    Exchanges.json(context, 202, accepted);
                }));
    }

    private void shopify(RoutingContext context, byte[] body) {
        String signature = single(context, Signatures.SHOPIFY_HEADER);
        Store store = signed(store(context)
                .filter(found ->
                        found.platform() == Store.Platform.SHOPIFY && Signatures.shopify(found, body, signature))
                .filter(found -> isShop(found, single(context, "X-Shopify-Shop-Domain"))));
        String topic = topic(context, "X-Shopify-Topic");
        Optional<String> order =
                topic.startsWith("orders/") ? named(ShopifyReader.orderId(body), body) : Optional.empty();
        webhook(context, store, StoreEvents.SHOPIFY + topic, order, SHOPIFY_PREFIX, body);
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

    private void wooCommerce(RoutingContext context, byte[] body) {
        MultiMap headers = context.request().headers();
        Optional<Store> store = store(context).filter(found -> found.platform() == Store.Platform.WOOCOMMERCE);
        boolean ping = !headers.contains(Signatures.WOOCOMMERCE_HEADER) && WooCommerceReader.isPing(body);
        if (store.isPresent() && ping) {
            // Sent unsigned when the webhook is set up; says nothing, so nothing is kept.
            Exchanges.json(context, 200, Map.of("status", "pong"));
            return;
        }
        String signature = single(context, Signatures.WOOCOMMERCE_HEADER);
        Store signer = signed(store.filter(found -> Signatures.wooCommerce(found, body, signature)));
        String topic = topic(context, "X-WC-Webhook-Topic");
        webhook(
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

    private void webhook(
            RoutingContext context,
            Store store,
            String kind,
            Optional<String> storeOrderId,
            String headerPrefix,
            byte[] body) {
        Map<String, String> headers = new TreeMap<>();
        context.request().headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(headerPrefix)) {
                headers.put(name, header.getValue());
            }
        });
        headers.remove(Signatures.SHOPIFY_HEADER.toLowerCase(Locale.ROOT));
        headers.remove(Signatures.WOOCOMMERCE_HEADER.toLowerCase(Locale.ROOT));
        // What a copy of the shop says of its order is nothing about ours of that number.
        Optional<String> ours = Speakers.isOther(store, headers) ? Optional.empty() : storeOrderId;
        Journal.Entry entry = entry(context, store, kind, ours, Json.write(headers), body);
        append(context, entry, () -> Exchanges.json(context, 200, Map.of("status", "RECORDED")));
    }

    private void cancel(RoutingContext context) {
        Store store = authenticated(context);
        OrderId order = orderId(store, context.pathParam("order"));
        Exchanges.body(context, maxBody, bodyTime, body -> {
            try {
                Cancellation.checked(body);
            } catch (IllegalArgumentException e) {
                throw new ProblemException(Problem.Kind.INVALID_REQUEST.because(
                        "the body is not a cancellation",
                        List.of(new Problem.Fault("/reason", String.valueOf(e.getMessage())))));
            }
            Journal.Entry entry = new Journal.Entry(
                    0,
                    clock.instant(),
                    store.id(),
                    StoreEvents.CANCEL,
                    Optional.of(order),
                    "",
                    Exchanges.trace(context).traceparent(),
                    "{}",
                    body);
            append(
                    context,
                    entry,
                    () -> Exchanges.json(
                            context, 202, Map.of("id", order, "href", "/stores/" + store.id() + "/orders/" + order)));
        });
    }

    /** The order that a path names by our id or by the store's own. */
    public static OrderId orderId(Store store, String inPath) {
        return inPath.matches("ord_[0-9a-z]{26}") ? new OrderId(inPath) : OrderId.of(store.id(), inPath);
    }

    private Journal.Entry entry(
            RoutingContext context,
            Store store,
            String kind,
            Optional<String> storeOrderId,
            String headers,
            byte[] body) {
        return new Journal.Entry(
                0,
                clock.instant(),
                store.id(),
                kind,
                storeOrderId.map(id -> OrderId.of(store.id(), id)),
                storeOrderId.orElse(""),
                Exchanges.trace(context).traceparent(),
                headers,
                body);
    }

    /** Appends, and answers on the event loop of the request once that is on disk. */
    private void append(RoutingContext context, Journal.Entry entry, Runnable answer) {
        append(context, entry, () -> CompletableFuture.completedFuture(answer));
    }

    private void append(RoutingContext context, Journal.Entry entry, Supplier<CompletableFuture<Runnable>> whenOnDisk) {
        Context loop = context.vertx().getOrCreateContext();
        long started = System.nanoTime();
        safekeeping
                .keep(entry)
                .thenCompose(done -> {
                    meter.accepted(entry.kind(), Duration.ofNanos(System.nanoTime() - started));
                    return whenOnDisk.get();
                })
                .whenComplete((answer, failure) -> loop.runOnContext(onLoop -> {
                    if (failure == null) {
                        answer.run();
                    } else {
                        meter.refused("unavailable");
                        retryAfter(context, Duration.ofSeconds(2));
                        Exchanges.problem(context, Problem.Kind.UNAVAILABLE.because(why(failure)));
                    }
                }));
    }

    private static String why(Throwable failure) {
        return failure instanceof Safekeeping.NoSecondCopy || failure.getCause() instanceof Safekeeping.NoSecondCopy
                ? "send it again: it is to be on two disks before it is confirmed, and the ledger does not take it now"
                : "nothing was stored; the local disk cannot take it now";
    }

    private static void retryAfter(RoutingContext context, Duration wait) {
        long seconds = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(wait.toMillis() + 999));
        context.response().putHeader("Retry-After", Long.toString(seconds));
    }

    /** What journal and inbox say of an order of that store that is not recorded yet. */
    public Optional<OrderView> received(Store store, OrderId order) {
        return heard.of(store, order);
    }

    @Override
    public void close() {
        known.close();
    }
}
