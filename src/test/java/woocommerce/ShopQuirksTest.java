package woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serai.base.Json;
import serai.fixture.Patience;
import serai.provider.Call;
import serai.simulator.shop.WooCommerceShop;

/** The simulated shop does what WooCommerce 10.0.2 was seen to do, so that what passes against it means something. */
@Timeout(Patience.HANGS)
class ShopQuirksTest {
    private final WooCommerceShop shop = new WooCommerceShop();
    private final Rest rest = new Rest(Rig.context(Rig.settings("admin-url", shop.url()), Clock.systemUTC()));
    private final HttpClient client = HttpClient.newHttpClient();

    ShopQuirksTest() {
        shop.orders().add(727, Rig.NOON);
    }

    @AfterEach
    void stop() {
        client.close();
        shop.close();
    }

    private HttpResponse<String> send(Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(shop.url() + call.path() + "?" + call.query()))
                .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
        call.headers().forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Call put(String path, String body) {
        return rest.put(Rest.WC + path, Map.of(), Rig.json(body));
    }

    private Call post(String path, String body) {
        return rest.post(Rest.WC + path, Map.of(), Rig.json(body));
    }

    @Test
    void aDecimalCommaBecomesAThousandfold() throws Exception {
        long id = shop.products().simple("TEE", 1, "10.00");

        send(post("/products/batch", "{\"update\":[{\"id\":" + id + ",\"regular_price\":\"12,50\"}]}"));

        assertThat(shop.products().product(id).path("regular_price").asText()).isEqualTo("1250");
    }

    @Test
    void aSalePriceAboveTheRegularOneIsDropped() throws Exception {
        long id = shop.products().simple("TEE", 1, "10.00");
        shop.products().sale(id, "8.00");

        send(post("/products/batch", "{\"update\":[{\"id\":" + id + ",\"regular_price\":\"7.00\"}]}"));

        assertThat(shop.products().product(id).path("sale_price").asText()).isEmpty();
    }

    @Test
    void aLineWithoutIdIsAddedAndTheTotalGrows() throws Exception {
        send(put("/orders/727", "{\"line_items\":[{\"sku\":\"AE-HOOD-L\",\"quantity\":1}]}"));

        assertThat(shop.orders().order(727).path("line_items")).hasSize(2);
        assertThat(shop.orders().order(727).path("total").asText()).isNotEqualTo("35.83");
    }

    @Test
    void aMissingOrderIs404ToReadAnd400ToWrite() throws Exception {
        var read = send(rest.get(Rest.WC + "/orders/1", Map.of()));
        var write = send(put("/orders/1", "{\"status\":\"completed\"}"));

        assertThat(List.of(read.statusCode(), write.statusCode())).containsExactly(404, 400);
        assertThat(write.body()).contains("woocommerce_rest_shop_order_invalid_id");
    }

    @Test
    void aStatusThatDoesNotExistIsRefused() throws Exception {
        var answer = send(put("/orders/727", "{\"status\":\"done\"}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("rest_invalid_param");
    }

    @Test
    void aNoteIsTakenTwiceAndMailedTwice() throws Exception {
        send(post("/orders/727/notes", "{\"note\":\"hello\",\"customer_note\":true}"));
        send(post("/orders/727/notes", "{\"note\":\"hello\",\"customer_note\":true}"));

        assertThat(shop.orders().mails(727)).isEqualTo(2);
    }

    @Test
    void aBatchTakesAHundred() throws Exception {
        List<Map<String, Long>> updates = new ArrayList<>();
        for (long id = 1; id <= 101; id++) {
            updates.add(Map.of("id", id));
        }

        var tooMany = send(post("/products/batch", Json.write(Map.of("update", updates))));
        var enough = send(post("/products/batch", Json.write(Map.of("update", updates.subList(0, 100)))));

        assertThat(List.of(tooMany.statusCode(), enough.statusCode())).containsExactly(413, 200);
        assertThat(enough.body()).contains("woocommerce_rest_product_invalid_id");
    }

    @Test
    void overPlainHttpBasicIsRefused() throws Exception {
        Call basic = new Call("GET", Rest.WC + "/orders", "", Map.of("Authorization", "Basic eDp5"), "", false);

        var answer = send(basic);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("woocommerce_rest_cannot_view");
    }

    @Test
    void aSignedRequestOpensOnce() throws Exception {
        Call call = rest.get(Rest.WC + "/orders/727", Map.of());

        var first = send(call);
        var second = send(call);

        assertThat(List.of(first.statusCode(), second.statusCode())).containsExactly(200, 401);
        assertThat(second.body()).contains("nonce has already been used");
    }

    @Test
    void aChangedParameterBreaksTheSignature() throws Exception {
        Call call = rest.get(Rest.WC + "/orders", Map.of("page", "1"));
        Call changed = new Call("GET", call.path(), call.query().replace("page=1", "page=2"), Map.of(), "", false);

        var answer = send(changed);

        assertThat(answer.body()).contains("provided signature does not match");
    }
}
