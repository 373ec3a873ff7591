package serai;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.http.Exchanges;
import serai.http.Paths;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.ledger.Database;
import serai.provider.PushMessages;
import serai.shipment.Progress;

/**
 * Where suppliers tell us that an order has changed. What they say is only a reason to look: the truth is read. A message
 * that is lost costs time, never a parcel, as every order is looked at anyway.
 */
final class ProviderEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderEndpoints.class);
    private static final long MOST_BYTES = 64 * 1024;
    private static final Duration BODY_TIME = Duration.ofSeconds(5);

    private final Function<String, Optional<PushMessages>> accounts;
    private final Database ledger;
    private final Clock clock;

    /** @param accounts by channel name, those that take messages */
    ProviderEndpoints(Function<String, Optional<PushMessages>> accounts, Database ledger, Clock clock) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.clock = clock;
    }

    void attach(Router router) {
        router.post("/providers/:channel/messages")
                .handler(context -> Exchanges.guarded(context, () -> message(context)));
        // The supplier's console tries the address with a plain GET.
        router.get("/providers/:channel/messages")
                .handler(context -> Exchanges.guarded(context, () -> {
                    account(context);
                    Exchanges.json(context, 200, Map.of("status", "ready"));
                }));
        Paths.only(router, "/providers/:channel/messages", "GET, POST");
    }

    private PushMessages account(RoutingContext context) {
        return accounts.apply(context.pathParam("channel"))
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.NOT_FOUND.because("no supplier of that name sends messages here")));
    }

    private void message(RoutingContext context) {
        PushMessages account = account(context);
        ChannelName channel = new ChannelName(context.pathParam("channel"));
        Map<String, String> headers = new HashMap<>();
        context.request().headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        Exchanges.body(context, MOST_BYTES, BODY_TIME, body -> {
            List<String> orders = account.supplierOrderIds(headers, body)
                    .orElseThrow(() -> new ProblemException(
                            Problem.Kind.UNAUTHORIZED.because("the signature does not fit the body and our secret")));
            Exchanges.blocking(context, () -> {
                int known = orders.isEmpty() ? 0 : Progress.hint(ledger, channel, orders, clock.instant());
                LOG.debug("channel {}: told of {} orders, {} of them are watched", channel, orders.size(), known);
                return Map.of("status", "RECORDED");
            });
        });
    }
}
