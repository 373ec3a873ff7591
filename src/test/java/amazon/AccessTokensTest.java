package amazon;

import static amazon.Fixture.answer;
import static amazon.Fixture.errors;
import static amazon.Fixture.order;
import static amazon.Fixture.task;
import static amazon.Fixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.fixture.Patience;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.Refusal;
import serai.provider.Task;

/** One token for all threads, renewed in time and once. */
@Timeout(Patience.HANGS)
class AccessTokensTest {
    private static final String EXPIRED = errors(
            "Unauthorized", "Access to requested resource is denied.", "The access token you provided has expired.");

    private final Fixture fixture = new Fixture();
    private final Task task = task(order());

    private Call find() {
        return fixture.amazon.writeFindOrder(task);
    }

    private Outcome read(Call call, int status, String body) {
        return fixture.amazon.readFindOrder(task, call, answer(status, body));
    }

    private static String tokenOf(Call call) {
        return call.headers().getOrDefault("x-amz-access-token", "none");
    }

    @Test
    void exchangePostsTheFourFieldsAsAForm() {
        find();

        var exchange = fixture.lastExchange;
        assertThat(exchange.method()).isEqualTo("POST");
        assertThat(exchange.headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8");
        assertThat(exchange.body())
                .isEqualTo("grant_type=refresh_token&refresh_token=Atzr%7Crefresh%2Btoken&client_id=client+1"
                        + "&client_secret=s%26cret");
        assertThat(exchange.mayBuy()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.amazon.com/auth/o2/token, ''",
        "http://localhost:1234, /auth/o2/token",
        "http://localhost:1234/, /auth/o2/token"
    })
    void pathIsAppendedOnlyToABareHost(String url, String path) {
        var other = new Fixture("lwa-url", url);

        other.amazon.writeFindOrder(task);

        assertThat(other.lastExchange.path()).isEqualTo(path);
    }

    @Test
    void tokenIsKeptUntilAMinuteBeforeItEnds() {
        var first = tokenOf(find());
        fixture.clock.pass(Duration.ofSeconds(3539));
        var stillFirst = tokenOf(find());
        fixture.clock.pass(Duration.ofSeconds(1));
        var second = tokenOf(find());

        assertThat(stillFirst).isEqualTo(first);
        assertThat(second).isNotEqualTo(first);
        assertThat(fixture.exchanges).hasValue(2);
    }

    @Test
    void sixteenThreadsMakeOneExchange() throws Exception {
        var slow = new CountDownLatch(1);
        fixture.tokens((kamelet, call) -> {
            await(slow);
            return token("Atza|shared", 3600);
        });

        var tokens = inParallel(16, slow, () -> tokenOf(find()));

        assertThat(tokens).containsOnly("Atza|shared").hasSize(16);
        assertThat(fixture.exchanges).hasValue(1);
    }

    @Test
    void sixteenThreadsShareOneFailedExchange() throws Exception {
        var slow = new CountDownLatch(1);
        fixture.tokens((kamelet, call) -> {
            await(slow);
            return answer(503, "<html>");
        });

        var outcomes = inParallel(
                16,
                slow,
                () -> catchThrowableOfType(Refusal.class, this::find).outcome().toString());

        assertThat(outcomes).hasSize(16).allMatch(text -> text.contains("PROVIDER_FAILING"));
        assertThat(fixture.exchanges).hasValue(1);
    }

    @Test
    void expiredTokenIsRenewedOnceAndTheOrderTriedAgainAtOnce() {
        var call = find();

        var outcome = read(call, 403, EXPIRED);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Retryable.class, retryable -> {
            assertThat(retryable.delay()).contains(Duration.ZERO);
            assertThat(retryable.scope()).isEqualTo(Scope.ORDER);
        });
        assertThat(tokenOf(find())).isNotEqualTo(tokenOf(call));
        assertThat(fixture.exchanges).hasValue(2);
    }

    @Test
    void sixteenRefusalsOfOneTokenMakeOneNewToken() {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(find());
        }

        calls.forEach(call -> {
            var outcome = read(call, 403, EXPIRED);
            assertThat(((Outcome.Retryable) outcome).scope()).isEqualTo(Scope.ORDER);
            find();
        });

