package serai;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import serai.base.OrderId;
import serai.base.Scope;
import serai.dispatch.Channels;
import serai.http.Exchanges;
import serai.http.Paths;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.intake.Elsewhere;
import serai.intake.FrontDoor;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.order.OrderView;
import serai.shipment.Shipments;
import serai.store.Store;

/** All public endpoints on one screen. */
final class Endpoints {
    private final FrontDoor frontDoor;
    private final Database ledger;
    private final Channels channels;
    private final StatusView status;
    private final Elsewhere elsewhere;
    private final List<Consumer<Router>> others;

    /**
     * @param elsewhere what other nodes may have taken
     * @param others endpoints that other rooms add
     */
    Endpoints(
            FrontDoor frontDoor,
            Database ledger,
            Channels channels,
            Elsewhere elsewhere,
            List<Consumer<Router>> others) {
        this.elsewhere = elsewhere;
        this.others = List.copyOf(others);
        this.frontDoor = frontDoor;
        this.ledger = ledger;
        this.channels = channels;
        this.status = new StatusView(channels);
    }

    void attach(Router router) {
        router.route().handler(Exchanges::begin);
        frontDoor.attach(router);
        others.forEach(other -> other.accept(router));
        router.get("/stores/:store/orders/:order").handler(context -> Exchanges.guarded(context, () -> order(context)));
        Paths.only(router, "/stores/:store/orders/:order", "GET");
        // Out of memory, and so on the event loop: it answers when all that blocks hangs.
        router.get("/status")
                .handler(context -> Exchanges.guarded(context, () -> Exchanges.json(context, 200, status.now())));
        Paths.only(router, "/status", "GET");
        Paths.fallback(router);
    }

    private void order(RoutingContext context) {
        Store store = frontDoor.authenticated(context);
        OrderId id = FrontDoor.orderId(store, context.pathParam("order"));
        Exchanges.blocking(context, () -> find(store, id));
    }

    /** From the ledger; what it does not know, or cannot say, from the journal; what that does not know, from elsewhere. */
    private OrderView find(Store store, OrderId id) {
        return seen(store, id)
                .or(() -> {
                    elsewhere.settle();
                    return seen(store, id);
                })
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND.because("store " + store.id() + " has sent no such order")));
    }

    private Optional<OrderView> seen(Store store, OrderId id) {
        try {
            return recorded(store, id)
                    .or(() -> frontDoor.received(store, id))
                    // The recorder may have carried it over in between.
                    .or(() -> recorded(store, id));
        } catch (DatabaseUnavailable e) {
            return Optional.of(frontDoor.received(store, id).orElseThrow(() -> e));
        }
    }

    private Optional<OrderView> recorded(Store store, OrderId id) {
        return OrderView.find(ledger, channels, id, Scope.of(Set.of(store.id())))
                .map(order -> order.with(Shipments.ofOrder(ledger, id, Optional.of(store.id()))));
    }
}
