package amazon;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import serai.provider.AccountContext;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.ErrorTable.Row;
import serai.provider.ErrorTable.Verdict;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.Refusal;
import serai.provider.Turn;

/** Calls of the Selling Partner API with what they have in common, and what an answer means that is no plain yes. */
final class SellerApi {
    /** Asked for by Amazon's guide, at most 500 characters. */
    static final String USER_AGENT =
            "Serai/0.1 (Language=Java/" + Runtime.version().feature() + "; Platform="
                    + System.getProperty("os.name", "unknown").replaceAll("[^A-Za-z0-9 ._-]", "") + ")";

    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String TOKEN_HEADER = "x-amz-access-token";
    /** Statuses that mean the same whatever the body is: Amazon's edge may answer them in HTML. */
    private static final Set<Integer> PLAIN_REFUSALS = Set.of(400, 401, 403, 413, 415, 429);

    private final AccountContext context;
    private final AccessTokens tokens;

    SellerApi(AccountContext context, AccessTokens tokens) {
        this.context = context;
        this.tokens = tokens;
    }

    /**
     * What to ask in a talk.
     *
     * @param operation its name in {@code errors.yaml}
     * @param query encoded, or empty
     */
    record Question(String operation, String method, String path, String query) {}

    /**
     * Asks, and goes on with an answer that can be believed. A token that had ended is renewed and the question asked once
     * more.
     *
     * @param meant which answers besides a plain yes have a meaning of their own; any other makes a {@link Refusal}
     */
    Turn ask(Question question, Predicate<SellerAnswer> meant, Function<SellerAnswer, Turn> then) {
        return ask(question, meant, then, true);
    }

    private Turn ask(
            Question question, Predicate<SellerAnswer> meant, Function<SellerAnswer, Turn> then, boolean mayRenew) {
        Call call = call(question.method(), question.path(), question.query(), "", false);
        return new Turn.Ask(call, answer -> {
            SellerAnswer got = SellerAnswer.of(answer);
            if (got.succeeded() || meant.test(got)) {
                accepted(call);
                return then.apply(got);
            }
            Outcome outcome = refused(question.operation(), call, got);
            // Tokens are at fault only when they were renewed without a pause.
            if (mayRenew
                    && outcome instanceof Outcome.Retryable retryable
                    && retryable.delay().equals(Optional.of(Duration.ZERO))) {
                return ask(question, meant, then, false);
            }
            throw new Refusal(outcome);
        });
    }

    /** One place for all that is not a plain yes: the error table first, then what the status alone allows to say. */
    Outcome refused(String operation, Call call, SellerAnswer got) {
        boolean readable = !got.failures().isEmpty() || PLAIN_REFUSALS.contains(got.status());
        Optional<Row> row =
                readable ? context.errors().find(operation, got.status(), got.code(), got.words()) : Optional.empty();
        if (row.map(Row::verdict).filter(Verdict.TOKEN_EXPIRED::equals).isPresent()) {
            return tokenRefused(call, got, row.get());
        }
        if (got.status() == 400) {
            tokens.accepted(token(call));
        }
        if (row.map(Row::cause).filter(Cause.CONFIRMING::equals).isPresent() && got.status() < 500) {
            return new Outcome.Taken(Duration.ZERO, "Amazon has this id already: " + got.text());
        }
        return row.map(known -> known.outcome(got.code(), got.text(), got.retryAfter()))
                .orElseGet(() -> unexplained(operation, got));
    }

    private Outcome tokenRefused(Call call, SellerAnswer got, Row row) {
        return tokens.renewAfterRefusal(token(call))
                ? new Outcome.Retryable(
                        Cause.PROVIDER_FAILING,
                        got.code(),
                        "the access token is renewed: " + got.text(),
                        Optional.of(Duration.ZERO),
                        Scope.ORDER,
                        Optional.empty())
                : row.outcome(got.code(), "a fresh access token was refused: " + got.text(), got.retryAfter());
    }

    private static Outcome unexplained(String operation, SellerAnswer got) {
        boolean explained = !got.failures().isEmpty() && got.status() < 500;
        if (operation.equals(Amazon.PLACE)) {
            return explained
                    ? new Outcome.Rejected(Cause.REFUSED_BY_SUPPLIER, got.code(), got.text())
                    : new Outcome.Unknown(got.code(), got.text(), Optional.empty());
        }
        return new Outcome.Retryable(
                Cause.PROVIDER_FAILING,
                got.code(),
                got.text(),
                got.retryAfter(),
                explained ? Scope.ORDER : Scope.CHANNEL,
                Optional.empty());
    }

    /** @param query encoded, or empty */
    Call call(String method, String path, String query, String body, boolean mayBuy) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TOKEN_HEADER, tokens.current());
        headers.put("user-agent", USER_AGENT);
        headers.put("x-amz-date", AMZ_DATE.format(context.clock().instant()));
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return new Call(method, path, query, headers, body, mayBuy);
    }

    /** Takes note that Amazon took the call's token. */
    void accepted(Call call) {
        tokens.accepted(token(call));
    }

    private static String token(Call call) {
        return call.headers().getOrDefault(TOKEN_HEADER, "");
    }

    /** A path segment or a query value: percent-encoded, never with a plus, which Amazon reads as a space even as {@code %2B}. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
