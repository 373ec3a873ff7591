package serai.api;

import io.vertx.ext.web.Router;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.Scope;
import serai.http.Page;
import serai.intake.StoreHealth;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.provider.Cause;

/**
 * {@code /api/v1/stores}, {@code /offers} and {@code /progress}: how stores hear of things, which SKUs they refuse, and
 * which orders have a problem at their supplier.
 */
final class LogisticsCalls {
    private static final String OFFERS = Sql.of(LogisticsCalls.class, "list-offers");
    private static final String PROBLEMS = Sql.of(LogisticsCalls.class, "list-problems");

    /** One SKU that waits for its store, or that it refuses. */
    private record Offer(
            String store,
            String sku,
            Optional<String> available,
            Optional<String> price,
            Optional<String> currency,
            Instant observedAt,
            Optional<Instant> toldAt,
            Optional<Instant> dueAt,
            Optional<Cause> cause,
            String note) {}

    /** An order that its supplier holds, and what is wrong with it. */
    private record Trouble(
            String order, String store, String channel, String dispatch, Cause cause, String note, Instant since) {}

    private final Database ledger;
    private final Clock clock;

    LogisticsCalls(Database ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    void attach(Router router, Access access) {
        router.get("/api/v1/stores").handler(access.look(this::stores));
        router.get("/api/v1/offers").handler(access.look(this::offers));
        router.get("/api/v1/progress").handler(access.look(this::problems));
    }

    private Object stores(Request request) {
        Parameters parameters = request.parameters("limit", "cursor");
        int limit = parameters.limit();
        String after = parameters.cursor(List::getFirst).orElse("");
        List<StoreHealth.View> found = StoreHealth.list(ledger, Scope.ALL, after, limit + 1, clock.instant());
        return Page.of(found, limit, last -> Parameters.cursor(last.store()));
    }

    private Object offers(Request request) {
        Parameters parameters = request.parameters("store", "cause", "limit", "cursor");
        int limit = parameters.limit();
        Conditions conditions = new Conditions();
        parameters.text("store").ifPresent(store -> conditions.and("store = ?", store));
        parameters
                .text("cause")
                .ifPresentOrElse(
                        cause -> conditions.and("cause = ?", cause(cause)), () -> conditions.and("cause IS NOT NULL"));
        parameters
                .cursor(parts -> List.of(parts.getFirst(), parts.get(1)))
                .ifPresent(after -> conditions.and(
                        "store > ? OR (store = ? AND sku > ?)", after.getFirst(), after.getFirst(), after.get(1)));
        List<Offer> found = ledger.read(
                tx -> tx.list(conditions.in(OFFERS), LogisticsCalls::offer, conditions.parameters(limit + 1)));
        return Page.of(found, limit, last -> Parameters.cursor(last.store(), last.sku()));
    }

    private static Offer offer(Row row) throws SQLException {
        return new Offer(
                row.text("store"),
                row.text("sku"),
                row.maybeText("available"),
                row.maybeText("price"),
                row.maybeText("currency"),
                row.time("observed_at"),
                row.maybeTime("told_at"),
                row.maybeTime("due_at"),
                row.maybeText("cause").map(Cause::valueOf),
                row.text("note"));
    }

    private Object problems(Request request) {
        Parameters parameters = request.parameters("store", "cause", "limit", "cursor");
        int limit = parameters.limit();
        Conditions conditions = new Conditions();
        parameters.text("store").ifPresent(store -> conditions.and("store = ?", store));
        parameters
                .text("cause")
                .ifPresentOrElse(
                        cause -> conditions.and("cause = ?", cause(cause)), () -> conditions.and("cause IS NOT NULL"));
        parameters.cursor(List::getFirst).ifPresent(after -> conditions.and("dispatch_id > ?", after));
        List<Trouble> found = ledger.read(
                tx -> tx.list(conditions.in(PROBLEMS), LogisticsCalls::trouble, conditions.parameters(limit + 1)));
        return Page.of(found, limit, last -> Parameters.cursor(last.dispatch()));
    }

    private static Trouble trouble(Row row) throws SQLException {
        return new Trouble(
                row.text("order_id"),
                row.text("store"),
                row.text("channel"),
                row.text("dispatch_id"),
                Cause.valueOf(row.text("cause")),
                row.text("note"),
                row.time("changed_at"));
    }

    private static String cause(String id) {
        return Cause.find(id)
                .orElseThrow(() -> Parameters.fault("cause", "is none of the catalogue"))
                .name();
    }
}
