package serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.access.Issuer.Outcome.Failed;
import serai.access.Issuer.Outcome.Vouched;
import serai.base.Secret;
import serai.fixture.MovedClock;
import serai.fixture.TestIssuer;
import serai.fixture.TestIssuer.Mode;

class IssuerTest {
    private final HttpClient browser = HttpClient.newHttpClient();
    private TestIssuer server;
    private Issuer issuer;

    @BeforeEach
    void start() throws Exception {
        server = new TestIssuer();
        issuer = new Issuer(client(server.address(), TestIssuer.SECRET), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
        browser.close();
    }

    private static Issuer.Client client(URI address, String secret) {
        return new Issuer.Client(
                address, TestIssuer.CLIENT, Optional.of(new Secret(secret)), "the office", TestIssuer.REDIRECT);
    }

    @Test
    void honestIssuerVouchesForSubjectAndAddress() throws Exception {
        Issuer.Outcome outcome = roundTrip();

        assertThat(outcome).isEqualTo(new Vouched("kim-1", Optional.of("kim@example.com"), "/console/stores"));
        assertThat(outcome.toString()).doesNotContain("kim");
    }

    @Test
    void addressMayComeFromTheUserInfoOfTheSamePersonOnly() throws Exception {
        server.mode = Mode.EMAIL_TOLD_LATER;
        assertThat(roundTrip()).isEqualTo(new Vouched("kim-1", Optional.of("kim@example.com"), "/console/stores"));

        server.mode = Mode.ANOTHER_PERSONS_EMAIL;
        assertThat(roundTrip()).isEqualTo(new Vouched("kim-1", Optional.empty(), "/console/stores"));
    }

    @Test
    void addressThatIsNotVerifiedDoesNotCount() throws Exception {
        server.mode = Mode.EMAIL_NOT_VERIFIED;

        assertThat(roundTrip()).isEqualTo(new Vouched("kim-1", Optional.empty(), "/console/stores"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "WRONG_NONCE",
                "WRONG_AUDIENCE",
                "WRONG_ISSUER",
                "EXPIRED",
                "WRONG_KEY",
                "UNSIGNED",
                "SIGNED_WITH_THE_CLIENTS_SECRET",
                "NO_TOKEN",
                "REFUSES"
            })
    void tokenThatDoesNotHoldSignsNobodyIn(Mode mode) throws Exception {
        server.mode = mode;

        assertThat(roundTrip()).isInstanceOf(Failed.class);

        server.mode = Mode.HONEST;
        assertThat(roundTrip()).isInstanceOf(Vouched.class);
    }

    @Test
    void answerToAnotherBrowserOrAnotherTimeIsRefused() throws Exception {
        Issuer.Departure one = issuer.depart("/console").orElseThrow();
        Issuer.Departure other = issuer.depart("/console").orElseThrow();
        String query = authorized(one);

        assertThat(issuer.arrive(other.cookie(), query)).isInstanceOf(Failed.class);
        assertThat(issuer.arrive("", query)).isInstanceOf(Failed.class);
        assertThat(issuer.arrive("bm9uc2Vuc2U", query)).isInstanceOf(Failed.class);
        assertThat(issuer.arrive("e30", query)).isInstanceOf(Failed.class);
        assertThat(issuer.arrive(one.cookie(), query.replaceAll("state=[^&]*", "state=x")))
                .isInstanceOf(Failed.class);
        assertThat(issuer.arrive(one.cookie(), "")).isInstanceOf(Failed.class);
        assertThat(issuer.arrive(one.cookie(), "%zz")).isInstanceOf(Failed.class);

        assertThat(issuer.arrive(one.cookie(), query)).isInstanceOf(Vouched.class);
        assertThat(issuer.arrive(one.cookie(), query)).isInstanceOf(Failed.class);
    }

    @Test
    void codeIsWorthNothingWithoutTheVerifierOfItsOwnBrowser() throws Exception {
        Issuer.Departure one = issuer.depart("/console").orElseThrow();
        Issuer.Departure attacker = issuer.depart("/console").orElseThrow();
        String stolen = authorized(one).replaceFirst(".*code=([^&]*).*", "$1");
        String own = authorized(attacker);

        Issuer.Outcome outcome = issuer.arrive(attacker.cookie(), own.replaceFirst("code=[^&]*", "code=" + stolen));

        assertThat(outcome).isInstanceOf(Failed.class);
    }

    @Test
    void wrongClientSecretSignsNobodyIn() throws Exception {
        issuer = new Issuer(client(server.address(), "another-secret"), Clock.systemUTC());

        assertThat(roundTrip()).isInstanceOf(Failed.class);
    }

    @Test
    void issuerThatIsAwayStopsNothingElse() {
        URI address = server.address();
        server.close();

        assertThat(new Issuer(client(address, "x"), Clock.systemUTC()).depart("/console"))
                .isEmpty();
    }

    @Test
    void issuerThatDoesNotAnswerIsLeftAloneForHalfAMinute() throws Exception {
        var asked = new AtomicInteger();
        HttpServer broken = answering(() -> asked.incrementAndGet() + " is no metadata");
        MovedClock clock = new MovedClock();
        Issuer patient = new Issuer(client(address(broken), "x"), clock);

        for (int people = 0; people < 5; people++) {
            assertThat(patient.depart("/console")).isEmpty();
        }
        int before = asked.get();
        clock.advance(Duration.ofSeconds(31));
        patient.depart("/console");
        broken.stop(0);

        assertThat(before).isEqualTo(1);
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void issuerWhoseUserInfoCouldBeListenedToIsNotBelieved() throws Exception {
        String[] self = {""};
        HttpServer open = answering(() -> """
                {"issuer": "SELF", "authorization_endpoint": "SELF/a", "token_endpoint": "SELF/t", "jwks_uri": "SELF/k",
                 "userinfo_endpoint": "http://issuer.example/u", "response_types_supported": ["code"],
                 "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
                """.replace("SELF", self[0]));
        self[0] = address(open).toString();

        Optional<Issuer.Departure> departure =
                new Issuer(client(URI.create(self[0]), "x"), Clock.systemUTC()).depart("/console");
        open.stop(0);

        assertThat(departure).isEmpty();
    }

    private static HttpServer answering(Supplier<String> body) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void issuerThatNamesItselfOtherwiseIsNotBelieved() {
        URI other = URI.create(server.address().toString().replace("127.0.0.1", "localhost"));

        assertThat(new Issuer(client(other, "x"), Clock.systemUTC()).depart("/console"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://issuer.example", "http://127.0.0.1.example", "ftp://localhost", "localhost"})
    void issuerHasToBeHttpsUnlessItIsOnThisMachine(String address) {
        assertThatThrownBy(() -> client(URI.create(address), "x")).hasMessageContaining("https://");
        assertThat(client(URI.create("https://issuer.example"), "x").toString()).doesNotContain("secret=x");
    }

    private Issuer.Outcome roundTrip() throws Exception {
        Issuer.Departure departure = issuer.depart("/console/stores").orElseThrow();
        return issuer.arrive(departure.cookie(), authorized(departure));
    }

    private String authorized(Issuer.Departure departure) throws Exception {
        HttpResponse<Void> answer = browser.send(
                HttpRequest.newBuilder(departure.address()).build(), HttpResponse.BodyHandlers.discarding());
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawQuery();
    }
}
