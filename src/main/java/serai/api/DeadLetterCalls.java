package serai.api;

import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import serai.access.Role;
import serai.base.DispatchId;
import serai.deadletter.DeadLetter;
import serai.deadletter.DeadLetterFilter;
import serai.deadletter.DeadLetters;
import serai.deadletter.Desk;
import serai.deadletter.Fault;
import serai.deadletter.Verdict;
import serai.http.Page;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.provider.Redaction;

/** {@code /api/v1/dead-letters}. */
final class DeadLetterCalls {
    private static final String[] LIST = with("limit", "cursor");
    private static final String[] GROUPS = with("by");

    private final DeadLetters letters;
    private final Desk desk;
    private final Clock clock;

    DeadLetterCalls(DeadLetters letters, Desk desk, Clock clock) {
        this.letters = letters;
        this.desk = desk;
        this.clock = clock;
    }

    private static String[] with(String... more) {
        return Stream.concat(DeadLetterFilter.NAMES.stream(), Arrays.stream(more))
                .toArray(String[]::new);
    }

    void attach(Router router, Access access) {
        router.get("/api/v1/dead-letters").handler(access.lookWithin(this::list));
        router.get("/api/v1/dead-letters/groups").handler(access.lookWithin(this::groups));
        router.get("/api/v1/dead-letters/:id").handler(access.lookWithin(this::find));
        router.put("/api/v1/dead-letters/:id/payload").handler(access.changeWithin(Role.SUPPORT, this::edit));
        router.post("/api/v1/dead-letters/:id/replay").handler(access.changeWithin(Role.SUPPORT, this::replay));
        router.post("/api/v1/dead-letters/:id/take-stores-word")
                .handler(access.changeWithin(Role.SUPPORT, this::takeStoresWord));
        router.post("/api/v1/dead-letters/:id/archive").handler(access.changeWithin(Role.SUPPORT, this::archive));
        router.post("/api/v1/dead-letters/:id/restore").handler(access.changeWithin(Role.SUPPORT, this::restore));
    }

    private Object list(Request request) {
        Parameters parameters = request.parameters(LIST);
        int limit = parameters.limit();
        Optional<DeadLetters.Cursor> cursor = parameters.cursor(DeadLetterCalls::cursor);
        List<DeadLetter> found = letters.list(filter(request, parameters), cursor, limit + 1);
        return Page.of(found, limit, last -> Parameters.cursor(last.since().toEpochMilli(), last.id()));
    }

    private DeadLetterFilter filter(Request request, Parameters parameters) {
        return parameters.filter(request.person(), clock.instant());
    }

    /** A place in a list that goes by time and id. */
    static DeadLetters.Cursor cursor(List<String> parts) {
        return new DeadLetters.Cursor(Instant.ofEpochMilli(Long.parseLong(parts.getFirst())), parts.get(1));
    }

    /** A page that none follows. */
    private record Groups(
            List<DeadLetters.Group> items, @Nullable String nextCursor, boolean more) {}

    private Object groups(Request request) {
        Parameters parameters = request.parameters(GROUPS);
        DeadLetters.By by = parameters
                .text("by")
                .map(word -> switch (word) {
                    case "store" -> DeadLetters.By.STORE;
                    case "sku" -> DeadLetters.By.SKU;
                    default -> throw Parameters.fault("by", "must be store or sku, or left out");
                })
                .orElse(DeadLetters.By.CAUSE);
        DeadLetters.Counted counted = letters.counted(filter(request, parameters), by);
        return new Groups(counted.groups(), null, counted.more());
    }

    private Object find(Request request) {
        request.parameters();
        DeadLetters.Detail detail = letters.find(id(request), request.person().scope(), request.masked())
                .orElseThrow(DeadLetterCalls::missing);
        request.answer("ETag", "\"" + detail.letter().version() + "\"");
        return detail;
    }

    private Object edit(Request request, byte[] body) {
        String reason = request.parameters("reason").text("reason").orElse("");
        if (request.masked() && new String(body, StandardCharsets.UTF_8).contains(Redaction.HIDDEN)) {
            throw Fields.invalid(List.of(new Problem.Fault(
                    "", "holds " + Redaction.HIDDEN + ", which stands for what is not shown here; write the value")));
        }
        return answer(request, desk.edit(id(request), body, seen(request), request.person(), reason));
    }

    private Object replay(Request request, byte[] body) {
        Fields fields = Fields.of(body, "reason", "confirmedNotBought");
        String reason = fields.reason();
        boolean confirmed = fields.flag("confirmedNotBought");
        fields.check();
        return answer(request, desk.replay(id(request), seen(request), request.person(), reason, confirmed));
    }

    private Object takeStoresWord(Request request, byte[] body) {
        return answer(
                request, desk.takeStoresWord(id(request), seen(request), request.person(), Fields.onlyReason(body)));
    }

    private Object archive(Request request, byte[] body) {
        return answer(request, desk.archive(id(request), seen(request), request.person(), Fields.onlyReason(body)));
    }

    private Object restore(Request request, byte[] body) {
        return answer(request, desk.restore(id(request), seen(request), request.person(), Fields.onlyReason(body)));
    }

    private static DispatchId id(Request request) {
        return new DispatchId(request.path("id"));
    }

    /** The version that the caller saw, where they say so. */
    private static Optional<Long> seen(Request request) {
        return request.header("If-Match").map(DeadLetterCalls::version);
    }

    private static long version(String tag) {
        if (!tag.matches("\"[0-9]{1,18}\"")) {
            throw Parameters.fault("If-Match", "must be the ETag of an earlier answer");
        }
        return Long.parseLong(tag.substring(1, tag.length() - 1));
    }

    private static ProblemException missing() {
        return new ProblemException(Problem.Kind.NOT_FOUND.because("there is no such dead letter"));
    }

    private static Object answer(Request request, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Changed changed -> {
                request.answer("ETag", "\"" + changed.letter().version() + "\"");
                yield changed.letter();
            }
            case Verdict.Missing missing -> throw missing();
            case Verdict.Conflict conflict -> throw new ProblemException(Problem.Kind.CONFLICT.because(conflict.why()));
            case Verdict.Outdated outdated ->
                throw new ProblemException(Problem.Kind.PRECONDITION_FAILED.because(
                        "it has version " + outdated.version() + " by now; look again before you change it"));
            case Verdict.ConfirmationNeeded needed ->
                throw new ProblemException(Problem.Kind.CONFIRMATION_NEEDED.because(needed.why()
                        + " Look first; if you can say \"" + needed.word() + "\", send \"confirmedNotBought\": true"));
            case Verdict.ReasonNeeded needed ->
                throw new ProblemException(Problem.Kind.CONFIRMATION_NEEDED.because(needed.why()));
            case Verdict.Invalid invalid -> throw Fields.invalid(faults(invalid.faults()));
            case Verdict.StillUnreadable unreadable ->
                throw new ProblemException(Problem.Kind.CONFLICT.because(
                        "it still cannot be read; mend the payload first", faults(unreadable.faults())));
        };
    }

    private static List<Problem.Fault> faults(List<Fault> faults) {
        return faults.stream()
                .map(fault -> new Problem.Fault(fault.pointer(), fault.detail()))
                .toList();
    }
}