        assertThat(fixture.exchanges).hasValue(2);
    }

    @Test
    void freshTokenRefusedAgainIsAMatterOfTheWholeAccount() {
        read(find(), 403, EXPIRED);

        var again = read(find(), 403, EXPIRED);

        assertThat(again).isInstanceOfSatisfying(Outcome.Retryable.class, retryable -> {
            assertThat(retryable.cause()).isEqualTo(Cause.CREDENTIALS_REFUSED);
            assertThat(retryable.scope()).isEqualTo(Scope.CHANNEL);
            assertThat(retryable.delay()).contains(Duration.ofMinutes(1));
            assertThat(retryable.giveUpAfter()).isEmpty();
        });
    }

    @Test
    void renewedTokenThatAmazonTookMayExpireLikeAnyOther() {
        read(find(), 403, EXPIRED);
        read(find(), 404, errors("NotFound", "x", ""));

        var later = read(find(), 403, EXPIRED);

        assertThat(((Outcome.Retryable) later).scope()).isEqualTo(Scope.ORDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The access token you provided has expired.",
                "The access token you provided is revoked, malformed or invalid.",
                "Access token is missing in the request header.",
                "The security token included in the request is expired"
            })
    void everyWordingOfABadTokenRenewsIt(String details) {
        read(find(), 403, errors("Unauthorized", "Access to requested resource is denied.", details));

        find();

        assertThat(fixture.exchanges).hasValue(2);
    }

    @Test
    void missingRoleDoesNotRenewTheToken() {
        read(find(), 403, errors("Unauthorized", "Access to requested resource is denied.", ""));

        find();

        assertThat(fixture.exchanges).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, CREDENTIALS_REFUSED",
        "401, invalid_client, CREDENTIALS_REFUSED",
        "400, invalid_request, CONFIGURATION_WRONG",
        "400, invalid_scope, CONFIGURATION_WRONG",
        "400, unauthorized_client, CREDENTIALS_REFUSED",
        "400, access_denied, CREDENTIALS_REFUSED",
        "500, server_error, PROVIDER_FAILING",
        "503, temporarily_unavailable, PROVIDER_FAILING",
        "429, slow_down, RATE_LIMITED",
        "400, never_heard_of, PROVIDER_FAILING"
    })
    void refusedExchangeHoldsTheAccountAndMakesNoDeadLetter(int status, String error, Cause cause) {
        fixture.tokens((kamelet, call) ->
                answer(status, "{\"error\":\"" + error + "\",\"error_description\":\"because\",\"request_id\":\"r\"}"));

        var refusal = catchThrowableOfType(Refusal.class, () -> fixture.amazon.writePlaceOrder(task));

        assertThat(refusal.outcome()).isInstanceOfSatisfying(Outcome.Retryable.class, retryable -> {
            assertThat(retryable.cause()).isEqualTo(cause);
            assertThat(retryable.scope()).isEqualTo(Scope.CHANNEL);
            assertThat(retryable.giveUpAfter()).isEmpty();
            assertThat(retryable.text()).contains("because");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"access_token\":\"\"}", "{\"access_token\":\"a\\nb\"}", "[]"})
    void garbledTokenAnswerIsTriedAgainLater(String body) {
        fixture.tokens((kamelet, call) -> answer(200, body));

        var refusal = catchThrowableOfType(Refusal.class, this::find);

        assertThat(refusal.outcome()).isInstanceOf(Outcome.Retryable.class);
    }

    @Test
    void failedExchangeIsTriedAgainByTheNextOrder() {
        fixture.tokens((kamelet, call) -> answer(503, ""));
        assertThatThrownBy(this::find).isInstanceOf(Refusal.class);
        fixture.tokens((kamelet, call) -> token("Atza|better", 3600));

        var call = find();

        assertThat(tokenOf(call)).isEqualTo("Atza|better");
    }

    @Test
    void unmappableOrderCostsNoExchange() {
        var fresh = new Fixture();

        assertThatThrownBy(() ->
                        fresh.amazon.writePlaceOrder(task(Fixture.with(List.of(Fixture.item("1", "A\"B", 1, ""))))))
                .isInstanceOf(Refusal.class);

        assertThat(fresh.exchanges).hasValue(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the same thing in many threads and opens the latch when all but the first wait for it. */
    private static List<String> inParallel(int threads, CountDownLatch latch, Callable<String> work) throws Exception {
        List<Thread> running = new CopyOnWriteArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(pool.submit(() -> {
                    running.add(Thread.currentThread());
                    return work.call();
                }));
            }
            while (running.size() < threads
                    || running.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
            latch.countDown();
            List<String> all = new ArrayList<>();
            for (Future<String> result : results) {
                all.add(result.get());
            }
            return all;
        }
    }
}
