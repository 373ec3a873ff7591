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
import serai.base.Json;
import serai.provider.Account;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.ErrorTable.Row;
import serai.provider.ErrorTable.Verdict;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;
import serai.provider.Task;

/**
 * One seller's account for Multi-Channel Fulfillment. Amazon answers a create with an empty object before it validates the
 * order, so a placed order is read back until Amazon says what became of it. Our reference is Amazon's order id: it is
 * taken once and for ever, so nothing is bought twice under it.
 */
public final class Amazon implements Account {
    static final String ORDERS = "/fba/outbound/2020-07-01/fulfillmentOrders";
    static final String PLACE = "place-order";
    static final String FIND = "find-order";

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
    private final Terms terms;
    private final AccessTokens tokens;
    private final LookUp lookUp;

    /** @throws IllegalArgumentException naming the setting at fault */
    public Amazon(AccountContext context) {
        this.context = context;
        this.terms = Terms.of(context);
        this.tokens = new AccessTokens(context);
        this.lookUp = new LookUp(context.clock());
    }

    /**
     * The call that creates the order.
     *
     * @throws Refusal if the order cannot be mapped, or no access token can be had
     */
    public Call writePlaceOrder(Task task) {
        PlaceOrder order = task.order();
        RequestRules.check(order);
        ShippingSpeed speed = RequestRules.shippingSpeed(order, terms.shippingSpeed());
        String body = Json.write(RequestMapper.INSTANCE.toRequest(order, terms, speed.name()));
        return call("POST", ORDERS, body, true);
    }

    /**
     * What the answer to a create means. An empty 2xx is {@link Outcome.Taken}, never done: Amazon has not yet
     * validated the order.
     *
     * @param call the call that was answered
     */
    public Outcome readPlaceOrder(Task task, Call call, Answer answer) {
        SellerAnswer got = SellerAnswer.of(answer);
        if (got.succeeded() && got.hasOnly("errors", "payload")) {
            tokens.accepted(token(call));
            return new Outcome.Taken(LookUp.FIRST, got.noted("taken, not yet validated"));
        }
        return refused(PLACE, call, got);
    }

    /**
     * The call that looks the order up by our reference.
     *
     * @throws Refusal if no access token can be had
     */
    public Call writeFindOrder(Task task) {
        return call("GET", ORDERS + "/" + segment(task.order().reference().value()), "", false);
    }

    /**
     * What Amazon knows of the order. Done only when Amazon holds it with our SKUs and quantities; not found counts as
     * "not yet visible" for 15 minutes after Amazon took it.
     *
     * @param call the call that was answered
     */
    public Outcome readFindOrder(Task task, Call call, Answer answer) {
        SellerAnswer got = SellerAnswer.of(answer);
        Optional<Outcome> known = lookUp.read(task, got);
        if (known.isPresent()) {
            tokens.accepted(token(call));
        }
        return known.orElseGet(() -> refused(FIND, call, got));
    }

    /**
     * Calls a second that Amazon allows for the operation, if the answer says so. Best effort: the header comes on 20x, 400
     * and 404 only, never on 401, 403 and 429, and in the sandbox it is always 5.0.
     */
    public Optional<Double> rateLimit(Answer answer) {
        return answer.header("x-amzn-RateLimit-Limit")
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,6}(\\.[0-9]{1,9})?"))
                .map(Double::valueOf)
                .filter(rate -> rate > 0);
    }

    /** One place for all that is not a plain yes: the error table first, then what the status alone allows to say. */
    private Outcome refused(String operation, Call call, SellerAnswer got) {
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
        if (operation.equals(PLACE)) {
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

    private Call call(String method, String path, String body, boolean mayBuy) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TOKEN_HEADER, tokens.current());
        headers.put("user-agent", USER_AGENT);
        headers.put("x-amz-date", AMZ_DATE.format(context.clock().instant()));
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return new Call(method, path, "", headers, body, mayBuy);
    }

    private static String token(Call call) {
        return call.headers().getOrDefault(TOKEN_HEADER, "");
    }

    /** A path segment: percent-encoded, never with a plus, which Amazon reads as a space even as {@code %2B}. */
    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
