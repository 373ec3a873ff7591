package serai.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.fixture.Kamelets;
import serai.fixture.ScriptedServer;
import serai.fixture.Tools;

/** What breaks, over real sockets, and what a merchant reads of it. */
class BrokenWordsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Call BUY = new Call("POST", "/buy", "", Map.of(), "x", true);

    private final ScriptedServer server = new ScriptedServer(ScriptedServer.always(200, "", "ok"));

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 365, its certificate is not signed by an authority that this machine trusts",
        "-10, 5, its certificate"
    })
    void anUntrustedCertificateIsNotARefusedConnection(int begins, int days, String words) throws Exception {
        try (ServerSocket tls = server(begins, days)) {
            Outcome.Retryable told = (Outcome.Retryable) outcome("https://localhost:" + tls.getLocalPort());

            assertThat(told.cause()).isEqualTo(Cause.CERTIFICATE_NOT_TRUSTED);
            assertThat(told.text()).startsWith(words);
            assertThat(told.scope()).isEqualTo(Outcome.Scope.CHANNEL);
        }
    }

    @Test
    void whatSpeaksNoTlsIsToldAsThat() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getByName("localhost"))) {
            Thread.ofVirtual().start(() -> answer(plain));

            Outcome.Retryable told = (Outcome.Retryable) outcome("https://localhost:" + plain.getLocalPort());

            assertThat(told.cause()).isEqualTo(Cause.PROVIDER_UNREACHABLE);
            assertThat(told.text()).isEqualTo("no encrypted connection could be agreed on");
        }
    }

    @Test
    void aClosedPortAndAnUnknownNameAreToldApart() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertThat(text(outcome("http://localhost:" + closed))).isEqualTo("the connection was refused");
        assertThat(text(outcome("http://no-such-host.invalid"))).isEqualTo("the host name is not known");
    }

    @Test
    void silenceAndAResetAreToldApart() throws Exception {
        server.script((socket, out) -> true);
        assertThat(text(outcome(server.url()))).isEqualTo("no answer came within the time limit");

        server.script((socket, out) -> {
            socket.setSoLinger(true, 0);
            return false;
        });
        assertThat(text(outcome(server.url())))
                .isIn(
                        "the connection broke before the answer was here",
                        "the other side closed the connection without an answer");
    }

    @Test
    void whatIsNotHttpAndWhatIsTooLongIsTold() throws Exception {
        server.script((socket, out) -> {
            out.write("220 mail.example ESMTP\r\n\r\n".getBytes(US_ASCII));
            out.flush();
            return false;
        });
        assertThat(text(outcome(server.url()))).doesNotContain("Exception", "mail.example");

        server.script(ScriptedServer.always(200, "", "x".repeat(HttpLimits.MAX_ANSWER_BYTES + 1)));
        assertThat(text(outcome(server.url()))).isEqualTo("the answer was too long to be read");
    }

    @Test
    void ourOwnSlownessIsNotTheProvidersFailing() {
        Outcome.Retryable told = (Outcome.Retryable) Transport.outcome(
                new org.apache.hc.core5.http.ConnectionRequestTimeoutException("Timeout deadline: 1000"), true);

        assertThat(told.cause()).isEqualTo(Cause.NOT_SENT_IN_TIME);
        assertThat(told.scope()).as("it holds no channel").isEqualTo(Outcome.Scope.ORDER);
        assertThat(told.text()).isEqualTo("all of its connections there were in use");
    }

    private Outcome outcome(String baseUrl) throws Exception {
        Exchange exchange = send(baseUrl);
        Outcome outcome = Transport.outcome(exchange.getException(), true);
        assertThat(text(outcome)).as("plain words").doesNotContain("Exception", "127.0.0.1", "localhost");
        return outcome;
    }

    private static Exchange send(String baseUrl) throws Exception {
        HttpLimits limits = new HttpLimits(Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofMillis(2500), 4);
        try (Kamelets kamelets = new Kamelets("test", limits)) {
            kamelets.route("supplier-call", "channel=test&baseUrl=" + baseUrl);
            return kamelets.send("supplier-call", BUY, Map.of());
        }
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Retryable retryable -> retryable.text();
            case Outcome.Unknown unknown -> unknown.text();
            default -> throw new AssertionError(outcome.toString());
        };
    }

    /** A TLS server with a certificate that nobody has signed, for {@code localhost}. */
    private ServerSocket server(int begins, int days) throws Exception {
        Path keys = folder.resolve("keys-" + begins + ".p12");
        Tools.run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-startdate",
                begins + "d",
                "-validity",
                Integer.toString(days),
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                new String(PASSWORD));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("localhost"));
        Thread.ofVirtual().start(() -> answer(socket));
        return socket;
    }

    private static void answer(ServerSocket socket) {
        for (int i = 0; i < 5; i++) {
            try (Socket client = socket.accept()) {
                if (client.getInputStream().read() >= 0) {
                    client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                }
            } catch (IOException broken) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }
}
