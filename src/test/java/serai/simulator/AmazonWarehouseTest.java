package serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.base.Json;

/** What the simulated Amazon has in stock and sends. */
class AmazonWarehouseTest {
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
    void anOrderThatIsBeingPickedCannotBeCancelled() throws IOException {
        create("SHOP1-12-1");
        simulator.turn("SHOP1-12-1", "processing");

        var refused = send("PUT", ORDERS + "/SHOP1-12-1/cancel", "");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(get("SHOP1-12-1").body()).contains("\"Processing\"");
    }

    @Test
    void aPackageIsInTheOrderAndCanBeTracked() throws IOException {
        create("SHOP1-13-1");
        simulator.ship("SHOP1-13-1", Parcel.by("UPS", "1Z1").holding("MUG-RED-11OZ", 1));

        JsonNode shipment = Json.mapper().readTree(get("SHOP1-13-1").body()).at("/payload/fulfillmentShipments/0");
        long number = shipment.at("/fulfillmentShipmentPackage/0/packageNumber").asLong();
        String tracking = tracking(number).body();

        assertThat(shipment.at("/fulfillmentShipmentItem/0/quantity").asInt()).isEqualTo(1);
        assertThat(tracking).contains("\"1Z1\"", "IN_TRANSIT");
        assertThat(get("SHOP1-13-1").body()).contains("\"Processing\"");
        assertThat(tracking(number + 1).statusCode()).isEqualTo(404);
    }

    @Test
    void stockIsWhatWasSetAndAnUnlistedSkuIsMissing() throws IOException {
        simulator.stock("A", 3);
        simulator.unlist("B");

        JsonNode summaries =
                Json.mapper().readTree(inventory("&sellerSkus=A,B,C").body()).at("/payload/inventorySummaries");

        assertThat(summaries.findValuesAsText("sellerSku")).containsExactly("A", "C");
        assertThat(summaries.findValuesAsText("fulfillableQuantity")).containsExactly("3", "42");
    }

    @Test
    void aPagesTokenIsWorthNothingAfterThirtySeconds() throws IOException {
        simulator.situation("inventory-next-token");
        String token = Json.mapper()
                .readTree(inventory("&sellerSkus=A,B").body())
                .at("/pagination/nextToken")
                .asText();
        String next = "&sellerSkus=A,B&nextToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8);

        var inTime = inventory(next);
        simulator.advance(Duration.ofSeconds(31));
        var tooLate = inventory(next);
        var notEncoded = inventory("&sellerSkus=A,B&nextToken=" + token);

        assertThat(inTime.body()).contains("\"B\"").doesNotContain("nextToken");
        assertThat(tooLate.statusCode()).isEqualTo(400);
        assertThat(notEncoded.statusCode()).isEqualTo(400);
    }

    @Test
    void moreThanFiftySkusAndAnotherRegionAreRefused() throws IOException {
        assertThat(inventory("&sellerSkus=" + "A,".repeat(50) + "A").statusCode())
                .isEqualTo(400);
        assertThat(inventory("").statusCode()).isEqualTo(400);
        assertThat(send(
                                "GET",
                                "/fba/inventory/v1/summaries?granularityType=Marketplace&granularityId=X"
                                        + "&marketplaceIds=X&sellerSku=A",
                                "")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTurnThatIsNoneIsRefusedWithTheListOfThoseThatAre() throws IOException {
        create("SHOP1-14-1");

        assertThatThrownBy(() -> simulator.turn("SHOP1-14-1", "pirates")).hasMessageContaining("unfulfillable");
        assertThatThrownBy(() -> simulator.ship("SHOP1-0-0", Parcel.by("UPS", "1")))
                .hasMessageContaining("SHOP1-0-0");
    }

    private HttpResponse<String> tracking(long number) throws IOException {
        return send("GET", "/fba/outbound/2020-07-01/tracking?packageNumber=" + number, "");
    }

    private HttpResponse<String> inventory(String more) throws IOException {
        return send(
                "GET",
                "/fba/inventory/v1/summaries?granularityType=Marketplace&granularityId=ATVPDKIKX0DER"
                        + "&marketplaceIds=ATVPDKIKX0DER&details=true" + more,
                "");
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
        return "{\"marketplaceId\":\"ATVPDKIKX0DER\",\"sellerFulfillmentOrderId\":\"" + id + "\","
                + "\"displayableOrderId\":\"100482\",\"displayableOrderDate\":\"2026-11-20T14:05:00Z\","
                + "\"displayableOrderComment\":\"Thanks\",\"shippingSpeedCategory\":\"Standard\","
                + "\"destinationAddress\":{\"name\":\"Jane Roe\",\"addressLine1\":\"12 Elm Street\",\"city\":\"Austin\","
                + "\"stateOrRegion\":\"TX\",\"postalCode\":\"78701\",\"countryCode\":\"US\"},"
                + "\"items\":[{\"sellerSku\":\"MUG-RED-11OZ\",\"sellerFulfillmentOrderItemId\":\"100482-L1\","
                + "\"quantity\":2,\"perUnitDeclaredValue\":{\"currencyCode\":\"USD\",\"value\":\"12.50\"}}]}";
    }
}
