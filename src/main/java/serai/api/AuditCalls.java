package serai.api;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.access.Audit;
import serai.http.Page;

/** {@code /api/v1/audit}. */
final class AuditCalls {
    private final Audit audit;

    AuditCalls(Audit audit) {
        this.audit = audit;
    }

    void attach(Router router, Access access) {
        router.get("/api/v1/audit").handler(access.lookWithin(this::list));
    }

    private Object list(Request request) {
        Parameters parameters = request.parameters("actor", "action", "target", "from", "to", "limit", "cursor");
        int limit = parameters.limit();
        Audit.Filter filter = new Audit.Filter(
                parameters.text("actor"),
                parameters.text("action"),
                parameters.text("target"),
                parameters.time("from"),
                parameters.time("to"));
        Optional<Audit.Position> before = parameters.cursor(parts -> new Audit.Position(
                Instant.ofEpochMilli(Long.parseLong(parts.getFirst())), Long.parseLong(parts.getLast())));
        List<Audit.Entry> found = audit.list(request.person().scope(), filter, before, limit + 1);
        return Page.of(found, limit, last -> Parameters.cursor(last.at().toEpochMilli(), last.seq()));
    }
}
