package serai.intake;

import io.vertx.core.Context;
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
import serai.store.Signatures;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.Stores;

/**
 * Where orders come in. Checks who sends and what, appends to the journal, and answers when it is on disk. No thread waits
 * meanwhile, and neither the ledger nor a supplier is in the way; the ledger only where two copies are asked for.
 */
public final class FrontDoor implements AutoCloseable {
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Stores stores;
    private final Safekeeping safekeeping;
    private final BodyLimits bodies;
    private final Clock clock;
    private final EntryLimits limits;
    private final KnownOrders known;
    private final IntakeMeter meter;
    private final Webhooks webhooks;
    private final Heard heard;

    /**
     * What bodies it takes.
     *
     * @param order bytes of one at the generic endpoint, at most
     * @param webhook bytes of one that a platform sends, at most
     * @param within the whole of one has to be here within this time
     */
    public record BodyLimits(long order, long webhook, Duration within) {
        /** 10 MiB: no platform documents a bound of its own for webhooks by HTTPS, as far as is known (November 2026). */
        public static final long USUAL_WEBHOOK = 10L << 20;
    }

    /**
     * One that takes webhooks of the usual size.
     *
     * @param maxBody bytes of one body at the generic endpoint, at most
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
        this(
                stores,
                journal,
                Safekeeping.oneCopy(journal),
                ledger,
                new BodyLimits(maxBody, BodyLimits.USUAL_WEBHOOK, bodyTime),
                clock,
                meter);
    }

    /** One with all its bounds, which puts what it takes where that says. */
    public FrontDoor(
            Stores stores,
            Journal journal,
            Safekeeping safekeeping,
            Database ledger,
            BodyLimits bodies,
            Clock clock,
            IntakeMeter meter) {
        this.stores = stores;
        this.safekeeping = safekeeping;
        this.bodies = bodies;
        this.clock = clock;
        this.limits = new EntryLimits(clock);
        this.known = new KnownOrders(ledger);
        this.meter = meter;
        this.webhooks = new Webhooks(this::store, bodies, meter, this::webhook);
        this.heard = new Heard(journal, ledger);
    }

    /** Adds the intake's endpoints. */
    public void attach(Router router) {
        router.post("/stores/:store/orders").handler(context -> Exchanges.guarded(context, () -> order(context)));
        router.post("/stores/:store/webhooks/shopify")
                .handler(context -> Exchanges.guarded(context, () -> webhooks.shopify(context)));
        router.post("/stores/:store/webhooks/woocommerce")
                .handler(context -> Exchanges.guarded(context, () -> webhooks.wooCommerce(context)));
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
    static @Nullable String single(RoutingContext context, String header) {
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
        enter(context, store);
        String key = context.request().getHeader("Idempotency-Key");
        if (key != null && !IDEMPOTENCY_KEY.matcher(key).matches()) {
            throw new ProblemException(Problem.Kind.INVALID_REQUEST.because(
                    "Idempotency-Key must have 1 to 255 visible ASCII characters"));
        }
        Exchanges.bodyFrom(context, store.id().value(), bodies.order(), bodies.within(), body -> {
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

    /** Orders and cancellations of a store count together. @throws ProblemException 429 over its limit */
    private void enter(RoutingContext context, Store store) {
        Duration wait = limits.take(store);
        if (!wait.isZero()) {
            meter.refused("rate-limited");
            retryAfter(context, wait);
            throw new ProblemException(Problem.Kind.RATE_LIMITED.because("this store may send "
                    + store.entryLimitPerSecond() + " orders and cancellations a second on average"));
        }
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
        enter(context, store);
        OrderId order = orderId(store, context.pathParam("order"));
        Exchanges.bodyFrom(context, store.id().value(), bodies.order(), bodies.within(), body -> {
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
                    Exchanges.trace(context).kept(),
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
                Exchanges.trace(context).kept(),
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
