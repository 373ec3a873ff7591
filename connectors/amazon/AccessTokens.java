package amazon;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import serai.provider.AccountContext;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.ErrorTable;
import serai.provider.Outcome;
import serai.provider.Refusal;

/**
 * The account's access token from Login with Amazon: one for all threads, kept in memory, renewed a minute before it ends.
 * However many threads need a new one at once, one exchange is made and all share what came of it. The refresh token comes
 * back unchanged and is never replaced.
 */
final class AccessTokens {
    /** The name of this exchange in {@code errors.yaml}. */
    static final String OPERATION = "exchange-token";

    private static final String KAMELET = "amazon-exchange-token";
    private static final String PATH = "/auth/o2/token";
    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final long USUAL_SECONDS = 3_600;

    private record Token(String text, Instant renewAt) {}

    private final AccountContext context;
    private final Clock clock;
    private final ErrorTable errors;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Token token;
    private final AtomicInteger failures = new AtomicInteger();
    private @Nullable Refusal lastFailure;

    /** Amazon refused the last token and has not yet taken its replacement. */
    private volatile boolean suspected;

    AccessTokens(AccountContext context) {
        this.context = context;
        this.clock = context.clock();
        this.errors = context.errors();
    }

    /**
     * A token that was not refused and has not ended.
     *
     * @throws Refusal if none can be had now; nothing was sent to the Selling Partner API
     */
    String current() {
        int failuresBefore = failures.get();
        Token known = token;
        if (known != null && usable(known)) {
            return known.text();
        }
        lock.lock();
        try {
            known = token;
            if (known != null && usable(known)) {
                return known.text();
            }
            if (failures.get() != failuresBefore && lastFailure != null) {
                throw new Refusal(lastFailure.outcome());
            }
            return renew();
        } finally {
            lock.unlock();
        }
    }

    private String renew() {
        try {
            Token renewed = exchange();
            token = renewed;
            return renewed.text();
        } catch (Refusal refusal) {
            lastFailure = refusal;
            failures.incrementAndGet();
            throw refusal;
        }
    }

    /**
     * Takes note that Amazon refused a token.
     *
     * @return whether a new token is worth one more try at once; false if the token was itself a fresh replacement
     */
    boolean renewAfterRefusal(String refused) {
        lock.lock();
        try {
            Token known = token;
            if (known == null || !known.text().equals(refused)) {
                return true;
            }
            boolean wasReplacement = suspected;
            suspected = true;
            token = null;
            return !wasReplacement;
        } finally {
            lock.unlock();
        }
    }

    /** Takes note that Amazon took a token. */
    void accepted(String taken) {
        if (suspected) {
            Token known = token;
            if (known != null && known.text().equals(taken)) {
                suspected = false;
            }
        }
    }

    private boolean usable(Token known) {
        return clock.instant().isBefore(known.renewAt());
    }

    private Token exchange() {
        Instant asked = clock.instant();
        SellerAnswer answer = SellerAnswer.ofLogin(context.caller().call(KAMELET, exchangeCall()));
        String text =
                answer.json().map(json -> json.path("access_token").asText("")).orElse("");
        if (answer.succeeded() && text.matches("[\\x21-\\x7e]+")) {
            long seconds = answer.json()
                    .map(json -> json.path("expires_in").asLong(USUAL_SECONDS))
                    .orElse(USUAL_SECONDS);
            Duration life = Duration.ofSeconds(Math.max(seconds, 0));
            // A token shorter than twice the margin would else be renewed at every call.
            Duration use = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? life.minus(MARGIN) : life.dividedBy(2);
            return new Token(text, asked.plus(use));
        }
        throw new Refusal(refusal(answer));
    }

    private Call exchangeCall() {
        String form = "grant_type=refresh_token&refresh_token=" + encoded("refresh-token") + "&client_id="
                + encoded("client-id") + "&client_secret=" + encoded("client-secret");
        URI url = context.uri("lwa-url");
        boolean bare = url.getRawPath() == null || url.getRawPath().length() <= 1;
        return new Call(
                "POST",
                bare ? PATH : "",
                "",
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded;charset=UTF-8",
                        "user-agent",
                        SellerApi.USER_AGENT),
                form,
                false);
    }

    private String encoded(String key) {
        return URLEncoder.encode(context.setting(key), StandardCharsets.UTF_8);
    }

    /** Whatever went wrong here stops the account, not one order. */
    private Outcome refusal(SellerAnswer answer) {
        return errors.find(OPERATION, answer.status(), answer.code(), answer.words())
                .map(row -> row.outcome(answer.code(), answer.text(), answer.retryAfter()))
                .orElseGet(() -> new Outcome.Retryable(
                        Cause.PROVIDER_FAILING,
                        answer.code(),
                        "access token: " + answer.text(),
                        answer.retryAfter(),
                        Outcome.Scope.CHANNEL,
                        Optional.empty()));
    }
}
