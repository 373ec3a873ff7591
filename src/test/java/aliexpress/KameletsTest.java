package aliexpress;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import serai.fixture.Kamelets;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.HttpLimits;
import serai.provider.Outcome;
import serai.provider.Refusal;
import serai.provider.Task;
import serai.provider.Transport;
import serai.provider.Wire;

/** The kamelets as they stand, against a server that answers as AliExpress does. */
class KameletsTest {
    private final WireMockServer supplier = new WireMockServer(options().dynamicPort());
    private final TestAccount account = new TestAccount();
    private final Kamelets kamelets;

    KameletsTest() throws Exception {
        supplier.start();
        kamelets = new Kamelets(
                "aliexpress",
                new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(15), 16),
                "connectors/aliexpress");
        kamelets.property("serai.aliexpress.base-url", supplier.baseUrl());
        account.caller = (kamelet, call) -> {
            Exchange exchange = kamelets.send(kamelet, call, Map.of());
            if (exchange.getException() != null) {
                throw new Refusal(Transport.outcome(exchange.getException(), false));
            }
            return Objects.requireNonNull(exchange.getMessage().getBody(Answer.class));
        };
        kamelets.bind("aliexpress", account.open());
        for (String kamelet : List.of(
                "aliexpress-place-order",
                "aliexpress-find-order",
                "aliexpress-refresh-token",
                "aliexpress-read-product",
                "aliexpress-read-order")) {
            kamelets.route(kamelet, "channel=aliexpress");
        }
    }

    @AfterEach
    void stop() {
        kamelets.close();
        supplier.stop();
    }

    @Test
    void orderIsPricedPlacedAndReadBack() {
        answer("aliexpress.ds.product.get", PricesTest.product("3.94", "USD"));
        answer(
                "aliexpress.ds.order.create",
                "{\"aliexpress_ds_order_create_response\":{\"result\":{\"is_success\":\"true\","
                        + "\"order_list\":{\"number\":8198352049850001}}}}");

        Exchange exchange =
                kamelets.send("aliexpress-place-order", TestAccount.example(), Map.of("traceparent", "00-1-2-01"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody())
                .isEqualTo(new Outcome.Done(List.of("8198352049850001"), "pay it at AliExpress: try-to-pay is off"));
        assertThat(Wire.sent(exchange))
                .singleElement()
                .satisfies(sent -> assertThat(sent.answer()).hasSize(1));
        supplier.verify(
                1,
                postRequestedFor(urlEqualTo("/sync"))
                        .withHeader("Content-Type", containing("application/x-www-form-urlencoded"))
                        .withRequestBody(containing("method=aliexpress.ds.order.create"))
                        .withRequestBody(containing("Jos%C3%A9+N%C3%BA%C3%B1ez")));
    }

    @Test
    void priceAboveTheCapBuysNothing() {
        answer("aliexpress.ds.product.get", PricesTest.product("5.01", "USD"));

        Exchange exchange = kamelets.send("aliexpress-place-order", TestAccount.example(), Map.of());

        assertThat(Transport.outcome(Objects.requireNonNull(exchange.getException()), true))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.cause()).isEqualTo(Cause.PRICE_ABOVE_CAP));
        supplier.verify(
                0,
                postRequestedFor(urlEqualTo("/sync")).withRequestBody(containing("method=aliexpress.ds.order.create")));
    }

    @Test
    void endedTokenIsRenewedOnTheWayAndTheOrderSentAgainAtOnce() {
        Task task = PricesTest.withoutCap();
        answer(
                "aliexpress.ds.order.create",
                "{\"error_response\":{\"type\":\"ISV\",\"code\":\"IllegalAccessToken\",\"msg\":\"expired\"}}");
        supplier.stubFor(post(urlEqualTo("/rest/auth/token/refresh"))
                .willReturn(aResponse().withBody(TokensTest.RENEWED)));

        Exchange exchange = kamelets.send("aliexpress-place-order", task, Map.of());

        assertThat(exchange.getMessage().getBody())
                .isInstanceOfSatisfying(
                        Outcome.Retryable.class,
                        retry -> assertThat(retry.delay()).contains(Duration.ZERO));
        assertThat(account.saved).singleElement().asString().contains("access-2");
    }

    @Test
    void answerLostAfterTheOrderLeftIsUnknown() {
        supplier.stubFor(post(urlEqualTo("/sync")).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        Exchange exchange = kamelets.send("aliexpress-place-order", PricesTest.withoutCap(), Map.of());

        assertThat(Transport.outcome(Objects.requireNonNull(exchange.getException()), true))
                .isInstanceOf(Outcome.Unknown.class);
        supplier.verify(1, postRequestedFor(urlEqualTo("/sync")));
    }

    @Test
    void everyKnownOrderIsAskedForAndOneUnpaidMakesAllUnpaid() {
        supplier.stubFor(post(urlEqualTo("/sync"))
                .withRequestBody(containing("8198352049850001"))
                .willReturn(aResponse().withBody(FoundTest.order("WAIT_SELLER_SEND_GOODS", "", ""))));
        supplier.stubFor(post(urlEqualTo("/sync"))
                .withRequestBody(containing("8198352049850002"))
                .willReturn(aResponse().withBody(FoundTest.order("PLACE_ORDER_SUCCESS", "", ""))));
        Task task = TestAccount.known(Optional.empty(), "8198352049850001", "8198352049850002");

        Exchange exchange = kamelets.send("aliexpress-find-order", task, Map.of());

        assertThat(exchange.getMessage().getBody())
                .isInstanceOfSatisfying(
                        Outcome.Unpaid.class,
                        unpaid -> assertThat(unpaid.supplierOrderIds()).hasSize(2));
    }

    private void answer(String method, String body) {
        supplier.stubFor(post(urlEqualTo("/sync"))
                .withRequestBody(containing("method=" + method + "&"))
                .willReturn(aResponse().withBody(body)));
    }
}
