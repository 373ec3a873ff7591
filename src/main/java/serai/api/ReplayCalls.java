package serai.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.Router;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import serai.access.Person;
import serai.access.Role;
import serai.deadletter.DeadLetterFilter;
import serai.deadletter.DeadLetters;
import serai.deadletter.ReplayBook;
import serai.deadletter.Search;
import serai.http.Exchanges;
import serai.http.Page;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.provider.Cause;

/** {@code /api/v1/replays}. */
final class ReplayCalls {
    private static final List<Integer> STAGES = List.of(1, 5, 50);
    private static final int MOST_STAGES = 10;

    private final ReplayBook book;
    private final Clock clock;

    ReplayCalls(ReplayBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    void attach(Router router, Access access) {
        router.get("/api/v1/replays").handler(access.lookWithin(this::list));
        router.get("/api/v1/replays/:id").handler(access.lookWithin(this::find));
        router.post("/api/v1/replays").handler(access.changeWithin(Role.SUPPORT, this::start));
        router.post("/api/v1/replays/:id/pause")
                .handler(access.changeWithin(Role.SUPPORT, (request, body) -> steer(request, body, book::pause)));
        router.post("/api/v1/replays/:id/resume")
                .handler(access.changeWithin(Role.SUPPORT, (request, body) -> steer(request, body, book::resume)));
        router.post("/api/v1/replays/:id/cancel")
                .handler(access.changeWithin(Role.SUPPORT, (request, body) -> steer(request, body, book::cancel)));
    }

    private Object list(Request request) {
        Parameters parameters = request.parameters("limit", "cursor");
        int limit = parameters.limit();
        Optional<DeadLetters.Cursor> before = parameters.cursor(DeadLetterCalls::cursor);
        return Page.of(
                book.list(request.person().scope(), before, limit + 1),
                limit,
                last -> Parameters.cursor(last.createdAt().toEpochMilli(), last.id()));
    }

    private Object find(Request request) {
        request.parameters();
        return book.find(request.path("id"), request.person().scope()).orElseThrow(ReplayCalls::missing);
    }

    private Object start(Request request, byte[] body) {
        request.parameters();
        Fields fields = Fields.of(
                body,
                "filter",
                "ratePerSecond",
                "stages",
                "stopAboveFailureShare",
                "evenIfLooping",
                "dryRun",
                "reason");
        DeadLetterFilter filter = filter(fields, request.person());
        boolean dryRun = fields.flag("dryRun");
        BigDecimal rate = fields.number("ratePerSecond", "0.1", "1000", "5");
        BigDecimal share = fields.number("stopAboveFailureShare", "0", "1", "0.2");
        List<Integer> stages = stages(fields);
        boolean evenIfLooping = fields.flag("evenIfLooping");
        String reason = dryRun ? fields.text("reason", 500) : fields.reason();
        fields.check();
        if (dryRun) {
            return book.preview(filter, evenIfLooping);
        }
        ReplayBook.View started = book.start(
                        new ReplayBook.Wish(filter, rate, stages, share, evenIfLooping, reason), request.person())
                .orElseThrow(() -> new ProblemException(Problem.Kind.INVALID_REQUEST.because(
                        "/filter names more than " + ReplayBook.MOST + " dead letters; narrow it")));
        request.answer("Location", "/api/v1/replays/" + started.id());
        return new Exchanges.Made(started);
    }

    private static List<Integer> stages(Fields fields) {
        if (!fields.has("stages")) {
            return STAGES;
        }
        List<Integer> stages = new ArrayList<>();
        JsonNode given = fields.at("stages");
        for (JsonNode stage : given) {
            boolean whole = stage.isIntegralNumber() && stage.canConvertToInt();
            stages.add(whole ? stage.intValue() : 0);
        }
        boolean good = given.isArray()
                && stages.size() <= MOST_STAGES
                && stages.stream().allMatch(stage -> stage >= 1 && stage <= ReplayBook.MOST);
        if (!good) {
            fields.fault(
                    "stages",
                    "must be a list of at most " + MOST_STAGES + " whole numbers from 1 to " + ReplayBook.MOST);
            return STAGES;
        }
        return stages;
    }

    private DeadLetterFilter filter(Fields fields, Person who) {
        Fields filter = fields.inner("filter", DeadLetterFilter.NAMES.toArray(String[]::new));
        String state = filter.text("state", 20);
        if (!state.isEmpty() && !state.equals("dead")) {
            filter.fault("state", "must be dead; what is archived has to be restored first");
        }
        Optional<Search> query = word(filter, "query", text -> Parameters.Searches.of(text, who, clock.instant()));
        DeadLetterFilter plain = new DeadLetterFilter(
                false,
                text(filter, "channel"),
                text(filter, "store"),
                word(filter, "cause", text -> Parameters.Choices.of("cause", Cause.class, text)),
                text(filter, "code"),
                word(filter, "owner", text -> Parameters.Choices.of("owner", Cause.Owner.class, text)),
                text(filter, "orderId"),
                text(filter, "sku"),
                text(filter, "q"),
                word(filter, "diedAfter", text -> Parameters.Times.of("diedAfter", text)),
                word(filter, "diedBefore", text -> Parameters.Times.of("diedBefore", text)));
        return query.map(plain::matching).orElse(plain).within(who.scope());
    }

    private static Optional<String> text(Fields filter, String name) {
        if (filter.has(name)
                && filter.at(name).isTextual()
                && filter.at(name).textValue().isBlank()) {
            // An empty text must not widen the filter to everything.
            filter.fault(name, "is empty; leave it out instead");
        }
        int most = name.equals("query") ? Search.LONGEST : 200;
        return Optional.of(filter.text(name, most)).filter(text -> !text.isBlank());
    }

    private static <T> Optional<T> word(Fields filter, String name, Function<String, T> reader) {
        try {
            return text(filter, name).map(reader);
        } catch (ProblemException e) {
            filter.fault(name, e.problem().detail().substring(name.length() + 1));
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Steering {
        ReplayBook.Steered steer(String id, Person who, String reason);
    }

    private static Object steer(Request request, byte[] body, Steering steering) {
        String reason = Fields.onlyReason(body);
        return switch (steering.steer(request.path("id"), request.person(), reason)) {
            case ReplayBook.Steered.Changed changed -> changed.replay();
            case ReplayBook.Steered.Missing missing -> throw missing();
            case ReplayBook.Steered.Conflict conflict ->
                throw new ProblemException(Problem.Kind.CONFLICT.because(conflict.why()));
        };
    }

    private static ProblemException missing() {
        return new ProblemException(Problem.Kind.NOT_FOUND.because("there is no such replay"));
    }
}
