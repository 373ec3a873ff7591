package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Task;

/** What an answer to order.create makes of the order, over every shape that is known. */
class PlacedTest {
    private final TestAccount account = new TestAccount();
    private final AliExpress aliexpress = account.open();
    private final Task task = PricesTest.withoutCap();

    static Stream<Arguments> placed() {
        return Stream.of(
                        "{\"aliexpress_ds_order_create_response\":{\"result\":{\"is_success\":true,"
                                + "\"order_list\":{\"number\":[8198352049850001]}},\"request_id\":\"1\"}}",
                        "{\"aliexpress_trade_buy_placeorder_response\":{\"result\":{\"is_success\":\"true\","
                                + "\"order_list\":{\"number\":[\"8198352049850001\"]}}},\"code\":\"0\"}",
                        "{\"result\":{\"is_success\":\"True\",\"order_list\":[8198352049850001]},\"code\":\"0\"}",
                        "{\"is_success\":true,\"order_list\":{\"number\":8198352049850001}}",
                        "\uFEFF {\"x_response\":{\"result\":{\"success\":true,\"error_code\":\"0\",\"error_msg\":\"\","
                                + "\"order_list\":{\"number\":\"8198352049850001\"}},\"_trace_id_\":\"t\"}}")
                .map(Arguments::arguments);
    }

    @ParameterizedTest
    @MethodSource
    void placed(String body) {
        assertThat(read(200, body))
                .isEqualTo(new Outcome.Done(List.of("8198352049850001"), "pay it at AliExpress: try-to-pay is off"));
    }

    @Test
    void orderSplitByAliExpressHasAllItsNumbers() {
        var outcome = read(200, created("true", "[8198352049850001,\"81983520498500022\"]", "", ""));

        assertThat(((Outcome.Done) outcome).supplierOrderIds())
                .containsExactly("8198352049850001", "81983520498500022");
    }

    @Test
    void noteOfThePriceCheckReachesTheTimelineAndPaidOrdersNeedNoReminder() {
        account.settings.put("try-to-pay", "true");
        var paying = account.open();

        var outcome = paying.readPlaceOrder(
                task,
                paying.writePlaceOrder(task),
                TestAccount.ok(created("true", "[8198352049850001]", "", "")),
                new AliExpress.PriceCheck("unchecked"));

        assertThat(((Outcome.Done) outcome).note()).isEqualTo("unchecked");
    }

