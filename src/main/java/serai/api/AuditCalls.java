package serai.api;

import io.vertx.ext.web.Router;
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
        router.get("/api/v1/audit").handler(access.look(this::list));
    }

    private Object list(Request request) {
        Parameters parameters = request.parameters("actor", "action", "limit", "cursor");
        int limit = parameters.limit();
        Optional<Long> before = parameters.cursor(parts -> Long.parseLong(parts.getFirst()));
        List<Audit.Entry> found = audit.list(parameters.text("actor"), parameters.text("action"), before, limit + 1);
        return Page.of(found, limit, last -> Parameters.cursor(last.seq()));
    }
}
