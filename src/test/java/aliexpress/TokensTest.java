package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import serai.provider.Answer;
import serai.provider.Call;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Refusal;
import serai.provider.Task;

class TokensTest {
    static final String RENEWED = "{\"access_token\":\"access-2\",\"refresh_token\":\"refresh-2\","
            + "\"expires_in\":\"86400\",\"refresh_expires_in\":172800,\"code\":\"0\",\"request_id\":\"1\"}";
    private static final Answer REFUSED =
            TestAccount.ok("{\"error_response\":{\"type\":\"ISV\",\"code\":\"IllegalAccessToken\",\"msg\":\"x\"}}");
    private static final Answer PLACED = TestAccount.ok(
            "{\"x_response\":{\"result\":{\"is_success\":true,\"order_list\":{\"number\":[8198352049850001]}}}}");

    private final TestAccount account = new TestAccount();
    private final Task task = PricesTest.withoutCap();

    @Test
    void sixteenRefusedOrdersMakeOneRefresh() throws Exception {
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED);
        var aliexpress = account.open();
        var sent = aliexpress.writePlaceOrder(task);
        var together = new CountDownLatch(16);
        List<Callable<Outcome>> orders = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            orders.add(() -> {
                together.countDown();
                together.await();
                return read(aliexpress, sent, REFUSED);
            });
        }

        List<Outcome> outcomes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(orders)) {
                outcomes.add(future.get());
            }
        }

        assertThat(account.calls).hasSize(1);
        assertThat(account.saved).hasSize(1);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
                    assertThat(retry.delay()).contains(Duration.ZERO);
                    assertThat(retry.scope()).isEqualTo(Outcome.Scope.ORDER);
                }));
        assertThat(session(aliexpress.writePlaceOrder(task))).isEqualTo("access-2");
    }

    @Test
    void refreshIsSignedForItsPathAndCarriesNoAccessToken() {
        account.caller = (kamelet, call) -> {
            assertThat(kamelet).isEqualTo("aliexpress-refresh-token");
            return TestAccount.ok(RENEWED);
        };
        account.settings.put("refresh-token", "fake-refresh-token-0001");
        var aliexpress = account.open();

        refuse(aliexpress);

        var call = account.calls.getFirst();
        assertThat(call.path()).isEqualTo("/rest/auth/token/refresh");
        assertThat(TestAccount.form(call))
                .containsOnlyKeys("app_key", "refresh_token", "sign_method", "timestamp", "sign")
                .containsEntry("sign", "B803BA960F6E0A6AD79C8012FA5BC9E49E36F048F2CB54D6C46611F9F9C13637");
    }

    @Test
    void newPairIsStoredBeforeItIsUsed() {
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED);
        account.beforeSave = () -> {
            throw new IllegalStateException("disk full");
        };
        var aliexpress = account.open();

        var outcome = refuse(aliexpress);

        assertThat(cause(outcome)).isEqualTo(Cause.CONNECTOR_FAULT);
        assertThat(session(aliexpress.writePlaceOrder(task))).isEqualTo("access-1");

        account.beforeSave = () -> {};
        account.clock.advance(Duration.ofSeconds(10));
        refuse(aliexpress);

        assertThat(account.calls).as("the pair was kept, not fetched again").hasSize(1);
        assertThat(session(aliexpress.writePlaceOrder(task))).isEqualTo("access-2");
    }

    @Test
    void storedPairSurvivesARestart() {
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED);
        refuse(account.open());

        var restarted = account.open();

        assertThat(session(restarted.writePlaceOrder(task))).isEqualTo("access-2");
    }

    @Test
    void aTokenThatAnotherNodeHasRenewedIsTakenOverAndNotRenewedAgain() {
        TestAccount elsewhere = new TestAccount();
        elsewhere.caller = (kamelet, call) -> TestAccount.ok(RENEWED);
        refuse(elsewhere.open());
        var aliexpress = account.open();
        account.shared = () -> Optional.of(elsewhere.saved.getLast());

        refuse(aliexpress);
        String taken = session(aliexpress.writePlaceOrder(task));
        var restarted = account.open();

        assertThat(account.calls).isEmpty();
        assertThat(taken).isEqualTo("access-2");
        assertThat(session(restarted.writePlaceOrder(task))).isEqualTo("access-2");
    }

    @Test
    void whileAnotherNodeRenewsTheTokenTheOrderWaitsASecond() {
        account.claims = () -> false;

        var outcome = refuse(account.open());

        assertThat(account.calls).isEmpty();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Retryable.class,
                        retry -> assertThat(retry.code()).isEqualTo("token-renewal-elsewhere"));
    }

    @Test
    void anotherConfiguredRefreshTokenReplacesTheStoredPair() {
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED);
        refuse(account.open());
        account.settings.putAll(Map.of("access-token", "access-9", "refresh-token", "refresh-9"));

        var restarted = account.open();

        assertThat(session(restarted.writePlaceOrder(task))).isEqualTo("access-9");
    }

    @Test
    void newTokenThatIsRefusedHoldsTheChannelAndIsNotRenewedAgain() {
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED);
        var aliexpress = account.open();
        refuse(aliexpress);

        var outcome = refuse(aliexpress);

        assertThat(cause(outcome)).isEqualTo(Cause.CREDENTIALS_REFUSED);
        assertThat(scope(outcome)).isEqualTo(Outcome.Scope.CHANNEL);
        assertThat(account.calls).hasSize(1);
    }

    @Test
    void tokenThatWorkedIsRenewedAgainWhenItEnds() {
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED);
        var aliexpress = account.open();
        refuse(aliexpress);
        read(aliexpress, aliexpress.writePlaceOrder(task), PLACED);
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED.replace("-2", "-3"));

        var outcome = refuse(aliexpress);

        assertThat(cause(outcome)).isEqualTo(Cause.PROVIDER_FAILING);
        assertThat(TestAccount.form(account.calls.getLast())).containsEntry("refresh_token", "refresh-2");
        assertThat(session(aliexpress.writePlaceOrder(task))).isEqualTo("access-3");
    }

    @Test
    void refusedRefreshTokenHoldsTheChannelAndIsNotTriedByEveryOrder() {
        account.caller = (kamelet, call) -> TestAccount.ok(
                "{\"type\":\"ISV\",\"code\":\"IllegalRefreshToken\",\"message\":\"expired\",\"request_id\":\"1\"}");
        var aliexpress = account.open();

        var first = refuse(aliexpress);
        var second = refuse(aliexpress);

        assertThat(cause(first)).isEqualTo(Cause.CREDENTIALS_REFUSED);
        assertThat(scope(first)).isEqualTo(Outcome.Scope.CHANNEL);
        assertThat(second).isEqualTo(first);
        assertThat(account.calls).hasSize(1);
    }

    @Test
    void refreshThatFailsOnTheirSideIsTriedAgainSoon() {
        account.caller = (kamelet, call) -> new Answer(503, Map.of(), "<html>");
        var aliexpress = account.open();
        var failed = refuse(aliexpress);
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED);
        account.clock.advance(Duration.ofSeconds(3));

        var renewed = refuse(aliexpress);

        assertThat(scope(failed)).isEqualTo(Outcome.Scope.CHANNEL);
        assertThat(cause(renewed)).isEqualTo(Cause.PROVIDER_FAILING);
        assertThat(session(aliexpress.writePlaceOrder(task))).isEqualTo("access-2");
    }

    @Test
    void tokenIsRenewedHalfAnHourBeforeItEnds() {
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED);
        var aliexpress = account.open();
        refuse(aliexpress);
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED.replace("-2", "-3"));

        account.clock.advance(Duration.ofHours(23));
        var early = session(aliexpress.writePlaceOrder(task));
        account.clock.advance(Duration.ofMinutes(31));
        var late = session(aliexpress.writePlaceOrder(task));

        assertThat(early).isEqualTo("access-2");
        assertThat(late).isEqualTo("access-3");
    }

    @Test
    void failureToRenewAheadStopsNothing() {
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED);
        var aliexpress = account.open();
        refuse(aliexpress);
        account.caller = (kamelet, call) -> new Answer(503, Map.of(), "<html>");
        account.clock.advance(Duration.ofHours(24));

        var token = session(aliexpress.writePlaceOrder(task));

        assertThat(token).isEqualTo("access-2");
    }

    @Test
    void wrappedAnswerWithoutRefreshTokenKeepsTheOldOne() {
        account.caller = (kamelet, call) -> TestAccount.ok(
                "{\"/auth/token/refresh_response\":{\"access_token\":\"access-2\",\"expires_in\":60,\"code\":0}}");
        var aliexpress = account.open();
        refuse(aliexpress);

        aliexpress.writePlaceOrder(task);

        assertThat(TestAccount.form(account.calls.getLast())).containsEntry("refresh_token", "refresh-1");
    }

    @Test
    void tokenThatIsNotRefreshableIsNotRefreshed() {
        account.caller = (kamelet, call) ->
                TestAccount.ok(RENEWED.replace("\"refresh_expires_in\":172800", "\"refresh_expires_in\":\"0\""));
        var aliexpress = account.open();
        refuse(aliexpress);
        read(aliexpress, aliexpress.writePlaceOrder(task), PLACED);

        var outcome = refuse(aliexpress);

        assertThat(cause(outcome)).isEqualTo(Cause.CREDENTIALS_REFUSED);
        assertThat(account.calls).hasSize(1);
    }

    @Test
    void missingAccessTokenIsFetchedBeforeTheFirstOrder() {
        account.settings.put("access-token", "");
        account.caller = (kamelet, call) -> TestAccount.ok(RENEWED);

        var call = account.open().writePlaceOrder(task);

        assertThat(session(call)).isEqualTo("access-2");
    }

    @Test
    void noTokenAtAllHoldsTheChannel() {
        account.settings.putAll(Map.of("access-token", "", "refresh-token", ""));
        var aliexpress = account.open();

        assertThatThrownBy(() -> aliexpress.writePlaceOrder(task))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(cause(refusal.outcome())).isEqualTo(Cause.CREDENTIALS_REFUSED));
    }

    private Outcome refuse(AliExpress aliexpress) {
        return read(aliexpress, aliexpress.writePlaceOrder(task), REFUSED);
    }

    private Outcome read(AliExpress aliexpress, Call sent, Answer answer) {
        return aliexpress.readPlaceOrder(task, sent, answer, new AliExpress.PriceCheck(""));
    }

    private static String session(Call call) {
        return Gateway.token(call);
    }

    private static Cause cause(Outcome outcome) {
        return ((Outcome.Retryable) outcome).cause();
    }

    private static Outcome.Scope scope(Outcome outcome) {
        return ((Outcome.Retryable) outcome).scope();
    }
}
