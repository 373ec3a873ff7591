package serai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import serai.fixture.MovedClock;
import serai.fixture.Patience;
import serai.fixture.RawHttp;
import serai.fixture.Rig;
import serai.fixture.SmallGateway;
import serai.fixture.Webhooks;
import serai.http.Bodies;
import serai.http.Callers;
import serai.http.Doorkeeper;
import serai.http.FrontServer;
import serai.http.Refusals;
import serai.intake.FrontDoor;
import serai.intake.IntakeMeter;
import serai.intake.Journal;
import serai.intake.Safekeeping;
import serai.store.Stores;

/** A crowd before the front door, over real sockets: who has no key keeps nobody out. */
@Timeout(Patience.HANGS)
class CrowdedDoorTest {
    private static final int MIB = 1 << 20;
    private static final String SHOPIFY = "/stores/loop/webhooks/shopify";
    private static final String WOOCOMMERCE = "/stores/woo/webhooks/woocommerce";
    private static final String ORDERS = "/stores/demo/orders";
    private static final String KEY = "Authorization: Bearer demo-key";
    private static final String DOMAIN = "X-Shopify-Shop-Domain: loop.myshopify.com";
    /** Of the right form, and of no body. */
    private static final String FORGED =
            "X-Shopify-Hmac-Sha256: " + Base64.getEncoder().encodeToString(new byte[32]);

    private static final String ORDER = """
        {"orderId":"1001","orderNumber":"#1001","placedAt":"2026-11-20T10:15:00Z","currency":"USD","total":"49.90",\
        "shipTo":{"name":"Jane Roe","line1":"12 Elm Street","city":"Austin","region":"TX","postalCode":"78701",\
        "country":"US"},"lines":[{"lineId":"1","sku":"TEE","quantity":2,"unitPrice":"19.95"}]}\
        """;

    private static final MovedClock CLOCK = new MovedClock();
    private static SmallGateway gateway;
    private static Journal journal;
    private static FrontDoor frontDoor;

    private final AtomicLong time = new AtomicLong();
    private final Refusals refusals = new Refusals(CLOCK);
    private final List<Socket> sockets = new ArrayList<>();
    private final List<CamelContext> camels = new ArrayList<>();
    private Bodies bodies;
    private long before;
    private int port;

    @BeforeAll
    static void build(@TempDir Path folder) {
        gateway = new SmallGateway(folder, CLOCK);
        journal = Journal.open(folder.resolve("journal.db"), 1_000, 64 << 20);
        Stores stores = Stores.parse("stores.yaml", """
            - {id: demo, platform: generic, apiKey: demo-key}
            - {id: slow, platform: generic, apiKey: slow-key, entryLimitPerSecond: 1}
            - {id: loop, platform: shopify, webhookSecret: %s, shopDomain: loop.myshopify.com}
            - {id: woo, platform: woocommerce, webhookSecret: %s, apiKey: woo-key}
            """.formatted(Rig.WEBHOOK_SECRET, Rig.WEBHOOK_SECRET), Map.of());
        frontDoor = new FrontDoor(
                stores,
                journal,
                Safekeeping.oneCopy(journal),
                gateway.ledger,
                new FrontDoor.BodyLimits(MIB, 10L * MIB, Patience.QUIET),
                CLOCK,
                new Silent());
    }

    @AfterAll
    static void tearDown() {
        frontDoor.close();
        journal.close();
        gateway.close();
    }

    @BeforeEach
    void open() throws Exception {
        // Stores may send again.
        CLOCK.advance(Duration.ofMinutes(2));
        before = journal.last();
        open(Patience.QUIET);
    }

    /** @param window that a body has for its next bytes */
    private void open(Duration window) throws Exception {
        bodies = new Bodies(new Bodies.Limits(64L * MIB, 1_024, window), refusals, time::get);
        FrontServer server = new FrontServer(
                "127.0.0.1",
                0,
                new Endpoints(frontDoor, gateway.ledger, gateway.channels, gateway.elsewhere, List.of())::attach,
                Optional.of(new Doorkeeper(bodies, new Callers(Set.of("127.0.0.1"), Optional.empty()))));
        CamelContext camel = new DefaultCamelContext();
        camels.add(camel);
        camel.addService(server);
        camel.start();
        port = server.getPort();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        camels.forEach(CamelContext::stop);
    }

