package serai;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.OrderId;
import serai.base.Sku;
import serai.http.Exchanges;
import serai.http.Page;
import serai.http.Paths;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.intake.FrontDoor;
import serai.inventory.InventoryView;
import serai.ledger.Database;
import serai.shipment.Shipments;
import serai.store.Store;

/** What a store reads with its own key: stock of its SKUs, and its parcels. */
final class StoreEndpoints {
    private final FrontDoor frontDoor;
    private final Database ledger;
    private final Clock clock;

    StoreEndpoints(FrontDoor frontDoor, Database ledger, Clock clock) {
        this.frontDoor = frontDoor;
        this.ledger = ledger;
        this.clock = clock;
    }

    void attach(Router router) {
        router.get("/stores/:store/inventory").handler(context -> Exchanges.guarded(context, () -> inventory(context)));
        router.get("/stores/:store/shipments").handler(context -> Exchanges.guarded(context, () -> shipments(context)));
        Paths.only(router, "/stores/:store/inventory", "GET");
        Paths.only(router, "/stores/:store/shipments", "GET");
    }

    private void inventory(RoutingContext context) {
        Store store = frontDoor.authenticated(context);
        List<String> named = context.queryParam("sku");
        if (named.size() > Page.MAX_LIMIT) {
            throw invalid("sku: at most " + Page.MAX_LIMIT + " at once");
        }
        List<Sku> skus = named.stream().map(StoreEndpoints::sku).toList();
        String after = one(context, "cursor").orElse("");
        Exchanges.blocking(context, () -> {
            List<Sku> shown =
                    skus.isEmpty() ? InventoryView.skus(ledger, store.id(), after, Page.DEFAULT_LIMIT + 1) : skus;
            int limit = skus.isEmpty() ? Page.DEFAULT_LIMIT : shown.size();
            List<InventoryView> found =
                    InventoryView.of(ledger, store.id(), shown, store.outgoing().stock(), clock.instant());
            return Page.of(found, limit, last -> last.sku().value());
        });
    }

    private void shipments(RoutingContext context) {
        Store store = frontDoor.authenticated(context);
        Optional<OrderId> order = one(context, "orderId").map(id -> FrontDoor.orderId(store, id));
        Optional<Shipments.Cursor> after = one(context, "cursor").map(StoreEndpoints::cursor);
        Exchanges.blocking(context, () -> {
            if (order.isPresent()) {
                List<Shipments.Shipment> found = Shipments.ofOrder(ledger, order.get(), Optional.of(store.id()));
                return new Page<>(found, null);
            }
            Shipments.Page page = Shipments.ofStore(ledger, store.id(), after, Page.DEFAULT_LIMIT);
            return new Page<>(
                    page.shipments(),
                    page.next()
                            .map(next -> next.before().toEpochMilli() + "." + next.id())
                            .orElse(null));
        });
    }

    private static Shipments.Cursor cursor(String text) {
        String[] parts = text.split("\\.", 2);
        try {
            return new Shipments.Cursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw invalid("cursor: must be a nextCursor of this list");
        }
    }

    private static Sku sku(String text) {
        try {
            return new Sku(text);
        } catch (IllegalArgumentException e) {
            throw invalid("sku: " + e.getMessage());
        }
    }

    private static Optional<String> one(RoutingContext context, String name) {
        List<String> given = context.queryParam(name);
        if (given.size() > 1) {
            throw invalid(name + ": give it once");
        }
        return given.stream().filter(text -> !text.isEmpty()).findFirst();
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.Kind.INVALID_REQUEST.because(detail));
    }
}