    @Test
    void successWithAnErrorTextIsCreatedButUnpaid() {
        var outcome = read(200, created("true", "[8190439416160002]", "", "OrderCreated, autoPay fail:APIPayFail"));

        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Unpaid(List.of("8190439416160002"), "", "OrderCreated, autoPay fail:APIPayFail"));
    }

    @Test
    void refusalKeepsTheirWords() {
        var outcome = read(
                200, created("\"false\"", "{}", "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL", "Please enter a city"));

        assertThat(outcome)
                .isEqualTo(new Outcome.Rejected(
                        Cause.ADDRESS_INVALID, "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL", "Please enter a city"));
    }

    @Test
    void refusalThatNobodyKnowsIsShown() {
        assertThat(read(200, created("false", "[]", "A_NEW_CODE", "words")))
                .isEqualTo(new Outcome.Rejected(Cause.REFUSED_BY_SUPPLIER, "A_NEW_CODE", "words"));
        assertThat(read(200, created("false", "[]", "", "Item is not allowed to this country")))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.cause()).isEqualTo(Cause.NOT_DELIVERABLE));
    }

    static Stream<Arguments> unknown() {
        return Stream.of(
                arguments(200, ""),
                arguments(200, "<html><body>Bad gateway</body></html>"),
                arguments(200, "{\"aliexpress_ds_order_create_response\":{\"result\":{\"is_suc"),
                arguments(200, "{}"),
                arguments(200, "[]"),
                arguments(200, "\"ok\""),
                arguments(200, "null"),
                arguments(200, "{\"aliexpress_ds_order_create_response\":{}}"),
                arguments(200, "{\"aliexpress_ds_order_create_response\":\"ok\"}"),
                arguments(200, created("true", "[]", "", "")),
                arguments(200, created("true", "{}", "", "APIPayFail")),
                arguments(200, created("true", "[\"pending\"]", "", "")),
                arguments(200, created("true", "[1.0E15]", "", "")),
                arguments(200, created("true", "[0]", "", "")),
                arguments(200, created("false", "[]", "", "")),
                arguments(200, created("false", "[8198352049850001]", "X", "y")),
                arguments(200, created("null", "[8198352049850001]", "", "")),
                arguments(200, created("1", "[8198352049850001]", "", "")),
                arguments(200, created("false", "[]", "REPEATED_ORDER_ERROR", "Duplicate order, please try again")),
                arguments(200, error("15", "", "Remote service error")),
                arguments(200, error("15", "isp.service-unavailable", "Service timed out")),
                arguments(200, error("15", "isp.http-read-timeout", "")),
                arguments(200, "{\"error_response\":{\"code\":15,\"sub_code\":\"isp.x\"}}"),
                arguments(200, error("ServiceTimeout", "", "")),
                arguments(200, error("ServiceUnavailable", "", "")),
                arguments(200, error("InternalError", "", "")),
                arguments(200, error("SystemError", "", "")),
                arguments(200, error("SomethingNew", "", "")),
                arguments(200, "{\"type\":\"SYSTEM\",\"code\":\"ServiceUnavailable\",\"message\":\"x\"}"),
                arguments(302, ""),
                arguments(404, "<html>"),
                arguments(500, error("InternalError", "", "")),
                arguments(502, "<html>"),
                arguments(503, "<html>"),
                arguments(503, error("ApiCallLimit", "", "this ban will last 1 seconds")),
                arguments(500, created("true", "[8198352049850001]", "", "")),
                arguments(500, created("false", "[]", "SKU_NOT_EXIST", "")),
                arguments(504, ""));
    }

    @ParameterizedTest
    @MethodSource
    void unknown(int status, String body) {
        assertThat(read(status, body)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void repeatedOrderIsGivenUpAfterFive() {
        var outcome = read(200, created("false", "[]", "REPEATED_ORDER_ERROR", ""));

        assertThat(outcome).isEqualTo(new Outcome.Unknown("REPEATED_ORDER_ERROR", "", Optional.of(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "Api access frequency exceeds the limit. this ban will last 1 seconds, ApiCallLimit, 2",
        "This ban will last 14229 seconds, AppApiCallLimit, 14230",
        "This ban will last for 3 more seconds, 7, 4",
        "This BAN will last 1 second, AppCallLimit, 2",
        "slow down, ApiCallLimit, 2",
        "slow down, AppApiCallLimit, 600",
        "limited, accesscontrol.limited-by-api-access-count, 60"
    })
    void throttlingPausesTheChannelAsLongAsTheyAsk(String text, String code, int seconds) {
        var outcome = read(200, error(code, "", text));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
            assertThat(retry.cause()).isEqualTo(Cause.RATE_LIMITED);
            assertThat(retry.delay()).contains(Duration.ofSeconds(seconds));
            assertThat(retry.scope()).isEqualTo(Outcome.Scope.CHANNEL);
            assertThat(retry.giveUpAfter()).isEmpty();
        });
    }

    @Test
    void tooManyRequestsFromAProxyIsRetryableWhateverTheBody() {
        var answer = new Answer(429, Map.of("retry-after", "7"), "<html>");

        var outcome = aliexpress.readPlaceOrder(
                task, aliexpress.writePlaceOrder(task), answer, new AliExpress.PriceCheck(""));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Retryable.class,
                        retry -> assertThat(retry.delay()).contains(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "IncompleteSignature, CONFIGURATION_WRONG",
        "InvalidSignature, CONFIGURATION_WRONG",
        "25, CONFIGURATION_WRONG",
        "InvalidAppkey, CONFIGURATION_WRONG",
        "IllegalTimestamp, CONFIGURATION_WRONG",
        "InvalidApiPath, CONFIGURATION_WRONG",
        "InsufficientPermission, PERMISSION_MISSING",
        "AppWhiteIpLimit, PERMISSION_MISSING",
        "IllegalRefreshToken, CREDENTIALS_REFUSED",
        "InvalidCode, CREDENTIALS_REFUSED"
    })
    void whatConcernsEveryOrderHoldsTheChannelAndKillsNone(String code, Cause cause) {
        var outcome = read(200, "{\"type\":\"ISV\",\"code\":\"" + code + "\",\"message\":\"x\"}");

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
            assertThat(retry.cause()).isEqualTo(cause);
            assertThat(retry.scope()).isEqualTo(Outcome.Scope.CHANNEL);
            assertThat(retry.delay())
                    .hasValueSatisfying(delay -> assertThat(delay).isGreaterThanOrEqualTo(Duration.ofMinutes(1)));
            assertThat(retry.giveUpAfter()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLACKLIST_BUYER_IN_LIST", "USER_ACCOUNT_DISABLED"})
    void blockedAccountHoldsTheChannel(String code) {
        assertThat(read(200, created("false", "[]", code, "")))
                .isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
                    assertThat(retry.cause()).isEqualTo(Cause.ACCOUNT_BLOCKED);
                    assertThat(retry.scope()).isEqualTo(Outcome.Scope.CHANNEL);
                });
    }

    @ParameterizedTest
    @CsvSource({"INVENTORY_HOLD_ERROR, OUT_OF_STOCK", "ERROR_WHEN_BUILD_FOR_PLACE_ORDER, KEEPS_FAILING"})
    void whatMayPassIsTriedAFewTimes(String code, Cause cause) {
        assertThat(read(200, created("false", "[]", code, "")))
                .isInstanceOfSatisfying(Outcome.Retryable.class, retry -> {
                    assertThat(retry.cause()).isEqualTo(cause);
                    assertThat(retry.scope()).isEqualTo(Outcome.Scope.ORDER);
                    assertThat(retry.giveUpAfter()).isPresent();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"MissingParameter", "UnsupportedParamMapping", "40", "41", "isv.anything"})
    void callThatAliExpressCannotReadIsRefused(String code) {
        assertThat(read(200, error(code, "", "x"))).isInstanceOf(Outcome.Rejected.class);
    }

    private Outcome read(int status, String body) {
        return aliexpress.readPlaceOrder(
                task,
                aliexpress.writePlaceOrder(task),
                new Answer(status, Map.of("Content-Type", "text/html"), body),
                new AliExpress.PriceCheck(""));
    }

    private static String created(String flag, String numbers, String code, String text) {
        return "{\"aliexpress_ds_order_create_response\":{\"result\":{\"is_success\":" + flag + ",\"error_code\":\""
                + code + "\",\"error_msg\":\"" + text + "\",\"order_list\":"
                + (numbers.equals("{}") ? numbers : "{\"number\":" + numbers + "}") + "},\"request_id\":\"1\"}}";
    }

    private static String error(String code, String sub, String text) {
        String subCode = sub.isEmpty() ? "" : ",\"sub_code\":\"" + sub + "\",\"sub_msg\":\"" + text + "\"";
        return "{\"error_response\":{\"type\":\"ISP\",\"code\":\"" + code + "\",\"msg\":\"" + text + "\"" + subCode
                + ",\"request_id\":\"1\"}}";
    }
}
