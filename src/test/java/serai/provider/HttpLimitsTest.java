package serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import serai.fixture.Kamelets;
import serai.fixture.ScriptedServer;

class HttpLimitsTest {
    private static final Duration TOTAL = Duration.ofMillis(2500);
    private static final Call BUY = new Call(
            "POST", "/a%20b/c", "x=%2B1&y=z", Map.of("Content-Type", "text/plain;charset=UTF-8"), "häus", true);

    private final ScriptedServer server = new ScriptedServer(ScriptedServer.always(200, "", "ok"));
    private final Kamelets kamelets;

    HttpLimitsTest() throws Exception {
        kamelets = new Kamelets("test", new HttpLimits(Duration.ofSeconds(1), Duration.ofMillis(1500), TOTAL, 4));
    }

    @AfterEach
    void stop() throws IOException {
        kamelets.close();
        server.close();
    }

    @Test
    void theCallGoesOutAsBuiltAndNothingOfItComesBackInTheAnswer() throws Exception {
        server.script(ScriptedServer.always(429, "Retry-After: 7\r\nSet-Cookie: a=b\r\n", "schön"));

        var answer = (Answer) send(BUY).getMessage().getBody();

        assertThat(server.requests().getFirst())
                .startsWith("POST /a%20b/c?x=%2B1&y=z HTTP/1.1\n")
                .contains("Content-Type: text/plain; charset=UTF-8\n")
                .contains("traceparent: 00-1-2-01\n")
                .endsWith(new String("häus".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body()).isEqualTo("schön");
        assertThat(answer.header("retry-after")).contains("7");
        assertThat(answer.headers()).doesNotContainKey("traceparent");
    }

    @Test
    void refusedConnectionWasNeverSent() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }

        Exchange exchange = send(BUY, "http://localhost:" + closedPort);

        assertThat(exchange.getException()).isInstanceOf(HttpHostConnectException.class);
        assertThat(Transport.outcome(exchange.getException(), true)).isInstanceOf(Outcome.Retryable.class);
    }

    @Test
    void unknownHostWasNeverSent() throws Exception {
        Exchange exchange = send(BUY, "http://no-such-host.invalid");

        assertThat(Transport.outcome(exchange.getException(), true)).isInstanceOf(Outcome.Retryable.class);
    }

    @Test
    void failedTlsHandshakeWasNeverSent() throws Exception {
        server.script((socket, out) -> false);

        Exchange exchange = send(BUY, server.url().replace("http:", "https:"));

        assertThat(Transport.outcome(exchange.getException(), true)).isInstanceOf(Outcome.Retryable.class);
    }

    @Test
    void connectionThatNobodyAcceptsWasNeverSent() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1);
                var first = new java.net.Socket("localhost", full.getLocalPort());
                var second = new java.net.Socket("localhost", full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();

            Exchange exchange = send(BUY, "http://127.0.0.1:" + full.getLocalPort());

            assertThat(Transport.outcome(exchange.getException(), true)).isInstanceOf(Outcome.Retryable.class);
        }
    }

    @Test
    void silenceAfterTheRequestIsUnknownAndNotSentAgain() throws Exception {
        server.script((socket, out) -> {
            server.hang();
            return false;
        });

        Exchange exchange = send(BUY);

        assertThat(Transport.outcome(exchange.getException(), true)).isInstanceOf(Outcome.Unknown.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void drippingAnswerIsCutAtTheTotalTimeout() throws Exception {
        send(BUY);
        server.script((socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 1000; i++) {
                out.write('x');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return false;
        });

        long start = System.nanoTime();
        Exchange exchange = sendAgain(BUY);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(took).isBetween(TOTAL.minusMillis(50), TOTAL.plusSeconds(30));
        assertThat(exchange.getException()).hasMessageContaining("total-timeout");
        assertThat(Transport.outcome(exchange.getException(), true)).isInstanceOf(Outcome.Unknown.class);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void drippingHeadersAreCutAtTheTotalTimeout() throws Exception {
        server.script((socket, out) -> {
            for (int i = 0; i < 1000; i++) {
                out.write(i == 0 ? 'H' : 'T');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return false;
        });

        Exchange exchange = send(BUY);

        assertThat(exchange.getException()).hasMessageContaining("total-timeout");
    }

    @Test
    void answerThatIsTooLongIsUnknown() throws Exception {
        server.script(ScriptedServer.always(200, "", "x".repeat(HttpLimits.MAX_ANSWER_BYTES + 1)));

        Exchange exchange = send(BUY);

        assertThat(exchange.getException()).hasMessageContaining("longer than");
        assertThat(Transport.outcome(exchange.getException(), true)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void answerOfTheGreatestLengthArrives() throws Exception {
        server.script(ScriptedServer.always(200, "", "x".repeat(HttpLimits.MAX_ANSWER_BYTES)));

        Exchange exchange = send(BUY);

        assertThat(((Answer) exchange.getMessage().getBody()).body()).hasSize(HttpLimits.MAX_ANSWER_BYTES);
    }

    @Test
    void answerCutShortIsUnknown() throws Exception {
        server.script((socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"re".getBytes(StandardCharsets.UTF_8));
            return false;
        });

        Exchange exchange = send(BUY);

        assertThat(Transport.outcome(exchange.getException(), true)).isInstanceOf(Outcome.Unknown.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void compressedAnswerIsRead() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write("schön".getBytes(StandardCharsets.UTF_8));
        }
        server.script((socket, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            zipped.writeTo(out);
            return true;
        });

        Exchange exchange = send(BUY);

        assertThat(((Answer) exchange.getMessage().getBody()).body()).isEqualTo("schön");
    }

    @Test
    void redirectIsAnAnswerAndNotFollowed() throws Exception {
        server.script(ScriptedServer.always(307, "Location: " + server.url() + "/other\r\n", ""));

        Exchange exchange = send(BUY);

        assertThat(((Answer) exchange.getMessage().getBody()).status()).isEqualTo(307);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void unavailableWithRetryAfterIsNotSentAgain() throws Exception {
        server.script(ScriptedServer.always(503, "Retry-After: 0\r\n", "<html>"));

        Exchange exchange = send(BUY);

        assertThat(((Answer) exchange.getMessage().getBody()).status()).isEqualTo(503);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void connectionResetAfterTheRequestIsUnknownAndNotSentAgain() throws Exception {
        server.script((socket, out) -> {
            socket.setSoLinger(true, 0);
            return false;
        });

        Exchange exchange = send(BUY);

        assertThat(Transport.outcome(exchange.getException(), true)).isInstanceOf(Outcome.Unknown.class);
        assertThat(server.requests()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void connectionDroppedWhileIdleCostsNoOrder() throws Exception {
        send(BUY);
        server.dropConnections();

        Exchange exchange = sendAgain(BUY);

        assertThat(exchange.getException()).isNull();
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void connectionIsUsedAgainAndCookiesAreNot() throws Exception {
        server.script(ScriptedServer.always(200, "Set-Cookie: session=1\r\n", "ok"));

        send(BUY);
        sendAgain(BUY);

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests().getLast()).doesNotContainIgnoringCase("cookie");
    }

    private Exchange send(Call call) throws Exception {
        return send(call, server.url());
    }

    private Exchange send(Call call, String baseUrl) throws Exception {
        kamelets.route("supplier-call", "channel=test&baseUrl=" + baseUrl);
        return sendAgain(call);
    }

    private Exchange sendAgain(Call call) {
        return kamelets.send("supplier-call", call, Map.of("traceparent", "00-1-2-01"));
    }
}
