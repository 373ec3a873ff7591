package serai;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import serai.base.OrderId;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.http.Exchanges;
import serai.http.Paths;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.intake.FrontDoor;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.order.OrderView;
import serai.store.Store;

/** All public endpoints on one screen. */
final class Endpoints {
    /** One channel as everybody may see it: no store, no reason, no secret. */
    private record ChannelStatus(
            String name, Channel.Status state, Instant since, long backlog, Optional<Instant> eta) {}

    private final FrontDoor frontDoor;
    private final Database ledger;
    private final Channels channels;
    private final Consumer<Router> api;

    Endpoints(FrontDoor frontDoor, Database ledger, Channels channels, Consumer<Router> api) {
        this.api = api;
        this.frontDoor = frontDoor;
        this.ledger = ledger;
        this.channels = channels;
    }

    void attach(Router router) {
        router.route().handler(Exchanges::begin);
        frontDoor.attach(router);
        api.accept(router);
        router.get("/stores/:store/orders/:order").handler(context -> Exchanges.guarded(context, () -> order(context)));
        Paths.only(router, "/stores/:store/orders/:order", "GET");
        router.get("/status").handler(context -> Exchanges.blocking(context, this::status));
        Paths.only(router, "/status", "GET");
        Paths.fallback(router);
    }

    private void order(RoutingContext context) {
        Store store = frontDoor.authenticated(context);
        OrderId id = FrontDoor.orderId(store, context.pathParam("order"));
        Exchanges.blocking(context, () -> find(store, id));
    }

    /** From the ledger; what it does not know, or cannot say, from the journal. */
    private OrderView find(Store store, OrderId id) {
        try {
            Optional<OrderView> known = OrderView.find(ledger, channels, id, Optional.of(store.id()));
            if (known.isPresent()) {
                return known.get();
            }
        } catch (DatabaseUnavailable e) {
            return frontDoor.received(store, id).orElseThrow(() -> e);
        }
        return frontDoor
                .received(store, id)
                // The recorder may have carried it over in between.
                .or(() -> OrderView.find(ledger, channels, id, Optional.of(store.id())))
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND.because("store " + store.id() + " has sent no such order")));
    }

    private Object status() {
        List<ChannelStatus> all = channels.all().stream()
                .map(channel -> {
                    Channel.Snapshot now = channel.snapshot();
                    return new ChannelStatus(
                            channel.name().value(),
                            now.status(),
                            now.since(),
                            channels.backlog(channel.name()).count(),
                            channels.eta(channel));
                })
                .toList();
        return Map.of("channels", all);
    }
}
