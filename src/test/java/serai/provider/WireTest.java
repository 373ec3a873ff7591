package serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(camel);
    private final Wire wire = new Wire(Clock.fixed(NOON, ZoneOffset.UTC));

    @AfterEach
    void close() throws IOException {
        camel.close();
    }

    @Test
    void onlyTheCallTravels() {
        exchange.getMessage().setHeader("Authorization", "Bearer of the store");
        exchange.getMessage().setHeader("CamelHttpUri", "http://elsewhere");
        exchange.setVariable("traceparent", "00-a-b-01");
        exchange.getMessage().setBody(new Call("POST", "/sync", "a=%C3%A9", Map.of("X-Token", "t"), "żółć", true));

        wire.send(exchange);

        assertThat(exchange.getMessage().getHeaders())
                .containsOnly(
                        Map.entry("X-Token", "t"),
                        Map.entry("traceparent", "00-a-b-01"),
                        Map.entry(Exchange.HTTP_METHOD, HttpMethods.POST),
                        Map.entry(Exchange.HTTP_PATH, "/sync"),
                        Map.entry(Exchange.HTTP_QUERY, "a=%C3%A9"));
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo("żółć".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theStateThatCameWithATraceGoesOnBesideIt() {
        exchange.setVariable("traceparent", "00-a-b-00 rojo=1,congo=2 3");
        exchange.getMessage().setBody(new Call("GET", "/orders/1", "", Map.of(), "", false));

        wire.send(exchange);

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("traceparent", "00-a-b-00")
                .containsEntry("tracestate", "rojo=1,congo=2 3");
    }

    @Test
    void whatAProcessWokeUpTooLateForIsNeverSent() {
        exchange.setVariable("sendBefore", NOON.minusMillis(1));
        exchange.getMessage().setBody(new Call("POST", "/sync", "", Map.of(), "buy", true));

        assertThatThrownBy(() -> wire.send(exchange))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.outcome()).isInstanceOf(Outcome.Retryable.class));

        assertThat(Wire.sent(exchange)).isEmpty();
    }

    @Test
    void aCallWithoutBodyAndQuerySendsNone() {
        exchange.getMessage().setBody(new Call("GET", "/orders/1", "", Map.of(), "", false));

        wire.send(exchange);

        assertThat(exchange.getMessage().getBody()).isNull();
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKeys(Exchange.HTTP_QUERY, "traceparent");
    }

    @Test
    void anAnswerKeepsStatusHeadersAndTextAndTheExchangeWhatWentOverTheWire() {
        Call call = new Call("GET", "/orders/1", "", Map.of(), "", false);
        exchange.getMessage().setBody(call);
        wire.send(exchange);
        assertThat(Wire.sent(exchange)).containsExactly(new Wire.Sent(call, List.of()));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 429);
        exchange.getMessage().setHeader("Retry-After", "7");
        exchange.getMessage().setHeader("x-amzn-RateLimit-Limit", 2.0);
        exchange.getMessage().setBody("<html>".getBytes(StandardCharsets.UTF_8));

        wire.receive(exchange);

        Answer answer = exchange.getMessage().getBody(Answer.class);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body()).isEqualTo("<html>");
        assertThat(answer.header("retry-after")).contains("7");
        assertThat(answer.header("X-AMZN-RATELIMIT-LIMIT")).contains("2.0");
        assertThat(answer.headers()).doesNotContainKey(Exchange.HTTP_RESPONSE_CODE);
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(Wire.sent(exchange)).containsExactly(new Wire.Sent(call, List.of(answer)));
    }

    @Test
    void anEmptyAnswerIsEmptyText() {
        exchange.getMessage().setBody(new Call("GET", "/", "", Map.of(), "", false));
        wire.send(exchange);

        wire.receive(exchange);

        assertThat(exchange.getMessage().getBody(Answer.class)).isEqualTo(new Answer(0, Map.of(), ""));
    }

    @Test
    void aStepThatBuildsNoCallIsNamed() {
        exchange.getMessage().setBody("text");

        assertThatThrownBy(() -> wire.send(exchange)).hasMessageContaining("must build a call");
        assertThat(Wire.sent(exchange)).isEmpty();
    }
}
