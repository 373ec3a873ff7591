package serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Json;

class AliExpressSimulatorTest {
    private final Simulator simulator = Simulator.start("aliexpress");
    private Caller caller = new Caller(simulator.url());

    @BeforeEach
    void freshCaller() {
        caller = new Caller(simulator.url());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    /** The platform's own published samples R1, R1b, R2 and one computed with its Python SDK, R6. */
    @Test
    void signatureAgreesWithThePublishedVectors() {
        var timestamp = "1517820392000";

        assertThat(AliExpressRules.sign(
                        "/auth/token/create",
                        Map.of(
                                "app_key", "12345678",
                                "code", "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26",
                                "sign_method", "sha256",
                                "timestamp", timestamp),
                        "helloworld"))
                .isEqualTo("35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81");
        assertThat(AliExpressRules.sign(
                        "/order/get",
                        Map.of(
                                "access_token", "test",
                                "app_key", "123456",
                                "order_id", "1234",
                                "sign_method", "sha256",
                                "timestamp", timestamp),
                        "helloworld"))
                .isEqualTo("4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A");
        assertThat(AliExpressRules.sign(
                        "",
                        Map.of(
                                "access_token", "test",
                                "aliexpress_category_id", "200135143",
                                "app_key", "123456",
                                "method", "aliexpress.logistics.redefining.getonlinelogisticsinfo",
                                "sign_method", "sha256",
                                "timestamp", timestamp),
                        "helloworld"))
                .isEqualTo("F7F7926B67316C9D1E8E15F7E66940ED3059B1638C497D77973F30046EFB5BBB");
        assertThat(AliExpressRules.sign(
                        "/auth/token/refresh",
                        Map.of(
                                "app_key", "12345678",
                                "refresh_token", "fake-refresh-token-0001",
                                "sign_method", "sha256",
                                "timestamp", "1767225600000"),
                        "helloworld"))
                .isEqualTo("B803BA960F6E0A6AD79C8012FA5BC9E49E36F048F2CB54D6C46611F9F9C13637");
    }

    @Test
    void aWrongSignatureBuysNothing() throws IOException {
        var parameters = Caller.system();
        parameters.put("method", "aliexpress.ds.order.create");
        parameters.put("session", "test-session-1");
        parameters.put(Caller.ORDER, Caller.order("SHOP-1", "12 Elm Street"));
        parameters.put("sign", AliExpressRules.sign("", parameters, "another secret"));

        var answer = caller.form("/sync", parameters);

        assertThat(answer.body()).contains("\"error_response\"", "\"code\":\"IncompleteSignature\"");
        assertThat(simulator.purchases().total()).isZero();
    }

    @Test
    void nonAsciiAndReservedCharactersAreSignedRaw() throws IOException {
        var answer = caller.orderCreate("SHOP-1", "Straße 3 º+&#=%");

        assertThat(answer.body()).contains("\"is_success\":true");
        assertThat(simulator
                        .purchases()
                        .list()
                        .get(0)
                        .request()
                        .at("/logistics_address/address")
                        .asText())
                .isEqualTo("Straße 3 º+&#=%");
    }

    @Test
    void unknownMethodsAndMissingParametersAreRefused() throws IOException {
        assertThat(caller.aliExpress("aliexpress.ds.order.list", Map.of()).body())
                .contains("InvalidApiPath");
        assertThat(caller.aliExpress("aliexpress.ds.order.create", Map.of()).body())
                .contains("MissingParameter");
        assertThat(caller.aliExpress("aliexpress.ds.order.create", Map.of(Caller.ORDER, "{"))
                        .body())
                .contains("MissingParameter");
    }

    @Test
    void theAddressRulesOfTheCountryHold() throws IOException {
        var answer = caller.orderCreate("SHOP-1", "a street that is longer than the 35 characters of US");

        assertThat(answer.body())
                .contains("B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL", "\"is_success\":false", "5 - 35");
        assertThat(simulator.purchases().total()).isZero();
    }

    /** Each differs in one field from an address that is taken. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        country       | GB                     | Please select a Country/Region
        country       | USA                    | Please select a Country/Region
        province      | TX                     | Please select a State/Province/County
        province      | 13                     | Please select a State/Province/County
        province      | Other                  | Please select a State/Province/County
        province      | Texass                 | Please select a State/Province/County
        full_name     | Cher                   | Please enter between 2 - 32 characters
        full_name     | Jane R                 | Please enter between 2 - 32 characters
        mobile_no     | (512) 555-0100         | without any spaces or special characters
        mobile_no     | 5125550100999999       | 7-13 digits
        phone_country | one                    | without any spaces or special characters
        """)
    void whatAliExpressRefusesInAnAddressIsRefusedInItsWords(String field, String value, String words)
            throws IOException {
        var order = (ObjectNode) Json.mapper().readTree(Caller.order("SHOP-1", "12 Elm Street"));
        ((ObjectNode) order.path("logistics_address")).put(field, value);

        String answer = caller.aliExpress("aliexpress.ds.order.create", Map.of(Caller.ORDER, order.toString()))
                .body();

        assertThat(answer).contains("B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL", words);
        assertThat(simulator.purchases().total()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        BR | São Paulo | 11987654321 | cpf         | 529.982.247-25     | 529.982.247-26 | CPF_CN_INVALID
        MX | Jalisco   | 3312345678  | passport_no | ROXJ800101MDFXXX09 | ''             | passport number
        CL | Maule     | 212345678   | rut_no      | 12.345.678-5       | 12.345.678-5   | -
        """)
    void aTaxNumberIsCheckedWhereTheCountryAsksForOne(
            String country, String province, String phone, String field, String good, String bad, String words)
            throws IOException {
        assertThat(abroad(country, province, phone, field, good)).contains("\"is_success\":true");
        assertThat(abroad(country, province, phone, field, bad))
                .contains(words.equals("-") ? "\"is_success\":true" : words);
    }

    private String abroad(String country, String province, String phone, String field, String value)
            throws IOException {
        var order = (ObjectNode) Json.mapper().readTree(Caller.order("", "12 Elm Street"));
        ((ObjectNode) order.path("logistics_address"))
                .put("country", country)
                .put("province", province)
                .put("mobile_no", phone)
                .put(field, value);
        return caller.aliExpress("aliexpress.ds.order.create", Map.of(Caller.ORDER, order.toString()))
                .body();
    }

    /** {@code children} is JSON text, as public clients read it. */
    @Test
    void provincesAndCitiesAreListedAsText() throws IOException {
        JsonNode austria = Json.mapper()
                .readTree(caller.aliExpress("aliexpress.ds.address.get", Map.of("countryCode", "AT"))
                        .body())
                .at("/aliexpress_ds_address_get_response/result");
        String nowhere = caller.aliExpress("aliexpress.ds.address.get", Map.of("countryCode", "GB"))
                .body();

        assertThat(austria.path("ret").asBoolean()).isTrue();
        assertThat(austria.at("/data/children").isTextual()).isTrue();
        assertThat(austria.at("/data/children").asText()).contains("{\"name\":\"Tyrol\",\"type\":\"PROVINCE\"");
        assertThat(nowhere).contains("\"ret\":false");
        assertThat(caller.aliExpress("aliexpress.ds.address.get", Map.of()).body())
                .contains("MissingParameter");
    }

    @Test
    void aTroubleOfTheOrdersDoesNotStrikeTheListsUnlessItNamesThem() throws IOException {
        simulator.situation("html-503").times(1);

        assertThat(caller.aliExpress("aliexpress.ds.address.get", Map.of("countryCode", "JP"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(caller.orderCreate("SHOP-1").statusCode()).isEqualTo(503);
    }

    @Test
    void anExpiredTokenIsRefusedUntilARefreshAndThenOnlyTheNewOneWorks() throws IOException {
        simulator.situation("expired-token");
        assertThat(caller.orderCreate("SHOP-1").body()).contains("IllegalAccessToken");

        JsonNode fresh =
                Json.mapper().readTree(caller.refresh("fake-refresh-token-0001").body());

        assertThat(fresh.path("code").asText()).isEqualTo("0");
        assertThat(caller.orderCreate("SHOP-1").body()).contains("IllegalAccessToken");
        caller.session(fresh.path("access_token").asText());
        assertThat(caller.orderCreate("SHOP-1").body()).contains("\"is_success\":true");
        assertThat(caller.refresh("fake-refresh-token-0001").body()).contains("IllegalRefreshToken");
        assertThat(caller.refresh(fresh.path("refresh_token").asText()).body()).contains("access_token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        throttle                  | 200 | 0 | "code":"ApiCallLimit"
        throttle                  | 200 | 0 | this ban will last 1 seconds
        throttle-app              | 200 | 0 | This ban will last 14229 seconds
        html-503                  | 503 | 0 | <html>
        ok-with-error             | 200 | 0 | "error_response"
        system-error-15           | 200 | 0 | "code":"15"
        system-error-15-as-number | 200 | 0 | "code":15,
        accept-then-system-error  | 200 | 1 | isp.http-read-timeout
        permission-missing        | 200 | 0 | InsufficientPermission
        reject                    | 200 | 0 | Please enter a city
        reject-address            | 200 | 0 | B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL
        reject-sku                | 200 | 0 | SKU_NOT_EXIST
        inventory-hold            | 200 | 0 | INVENTORY_HOLD_ERROR
        account-disabled          | 200 | 0 | USER_ACCOUNT_DISABLED
        created-unpaid            | 200 | 1 | OrderCreated, autoPay fail:APIPayFail
        success-without-id        | 200 | 1 | "order_list":{}
        truncated-body            | 200 | 1 | "order_li
        collapsed-lists           | 200 | 1 | "is_success":"true","order_list":{"number":"81
        bare-lists                | 200 | 1 | "order_list":81
        simplified                | 200 | 1 | {"result":{"is_success":"true","order_list":["81
        wrong-root-key            | 200 | 1 | {"aliexpress_trade_buy_placeorder_response":
        split-order               | 200 | 1 | 0001,8198
        slow                      | 200 | 1 | "is_success":true
        """)
    void aSituationAnswersWhatItsNameSays(String situation, int status, int bought, String says) throws IOException {
        simulator.situation(situation).option("delay", "10ms");

        var answer = caller.orderCreate("SHOP-1");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(says);
        assertThat(simulator.purchases().total()).isEqualTo(bought);
    }

    @Test
    void anEmptyBodyIsEmpty() throws IOException {
        simulator.situation("empty-body");

        var answer = caller.orderCreate("SHOP-1");

        assertThat(answer.body()).isEmpty();
        assertThat(simulator.purchases().total()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept-then-close", "accept-then-reset", "cut-answer"})
    void aBrokenConnectionAfterAcceptingLeavesAPurchase(String situation) {
        simulator.situation(situation);

        assertThatThrownBy(() -> caller.orderCreate("SHOP-1")).isInstanceOf(IOException.class);

        assertThat(simulator.purchases().references()).containsExactly("SHOP-1");
    }

    @Test
    void aResetConnectionBeforeAcceptingLeavesNone() {
        simulator.situation("connection-reset");

        assertThatThrownBy(() -> caller.orderCreate("SHOP-1")).isInstanceOf(IOException.class);

        assertThat(simulator.purchases().total()).isZero();
    }

    @Test
    void aRepeatIsAnsweredWithAnErrorWhenSwitchedSo() throws IOException {
        simulator.situation("repeated-order-error");

        String first = caller.orderCreate("SHOP-1").body();
        String second = caller.orderCreate("SHOP-1").body();

        assertThat(first).contains("\"is_success\":true");
        assertThat(second).contains("REPEATED_ORDER_ERROR");
        assertThat(simulator.purchases().total()).isEqualTo(1);
    }

    @Test
    void anOrderCanBeReadByItsIdWithItsLines() throws IOException {
        caller.orderCreate("SHOP-1");
        String id =
                simulator.purchases().byReference("SHOP-1").orElseThrow().ids().get(0);

        JsonNode order = Json.mapper().readTree(caller.orderGet(id).body());

        JsonNode result = order.at("/aliexpress_trade_ds_order_get_response/result");
        assertThat(result.path("order_status").asText()).isEqualTo("WAIT_SELLER_SEND_GOODS");
        assertThat(result.path("gmt_create").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(result.at("/child_order_list/aeop_child_order_info/0/product_count")
                        .asInt())
                .isEqualTo(2);
        assertThat(caller.orderGet("1").body()).contains("isv.insufficient-permission");
    }

    @Test
    void anUnpaidOrderReadsAsUnpaid() throws IOException {
        simulator.situation("created-unpaid").times(1);
        caller.orderCreate("SHOP-1");
        String id = simulator.purchases().list().get(0).ids().get(0);

        assertThat(caller.orderGet(id).body()).contains("PLACE_ORDER_SUCCESS");
    }

    @Test
    void anOrderIsNotReadableAtFirstWhenSwitchedSo() throws IOException {
        caller.orderCreate("SHOP-1");
        String id = simulator.purchases().list().get(0).ids().get(0);
        simulator.situation("not-found-at-first").times(2);

        assertThat(caller.orderGet(id).body()).contains("isv.insufficient-permission");
        assertThat(caller.orderGet(id).body()).contains("isv.insufficient-permission");
        assertThat(caller.orderGet(id).body()).contains("WAIT_SELLER_SEND_GOODS");
    }

    @Test
    void productsHavePricesAndThesePricesCanRise() throws IOException {
        var wanted = Map.of("product_id", "1005006454451334", "ship_to_country", "US");

        String usual = caller.aliExpress("aliexpress.ds.product.get", wanted).body();
        simulator.situation("price-rise").option("price", "12.34");
        String risen = caller.aliExpress("aliexpress.ds.product.get", wanted).body();

        assertThat(usual)
                .contains("\"offer_sale_price\":\"3.94\"", "\"sku_attr\":\"14:175#Black & White;5:200003528\"");
        assertThat(risen).contains("\"offer_sale_price\":\"12.34\"");
        assertThat(Json.mapper().readTree(risen).isObject()).isTrue();
    }

    @Test
    void aSituationCanBeNarrowedToOneReferenceOrOneProduct() throws IOException {
        simulator.situation("reject").reference("SHOP-2").option("code", "PRICE_PAY_CURRENCY_ERROR");
        simulator.situation("html-503").sku("14:29#White");

        assertThat(caller.orderCreate("SHOP-1").body()).contains("\"is_success\":true");
        assertThat(caller.orderCreate("SHOP-2").body()).contains("PRICE_PAY_CURRENCY_ERROR");
        assertThat(simulator.requests("order-create")).isEqualTo(2);
        assertThat(simulator.requests("/sync")).isEqualTo(2);
    }

    @Test
    void anySymptomCanStrikeAfterAccepting() throws IOException {
        simulator.situation("html-503").afterAccepting();

        var answer = caller.orderCreate("SHOP-1");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(simulator.purchases().total()).isEqualTo(1);
    }
}
