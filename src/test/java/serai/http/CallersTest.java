package serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import serai.fixture.Patience;

class CallersTest {
    private static final Callers DIRECT = new Callers(Set.of(), Optional.empty());
    private static final Callers BEHIND = new Callers(Set.of("127.0.0.1", "::1", "10.0.0.2"), Optional.empty());
    private static final Callers NAMED = new Callers(Set.of(), Optional.of("https://console.example"));

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void nobodyIsBelievedWhoIsNoTrustedProxy() throws Exception {
        assertThat(asked(DIRECT::address, "X-Forwarded-For", "192.0.2.1")).isEqualTo("127.0.0.1");
        assertThat(asked(DIRECT::secure, "X-Forwarded-Proto", "https")).isEqualTo("false");
    }

    @Test
    void nearestAddressThatIsNoProxyOfOursCounts() throws Exception {
        assertThat(asked(BEHIND::address)).isEqualTo("127.0.0.1");
        assertThat(asked(BEHIND::address, "X-Forwarded-For", "192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(asked(BEHIND::address, "X-Forwarded-For", "6.6.6.6, 192.0.2.1, 10.0.0.2"))
                .isEqualTo("192.0.2.1");
        assertThat(asked(BEHIND::address, "X-Forwarded-For", "2001:db8::1")).isEqualTo("2001:db8::1");
        assertThat(asked(BEHIND::address, "X-Forwarded-For", "192.0.2.1, 0:0:0:0:0:0:0:1"))
                .isEqualTo("192.0.2.1");
        assertThat(asked(BEHIND::address, "X-Forwarded-For", "evil<script>")).isEqualTo("127.0.0.1");
        assertThat(asked(BEHIND::address, "X-Forwarded-For", "192.0.2.1, unknown"))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void tlsIsWhatTheProxySaysOrThePublicAddress() throws Exception {
        assertThat(asked(BEHIND::secure)).isEqualTo("false");
        assertThat(asked(BEHIND::secure, "X-Forwarded-Proto", "https")).isEqualTo("true");
        assertThat(asked(BEHIND::secure, "X-Forwarded-Proto", "http")).isEqualTo("false");
        assertThat(asked(NAMED::secure)).isEqualTo("false");
    }

    @Test
    void withAPublicAddressOfHttpsOnlyThisMachinesOwnNamesGoWithoutTls() throws Exception {
        Callers callers = new Callers(Set.of("127.0.0.1"), Optional.of("https://console.example"));

        for (String inner : new String[] {"serai.internal:8080", "10.1.2.3", "console.example", "127.0.0.1.example"}) {
            assertThat(asked(callers::secure, "X-Forwarded-Host", inner))
                    .as(inner)
                    .isEqualTo("true");
        }
        for (String own : new String[] {"localhost:8080", "127.0.0.1", "[::1]:8080"}) {
            assertThat(asked(callers::secure, "X-Forwarded-Host", own)).as(own).isEqualTo("false");
        }
    }

    @Test
    void portThatAProxyAddsIsNoPartOfTheAddress() throws Exception {
        assertThat(asked(BEHIND::address, "X-Forwarded-For", "192.0.2.1:4711")).isEqualTo("192.0.2.1");
        assertThat(asked(BEHIND::address, "X-Forwarded-For", "192.0.2.1, 10.0.0.2:4711"))
                .isEqualTo("192.0.2.1");
    }

    @Test
    void operatorHearsOfHttpsWithoutATrustedProxy() {
        Optional<String> https = Optional.of("https://console.example");

        assertThat(new Callers(Set.of(), https).doubt()).isPresent();
        assertThat(new Callers(Set.of("proxy"), https).doubt()).isPresent();
        assertThat(new Callers(Set.of("10.0.0.2"), https).doubt()).isEmpty();
        assertThat(DIRECT.doubt()).isEmpty();
    }

    @Test
    void anotherSitesPageIsKnownByWhatTheBrowserSays() throws Exception {
        assertThat(asked(DIRECT::fromElsewhere)).isEqualTo("false");
        assertThat(asked(DIRECT::fromElsewhere, "Sec-Fetch-Site", "same-origin"))
                .isEqualTo("false");
        assertThat(asked(DIRECT::fromElsewhere, "Sec-Fetch-Site", "same-site")).isEqualTo("true");
        assertThat(asked(DIRECT::fromElsewhere, "Sec-Fetch-Site", "cross-site")).isEqualTo("true");
        assertThat(asked(DIRECT::fromElsewhere, "Origin", "https://evil.example"))
                .isEqualTo("true");
        assertThat(asked(DIRECT::fromElsewhere, "Origin", "null")).isEqualTo("true");
        assertThat(asked(DIRECT::fromElsewhere, "Origin", "::")).isEqualTo("true");
        assertThat(asked(NAMED::fromElsewhere, "Origin", "https://console.example"))
                .isEqualTo("false");
        assertThat(asked(BEHIND::fromElsewhere, "Origin", "https://a.example", "X-Forwarded-Host", "a.example:443"))
                .isEqualTo("false");
        assertThat(asked(DIRECT::fromElsewhere, "Origin", "https://a.example", "X-Forwarded-Host", "a.example"))
                .isEqualTo("true");
    }

    private String asked(Function<HttpServerRequest, Object> question, String... headers) throws Exception {
        var server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end(String.valueOf(question.apply(request))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
