package serai;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import serai.base.Sku;
import serai.base.StoreId;
import serai.http.Exchanges;
import serai.http.Page;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.inventory.InventoryView;
import serai.ledger.Database;
import serai.shipment.Shipments;
import serai.store.Signatures;
import serai.store.Store;
import serai.store.Stores;

/**
 * What Shopify asks of us as a store's fulfilment service, below an address that holds the store's callback key: whether
 * its reads are signed is not established, so the key is what keeps strangers out. Both spellings of each read are
 * answered, with and without {@code .json}.
 */
final class FulfilmentService {
    /** A fulfilment's name: the order's, a point, and which of its parcels. */
    private static final Pattern FULFILMENT = Pattern.compile("(.{1,200})\\.([1-9][0-9]{0,3})");

    private static final String BASE = "/stores/:store/fulfilment/:key";
    private static final int MOST_SKUS = 20_000;
    private static final int MOST_NAMES = 250;
    private static final long MOST_BYTES = 64 * 1024;

    private final Stores stores;
    private final Database ledger;
    private final Consumer<StoreId> requested;
    private final Clock clock;

    /** @param requested takes note that a store asks for something to be fulfilled */
    FulfilmentService(Stores stores, Database ledger, Consumer<StoreId> requested, Clock clock) {
        this.stores = stores;
        this.ledger = ledger;
        this.requested = requested;
        this.clock = clock;
    }

    void attach(Router router) {
        for (String ending : List.of("", ".json")) {
            router.get(BASE + "/fetch_stock" + ending)
                    .handler(context -> Exchanges.guarded(context, () -> stock(context)));
            router.get(BASE + "/fetch_tracking_numbers" + ending)
                    .handler(context -> Exchanges.guarded(context, () -> trackingNumbers(context)));
        }
        router.post(BASE + "/fulfillment_order_notification")
                .handler(context -> Exchanges.guarded(context, () -> notification(context)));
    }

    /** A wrong key and an unknown store look the same, like nothing at all. */
    private Store store(RoutingContext context) {
        Optional<Store> found;
        try {
            found = stores.find(new StoreId(context.pathParam("store")));
        } catch (IllegalArgumentException e) {
            found = Optional.empty();
        }
        String key = context.pathParam("key");
        List<String> shop = context.queryParam("shop");
        return found.filter(store -> store.platform() == Store.Platform.SHOPIFY)
                .filter(store -> store.outgoing()
                        .callbackKey()
                        .map(secret -> secret.matches(key))
                        .orElse(false))
                .filter(store -> shop.isEmpty()
                        || store.shopDomain()
                                .map(domain -> domain.equals(shop.getFirst().toLowerCase(Locale.ROOT)))
                                .orElse(true))
                .orElseThrow(
                        () -> new ProblemException(Problem.Kind.NOT_FOUND.because("there is nothing at this path")));
    }

    private void stock(RoutingContext context) {
        Store store = store(context);
        List<String> named = context.queryParam("sku").stream()
                .filter(text -> !text.isBlank())
                .toList();
        if (named.size() > Page.MAX_LIMIT) {
            throw new ProblemException(
                    Problem.Kind.INVALID_REQUEST.because("sku: at most " + Page.MAX_LIMIT + " at once"));
        }
        Exchanges.blocking(context, () -> {
            Map<String, Long> pieces = new LinkedHashMap<>();
            List<Sku> skus = named.isEmpty()
                    ? all(store)
                    : named.stream().flatMap(FulfilmentService::sku).toList();
            InventoryView.of(ledger, store.id(), skus, store.outgoing().stock(), clock.instant())
                    .forEach(view -> view.available()
                            .ifPresent(many -> pieces.put(view.sku().value(), many)));
            return pieces;
        });
    }

    /** What cannot be a SKU is one that we do not know. */
    private static Stream<Sku> sku(String text) {
        try {
            return Stream.of(new Sku(text));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    private List<Sku> all(Store store) {
        List<Sku> all = new ArrayList<>();
        List<Sku> page = InventoryView.skus(ledger, store.id(), "", Page.MAX_LIMIT);
        while (!page.isEmpty() && all.size() < MOST_SKUS) {
            all.addAll(page);
            page = InventoryView.skus(ledger, store.id(), page.getLast().value(), Page.MAX_LIMIT);
        }
        return all;
    }

    private void trackingNumbers(RoutingContext context) {
        Store store = store(context);
        List<String> names = context.queryParam("order_names[]");
        if (names.size() > MOST_NAMES) {
            throw new ProblemException(
                    Problem.Kind.INVALID_REQUEST.because("order_names[]: at most " + MOST_NAMES + " at once"));
        }
        Exchanges.blocking(context, () -> {
            Map<String, String> numbers = new LinkedHashMap<>();
            for (String name : names) {
                number(store, name).ifPresent(number -> numbers.put(name, number));
            }
            return Map.of("tracking_numbers", numbers, "message", "ok", "success", true);
        });
    }

    private Optional<String> number(Store store, String name) {
        Matcher matcher = FULFILMENT.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int which = Integer.parseInt(matcher.group(2));
        List<String> told = Shipments.numbersOfOrder(ledger, store.id(), matcher.group(1));
        return which <= told.size() ? Optional.of(told.get(which - 1)) : Optional.empty();
    }

    /** Holds no ids: what is asked for is read from the store. */
    private void notification(RoutingContext context) {
        Store store = store(context);
        List<String> signature = context.request().headers().getAll(Signatures.SHOPIFY_HEADER);
        if (signature.size() != 1 || !Signatures.couldBe(signature.getFirst())) {
            throw unsigned();
        }
        // The key in the path has shown who it is.
        Exchanges.bodyFrom(context, store.id().value(), MOST_BYTES, Exchanges.BODY_TIME, body -> {
            if (!Signatures.shopify(store, body, signature.getFirst())) {
                throw unsigned();
            }
            requested.accept(store.id());
            Exchanges.json(context, 200, Map.of("status", "RECORDED"));
        });
    }

    private static ProblemException unsigned() {
        return new ProblemException(
                Problem.Kind.UNAUTHORIZED.because("the signature does not fit the body and the store's secret"));
    }
}
