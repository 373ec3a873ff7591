package serai.api;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.OrderId;
import serai.dispatch.Channels;
import serai.http.Page;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.ledger.Database;
import serai.order.OrderSearch;
import serai.order.OrderStatus;
import serai.order.OrderView;

/** {@code /api/v1/orders} and {@code /api/v1/conservation}. */
final class OrderCalls {
    private final Database ledger;
    private final Channels channels;
    private final OrderSearch search;

    OrderCalls(Database ledger, Channels channels) {
        this.ledger = ledger;
        this.channels = channels;
        this.search = new OrderSearch(ledger);
    }

    void attach(Router router, Access access) {
        router.get("/api/v1/orders").handler(access.lookWithin(this::list));
        router.get("/api/v1/orders/:id").handler(access.lookWithin(this::find));
        router.get("/api/v1/conservation").handler(access.look(this::conservation));
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

    private Object conservation(Request request) {
        request.parameters();
        return Conservation.count(ledger);
    }
}
