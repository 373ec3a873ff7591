package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import serai.base.Json;
import serai.base.Text;
import serai.provider.AccountContext;
import serai.provider.Answer;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;

/**
 * The account's access token. It is renewed 30 minutes before it ends when its end is known, and once when AliExpress
 * refuses it, whatever the number of orders that were refused with it. A renewed pair is stored before it is used.
 */
final class Tokens {
    private static final Duration AHEAD = Duration.ofMinutes(30);
    private static final Duration RENEWAL_PAUSE = Duration.ofMinutes(5);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);

    /**
     * @param expiresAt epoch milliseconds, 0 when nobody knows
     * @param refreshable AliExpress calls a token whose refresh lifetime is 0 not refreshable
     * @param seed a fingerprint of the configured refresh token that this pair descends from
     */
    private record Pair(String access, String refresh, long expiresAt, boolean refreshable, String seed) {}

    private record Failure(Outcome outcome, Instant until) {}

    private final AccountContext context;
    private final Gateway gateway;
    private final Faults faults;
    private final ReentrantLock renewing = new ReentrantLock();

    private volatile Pair pair;
    private volatile String proven = "";
    private @Nullable Pair unsaved;
    private @Nullable Failure failure;
    private Instant renewedAt = Instant.MIN;

    Tokens(AccountContext context, Gateway gateway, Faults faults) {
        this.context = context;
        this.gateway = gateway;
        this.faults = faults;
        this.pair = initial(context);
    }

    /**
     * The stored pair, this node's or that of another node, whichever ends later; unless the configured refresh token is
     * another one than it descends from: then a person renewed it.
     */
    private static Pair initial(AccountContext context) {
        String refresh = context.setting("refresh-token");
        String seed = Text.fingerprint("aliexpress-refresh-token", refresh);
        Pair configured = new Pair(context.setting("access-token"), refresh, 0, !refresh.isBlank(), seed);
        return Stream.concat(context.tokens().load().stream(), context.tokens().shared().stream())
                .flatMap(text -> stored(text).stream())
                .filter(stored -> stored.seed().equals(seed))
                .max(Comparator.comparingLong(Pair::expiresAt))
                .orElse(configured);
    }

    private static Optional<Pair> stored(String text) {
        try {
            return Optional.of(Json.read(text, Pair.class));
        } catch (IllegalStateException unreadable) {
            return Optional.empty();
        }
    }

    /** The token to send. @throws Refusal if there is none and none can be had */
    String access() {
        Pair current = pair;
        if (current.access().isBlank()) {
            firstAccess();
        } else if (endsSoon(current) && renewing.tryLock()) {
            try {
                if (endsSoon(pair)) {
                    // A failure is no reason to stop: the old token is good until AliExpress refuses it.
                    renew();
                }
            } finally {
                renewing.unlock();
            }
        }
        return pair.access();
    }

    /** Notes that AliExpress took a call with this token. */
    void accepted(String token) {
        if (!proven.equals(token)) {
            proven = token;
        }
    }

    /**
     * Renews the token that AliExpress refused, unless somebody has already.
     *
     * @return send again at once; or, when the account has to be authorised again, a pause for the whole channel
     */
    Outcome refused(String token) {
        renewing.lock();
        try {
            if (pair.access().equals(token)) {
                if (refusedWhenNew(token)) {
                    return credentials("IllegalAccessToken", "AliExpress refuses the token that it has just issued");
                }
                Optional<Outcome> failed = renew();
                if (failed.isPresent()) {
                    return failed.get();
                }
            }
            return new Outcome.Retryable(
                    Cause.PROVIDER_FAILING,
                    "token-renewed",
                    "the access token had ended and was renewed",
                    Optional.of(Duration.ZERO),
                    Outcome.Scope.ORDER,
                    Optional.empty());
        } finally {
            renewing.unlock();
        }
    }

    private void firstAccess() {
        renewing.lock();
        try {
            if (pair.access().isBlank()) {
                renew().ifPresent(outcome -> {
                    throw new Refusal(outcome);
                });
            }
        } finally {
            renewing.unlock();
        }
    }

    private boolean endsSoon(Pair token) {
        return token.expiresAt() > 0
                && token.refreshable()
                && context.clock().instant().plus(AHEAD).toEpochMilli() > token.expiresAt();
    }

    private boolean refusedWhenNew(String token) {
        return !proven.equals(token) && context.clock().instant().isBefore(renewedAt.plus(RENEWAL_PAUSE));
    }

    /** Empty when a new pair is stored and in use; the lock is held. */
    private Optional<Outcome> renew() {
        Instant now = context.clock().instant();
        Failure last = failure;
        if (last != null && now.isBefore(last.until())) {
            return Optional.of(last.outcome());
        }
        if (unsaved == null && adopted()) {
            failure = null;
            return Optional.empty();
        }
        if (unsaved == null && !context.tokens().claim()) {
            return Optional.of(new Outcome.Retryable(
                    Cause.PROVIDER_FAILING,
                    "token-renewal-elsewhere",
                    "another node renews the access token at this moment",
                    Optional.of(RETRY_PAUSE),
                    Outcome.Scope.ORDER,
                    Optional.empty()));
        }
        // Another node may have ended its renewal between the two.
        if (unsaved == null && adopted()) {
            failure = null;
            return Optional.empty();
        }
        Optional<Outcome> outcome = unsaved == null ? fetch() : Optional.empty();
        if (outcome.isEmpty()) {
            outcome = save();
        }
        failure = outcome.map(failed -> new Failure(failed, now.plus(pause(failed))))
                .orElse(null);
        return outcome;
    }

    /** Takes what another node has renewed meanwhile: the pair that we have is useless then. */
    private boolean adopted() {
        Pair current = pair;
        Optional<Pair> newer = context.tokens()
                .shared()
                .flatMap(Tokens::stored)
                .filter(stored -> stored.seed().equals(current.seed()))
                .filter(stored -> !stored.access().equals(current.access()))
                .filter(stored -> stored.expiresAt() > current.expiresAt());
        newer.ifPresent(stored -> {
            pair = stored;
            renewedAt = context.clock().instant();
        });
        return newer.isPresent();
    }

    private static Duration pause(Outcome outcome) {
        return outcome instanceof Outcome.Retryable retryable && retryable.cause() == Cause.CREDENTIALS_REFUSED
                ? RENEWAL_PAUSE
                : RETRY_PAUSE;
    }

    private Optional<Outcome> fetch() {
        if (!pair.refreshable() || pair.refresh().isBlank()) {
            return Optional.of(
                    credentials("not-refreshable", "there is no refresh token that could renew the access token"));
        }
        Answer answer;
        try {
            Call call = gateway.system("/auth/token/refresh", Map.of("refresh_token", pair.refresh()));
            answer = context.caller().call("aliexpress-refresh-token", call);
        } catch (Refusal refusal) {
            return Optional.of(refusal.outcome());
        }
        return switch (Envelope.of(answer)) {
            case Envelope.Unreadable body -> Optional.of(faults.unreadable(Faults.REFRESH, answer, body.text()));
            case Envelope.Fault fault -> Optional.of(faults.gateway(Faults.REFRESH, answer, fault));
            case Envelope.Content content -> take(answer, content.node());
        };
    }

    private Optional<Outcome> take(Answer answer, JsonNode node) {
        String access = Reading.text(node, "access_token");
        if (answer.status() >= 500 || access.isEmpty() || !Envelope.SUCCESS.contains(Reading.text(node, "code"))) {
            return Optional.of(faults.gateway(Faults.REFRESH, answer, Envelope.fault(node)));
        }
        String refresh = Reading.text(node, "refresh_token");
        long lifetime = seconds(node, "expires_in");
        long end = lifetime > 0 ? context.clock().millis() + lifetime * 1000 : seconds(node, "expire_time");
        boolean refreshable = !Reading.text(node, "refresh_expires_in").equals("0");
        unsaved = new Pair(access, refresh.isEmpty() ? pair.refresh() : refresh, end, refreshable, pair.seed());
        return Optional.empty();
    }

    private static long seconds(JsonNode node, String field) {
        return Reading.decimal(node, field).map(value -> value.longValue()).orElse(0L);
    }

    private Optional<Outcome> save() {
        Pair renewed = unsaved;
        if (renewed == null) {
            return Optional.empty();
        }
        try {
            context.tokens().save(Json.write(renewed));
        } catch (RuntimeException e) {
            // Kept in memory: the old refresh token may be dead already, so the next order stores it again.
            return Optional.of(new Outcome.Retryable(
                    Cause.CONNECTOR_FAULT,
                    "token-not-stored",
                    "the renewed token could not be stored on this machine's disk",
                    Optional.of(Duration.ofSeconds(10)),
                    Outcome.Scope.CHANNEL,
                    Optional.empty()));
        }
        unsaved = null;
        renewedAt = context.clock().instant();
        pair = renewed;
        return Optional.empty();
    }

    private static Outcome credentials(String code, String text) {
        return new Outcome.Retryable(
                Cause.CREDENTIALS_REFUSED,
                code,
                text,
                Optional.of(RENEWAL_PAUSE),
                Outcome.Scope.CHANNEL,
                Optional.empty());
    }
}
