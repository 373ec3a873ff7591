package serai.api;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.access.Audit;
import serai.access.Role;
import serai.base.OrderId;
import serai.dispatch.Channels;
import serai.http.Page;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.intake.Losses;
import serai.ledger.Database;
import serai.order.OrderSearch;
import serai.order.OrderStatus;
import serai.order.OrderView;

/** {@code /api/v1/orders} and {@code /api/v1/conservation}. */
final class OrderCalls {
    private final Database ledger;
    private final Channels channels;
    private final OrderSearch search;
    private final Clock clock;

    OrderCalls(Database ledger, Channels channels, Clock clock) {
        this.clock = clock;
        this.ledger = ledger;
        this.channels = channels;
        this.search = new OrderSearch(ledger);
    }

    void attach(Router router, Access access) {
        router.get("/api/v1/orders").handler(access.lookWithin(this::list));
        router.get("/api/v1/orders/:id").handler(access.lookWithin(this::find));
        router.get("/api/v1/conservation").handler(access.look(this::conservation));
        router.post("/api/v1/conservation/settle").handler(access.change(Role.ADMIN, this::settle));
    }

    private Object list(Request request) {
        Parameters parameters = request.parameters("store", "status", "q", "limit", "cursor");
        int limit = parameters.limit();
        Optional<OrderSearch.Cursor> after = parameters.cursor(OrderCalls::cursor);
        List<OrderSearch.Summary> found = search.list(
                request.person().scope(),
                parameters.text("store"),
                parameters.oneOf("status", OrderStatus.class),
                parameters.text("q"),
                after,
                limit + 1);
        return Page.of(found, limit, last -> Parameters.cursor(last.recordedAt().toEpochMilli(), last.id()));
    }

    private static OrderSearch.Cursor cursor(List<String> parts) {
        return new OrderSearch.Cursor(Instant.ofEpochMilli(Long.parseLong(parts.getFirst())), parts.get(1));
    }

    private Object find(Request request) {
        request.parameters();
        return OrderView.find(
                        ledger,
                        channels,
                        new OrderId(request.path("id")),
                        request.person().scope())
                .orElseThrow(() -> new ProblemException(Problem.Kind.NOT_FOUND.because("there is no such order")));
    }

    /** Somebody has seen to all that is known to be lost. */
    private Object settle(Request request, byte[] body) {
        String reason = Fields.onlyReason(body);
        Instant now = clock.instant();
        ledger.commit(tx -> {
            int settled = Losses.settle(tx, request.person().name(), reason, now);
            Audit.add(tx, now, request.person(), "settle-losses", "journal", settled, reason);
            return settled;
        });
        return Conservation.count(ledger);
    }

    private Object conservation(Request request) {
        request.parameters();
        return Conservation.count(ledger);
    }
}
