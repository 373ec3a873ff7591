package serai;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.http.Exchanges;
import serai.http.Paths;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
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
    /** AliExpress counts an answer after 500 ms as none. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

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
        if (!account.mayBeSigned(headers)) {
            throw unsigned();
        }
        Exchanges.body(context, MOST_BYTES, BODY_TIME, body -> {
            List<String> orders = account.supplierOrderIds(headers, body).orElseThrow(ProviderEndpoints::unsigned);
            Exchanges.blocking(context, () -> {
                note(channel, orders);
                return Map.of("status", "RECORDED");
            });
        });
    }

    private static ProblemException unsigned() {
        return new ProblemException(
                Problem.Kind.UNAUTHORIZED.because("the signature does not fit the body and our secret"));
    }

    /** Whoever sends messages waits half a second at most: one that the ledger takes later is answered before. */
    private void note(ChannelName channel, List<String> orders) {
        if (orders.isEmpty()) {
            return;
        }
        try {
            int known = Progress.hint(ledger, channel, orders, clock.instant())
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("channel {}: told of {} orders, {} of them are watched", channel, orders.size(), known);
        } catch (TimeoutException e) {
            LOG.info("channel {}: told of {} orders while the ledger is slow", channel, orders.size());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DatabaseUnavailable gone
                    ? gone
                    : new IllegalStateException("a message of " + channel + " cannot be noted", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a message was noted", e);
        }
    }
}