    @Test
    void seventySocketsThatWithholdTheirLastByteKeepNoSignedWebhookOut() throws IOException {
        withholding(70, MIB, FORGED);

        for (int i = 0; i < 117; i++) {
            assertThat(RawHttp.send(port, signed(2_000)).status()).isEqualTo(200);
        }

        assertThat(journal.last()).isEqualTo(before + 117);
        assertThat(refusals.total(Refusals.Why.BODY_MEMORY)).isPositive();
        assertThat(health()).containsEntry("door", "DEGRADED").containsKey("refused");
        CLOCK.advance(Duration.ofSeconds(61));
        assertThat(health()).containsEntry("door", "OPEN").doesNotContainKey("refused");
    }

    @Test
    void aLargeSignedWebhookTakesThePlaceOfBodiesThatStandStill() throws IOException {
        withholding(70, MIB, FORGED);
        time.addAndGet(Duration.ofMillis(600).toNanos());

        assertThat(RawHttp.send(port, signed(3 * MIB)).status()).isEqualTo(200);

        assertThat(refusals.total(Refusals.Why.BODY_EVICTED)).isPositive();
    }

    @Test
    void manySmallBodiesThatStandStillDoNotTakeTheReserve() throws IOException {
        withholding(70, MIB, FORGED);
        withholding(200, 60_000, FORGED);
        time.addAndGet(Duration.ofMillis(600).toNanos());

        assertThat(RawHttp.send(port, signed(2_000)).status()).isEqualTo(200);
    }

    @Test
    void whoHasAKeyGetsInWhileStrangersTakeAllThatIsTheirs() throws IOException {
        withholding(70, MIB, FORGED);

        assertThat(RawHttp.send(port, request(ORDERS, ORDER.getBytes(UTF_8), KEY))
                        .status())
                .isEqualTo(202);
        assertThat(RawHttp.send(port, request(ORDERS, sized(MIB), KEY)).status())
                .isEqualTo(202);
    }

    @Test
    void oneStoreWithAKeyDoesNotTakeTheRoomOfTheOthers() throws IOException {
        for (int i = 0; i < 30; i++) {
            send(announced(ORDERS, MIB, KEY), MIB - 1);
        }
        Patience.forOneStep().until("its share is full", () -> refusals.total(Refusals.Why.BODY_MEMORY) > 0);

        var other = RawHttp.send(port, request("/stores/slow/orders", sized(MIB), "Authorization: Bearer slow-key"));

        assertThat(other.status()).isEqualTo(202);
        // The other store's own may not have been let go of yet.
        assertThat(bodies.held(Bodies.Part.KNOWN)).isLessThanOrEqualTo(bodies.size(Bodies.Part.KNOWN) / 2 + MIB);
    }

