package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serai.base.ChannelName;
import serai.fixture.Patience;
import serai.fixture.SmallGateway;
import serai.http.SessionCookie;

@Timeout(Patience.HANGS)
class LiveTest {
    private static final ChannelName AMAZON = new ChannelName("amazon");

    private final HttpClient client = HttpClient.newHttpClient();
    private SmallGateway gateway;
    private ConsoleServer console;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway = new SmallGateway(folder);
        console = new ConsoleServer(gateway);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        console.close();
        gateway.close();
    }

    @Test
    void aReaderSeesAChangeWithoutAskingAgain() throws Exception {
        try (BufferedReader stream = open(console.visitor(ConsoleServer.VIC))) {
            assertThat(next(stream)).contains("amazon").doesNotContain("stock count");

            gateway.operation.holds().hold(SmallGateway.ANN, AMAZON, "stock count");
            gateway.clock.advance(Duration.ofSeconds(3));

            assertThat(next(stream)).contains("Held by ann: stock count");
        }
    }

    @Test
    void aReaderOfAnotherStoreSeesNothingOfIt() throws Exception {
        gateway.recorded(gateway.order("AMZ"));
        gateway.operation.holds().hold(SmallGateway.ANN, AMAZON, "about tea");

        try (BufferedReader stream = open(console.visitor(ConsoleServer.MUG))) {
            assertThat(next(stream)).contains("0 orders", "Support holds it.").doesNotContain("tea", "19.95");
        }
    }

    @Test
    void aStreamEndsWithItsSession() throws Exception {
        var vic = console.visitor(ConsoleServer.VIC);
        try (BufferedReader stream = open(vic)) {
            next(stream);

            vic.signOut();

            assertThat(next(stream)).contains("sign in again");
            assertThat(stream.readLine()).isNull();
        }
        assertThat(console.streams()).isZero();
    }

    @Test
    void aReaderWhoLeavesIsForgotten() throws Exception {
        BufferedReader stream = open(console.visitor(ConsoleServer.VIC));
        next(stream);
        assertThat(console.streams()).isEqualTo(1);

        stream.close();

        Awaitility.await().atMost(Patience.QUIET).until(() -> console.streams() == 0);
    }

    @Test
    void oneSessionHasABoundedNumberOfStreams() throws Exception {
        var vic = console.visitor(ConsoleServer.VIC);
        List<BufferedReader> open = new ArrayList<>();
        for (int i = 0; i < Live.MOST_OF_SESSION; i++) {
            open.add(open(vic));
        }

        var oneMore = vic.get("/console/live");

        assertThat(oneMore.status()).isEqualTo(503);
        for (BufferedReader stream : open) {
            stream.close();
        }
    }

    @Test
    void oneAccountHasABoundedNumberOfStreamsHoweverManySessions() throws Exception {
        List<BufferedReader> open = new ArrayList<>();
        while (open.size() < Live.MOST_OF_ACCOUNT) {
            var vic = console.visitor(ConsoleServer.VIC);
            for (int i = 0; i < Live.MOST_OF_SESSION; i++) {
                open.add(open(vic));
            }
        }

        var oneMore = console.visitor(ConsoleServer.VIC).get("/console/live");
        var another = open(console.visitor(ConsoleServer.ANN));

        assertThat(oneMore.status()).isEqualTo(503);
        another.close();
        for (BufferedReader stream : open) {
            stream.close();
        }
    }

    private BufferedReader open(ConsoleServer.Visitor visitor) throws Exception {
        HttpResponse<java.io.InputStream> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port + "/console/live?hours=1"))
                        .header("Cookie", SessionCookie.NAME + "=" + visitor.cookie())
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next event's data. */
    private static String next(BufferedReader stream) throws Exception {
        StringBuilder data = new StringBuilder();
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            if (line.startsWith("data: ")) {
                data.append(line.substring(6)).append('\n');
            } else if (line.isEmpty() && !data.isEmpty()) {
                return data.toString();
            }
        }
        return data.toString();
    }
}
