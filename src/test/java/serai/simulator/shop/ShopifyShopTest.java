package serai.simulator.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serai.base.Json;
import serai.fixture.Patience;

/** The simulated shop is as strict as Shopify, and can be switched from outside. */
@Timeout(Patience.HANGS)
class ShopifyShopTest {
    private static final String LOCATIONS = "{ locations(first: 5) { nodes { id name } } }";
    private static final String SET_STOCK =
            "mutation ($input: InventorySetQuantitiesInput!) { inventorySetQuantities(input: $input) DIRECTIVE"
                    + " { userErrors { code } } }";

    private final ShopifyShop shop = new ShopifyShop(0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void aQuestionIsAnsweredWithItsCost() throws Exception {
        var answer = ask("loop", "2026-10", LOCATIONS, Map.of());

        assertThat(answer.at("/data/locations/nodes/0/name").asText()).isEqualTo("Warehouse");
        assertThat(answer.at("/extensions/cost/throttleStatus/restoreRate").asDouble())
                .isEqualTo(100);
    }

    @Test
    void aFieldThatShopifyDoesNotKnowIsAnErrorOfTheWholeRequest() throws Exception {
        var answer = ask("loop", "2026-10", "{ locations(first: 5) { nodes { nickname } } }", Map.of());

        assertThat(answer.at("/errors/0/message").asText()).contains("nickname");
        assertThat(answer.path("data").isObject()).isFalse();
    }

    @Test
    void aDearQueryIsRefused() throws Exception {
        var answer = ask(
                "loop",
                "2026-10",
                "{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { id } } } } }",
                Map.of());

        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("MAX_COST_EXCEEDED");
    }

    @Test
    void stockNeedsAKeyFromTheSecondQuarterOn() throws Exception {
        shop.store().variant(101, "STRAP", "1.00", ShopifyShop.LOCATION, 5);

        var without = ask("loop", "2026-04", SET_STOCK.replace("DIRECTIVE", ""), stock(5, 7));
        var earlier = ask("loop", "2026-01", SET_STOCK.replace("DIRECTIVE", ""), stock(5, 6));
        var with = ask("loop", "2026-10", SET_STOCK.replace("DIRECTIVE", "@idempotent(key: \"k\")"), stock(6, 7));

        assertThat(without.at("/errors/0/message").asText()).contains("@idempotent");
        assertThat(earlier.at("/data/inventorySetQuantities/userErrors")).isEmpty();
        assertThat(with.at("/data/inventorySetQuantities/userErrors")).isEmpty();
        assertThat(shop.store().stockWrites("STRAP")).containsExactly(6L, 7L);
    }

    @Test
    void theSameKeyWritesOnceAndNeverSomethingElse() throws Exception {
        shop.store().variant(101, "STRAP", "1.00", ShopifyShop.LOCATION, 5);
        String mutation = SET_STOCK.replace("DIRECTIVE", "@idempotent(key: \"k\")");

        ask("loop", "2026-10", mutation, stock(5, 7));
        var repeat = ask("loop", "2026-10", mutation, stock(5, 7));
        var other = ask("loop", "2026-10", mutation, stock(7, 8));

        assertThat(repeat.at("/data/inventorySetQuantities/userErrors")).isEmpty();
        assertThat(other.at("/data/inventorySetQuantities/userErrors/0/code").asText())
                .isEqualTo("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
        assertThat(shop.store().stockWrites("STRAP")).containsExactly(7L);
    }

    @Test
    void aNumberThatIsNoLongerTrueIsStale() throws Exception {
        shop.store().variant(101, "STRAP", "1.00", ShopifyShop.LOCATION, 5);

        var answer = ask("loop", "2026-10", SET_STOCK.replace("DIRECTIVE", "@idempotent(key: \"k\")"), stock(4, 7));

        assertThat(answer.at("/data/inventorySetQuantities/userErrors/0/code").asText())
                .isEqualTo("CHANGE_FROM_QUANTITY_STALE");
        assertThat(shop.store().stock("STRAP", ShopifyShop.LOCATION)).isEqualTo(5);
    }

    @Test
    void anExpiredVersionIsAnsweredAsALaterOne() throws Exception {
        var answer = post("/loop/admin/api/2025-10/graphql.json", query(LOCATIONS, Map.of()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Shopify-API-Version")).contains("2026-01");
    }

    @Test
    void storesOnOnePortKnowNothingOfEachOther() throws Exception {
        shop.add("tea", "shpat_tea", "GBP");

        var refused = post("/tea/admin/api/2026-10/graphql.json", query(LOCATIONS, Map.of()));
        var missing = post("/milk/admin/api/2026-10/graphql.json", query(LOCATIONS, Map.of()));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(missing.statusCode()).isEqualTo(404);
    }

    @Test
    void troublesAreSwitchedOverHttp() throws Exception {
        post("/__admin/situations/server-error?times=1&status=500", "");

        int first = post("/loop/admin/api/2026-10/graphql.json", query(LOCATIONS, Map.of()))
                .statusCode();
        int second = post("/loop/admin/api/2026-10/graphql.json", query(LOCATIONS, Map.of()))
                .statusCode();
        int unknown = post("/__admin/situations/flood", "").statusCode();

        assertThat(List.of(first, second, unknown)).containsExactly(500, 200, 400);
    }

    @Test
    void anOrderComesInAndWhatWasWrittenCanBeAskedForOverHttp() throws Exception {
        String order = "{\"id\":7,\"updated_at\":\"2026-11-20T10:00:00Z\",\"line_items\":[{\"id\":8,\"quantity\":1}]}";

        int made = post("/loop/orders", order).statusCode();
        var writes = Json.mapper()
                .valueToTree(shop.report("GET", "/writes").orElseThrow())
                .at("/loop/orders/7/fulfillmentCreates");

        assertThat(made).isEqualTo(201);
        assertThat(writes.asInt(-1)).isZero();
    }

    private static Map<String, Object> stock(int before, int after) {
        return Map.of(
                "input",
                Map.of(
                        "name",
                        "available",
                        "reason",
                        "correction",
                        "quantities",
                        List.of(Map.of(
                                "inventoryItemId",
                                "gid://shopify/InventoryItem/102",
                                "locationId",
                                "gid://shopify/Location/71",
                                "quantity",
                                after,
                                "changeFromQuantity",
                                before))));
    }

    private JsonNode ask(String store, String version, String document, Map<String, ?> variables) throws Exception {
        String path = "/" + store + "/admin/api/" + version + "/graphql.json";
        return Json.read(post(path, query(document, variables)).body().getBytes(StandardCharsets.UTF_8));
    }

    private static String query(String document, Map<String, ?> variables) {
        var body = new LinkedHashMap<String, Object>();
        body.put("query", document);
        body.put("variables", variables);
        return Json.write(body);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(shop.url() + path))
                .header("X-Shopify-Access-Token", ShopifyShop.TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
