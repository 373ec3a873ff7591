package serai.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.GatewayProcess;
import serai.fixture.Patience;
import serai.fixture.Rig;
import serai.fixture.Webhooks;

/** A client without a key before a running gateway, on both of its ports. */
class CrowdFaultTest {
    private static final int MIB = 1 << 20;
    private static final String SLOW = "GET /status HTTP/1.1\r\nHost: a";

    @RegisterExtension
    final Rig rig = new Rig();

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void oneClientWithoutAKeyDoesNotCloseTheFrontDoor() throws IOException {
        GatewayProcess gateway = rig.gateway()
                .with("serai.http.connections", "400")
                .with("serai.http.head-timeout", "3s")
                .start();
        URI management = gateway.management();

        withhold(gateway.uri(), 70);
        List<Socket> slow = open(gateway.uri(), 500);
        slow.addAll(open(management, 50));
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(Webhooks.shopify("orders/paid", 7_000 + i, "paid", 5, "aliexpress")
                    .to(gateway)
                    .status());
        }
        String health = gateway.observe("/observe/health?data=true");
        String metrics = gateway.observe("/observe/metrics");

        assertThat(answers).hasSize(40).containsOnly(200);
        assertThat(health).contains("DEGRADED");
        assertThat(metrics)
                .contains("serai_http_connections_max 400.0")
                .containsPattern("serai_http_refused_total\\{why=\"connection-evicted\"} [1-9]");
        for (Socket socket : slow) {
            assertThat(isClosed(socket)).isTrue();
        }
        assertThat(gateway.observe("/observe/health/ready")).contains("UP");
    }

    /** Webhooks of a megabyte whose last byte does not come, signed with nothing. */
    private void withhold(URI to, int many) throws IOException {
        String head = "POST /stores/" + Rig.SHOPIFY + "/webhooks/shopify HTTP/1.1\r\nHost: a\r\nX-Shopify-Hmac-Sha256: "
                + Base64.getEncoder().encodeToString(new byte[32]) + "\r\nContent-Length: " + MIB + "\r\n\r\n";
        for (int i = 0; i < many; i++) {
            Socket socket = connected(to);
            write(socket, head.getBytes(US_ASCII));
            write(socket, new byte[MIB - 1]);
        }
    }

    private List<Socket> open(URI to, int many) throws IOException {
        List<Socket> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Socket socket = connected(to);
            all.add(socket);
            write(socket, SLOW.getBytes(US_ASCII));
        }
        return all;
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException refused) {
            assertThat(refused).as("closed while it was written").isNotNull();
        }
    }

    private Socket connected(URI to) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.getPort());
        socket.setSoTimeout((int) Patience.QUIET.toMillis());
        sockets.add(socket);
        return socket;
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
