package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.fixture.Patience;
import serai.fixture.SmallGateway;

class DoorTest {
    private SmallGateway gateway;
    private ConsoleServer console;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway = new SmallGateway(folder);
        console = new ConsoleServer(gateway);
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
        gateway.close();
    }

    @Test
    void aStrangerIsSentToSignInAndBackAfterwards() throws Exception {
        var answer = console.stranger().get("/console/stores?x=1");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).isEqualTo("/console/sign-in?next=%2Fconsole%2Fstores%3Fx%3D1");
    }

    @Test
    void pagesAreLockedDownAndNotKeptByCaches() throws Exception {
        var answer = console.visitor(ConsoleServer.VIC).get("/console/stores");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-security-policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.text()).doesNotContain("<style", "style=", " onclick");
    }

    @Test
    void aPageShowsWhoIsSignedInAndOnlyTheStoresThatTheAccountMaySee() throws Exception {
        var all = console.visitor(ConsoleServer.VIC).get("/console/stores");
        var mugs = console.visitor(ConsoleServer.MUG).get("/console/stores");
        var foreign = console.visitor(ConsoleServer.MUG).get("/console/stores/tea");

        assertThat(all.text()).contains("/console/stores/tea", "/console/stores/mugs", "vic");
        assertThat(mugs.text()).contains("/console/stores/mugs").doesNotContain("/console/stores/tea");
        assertThat(foreign.status()).isEqualTo(404);
    }

    @Test
    void aStrangersBodyIsNotAskedForBeforeItIsKnownWhoSendsIt() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), console.port)) {
            socket.setSoTimeout((int) Patience.QUIET.toMillis());
            String head = "POST /console/replays HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n"
                    + "Expect: 100-continue\r\nCookie: serai-session=" + "x".repeat(43) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("100 Continue");
        }
    }

    @Test
    void whatIsAtNoPathIsAPageToo() throws Exception {
        var answer = console.visitor(ConsoleServer.VIC).get("/console/nothing-here");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).startsWith("text/html");
    }

    @Test
    void assetsHaveAddressesThatChangeWithTheirContentAndAreKeptForEver() throws Exception {
        String page = console.visitor(ConsoleServer.VIC).get("/console/stores").text();
        String css = page.replaceAll("(?s).*href=\"(/console/assets/[^\"]*console.css)\".*", "$1");

        var answer = console.stranger().get(css);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("text/css");
        assertThat(answer.header("cache-control")).contains("immutable");
    }
}
