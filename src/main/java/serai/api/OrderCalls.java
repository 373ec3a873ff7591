package serai.api;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.access.Audit;
import serai.access.Role;
import serai.base.OrderId;
import serai.base.Scope;
import serai.dispatch.Channels;
import serai.http.Page;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.intake.Elsewhere;
import serai.intake.KnownJournals;
import serai.intake.Losses;
import serai.ledger.Database;
import serai.order.OrderSearch;
import serai.order.OrderStatus;
import serai.order.OrderView;

/** {@code /api/v1/orders}, {@code /api/v1/conservation} and {@code /api/v1/nodes}. */
final class OrderCalls {
    private final Database ledger;
    private final Channels channels;
    private final OrderSearch search;
    private final Elsewhere elsewhere;
    private final Clock clock;

    OrderCalls(Database ledger, Channels channels, Elsewhere elsewhere, Clock clock) {
        this.elsewhere = elsewhere;
        this.clock = clock;
        this.ledger = ledger;
        this.channels = channels;
        this.search = new OrderSearch(ledger);
    }

    void attach(Router router, Access access) {
        router.get("/api/v1/orders").handler(access.lookWithin(this::list));
        router.get("/api/v1/orders/:id").handler(access.lookWithin(this::find));
        router.get("/api/v1/conservation").handler(access.look(this::conservation));
        router.get("/api/v1/nodes").handler(access.look(this::nodes));
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
        OrderId id = new OrderId(request.path("id"));
        Scope scope = request.person().scope();
        return OrderView.find(ledger, channels, id, scope)
                .or(() -> {
                    elsewhere.settleHereToo();
                    return OrderView.find(ledger, channels, id, scope);
                })
                .orElseThrow(() -> new ProblemException(Problem.Kind.NOT_FOUND.because("there is no such order")));
    }

    /**
     * One journal and what its node said of it last.
     *
     * @param unrecorded entries that were not in the ledger then
     * @param silentSeconds since then, by the ledger's clock
     * @param assured whether all that it ever took is in the ledger
     * @param stranded whether its node is gone and may have taken orders that nobody else has
     */
    private record NodeView(
            String node, String journal, long unrecorded, long silentSeconds, boolean assured, boolean stranded) {}

    private Object nodes(Request request) {
        request.parameters();
        return new Page<>(
                KnownJournals.list(ledger).stream()
                        .map(known -> new NodeView(
                                known.node(),
                                known.journal(),
                                known.unrecorded(),
                                known.silent().toSeconds(),
                                known.assured(),
                                known.stranded()))
                        .toList(),
                null);
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