    @Test
    void whoCannotBeMeantIsRefusedBeforeTheBodyAndTheConnectionClosed() {
        Stream<byte[]> strangers = Stream.concat(
                Stream.of(
                                "/stores/nobody/webhooks/shopify",
                                "/stores/woo/webhooks/shopify",
                                "/stores/nobody/webhooks/woocommerce",
                                "/stores/loop/webhooks/woocommerce",
                                "/stores/nobody/orders",
                                "/stores/demo/orders",
                                "/stores/demo/orders/1/cancel")
                        .map(path -> announced(path, MIB, DOMAIN, FORGED)),
                Stream.of(
                        announced(SHOPIFY, MIB, DOMAIN, "X-Nothing: 1"),
                        announced(SHOPIFY, MIB, FORGED),
                        announced(SHOPIFY, MIB, DOMAIN, "X-Shopify-Hmac-Sha256: x"),
                        announced(SHOPIFY, MIB, DOMAIN, "X-Shopify-Hmac-Sha256:"),
                        announced(SHOPIFY, MIB, DOMAIN, FORGED, FORGED),
                        announced(WOOCOMMERCE, MIB, "X-Nothing: 1"),
                        announced(WOOCOMMERCE, MIB, "X-WC-Webhook-Signature: AAAA")));

        // Each connection lingers for a moment; all at once they take no longer than one.
        var replies = strangers
                .map(request -> CompletableFuture.supplyAsync(() -> reply(request), Thread::startVirtualThread))
                .toList();

        assertThat(replies).hasSize(14).allSatisfy(each -> {
            var reply = each.join();
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.closed()).isTrue();
        });
        assertThat(bodies.held(Bodies.Part.STRANGERS)).isZero();
    }

    private RawHttp.Reply reply(byte[] request) {
        try {
            return RawHttp.send(port, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAuthenticShopifyWebhookOfThreeMebibytesIsTakenWholeAndRead() throws IOException {
        byte[] body = webhook(3 * MIB);

        assertThat(RawHttp.send(port, signed(body)).status()).isEqualTo(200);

        assertThat(journal.after(before, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.body()).isEqualTo(body);
            assertThat(entry.order()).isPresent();
        });
    }

    @Test
    void aWebhookOverThePlatformsLimitIsToldSoBeforeItIsSent() throws IOException {
        var reply = RawHttp.send(port, announced(SHOPIFY, 10 * MIB + 1, DOMAIN, FORGED));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.closed()).isTrue();
    }

    @Test
    void aBodyThatTricklesIsCutOff() throws Exception {
        open(Duration.ofMillis(200));

        var reply = RawHttp.send(port, announced(SHOPIFY, MIB, DOMAIN, FORGED));

        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.closed()).isTrue();
        assertThat(refusals.total(Refusals.Why.BODY_SLOW)).isEqualTo(1);
    }

    @Test
    void cancellationsCountForTheEntryLimitOfTheStore() throws IOException {
        byte[] cancel =
                request("/stores/slow/orders/1001/cancel", "{}".getBytes(UTF_8), "Authorization: Bearer slow-key");
        for (int i = 0; i < 5; i++) {
            assertThat(RawHttp.send(port, cancel).status()).isEqualTo(202);
        }
        long taken = journal.last();

        var refused = RawHttp.send(port, cancel);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).contains("1");
        assertThat(journal.last()).isEqualTo(taken);
        CLOCK.advance(Duration.ofSeconds(1));
        assertThat(RawHttp.send(port, cancel).status()).isEqualTo(202);
    }

    @Test
    void theMerchantsTraceIsKeptWithItsFlagsAndState() throws IOException {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

        RawHttp.send(
                port,
                request(
                        ORDERS,
                        ORDER.getBytes(UTF_8),
                        KEY,
                        "traceparent: " + trace,
                        "tracestate: rojo=00f067aa0ba902b7",
                        "tracestate: congo=t61rcWkgMzE"));

        assertThat(journal.after(before, 1).getFirst().traceparent())
                .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-00 rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
    }

    private Map<String, Object> health() {
        HealthCheck.Result result = new DoorMeters.Health(refusals).call(Map.of());
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        return result.getDetails();
    }

    /** Sockets that have sent all but the last byte; some may have been refused. */
    private void withholding(int many, int bytes, String signature) throws IOException {
        long told = told();
        long held = bodies.held(Bodies.Part.STRANGERS) + bodies.held(Bodies.Part.SMALL);
        for (int i = 0; i < many; i++) {
            send(announced(SHOPIFY, bytes, DOMAIN, signature), bytes - 1);
        }
        Patience.forOneStep()
                .until(
                        "each is held or refused",
                        () -> (bodies.held(Bodies.Part.STRANGERS) + bodies.held(Bodies.Part.SMALL) - held) / (bytes - 1)
                                        + told()
                                        - told
                                >= many);
    }

    private long told() {
        return refusals.total(Refusals.Why.BODY_MEMORY) + refusals.total(Refusals.Why.BODY_EVICTED);
    }

    private void send(byte[] head, int bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        try {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(new byte[bytes]);
        } catch (IOException refused) {
            assertThat(refused).as("closed while it was written").isNotNull();
        }
    }

    private static byte[] announced(String path, int bytes, String... headers) {
        return head(path, Stream.concat(Stream.of(headers), Stream.of("Content-Length: " + bytes)));
    }

    private static byte[] request(String path, byte[] body, String... headers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(path, Stream.concat(Stream.of(headers), Stream.of("Content-Length: " + body.length))));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] head(String path, Stream<String> headers) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers.toList())
                        + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    private static byte[] signed(int bytes) {
        return signed(webhook(bytes));
    }

    private static byte[] signed(byte[] body) {
        return request(
                SHOPIFY,
                body,
                DOMAIN,
                "X-Shopify-Topic: orders/create",
                "X-Shopify-Hmac-Sha256: " + Webhooks.signature(body));
    }

    private static byte[] webhook(int bytes) {
        String begin = "{\"id\":5001,\"note\":\"";
        return (begin + "x".repeat(Math.min(1_000_000, bytes - 100)) + "\",\"line_items\":[]"
                        + " ".repeat(Math.max(0, bytes - 1_000_100)) + "}")
                .getBytes(UTF_8);
    }

    /** A valid order of exactly that many bytes. */
    private static byte[] sized(int bytes) {
        return (ORDER.substring(0, ORDER.length() - 1) + " ".repeat(bytes - ORDER.length()) + "}").getBytes(UTF_8);
    }

    private static final class Silent implements IntakeMeter {
        @Override
        public void accepted(String kind, Duration waited) {}

        @Override
        public void refused(String why) {}
    }
}
