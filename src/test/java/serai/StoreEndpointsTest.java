package serai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.base.Json;
import serai.base.StoreId;
import serai.fixture.Webhooks;

/** What stores and Shopify read, bad input included. */
class StoreEndpointsTest extends EndpointsTest {
    @Test
    void aStoreReadsItsOwnStockAndNobodyElses() throws IOException {
        var all = get("/stores/tea/inventory", KEY);
        var named = get("/stores/tea/inventory?sku=TEE&sku=NO-SUCH", KEY);
        var others = get("/stores/other/inventory", "Authorization: Bearer key-of-other");

        assertThat(all.body()).contains("\"TEE\"").doesNotContain("AE-1");
        assertThat(json(named).path("items").findValuesAsText("sku")).containsExactly("TEE", "NO-SUCH");
        assertThat(json(named).at("/items/0/available").asLong()).isEqualTo(5);
        assertThat(json(others).path("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/stores/tea/inventory, , 401",
        "/stores/tea/inventory, Authorization: Bearer key-of-other, 401",
        "/stores/nobody/inventory, Authorization: Bearer key-of-tea, 401",
        "/stores/tea/shipments, , 401",
        "/stores/tea/inventory?sku=%20, Authorization: Bearer key-of-tea, 400",
        "/stores/tea/inventory?cursor=a&cursor=b, Authorization: Bearer key-of-tea, 400",
        "/stores/tea/shipments?cursor=x, Authorization: Bearer key-of-tea, 400",
        "/stores/tea/shipments?cursor=1, Authorization: Bearer key-of-tea, 400",
        "/stores/tea/shipments?orderId=1&orderId=2, Authorization: Bearer key-of-tea, 400",
        "/stores/tea/shipments?orderId=no-such, Authorization: Bearer key-of-tea, 200",
        "/stores/tea/shipments?cursor=1795000000000.prc_1, Authorization: Bearer key-of-tea, 200"
    })
    void readsOfAStoreAreRefusedExactly(String path, String header, int status) throws IOException {
        assertThat(get(path, header == null ? "X-None: 1" : header).status()).isEqualTo(status);
    }

    @Test
    void tooManySkusAtOnceAndOtherMethodsAreRefused() throws IOException {
        String many = "?sku=" + String.join("&sku=", java.util.Collections.nCopies(201, "A"));

        assertThat(get("/stores/tea/inventory" + many, KEY).status()).isEqualTo(400);
        assertThat(send("POST", "/stores/tea/inventory", "", KEY).status()).isEqualTo(405);
        assertThat(send("DELETE", "/stores/tea/shipments", "", KEY).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "/stores/loop/fulfilment/wrong/fetch_stock",
        "/stores/loop/fulfilment/long-and-rando/fetch_stock.json",
        "/stores/keyless/fulfilment/long-and-random/fetch_stock",
        "/stores/keyless/fulfilment//fetch_stock",
        "/stores/tea/fulfilment/key-of-tea/fetch_stock",
        "/stores/nobody/fulfilment/long-and-random/fetch_stock",
        "/stores/A%20B/fulfilment/long-and-random/fetch_stock",
        "/stores/loop/fulfilment/long-and-random/fetch_stock?shop=other.myshopify.com",
        "/stores/loop/fulfilment/wrong/fetch_tracking_numbers"
    })
    void whoDoesNotKnowTheCallbackKeyFindsNothing(String path) throws IOException {
        assertThat(get(path, "X-None: 1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/fetch_stock, {\"AE-1\":5}",
        "/fetch_stock.json, {\"AE-1\":5}",
        "/fetch_stock.json?shop=LOOP.myshopify.com&sku=AE-1, {\"AE-1\":5}",
        "/fetch_stock?sku=, {\"AE-1\":5}",
        "/fetch_stock?sku=NO-SUCH, {}",
        "/fetch_stock?sku=NO-SUCH&sku=AE-1, {\"AE-1\":5}"
    })
    void stockIsAFlatListOfWhatIsKnown(String path, String body) throws IOException {
        var reply = get(SERVICE + path, "X-None: 1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(body.replaceAll("^'|'$", ""));
    }

    @Test
    void aNameThatCanBeNoSkuIsLeftOut() throws IOException {
        assertThat(get(SERVICE + "/fetch_stock?sku=" + "x".repeat(300), "X-None: 1")
                        .body())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "order_names[]=%231001.1",
        "order_names%5B%5D=%231001.1",
        "order_names[]=%231001.1&order_names[]=%231001.2&order_names[]=nonsense&shop=loop.myshopify.com"
    })
    void trackingNumbersGoByTheFulfilmentsName(String query) throws IOException {
        gateway.ledger.commit(tx ->
                tx.update("INSERT INTO orders (id, store, store_order_id, order_number, standing, standing_reason,"
                                + " updated_at, recorded_at, traceparent, body)"
                                + " VALUES ('ord_1', 'loop', '1', '#1001', 'PLACE', '', 0, 0, '', '{}')")
                        + tx.update("INSERT INTO parcel (id, dispatch_id, order_id, store, channel, ref, carrier,"
                                + " tracking_number, status, lines, shipped_at, note, told_number, revision, observed_at,"
                                + " changed_at) VALUES ('p', 'd', 'ord_1', 'loop', 'aliexpress', 'r', '{}', 'LP1', 'SHIPPED',"
                                + " '[]', 1, '', 'LP1', 1, 1, 1)"));

        for (String ending : List.of("", ".json")) {
            var reply = json(get(SERVICE + "/fetch_tracking_numbers" + ending + "?" + query, "X-None: 1"));

            assertThat(reply.path("tracking_numbers")).isEqualTo(Json.read("{\"#1001.1\":\"LP1\"}".getBytes(UTF_8)));
            assertThat(reply.path("success").asBoolean()).isTrue();
            assertThat(reply.path("message").asText()).isEqualTo("ok");
        }
    }

    @Test
    void aNotificationCountsOnlyWhenShopifySignedIt() throws IOException {
        String body = "{\"kind\":\"FULFILLMENT_REQUEST\"}";
        String good = "X-Shopify-Hmac-Sha256: " + Webhooks.signature(body.getBytes(UTF_8));
        String path = SERVICE + "/fulfillment_order_notification";

        assertThat(send("POST", path, body, "X-None: 1").status()).isEqualTo(401);
        assertThat(send("POST", path, body + " ", good).status()).isEqualTo(401);
        assertThat(send("POST", path, body, good, good).status()).isEqualTo(401);
        assertThat(send("POST", path.replace("long", "wrong"), body, good).status())
                .isEqualTo(404);
        assertThat(requested).isEmpty();
        assertThat(send("POST", path, body, good).status()).isEqualTo(200);
        assertThat(requested).containsExactly(new StoreId("loop"));
    }
}
