package serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.Json;

class AmazonSimulatorTest {
    private static final String ORDERS = "/fba/outbound/2020-07-01/fulfillmentOrders";

    private final Simulator simulator = Simulator.start("amazon");
    private final Caller caller = new Caller(simulator.url());
    private String token = "";

    @BeforeEach
    void exchange() throws IOException {
        token = Json.mapper()
                .readTree(exchange("Atzr|fake-refresh-token-0001").body())
                .path("access_token")
                .asText();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void anOrderIsTakenOnceAndAUsedIdIsRefused() throws IOException {
        var first = create("SHOP1-1-1");
        var second = create("SHOP1-1-1");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("{}");
        assertThat(first.headers().firstValue("x-amzn-RateLimit-Limit")).contains("2.0");
        assertThat(first.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(second.body()).contains("A create request already exists");
        assertThat(simulator.purchases().total()).isEqualTo(1);
        assertThat(simulator.purchases().repeats()).isEqualTo(1);
    }

    @Test
    void anOrderShowsItsLinesAndItsStatusAdvancesByReading() throws IOException {
        create("SHOP1-2-1");

        JsonNode first = Json.mapper().readTree(get("SHOP1-2-1").body());
        String second = get("SHOP1-2-1").body();
        String third = get("SHOP1-2-1").body();

        assertThat(first.at("/payload/fulfillmentOrder/fulfillmentOrderStatus").asText())
                .isEqualTo("New");
        assertThat(first.at("/payload/fulfillmentOrder/receivedDate").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(first.at("/payload/fulfillmentOrder/destinationAddress/name").asText())
                .isEqualTo("Jane Roe");
        assertThat(first.at("/payload/fulfillmentOrderItems/0/sellerSku").asText())
                .isEqualTo("MUG-RED-11OZ");
        assertThat(first.at("/payload/fulfillmentOrderItems/0/quantity").asInt())
                .isEqualTo(2);
        assertThat(second).contains("\"Received\"");
        assertThat(third).contains("\"Planning\"");
    }

    @Test
    void anUnknownOrderIsNotFoundAndAnUnknownPathIsForbidden() throws IOException {
        assertThat(get("SHOP1-0-0").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/fba/outbound/2020-07-01/nonsense", "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void anExpiredTokenIsForbiddenUntilANewOneIsExchanged() throws IOException {
        simulator.situation("expired-token");

        var expired = create("SHOP1-3-1");
        exchange();
        var accepted = create("SHOP1-3-1");

        assertThat(expired.statusCode()).isEqualTo(403);
        assertThat(expired.body()).contains("\"Unauthorized\"", "has expired");
        assertThat(expired.headers().firstValue("x-amzn-RateLimit-Limit")).isEmpty();
        assertThat(accepted.statusCode()).isEqualTo(200);
    }

    @Test
    void anInventedTokenAndAMissingOneAreForbidden() throws IOException {
        token = "Atza|invented";

        assertThat(create("SHOP1-4-1").body()).contains("revoked, malformed or invalid");
        assertThat(caller.send("GET", ORDERS + "/x", "", Map.of()).body()).contains("missing");
    }

    @Test
    void theTokenServiceRefusesAWrongSecretAndAWrongRefreshToken() throws IOException {
        var wrongToken = exchange("Atzr|another");
        var wrongSecret = caller.send(
                "POST",
                "/auth/o2/token",
                "{\"grant_type\":\"refresh_token\",\"client_id\":\"a\",\"client_secret\":\"b\"}",
                Map.of("Content-Type", "application/json"));

        assertThat(wrongToken.statusCode()).isEqualTo(400);
        assertThat(wrongToken.body()).contains("invalid_grant");
        assertThat(wrongSecret.statusCode()).isEqualTo(401);
        assertThat(wrongSecret.body()).contains("invalid_client");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "sellerFulfillmentOrderId":"SHOP1-5-1" | "sellerFulfillmentOrderId":"A+B"       | sellerFulfillmentOrderId
        "displayableOrderComment":"Thanks"     | "displayableOrderComment":""           | displayableOrderComment
        "shippingSpeedCategory":"Standard"     | "shippingSpeedCategory":"STANDARD"     | shippingSpeedCategory
        "postalCode":"78701"                   | "postalCode":""                        | The following required parameters are missing: [PostalCode]
        "postalCode":"78701"                   | "postalCode":"787017870178701787017"    | Value for parameter PostalCode is invalid. Reason: InvalidValue.
        "city":"Austin"                        | "city":""                              | required parameters are missing: [City]
        "stateOrRegion":"TX"                   | "stateOrRegion":"Texas"                | Request has invalid parameter: {Address.StateOrRegion=Texas}
        "TX","postalCode":"78701","countryCode":"US" | "48","postalCode":"78701","countryCode":"DE" | {Address.StateOrRegion=48}
        "countryCode":"US"                     | "countryCode":"UK"                     | DestinationAddress.CountryCode is invalid
        "countryCode":"US"                     | "countryCode":"JP"                     | parameter City is invalid
        "city":"Austin","stateOrRegion":"TX","postalCode":"78701","countryCode":"US" | "stateOrRegion":"13","postalCode":"150-0041","countryCode":"JP" | {Address.StateOrRegion=13}
        "value":"12.50"                        | "value":"12.505"                       | perUnitDeclaredValue
        "currencyCode":"USD","value":"12.50"   | "currencyCode":"JPY","value":"12.5"    | perUnitDeclaredValue
        "shippingSpeedCategory":"Standard"     | "shippingSpeedCategory":"ScheduledDelivery" | shippingSpeedCategory
        "quantity":2                           | "quantity":"2"                         | quantity
        "value":"12.50"                        | "value":12.50                          | perUnitDeclaredValue
        "sellerSku":"MUG-RED-11OZ"             | "sellerSku":""                         | SellerSKU
        """)
    void aRequestThatBreaksTheModelIsRefused(String good, String bad, String says) throws IOException {
        String order = order("SHOP1-5-1");
        assertThat(order).contains(good);

        var answer = send("POST", ORDERS, order.replace(good, bad));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("InvalidInput", says);
        assertThat(simulator.purchases().total()).isZero();
    }

    /** lineofflight/peddler issue 102: from a Canadian account to the United States. */
    @Test
    void acrossABorderTheValueIsNeededInTheAccountsCurrency() throws IOException {
        String fromCanada = order("SHOP1-7-1").replace("ATVPDKIKX0DER", "A2EUQ1WTGCTBG2");

        var dollars = send("POST", ORDERS, fromCanada);
        var nothing = send("POST", ORDERS, fromCanada.replaceAll(",\"perUnitDeclaredValue\":\\{[^}]*}", ""));

        assertThat(dollars.body()).contains("The field PerUnitDeclaredValue has a value of USD, was expecting CAD");
        assertThat(nothing.body()).contains("The request must contain the parameter PerUnitDeclaredValue.");
        assertThat(send("POST", ORDERS, fromCanada.replace("USD", "CAD")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        throttle                 | 429 | 0 | "QuotaExceeded"
        html-503                 | 503 | 0 | <html>
        html-400                 | 400 | 0 | <html>
        ok-with-error            | 200 | 0 | "errors":[
        system-error             | 500 | 0 | "InternalFailure"
        accept-then-system-error | 500 | 1 | "InternalFailure"
        service-unavailable      | 503 | 0 | "ServiceUnavailable"
        permission-missing       | 403 | 0 | "details":""
        wrong-region             | 403 | 0 | not valid for region
        reject                   | 400 | 0 | SellerSKU
        reject-sku               | 400 | 0 | SellerSKU
        reject-address           | 400 | 0 | address
        already-exists           | 400 | 0 | already exists
        truncated-body           | 200 | 1 | {"payload"
        slow                     | 200 | 1 | {}
        """)
    void aSituationAnswersWhatItsNameSays(String situation, int status, int bought, String says) throws IOException {
        simulator.situation(situation).option("delay", "10ms");

        var answer = create("SHOP1-6-1");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(says);
        assertThat(simulator.purchases().total()).isEqualTo(bought);
        if (status == 429 || status == 403) {
            assertThat(answer.headers().firstValue("x-amzn-RateLimit-Limit")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept-then-close", "accept-then-reset", "cut-answer"})
    void aBrokenConnectionAfterAcceptingLeavesAPurchase(String situation) {
        simulator.situation(situation);

        assertThatThrownBy(() -> create("SHOP1-7-1")).isInstanceOf(IOException.class);

        assertThat(simulator.purchases().references()).containsExactly("SHOP1-7-1");
    }

    @Test
    void anOrderCanTurnInvalidAfterItWasTaken() throws IOException {
        simulator.situation("invalid-after-accept").times(1);
        create("SHOP1-8-1");

        String first = get("SHOP1-8-1").body();
        String second = get("SHOP1-8-1").body();

        assertThat(first).contains("\"New\"");
        assertThat(second).contains("\"Invalid\"");
    }

    @Test
    void anOrderIsNotFoundAtFirstWhenSwitchedSo() throws IOException {
        create("SHOP1-9-1");
        simulator.situation("not-found-at-first").times(1);

        assertThat(get("SHOP1-9-1").statusCode()).isEqualTo(404);
        assertThat(get("SHOP1-9-1").statusCode()).isEqualTo(200);
    }

    @Test
    void anOrderCanBeInvisibleForAWindowToQuestionsAndCancellationsButNotToARepeat() throws IOException {
        simulator.situation("blind").option("blind", "10m").times(1);
        create("SHOP1-9-2");

        assertThat(get("SHOP1-9-2").statusCode()).isEqualTo(404);
        assertThat(send("PUT", ORDERS + "/SHOP1-9-2/cancel", "").statusCode()).isEqualTo(404);
        assertThat(create("SHOP1-9-2").body()).contains("already exists");
        simulator.advance(java.time.Duration.ofMinutes(10));
        token = Json.mapper()
                .readTree(exchange("Atzr|fake-refresh-token-0001").body())
                .path("access_token")
                .asText();
        assertThat(get("SHOP1-9-2").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"other-lines, SOMETHING-ELSE", "shouting-status, NEW", "sparse-answer, 31060"})
    void aLookUpCanBeStrange(String situation, String says) throws IOException {
        create("SHOP1-10-1");
        simulator.situation(situation);

        var answer = get("SHOP1-10-1");

        assertThat(Json.mapper().readTree(answer.body()).isObject()).isTrue();
        assertThat(answer.body()).contains(says);
    }

    @Test
    void aCancelledOrderReadsAsCancelled() throws IOException {
        create("SHOP1-11-1");

        var cancelled = send("PUT", ORDERS + "/SHOP1-11-1/cancel", "");

        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(get("SHOP1-11-1").body()).contains("\"Cancelled\"");
    }

    private HttpResponse<String> exchange(String refreshToken) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", refreshToken);
        fields.put("client_id", "amzn1.application-oa2-client.example");
        fields.put("client_secret", "fake-client-secret-0001");
        return caller.form("/auth/o2/token", fields);
    }

    private HttpResponse<String> create(String id) throws IOException {
        return send("POST", ORDERS, order(id));
    }

    private HttpResponse<String> get(String id) throws IOException {
        return send("GET", ORDERS + "/" + id, "");
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException {
        return caller.send(method, path, body, Map.of("x-amz-access-token", token, "Content-Type", "application/json"));
    }

    private static String order(String id) {
        return "{\"marketplaceId\":\"ATVPDKIKX0DER\",\"sellerFulfillmentOrderId\":\"" + id
                + "\",\"displayableOrderId\":\"100482\",\"displayableOrderDate\":\"2026-11-20T14:05:00Z\","
                + "\"displayableOrderComment\":\"Thanks\",\"shippingSpeedCategory\":\"Standard\",\"destinationAddress\":{\"name\":\"Jane"
                + " Roe\",\"addressLine1\":\"12 Elm Street\",\"city\":\"Austin\","
                + "\"stateOrRegion\":\"TX\",\"postalCode\":\"78701\",\"countryCode\":\"US\"},"
                + "\"items\":[{\"sellerSku\":\"MUG-RED-11OZ\",\"sellerFulfillmentOrderItemId\":\"100482-L1\","
                + "\"quantity\":2,\"perUnitDeclaredValue\":{\"currencyCode\":\"USD\",\"value\":\"12.50\"}}]}";
    }
}
