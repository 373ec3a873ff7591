package serai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.access.Sessions;
import serai.access.Tokens;
import serai.access.Users;
import serai.api.Access;
import serai.api.Api;
import serai.base.Json;
import serai.fixture.MovedClock;
import serai.fixture.Patience;
import serai.fixture.RawHttp;
import serai.fixture.SmallGateway;
import serai.http.Callers;
import serai.http.Exchanges;
import serai.http.FrontServer;
import serai.intake.FrontDoor;
import serai.intake.IntakeMeter;
import serai.intake.Journal;
import serai.store.Stores;

/** What comes in malformed over real HTTP: each with its exact answer, and never a trace in the journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final int MIB = 1 << 20;
    private static final String SECRET = "hush";
    private static final String KEY = "Authorization: Bearer demo-key";
    private static final String ORDERS = "/stores/demo/orders";
    private static final String SHOPIFY = "/stores/loop/webhooks/shopify";
    private static final String WOOCOMMERCE = "/stores/woo/webhooks/woocommerce";
    private static final String DOMAIN = "X-Shopify-Shop-Domain: loop.myshopify.com";
    private static final String ORDER = """
        {"orderId":"1001","orderNumber":"#1001","placedAt":"2026-11-20T10:15:00Z","currency":"USD","total":"49.90",\
        "shipTo":{"name":"Jane Roe","line1":"12 Elm Street","city":"Austin","region":"TX","postalCode":"78701",\
        "country":"US"},"lines":[{"lineId":"1","sku":"TEE","quantity":2,"unitPrice":"19.95"}]}\
        """;

    private final CamelContext camel = new DefaultCamelContext();
    private final MovedClock clock = new MovedClock();
    private SmallGateway gateway;
    private Journal journal;
    private FrontDoor frontDoor;
    private int port;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        gateway = new SmallGateway(folder, clock);
        journal = Journal.open(folder.resolve("journal.db"), 1_000, 64 << 20);
        Stores stores = Stores.parse("stores.yaml", """
            - {id: demo, platform: generic, apiKey: demo-key}
            - {id: slow, platform: generic, apiKey: slow-key, entryLimitPerSecond: 1}
            - {id: loop, platform: shopify, webhookSecret: hush, shopDomain: Loop.myshopify.com}
            - {id: woo, platform: woocommerce, webhookSecret: hush, apiKey: woo-key}
            """, Map.of());
        frontDoor = new FrontDoor(stores, journal, gateway.ledger, MIB, Duration.ofMillis(700), clock, new Silent());
        Tokens tokens = Tokens.parse("tokens.yaml", "[]", Optional.of("a-support-token-of-some-length"));
        Sessions sessions = new Sessions(gateway.ledger, Users.of(List.of()), Sessions.Limits.USUAL);
        Access access = new Access(tokens, sessions, new Callers(Set.of(), Optional.empty()), clock);
        Api api = new Api(
                access, gateway.ledger, gateway.channels, gateway.listings, gateway.desk, gateway.elsewhere, clock);
        FrontServer server = new FrontServer(
                "127.0.0.1",
                0,
                new Endpoints(frontDoor, gateway.ledger, gateway.channels, gateway.elsewhere, List.of(api::attach))
                        ::attach);
        camel.addService(server);
        camel.start();
        port = server.getPort();
    }

    @AfterAll
    void close() {
        camel.stop();
        frontDoor.close();
        journal.close();
        gateway.close();
    }

    /** A request and the answer it must get; type is the end of the problem's type. */
    @SuppressWarnings("ArrayRecordComponent") // raw bytes of a request, never compared
    record Bad(String name, byte[] request, int status, String type) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsMalformedIsAnsweredExactlyAndNeverStored(Bad bad) throws IOException {
        long before = journal.last();

        var reply = RawHttp.send(port, bad.request());

        assertThat(reply.status()).as(reply.toString()).isEqualTo(bad.status());
        assertThat(reply.header("content-type")).contains("application/problem+json");
        assertThat(Json.read(reply.body().getBytes(UTF_8)).path("type").asText())
                .isEqualTo("urn:serai:problem:" + bad.type());
        assertThat(reply.header("x-request-id")).isPresent();
        assertThat(journal.last()).isEqualTo(before);
    }

    static Stream<Bad> malformed() {
        return Stream.of(orders(), ways(), webhooks(), others()).flatMap(each -> each);
    }

    private static Stream<Bad> orders() {
        return Stream.of(
                order("empty body", ""),
                order("blank body", "  \n"),
                order("not JSON", "orderId=1001"),
                order("cut off JSON", ORDER.substring(0, 100)),
                order("a list", "[" + ORDER + "]"),
                order("null", "null"),
                order("a number", "42"),
                order("two documents", ORDER + ORDER),
                order("comment in JSON", ORDER.replace("{\"orderId\"", "{/* hi */\"orderId\"")),
                order("not a number", ORDER.replace("\"quantity\":2", "\"quantity\":NaN")),
                order("quantity as text", ORDER.replace("\"quantity\":2", "\"quantity\":\"two\"")),
                order("quantity 0", ORDER.replace("\"quantity\":2", "\"quantity\":0")),
                order("quantity negative", ORDER.replace("\"quantity\":2", "\"quantity\":-1")),
                order("quantity a fraction", ORDER.replace("\"quantity\":2", "\"quantity\":1.5")),
                order("quantity beyond int", ORDER.replace("\"quantity\":2", "\"quantity\":9999999999999")),
                order("a million digits", ORDER.replace("\"quantity\":2", "\"quantity\":" + "9".repeat(900_000))),
                order("price with a comma", ORDER.replace("\"19.95\"", "\"19,95\"")),
                order("price in exponents", ORDER.replace("\"19.95\"", "\"1e999999999\"")),
                order("lines an object", ORDER.replaceAll("\"lines\":.*", "\"lines\":{}}")),
                order("no lines", ORDER.replaceAll("\"lines\":.*", "\"lines\":[]}")),
                order("no orderId", ORDER.replace("\"orderId\":\"1001\",", "")),
                order("orderId an object", ORDER.replace("\"1001\"", "{}")),
                order("orderId blank", ORDER.replace("\"1001\"", "\" \"")),
                order("NUL in the id", ORDER.replace("\"1001\"", "\"10\\u000001\"")),
                order("half a surrogate pair", ORDER.replace("\"1001\"", "\"\\ud800\"")),
                order("a key twice", ORDER.replace("\"total\"", "\"orderId\":\"1002\",\"total\"")),
                order("nested too deep", ORDER.replace("\"total\"", "\"x\":" + deep() + ",\"total\"")),
                order("time in words", ORDER.replace("2026-11-20T10:15:00Z", "yesterday")),
                order("currency unknown in form", ORDER.replace("\"USD\"", "\"dollars\"")),
                new Bad(
                        "not UTF-8",
                        request("POST", ORDERS, new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}'}, KEY),
                        400,
                        "invalid-order"),
                new Bad(
                        "UTF-16",
                        request("POST", ORDERS, ORDER.getBytes(java.nio.charset.StandardCharsets.UTF_16), KEY),
                        400,
                        "invalid-order"));
    }

    private static Stream<Bad> ways() {
        byte[] body = ORDER.getBytes(UTF_8);
        return Stream.of(
                new Bad("no key", request("POST", ORDERS, body), 401, "unauthorized"),
                new Bad("wrong key", request("POST", ORDERS, body, KEY + "x"), 401, "unauthorized"),
                new Bad("empty key", request("POST", ORDERS, body, "Authorization: Bearer "), 401, "unauthorized"),
                new Bad(
                        "another scheme",
                        request("POST", ORDERS, body, "Authorization: Basic ZGVtbzprZXk="),
                        401,
                        "unauthorized"),
                new Bad("two keys", request("POST", ORDERS, body, KEY, "Authorization: Bearer x"), 401, "unauthorized"),
                new Bad("a key twice", request("POST", ORDERS, body, KEY, KEY), 401, "unauthorized"),
                new Bad(
                        "the key of another store",
                        request("POST", "/stores/slow/orders", body, KEY),
                        401,
                        "unauthorized"),
                new Bad("unknown store", request("POST", "/stores/nobody/orders", body, KEY), 401, "unauthorized"),
                new Bad(
                        "a store that cannot be",
                        request("POST", "/stores/No%20Such%00/orders", body, KEY),
                        401,
                        "unauthorized"),
                new Bad("wrong method", request("PUT", ORDERS, body, KEY), 405, "method-not-allowed"),
                new Bad("delete", request("DELETE", ORDERS, new byte[0], KEY), 405, "method-not-allowed"),
                new Bad("unknown path", request("GET", "/nothing/here", new byte[0]), 404, "not-found"),
                new Bad(
                        "a path above",
                        request("GET", "/stores/demo/../../etc/passwd", new byte[0], KEY),
                        404,
                        "not-found"),
                new Bad(
                        "an encoded path above",
                        request("GET", "/stores/%2e%2e%2f%2e%2e%2fetc/passwd", new byte[0], KEY),
                        404,
                        "not-found"),
                new Bad(
                        "an encoded slash in a store",
                        request("POST", "/stores/demo%2Forders", body, KEY),
                        404,
                        "not-found"),
                new Bad(
                        "a wrong escape in the path",
                        request("GET", "/stores/demo/orders/%zz", new byte[0], KEY),
                        400,
                        "invalid-request"),
                new Bad(
                        "a header name with a blank",
                        request("GET", "/status", new byte[0], "X Y: z"),
                        400,
                        "invalid-request"),
                new Bad(
                        "an endless header",
                        request("GET", "/status", new byte[0], "X: " + "y".repeat(20_000)),
                        431,
                        "invalid-request"),
                new Bad(
                        "an endless path",
                        request("GET", "/" + "y".repeat(20_000), new byte[0]),
                        414,
                        "invalid-request"),
                new Bad("two lengths", request("POST", ORDERS, body, KEY, "Content-Length: 1"), 400, "invalid-request"),
                new Bad(
                        "a length that is none",
                        head("POST", ORDERS, KEY, "Content-Length: many"),
                        400,
                        "invalid-request"),
                new Bad(
                        "length and chunks at once",
                        join(
                                head("POST", ORDERS, KEY, "Content-Length: 5", "Transfer-Encoding: chunked"),
                                "0\r\n\r\n".getBytes(UTF_8)),
                        400,
                        "invalid-request"),
                new Bad(
                        "an order that nobody sent",
                        request("GET", ORDERS + "/no-such", new byte[0], KEY),
                        404,
                        "not-found"),
                new Bad(
                        "blanks in the idempotency key",
                        request("POST", ORDERS, body, KEY, "Idempotency-Key: a b"),
                        400,
                        "invalid-request"),
                new Bad(
                        "an endless idempotency key",
                        request("POST", ORDERS, body, KEY, "Idempotency-Key: " + "k".repeat(256)),
                        400,
                        "invalid-request"),
                new Bad("one byte over a MiB", request("POST", ORDERS, sized(MIB + 1), KEY), 413, "body-too-large"),
                new Bad("one byte over a MiB, chunked", chunked(ORDERS, sized(MIB + 1), KEY), 413, "body-too-large"),
                new Bad("five MiB announced, nothing sent", announced(5L * MIB), 413, "body-too-large"));
    }

    private static Stream<Bad> webhooks() {
        byte[] body = "{\"id\":1,\"line_items\":[]}".getBytes(UTF_8);
        String good = signature(body);
        String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(good));
        String topic = "X-Shopify-Topic: orders/create";
        String hmac = "X-Shopify-Hmac-Sha256: ";
        return Stream.of(
                new Bad("no signature", request("POST", SHOPIFY, body, topic, DOMAIN), 401, "unauthorized"),
                new Bad("empty signature", request("POST", SHOPIFY, body, topic, DOMAIN, hmac), 401, "unauthorized"),
                new Bad(
                        "signature in hex",
                        request("POST", SHOPIFY, body, topic, DOMAIN, hmac + hex),
                        401,
                        "unauthorized"),
                new Bad(
                        "truncated signature",
                        request("POST", SHOPIFY, body, topic, DOMAIN, hmac + good.substring(0, 40)),
                        401,
                        "unauthorized"),
                new Bad(
                        "signature of another body",
                        request("POST", SHOPIFY, (ORDER + " ").getBytes(UTF_8), topic, DOMAIN, hmac + good),
                        401,
                        "unauthorized"),
                new Bad(
                        "signature twice",
                        request("POST", SHOPIFY, body, topic, DOMAIN, hmac + good, hmac + good),
                        401,
                        "unauthorized"),
                new Bad(
                        "empty body, signed",
                        request("POST", SHOPIFY, new byte[0], topic, DOMAIN, hmac + signature(new byte[0])),
                        401,
                        "unauthorized"),
                new Bad(
                        "another shop of the same app",
                        request(
                                "POST",
                                SHOPIFY,
                                body,
                                topic,
                                "X-Shopify-Shop-Domain: other.myshopify.com",
                                hmac + good),
                        401,
                        "unauthorized"),
                new Bad("no shop domain", request("POST", SHOPIFY, body, topic, hmac + good), 401, "unauthorized"),
                new Bad(
                        "Shopify to a store of WooCommerce",
                        request("POST", "/stores/woo/webhooks/shopify", body, topic, hmac + good),
                        401,
                        "unauthorized"),
                new Bad(
                        "webhook of an unknown store",
                        request("POST", "/stores/nobody/webhooks/shopify", body, hmac + good),
                        401,
                        "unauthorized"),
                new Bad(
                        "WooCommerce unsigned",
                        request("POST", WOOCOMMERCE, body, "X-WC-Webhook-Topic: order.created"),
                        401,
                        "unauthorized"),
                new Bad(
                        "WooCommerce badly signed",
                        request("POST", WOOCOMMERCE, body, "X-WC-Webhook-Signature: AAAA"),
                        401,
                        "unauthorized"),
                new Bad(
                        "a ping to a store of Shopify",
                        request("POST", "/stores/loop/webhooks/woocommerce", "webhook_id=1".getBytes(UTF_8)),
                        401,
                        "unauthorized"),
                new Bad("webhook by GET", request("GET", SHOPIFY, new byte[0]), 405, "method-not-allowed"),
                new Bad(
                        "webhook too large",
                        head("POST", SHOPIFY, DOMAIN, hmac + good, "Content-Length: " + (10 * MIB + 1)),
                        413,
                        "body-too-large"));
    }

    private static Stream<Bad> others() {
        String cancel = ORDERS + "/1001/cancel";
        return Stream.of(
                new Bad("cancel without key", request("POST", cancel, new byte[0]), 401, "unauthorized"),
                new Bad("cancel by GET", request("GET", cancel, new byte[0], KEY), 405, "method-not-allowed"),
                new Bad(
                        "cancel with a list",
                        request("POST", cancel, "[]".getBytes(UTF_8), KEY),
                        400,
                        "invalid-request"),
                new Bad(
                        "cancel with a number",
                        request("POST", cancel, "{\"reason\":7}".getBytes(UTF_8), KEY),
                        400,
                        "invalid-request"),
                new Bad(
                        "cancel with no JSON",
                        request("POST", cancel, "why not".getBytes(UTF_8), KEY),
                        400,
                        "invalid-request"),
                new Bad(
                        "cancel with a novel",
                        request("POST", cancel, ("{\"reason\":\"" + "x".repeat(501) + "\"}").getBytes(UTF_8), KEY),
                        400,
                        "invalid-request"),
                new Bad("read without key", request("GET", ORDERS + "/1001", new byte[0]), 401, "unauthorized"),
                new Bad("read by POST", request("POST", ORDERS + "/1001", new byte[0], KEY), 405, "method-not-allowed"),
                new Bad("status by POST", request("POST", "/status", new byte[0]), 405, "method-not-allowed"),
                new Bad(
                        "the API without token",
                        request("GET", "/api/v1/dead-letters", new byte[0]),
                        401,
                        "unauthorized"),
                new Bad(
                        "the API with a store's key",
                        request("GET", "/api/v1/dead-letters", new byte[0], KEY),
                        401,
                        "unauthorized"),
                new Bad(
                        "a payload without token",
                        request("PUT", "/api/v1/dead-letters/x/payload", "{}".getBytes(UTF_8)),
                        401,
                        "unauthorized"),
                new Bad("root", request("GET", "/", new byte[0]), 404, "not-found"));
    }

    /** Whoever cuts requests in another way than a proxy before us lets a second one past it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5|Transfer-Encoding: xchunked",
                "Content-Length: 5|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Content-Length: 5",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding:",
                "Transfer-Encoding : chunked",
                "Content-Length: 5|Content-Length: 6",
                "Content-Length: 5, 6",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length: 5 5",
                "Content-Length:"
            })
    void aRequestWhoseEndIsNotClearIsRefusedAndItsConnectionClosed(String headers) throws IOException {
        String[] lines = (KEY + "|" + headers).split("\\|");

        var reply = RawHttp.send(
                port,
                join(head("POST", ORDERS, lines), "0\r\n\r\nGET /status HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("urn:serai:problem:invalid-request");
        assertThat(reply.closed()).as("nothing is read of what follows").isTrue();
    }

    @Test
    void everyFaultOfAnOrderIsNamedAtOnce() throws IOException {
        String body = ORDER.replace("\"quantity\":2", "\"quantity\":0").replace("\"USD\"", "\"dollars\"");

        var reply = RawHttp.send(port, request("POST", ORDERS, body.getBytes(UTF_8), KEY));

        assertThat(Json.read(reply.body().getBytes(UTF_8)).path("errors").findValuesAsText("pointer"))
                .contains("/currency", "/lines/0/quantity");
    }

    @Test
    void exactlyOneMebibyteIsTaken() throws IOException {
        long before = journal.last();
        byte[] body = sized(MIB);

        var plain = RawHttp.send(port, request("POST", ORDERS, body, KEY));
        var chunked = RawHttp.send(port, chunked(ORDERS, body, KEY));

        assertThat(plain.status()).as(plain.body()).isEqualTo(202);
        assertThat(chunked.status()).as(chunked.body()).isEqualTo(202);
        assertThat(journal.last()).isEqualTo(before + 2);
    }

    @Test
    void headerNamesInAnyCaseAndAKeyInUtf8AreTaken() throws IOException {
        byte[] body = "{\"id\":5,\"line_items\":[]}".getBytes(UTF_8);
        var order = request("POST", ORDERS, ORDER.getBytes(UTF_8), "aUTHORIZATION: bearer demo-key");
        var hook = request(
                "POST",
                SHOPIFY,
                body,
                "x-shopify-TOPIC: orders/create",
                "X-SHOPIFY-HMAC-SHA256: " + signature(body),
                "x-shopify-shop-domain: LOOP.myshopify.com");

        assertThat(RawHttp.send(port, order).status()).isEqualTo(202);
        assertThat(RawHttp.send(port, hook).status()).isEqualTo(200);
    }

    @Test
    void aPingIsAnsweredAndNotKept() throws IOException {
        long before = journal.last();

        var reply = RawHttp.send(
                port,
                request(
                        "POST",
                        WOOCOMMERCE,
                        "webhook_id=7".getBytes(UTF_8),
                        "Content-Type: application/x-www-form-urlencoded"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(journal.last()).isEqualTo(before);
    }

    @Test
    void anAuthenticBodyThatCannotBeReadIsTaken() throws IOException {
        long before = journal.last();
        byte[] body = "not JSON at all".getBytes(UTF_8);

        var reply =
                RawHttp.send(port, request("POST", SHOPIFY, body, DOMAIN, "X-Shopify-Hmac-Sha256: " + signature(body)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(journal.last()).isEqualTo(before + 1);
    }

    @Test
    void tooManyOrdersAreRefusedWithTheTimeToComeBack() throws IOException {
        byte[] request =
                request("POST", "/stores/slow/orders", ORDER.getBytes(UTF_8), "Authorization: Bearer slow-key");
        for (int i = 0; i < 5; i++) {
            assertThat(RawHttp.send(port, request).status()).isEqualTo(202);
        }
        long before = journal.last();

        var refused = RawHttp.send(port, request);
        clock.advance(Duration.ofSeconds(1));
        var later = RawHttp.send(port, request);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).contains("1");
        assertThat(refused.body()).contains("urn:serai:problem:rate-limited");
        assertThat(later.status()).isEqualTo(202);
        assertThat(journal.last()).isEqualTo(before + 1);
    }

    @Test
    void whoAsksFirstIsToldToGoOnOrNot() throws IOException {
        byte[] body = ORDER.getBytes(UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(head("POST", ORDERS, KEY, "Expect: 100-continue", "Content-Length: " + body.length));
            var goOn = RawHttp.read(socket);
            socket.getOutputStream().write(body);

            assertThat(goOn.status()).isEqualTo(100);
            assertThat(RawHttp.read(socket).status()).isEqualTo(202);
        }

        var tooLarge =
                RawHttp.send(port, head("POST", ORDERS, KEY, "Expect: 100-continue", "Content-Length: " + (MIB + 1)));

        assertThat(tooLarge.status()).isEqualTo(413);
    }

    @Test
    void aBodyThatComesTooSlowlyIsCutOff() throws IOException {
        long before = journal.last();

        var reply = RawHttp.send(port, announced(100));

        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.body()).contains("urn:serai:problem:request-timeout");
        assertThat(reply.closed()).isTrue();
        assertThat(journal.last()).isEqualTo(before);
    }

    @Test
    void anEndlessBodyIsRefusedEarlyItsConnectionClosedAndNothingOfItHeld() throws IOException {
        long sent = 0;
        byte[] chunk = new byte[64 * 1024];
        byte[] framed =
                join((Integer.toHexString(chunk.length) + "\r\n").getBytes(UTF_8), chunk, "\r\n".getBytes(UTF_8));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Patience.QUIET.toMillis());
            socket.getOutputStream().write(head("POST", ORDERS, KEY, "Transfer-Encoding: chunked"));
            try {
                for (int i = 0; i < 20_000; i++) {
                    socket.getOutputStream().write(framed);
                    sent += chunk.length;
                    assertThat(Exchanges.buffered()).isLessThanOrEqualTo(2L * MIB);
                    if (socket.getInputStream().available() > 0) {
                        break;
                    }
                }
                assertThat(RawHttp.read(socket).status()).isEqualTo(413);
            } catch (IOException e) {
                // Cut off while we still wrote: early as well.
            }
        }

        assertThat(sent).isLessThan(64L * MIB);
        await().atMost(Patience.QUIET).until(() -> Exchanges.buffered() == 0);
    }

    @Test
    void aClientThatGoesAwayLeavesNothingBehind() throws IOException {
        long before = journal.last();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(join(announced(5_000), new byte[4_000]));
        }

        await().atMost(Patience.QUIET).until(() -> Exchanges.buffered() == 0);
        assertThat(journal.last()).isEqualTo(before);
    }

    @Test
    void aCallersRequestIdAndTraceComeBackWhenTheyAreSane() throws IOException {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        var sane = RawHttp.send(
                port,
                request(
                        "GET",
                        "/status",
                        new byte[0],
                        "X-Request-Id: abc-1",
                        "traceparent: 00-" + trace + "-00f067aa0ba902b7-01"));
        var mad =
                RawHttp.send(port, request("GET", "/status", new byte[0], "X-Request-Id: <script>", "traceparent: zz"));

        assertThat(sane.header("x-request-id")).contains("abc-1");
        assertThat(sane.header("traceparent").orElseThrow()).startsWith("00-" + trace + "-");
        assertThat(mad.header("x-request-id").orElseThrow()).doesNotContain("<").hasSizeGreaterThan(30);
        assertThat(mad.header("traceparent").orElseThrow()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    private static Bad order(String name, String body) {
        return new Bad("order: " + name, request("POST", ORDERS, body.getBytes(UTF_8), KEY), 400, "invalid-order");
    }

    private static String deep() {
        return "[".repeat(5_000) + "]".repeat(5_000);
    }

    /** A valid order of exactly that many bytes. */
    private static byte[] sized(int bytes) {
        return (ORDER.substring(0, ORDER.length() - 1) + " ".repeat(bytes - ORDER.length()) + "}").getBytes(UTF_8);
    }

    private static byte[] announced(long bytes) {
        return head("POST", ORDERS, KEY, "Content-Length: " + bytes);
    }

    private static byte[] request(String method, String path, byte[] body, String... headers) {
        String[] all = Stream.concat(Stream.of(headers), Stream.of("Content-Length: " + body.length))
                .toArray(String[]::new);
        return join(head(method, path, all), body);
    }

    private static byte[] chunked(String path, byte[] body, String... headers) {
        String[] all = Stream.concat(Stream.of(headers), Stream.of("Transfer-Encoding: chunked"))
                .toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head("POST", path, all));
        for (int at = 0; at < body.length; at += 50_000) {
            int length = Math.min(50_000, body.length - at);
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(UTF_8));
            out.write(body, at, length);
            out.writeBytes("\r\n".getBytes(UTF_8));
        }
        out.writeBytes("0\r\n\r\n".getBytes(UTF_8));
        return out.toByteArray();
    }

    private static byte[] head(String method, String path, String... headers) {
        return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stream.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Silent implements IntakeMeter {
        @Override
        public void accepted(String kind, Duration waited) {}

        @Override
        public void refused(String why) {}
    }
}
