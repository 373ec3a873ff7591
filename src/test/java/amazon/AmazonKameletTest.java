package amazon;

import static amazon.Fixture.errors;
import static amazon.Fixture.found;
import static amazon.Fixture.order;
import static amazon.Fixture.settings;
import static amazon.Fixture.task;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serai.fixture.Kamelets;
import serai.fixture.Patience;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.HttpLimits;
import serai.provider.Outcome;
import serai.provider.Refusal;
import serai.provider.Transport;

/** The kamelets in a real Camel context, against a double of Amazon. */
@Timeout(Patience.HANGS)
class AmazonKameletTest {
    private static final String CREATE = "/fba/outbound/2020-07-01/fulfillmentOrders";
    private static final String FIND = CREATE + "/SHOP1-100482-1";

    private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());
    private final Kamelets kamelets;

    AmazonKameletTest() throws Exception {
        kamelets = new Kamelets(
                "amazon",
                new HttpLimits(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(2), 8),
                "connectors/amazon");
    }

    @BeforeEach
    void start() throws Exception {
        server.start();
        String url = server.baseUrl();
        kamelets.property("serai.amazon.base-url", url);
        kamelets.property("serai.amazon.lwa-url", url);
        var context = Fixture.context(
                settings("base-url", url, "lwa-url", url),
                (kamelet, call) -> {
                    Exchange exchange = kamelets.send(kamelet, call, Map.of());
                    if (exchange.getException() != null) {
                        throw new Refusal(Transport.outcome(exchange.getException(), false));
                    }
                    return exchange.getMessage().getBody(Answer.class);
                },
                Clock.systemUTC());
        kamelets.bind("amazon", new Amazon(context));
        for (String kamelet : List.of("amazon-place-order", "amazon-find-order", "amazon-exchange-token")) {
            kamelets.route(kamelet, "channel=amazon");
        }
        server.stubFor(post(urlEqualTo("/auth/o2/token"))
                .willReturn(okJson("{\"access_token\":\"Atza|one\",\"token_type\":\"bearer\",\"expires_in\":3600}")));
    }

    @AfterEach
    void stop() {
        kamelets.close();
        server.stop();
    }

    private Outcome run(String kamelet) {
        Exchange exchange = kamelets.send(kamelet, task(order()), Map.of());
        return exchange.getException() == null
                ? exchange.getMessage().getBody(Outcome.class)
                : Transport.outcome(exchange.getException(), kamelet.endsWith("place-order"));
    }

    @Test
    void placingSendsOneRequestAsAmazonWantsIt() {
        server.stubFor(post(urlEqualTo(CREATE)).willReturn(okJson("{}")));

        var outcome = run("amazon-place-order");

        assertThat(outcome).isInstanceOf(Outcome.Taken.class);
        server.verify(
                1,
                postRequestedFor(urlEqualTo(CREATE))
                        .withHeader("x-amz-access-token", equalTo("Atza|one"))
                        .withHeader("user-agent", equalTo(SellerApi.USER_AGENT))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withRequestBody(equalToJson(withoutFeatures(Fixture.example("request.json")))));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/auth/o2/token"))
                        .withHeader("Content-Type", matching("application/x-www-form-urlencoded; ?charset=UTF-8"))
                        .withFormParam("grant_type", equalTo("refresh_token"))
                        .withFormParam("refresh_token", equalTo("Atzr|refresh+token"))
                        .withFormParam("client_id", equalTo("client 1"))
                        .withFormParam("client_secret", equalTo("s&cret")));
    }

    @Test
    void lookUpHasNeitherBodyNorContentHeaders() {
        server.stubFor(get(urlEqualTo(FIND)).willReturn(okJson(found("Planning"))));

        var outcome = run("amazon-find-order");

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        server.verify(
                1,
                getRequestedFor(urlEqualTo(FIND))
                        .withoutHeader("Content-Length")
                        .withHeader("Content-Type", absent())
                        .withHeader("Transfer-Encoding", absent())
                        .withHeader("x-amz-access-token", equalTo("Atza|one")));
    }

    @Test
    void expiredTokenIsRenewedBetweenTwoAttempts() {
        server.stubFor(post(urlEqualTo(CREATE)).willReturn(okJson("{}")));
        server.stubFor(post(urlEqualTo(CREATE))
                .withHeader("x-amz-access-token", equalTo("Atza|one"))
                .willReturn(aResponse()
                        .withStatus(403)
                        .withBody(errors("Unauthorized", "denied", "The access token you provided has expired."))));

        var first = run("amazon-place-order");
        server.stubFor(post(urlEqualTo("/auth/o2/token"))
                .willReturn(okJson("{\"access_token\":\"Atza|two\",\"expires_in\":3600}")));
        var second = run("amazon-place-order");

        assertThat(((Outcome.Retryable) first).delay()).contains(Duration.ZERO);
        assertThat(second).isInstanceOf(Outcome.Taken.class);
        server.verify(2, postRequestedFor(urlEqualTo("/auth/o2/token")));
        server.verify(2, postRequestedFor(urlEqualTo(CREATE)));
    }

    @Test
    void refusedCredentialsSendNothingToTheSellerApi() {
        server.stubFor(post(urlEqualTo("/auth/o2/token"))
                .willReturn(aResponse().withStatus(400).withBody("{\"error\":\"invalid_grant\"}")));

        var outcome = run("amazon-place-order");

        assertThat(((Outcome.Retryable) outcome).cause()).isEqualTo(Cause.CREDENTIALS_REFUSED);
        server.verify(0, postRequestedFor(urlEqualTo(CREATE)));
    }

    @Test
    void lostAnswerToACreateIsUnknownAndSentOnce() {
        server.stubFor(post(urlEqualTo(CREATE)).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        var outcome = run("amazon-place-order");

        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        server.verify(1, postRequestedFor(urlEqualTo(CREATE)));
    }

    @Test
    void hangingCreateIsUnknownAfterTheTimeLimit() {
        server.stubFor(post(urlEqualTo(CREATE)).willReturn(okJson("{}").withFixedDelay(5_000)));

        var outcome = run("amazon-place-order");

        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        server.verify(1, postRequestedFor(urlEqualTo(CREATE)));
    }

    @Test
    void hangingTokenEndpointIsRetryableBecauseNothingWasBought() {
        server.stubFor(
                post(urlEqualTo("/auth/o2/token")).willReturn(okJson("{}").withFixedDelay(5_000)));

        var outcome = run("amazon-place-order");

        assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
        server.verify(0, postRequestedFor(urlEqualTo(CREATE)));
    }

    @Test
    void deadAmazonIsRetryable() {
        server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        server.stop();

        var outcome = run("amazon-place-order");

        assertThat(((Outcome.Retryable) outcome).cause()).isEqualTo(Cause.PROVIDER_UNREACHABLE);
    }

    private static String withoutFeatures(String request) {
        return request.replaceFirst("\\s*\"featureConstraints\": \\[.*],", "");
    }
}
