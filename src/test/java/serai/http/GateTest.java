package serai.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.fixture.MovedClock;
import serai.fixture.Patience;
import serai.fixture.RawHttp;

/** Real sockets before a real server; only the time is moved. */
class GateTest {
    private static final byte[] REQUEST = "GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
    private static final int MOST = 60;

    private final AtomicLong time = new AtomicLong();
    private final Refusals refusals = new Refusals(new MovedClock());
    private final List<Socket> sockets = new ArrayList<>();
    private final BlockingQueue<HttpServerRequest> unanswered = new LinkedBlockingQueue<>();
    private boolean exempt = true;
    private Gate gate;
    private Vertx vertx;
    private int port;

    @BeforeEach
    void open() throws Exception {
        gate = new Gate(
                new Gate.Limits(MOST, 20, Duration.ofSeconds(10), Duration.ofSeconds(75)),
                address -> exempt,
                refusals,
                time::get);
        vertx = GatedVertx.behind(gate);
        port = vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.path().equals("/quick")) {
                        request.response().end("here");
                    } else {
                        unanswered.add(request);
                    }
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void socketsThatSendTheirHeadsSlowlyDoNotStayOpen() throws IOException {
        connected(MOST, "GET /quick HTTP/1.1\r\nHost: loc");

        pass(Duration.ofSeconds(9));
        trickle("alhost\r\nX-A: b");
        assertThat(gate.open()).isEqualTo(MOST);
        pass(Duration.ofSeconds(2));

        allAreClosed();
        assertThat(gate.open()).isZero();
        assertThat(refusals.total(Refusals.Why.HEAD_SLOW)).isEqualTo(MOST);
    }

    @Test
    void connectionsThatSayNothingDoNotStayOpen() throws IOException {
        connected(MOST, "");

        pass(Duration.ofSeconds(11));

        allAreClosed();
    }

    @Test
    void anIdleConnectionIsClosedAndOneThatWaitsForItsAnswerIsNot() throws Exception {
        Socket idle =
                connected(1, "GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n").getFirst();
        Socket working =
                connected(1, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").getFirst();
        assertThat(RawHttp.read(idle).status()).isEqualTo(200);
        HttpServerRequest asked = unanswered.poll(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);
        pass(Duration.ofSeconds(70));
        idle.getOutputStream().write(REQUEST);
        assertThat(RawHttp.read(idle).status()).as("70 s are no 75").isEqualTo(200);

        Patience.forOneStep().until("only the one that waits is left", () -> {
            pass(Duration.ofSeconds(76));
            return gate.open() == 1;
        });

        isClosed(idle);
        vertx.runOnContext(go -> asked.response().end("at last"));
        assertThat(RawHttp.read(working).status()).isEqualTo(200);
    }

    @Test
    void aBodyThatNeverEndsDoesNotKeepItsConnection() throws Exception {
        Socket endless = connected(1, "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nabc")
                .getFirst();
        unanswered.poll(Patience.QUIET.toSeconds(), TimeUnit.SECONDS);

        pass(Duration.ofSeconds(61));

        isClosed(endless);
    }

    @Test
    void whoeverBringsARequestGetsInHoweverManyHoldConnectionsOpen() throws IOException {
        for (int round = 0; round < 4; round++) {
            connected(MOST / 2, "GET / HT");
            time.addAndGet(Duration.ofMillis(200).toNanos());

            assertThat(RawHttp.send(port, REQUEST).status()).isEqualTo(200);
            assertThat(gate.open()).isLessThanOrEqualTo(MOST);
            int others = Math.min(MOST - 1, MOST / 2 * (round + 1));
            Patience.forOneStep().until("the one that asked has left", () -> gate.open() <= others);
        }

        assertThat(refusals.total(Refusals.Why.CONNECTION_EVICTED)).isPositive();
        assertThat(refusals.now().orElseThrow()).contains("silent connections closed to make room");
    }

    @Test
    void rightAfterABurstOfSilentConnectionsARequestGetsIn() throws IOException {
        connected(MOST, "GET / HT");

        assertThat(RawHttp.send(port, REQUEST).status()).isEqualTo(200);
        assertThat(refusals.total(Refusals.Why.CONNECTION_EVICTED)).isEqualTo(1);
    }

    @Test
    void whileAllConnectionsWorkOneMoreIsRefusedAndSaidSo() throws Exception {
        connected(MOST, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for (int i = 0; i < MOST; i++) {
            assertThat(unanswered.poll(Patience.QUIET.toSeconds(), TimeUnit.SECONDS))
                    .isNotNull();
        }

        Socket oneMore = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(oneMore);

        isClosed(oneMore);
        assertThat(refusals.now().orElseThrow()).contains("1 connections refused, all are in use");
    }

    @Test
    void oneAddressHasNoMoreThanItsShare() throws IOException {
        exempt = false;
        connected(20, "");

        Socket oneMore = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(oneMore);

        isClosed(oneMore);
        assertThat(gate.open()).isEqualTo(20);
        sockets.getFirst().close();
        Patience.forOneStep().until("its place is free again", () -> gate.open() < 20);
        assertThat(RawHttp.send(port, REQUEST).status()).isEqualTo(200);
    }

    private List<Socket> connected(int many, String sent) throws IOException {
        int before = gate.open();
        List<Socket> fresh = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) Patience.QUIET.toMillis());
            socket.getOutputStream().write(sent.getBytes(US_ASCII));
            fresh.add(socket);
        }
        sockets.addAll(fresh);
        Patience.forOneStep().until("all are there", () -> gate.open() >= Math.min(MOST, before + many));
        return fresh;
    }

    private void trickle(String more) throws IOException {
        for (Socket socket : sockets) {
            socket.getOutputStream().write(more.getBytes(US_ASCII));
        }
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
        gate.sweep();
    }

    private void allAreClosed() throws IOException {
        for (Socket socket : sockets) {
            isClosed(socket);
        }
    }

    private static void isClosed(Socket socket) throws IOException {
        socket.setSoTimeout((int) Patience.QUIET.toMillis());
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }
}
