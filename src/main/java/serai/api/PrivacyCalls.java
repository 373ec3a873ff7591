package serai.api;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.access.Role;
import serai.http.Page;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.privacy.PrivacyRequests;

/** {@code /api/v1/privacy}. */
final class PrivacyCalls {
    private final PrivacyRequests requests;

    PrivacyCalls(PrivacyRequests requests) {
        this.requests = requests;
    }

    void attach(Router router, Access access) {
        router.get("/api/v1/privacy").handler(access.look(Role.SUPPORT, this::list));
        router.get("/api/v1/privacy/:id/export").handler(access.look(Role.ADMIN, this::export));
        router.post("/api/v1/privacy/:id/done").handler(access.change(Role.ADMIN, this::done));
    }

    private Object list(Request request) {
        Parameters parameters = request.parameters("limit", "cursor");
        int limit = parameters.limit();
        Optional<PrivacyRequests.Cursor> after = parameters.cursor(parts ->
                new PrivacyRequests.Cursor(Instant.ofEpochMilli(Long.parseLong(parts.getFirst())), parts.get(1)));
        List<PrivacyRequests.View> found = requests.list(after, limit + 1);
        return Page.of(found, limit, last -> Parameters.cursor(last.receivedAt().toEpochMilli(), last.id()));
    }

    private Object export(Request request) {
        request.parameters();
        // It lies in the open: nobody on the way keeps a copy.
        request.answer("Cache-Control", "no-store");
        return requests.export(request.path("id"), request.person()).orElseThrow(PrivacyCalls::missing);
    }

    private Object done(Request request, byte[] body) {
        return switch (requests.done(request.path("id"), request.person(), Fields.onlyReason(body))) {
            case PrivacyRequests.Answered.Done done -> done.request();
            case PrivacyRequests.Answered.Missing missing -> throw missing();
            case PrivacyRequests.Answered.Conflict conflict ->
                throw new ProblemException(Problem.Kind.CONFLICT.because(conflict.why()));
        };
    }

    private static ProblemException missing() {
        return new ProblemException(Problem.Kind.NOT_FOUND.because("there is no such privacy request"));
    }
}
