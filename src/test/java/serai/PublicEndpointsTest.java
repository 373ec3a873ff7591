package serai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.StoreId;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.fixture.BreakableLedger;
import serai.fixture.MovedClock;
import serai.fixture.RawHttp;
import serai.fixture.Samples;
import serai.fixture.SmallGateway;
import serai.fixture.Webhooks;
import serai.http.FrontServer;
import serai.intake.FrontDoor;
import serai.intake.IntakeMeter;
import serai.intake.Journal;
import serai.provider.Connector;
import serai.provider.PushMessages;
import serai.store.Stores;

/** What stores, Shopify and suppliers ask of us over real HTTP, bad input included. */
@Timeout(60)
class PublicEndpointsTest {
    private static final String KEY = "Authorization: Bearer key-of-tea";
    private static final String SERVICE = "/stores/loop/fulfilment/long-and-random";
    private static final String MESSAGES = "/providers/aliexpress/messages";

    private final CamelContext camel = new DefaultCamelContext();
    private final MovedClock clock = new MovedClock();
    private final List<StoreId> requested = new ArrayList<>();
    private BreakableLedger breakable;
    private SmallGateway gateway;
    private Journal journal;
    private FrontDoor frontDoor;
    private int port;

    /** Signed is what says so; what the body names is the order. */
    private static final PushMessages SUPPLIER = (headers, body) -> {
        boolean signed = headers.entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("X-Signed")
                        && header.getValue().equals("yes"));
        String text = new String(body, UTF_8);
        return signed ? Optional.of(text.matches("[0-9]+") ? List.of(text) : List.of()) : Optional.empty();
    };

    private static final class Silent implements IntakeMeter {
        @Override
        public void accepted(String kind, Duration waited) {}

        @Override
        public void refused(String why) {}
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        breakable = new BreakableLedger(folder.resolve("ledger.db"));
        gateway = new SmallGateway(breakable.database(), clock);
        journal = Journal.open(folder.resolve("journal.db"), 1_000, 64 << 20);
        Stores stores = Stores.parse("stores.yaml", """
                - {id: tea, platform: generic, apiKey: key-of-tea}
                - {id: other, platform: generic, apiKey: key-of-other}
                - {id: keyless, platform: shopify, webhookSecret: hush}
                - {id: loop, platform: shopify, webhookSecret: %s, shopDomain: loop.myshopify.com, callbackKey: long-and-random}
                """.formatted(serai.fixture.Rig.WEBHOOK_SECRET), Map.of());
        frontDoor = new FrontDoor(stores, journal, gateway.ledger, 1 << 20, Duration.ofSeconds(1), clock, new Silent());
        Channels channels = new Channels(
                List.of(Samples.aliExpress(clock), lane("acme-secret-shop"), lane("beta-secret-shop")),
                gateway.ledger,
                clock);
        FrontServer server = new FrontServer(
                "127.0.0.1",
                0,
                new Endpoints(
                        frontDoor,
                        gateway.ledger,
                        channels,
                        List.of(
                                new StoreEndpoints(frontDoor, gateway.ledger, clock)::attach,
                                new FulfilmentService(stores, gateway.ledger, requested::add, clock)::attach,
                                new ProviderEndpoints(
                                        name -> name.equals("aliexpress") ? Optional.of(SUPPLIER) : Optional.empty(),
                                        gateway.ledger,
                                        clock)::attach))::attach);
        camel.addService(server);
        camel.start();
        port = server.getPort();
        stock("loop", "AE-1");
        stock("tea", "TEE");
    }

    private Channel lane(String store) {
        Connector usual = Samples.connector("shopify", Connector.Resolution.REPEAT);
        Connector connector = new Connector(
                "shopify",
                "Shopify",
                usual.account(),
                Connector.Role.STORE,
                usual.unknown(),
                usual.limits(),
                usual.works(),
                List.of(),
                Map.of());
        return new Channel(Samples.settings(ChannelName.of(new StoreId(store))), connector, clock, new Random(1));
    }

    /** Five pieces of it, as its supplier has just said. */
    private void stock(String store, String sku) {
        gateway.ledger.commit(tx -> tx.update(
                        "INSERT INTO listing VALUES (?, ?, 'aliexpress', ?, '', '', 1, NULL, NULL, '', 'api')",
                        store,
                        sku,
                        sku)
                + tx.update(
                        "INSERT INTO supply VALUES ('aliexpress', ?, '', '', 'KNOWN', 5, '3.50', 'USD', '', ?, 0, 0, 0, 0)",
                        sku,
                        clock.instant()));
    }

    @AfterEach
    void close() {
        camel.stop();
        frontDoor.close();
        journal.close();
        breakable.close();
    }

    @Test
    void aStoreReadsItsOwnStockAndNobodyElses() throws IOException {
        var all = get("/stores/tea/inventory", KEY);
        var named = get("/stores/tea/inventory?sku=TEE&sku=NO-SUCH", KEY);
        var others = get("/stores/other/inventory", "Authorization: Bearer key-of-other");

        assertThat(all.body()).contains("\"TEE\"").doesNotContain("AE-1");
        assertThat(json(named).path("items").findValuesAsText("sku")).containsExactly("TEE", "NO-SUCH");
        assertThat(json(named).at("/items/0/available").asLong()).isEqualTo(5);
        assertThat(json(others).path("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/stores/tea/inventory, , 401",
        "/stores/tea/inventory, Authorization: Bearer key-of-other, 401",
        "/stores/nobody/inventory, Authorization: Bearer key-of-tea, 401",
        "/stores/tea/shipments, , 401",
        "/stores/tea/inventory?sku=%20, Authorization: Bearer key-of-tea, 400",
        "/stores/tea/inventory?cursor=a&cursor=b, Authorization: Bearer key-of-tea, 400",
        "/stores/tea/shipments?cursor=x, Authorization: Bearer key-of-tea, 400",
        "/stores/tea/shipments?cursor=1, Authorization: Bearer key-of-tea, 400",
        "/stores/tea/shipments?orderId=1&orderId=2, Authorization: Bearer key-of-tea, 400",
        "/stores/tea/shipments?orderId=no-such, Authorization: Bearer key-of-tea, 200",
        "/stores/tea/shipments?cursor=1795000000000.prc_1, Authorization: Bearer key-of-tea, 200"
    })
    void readsOfAStoreAreRefusedExactly(String path, String header, int status) throws IOException {
        assertThat(get(path, header == null ? "X-None: 1" : header).status()).isEqualTo(status);
    }

    @Test
    void tooManySkusAtOnceAndOtherMethodsAreRefused() throws IOException {
        String many = "?sku=" + String.join("&sku=", java.util.Collections.nCopies(201, "A"));

        assertThat(get("/stores/tea/inventory" + many, KEY).status()).isEqualTo(400);
        assertThat(send("POST", "/stores/tea/inventory", "", KEY).status()).isEqualTo(405);
        assertThat(send("DELETE", "/stores/tea/shipments", "", KEY).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "/stores/loop/fulfilment/wrong/fetch_stock",
        "/stores/loop/fulfilment/long-and-rando/fetch_stock.json",
        "/stores/keyless/fulfilment/long-and-random/fetch_stock",
        "/stores/keyless/fulfilment//fetch_stock",
        "/stores/tea/fulfilment/key-of-tea/fetch_stock",
        "/stores/nobody/fulfilment/long-and-random/fetch_stock",
        "/stores/A%20B/fulfilment/long-and-random/fetch_stock",
        "/stores/loop/fulfilment/long-and-random/fetch_stock?shop=other.myshopify.com",
        "/stores/loop/fulfilment/wrong/fetch_tracking_numbers"
    })
    void whoDoesNotKnowTheCallbackKeyFindsNothing(String path) throws IOException {
        assertThat(get(path, "X-None: 1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/fetch_stock, {\"AE-1\":5}",
        "/fetch_stock.json, {\"AE-1\":5}",
        "/fetch_stock.json?shop=LOOP.myshopify.com&sku=AE-1, {\"AE-1\":5}",
        "/fetch_stock?sku=, {\"AE-1\":5}",
        "/fetch_stock?sku=NO-SUCH, {}",
        "/fetch_stock?sku=NO-SUCH&sku=AE-1, {\"AE-1\":5}"
    })
    void stockIsAFlatListOfWhatIsKnown(String path, String body) throws IOException {
        var reply = get(SERVICE + path, "X-None: 1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(body.replaceAll("^'|'$", ""));
    }

    @Test
    void aNameThatCanBeNoSkuIsLeftOut() throws IOException {
        assertThat(get(SERVICE + "/fetch_stock?sku=" + "x".repeat(300), "X-None: 1")
                        .body())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "order_names[]=%231001.1",
        "order_names%5B%5D=%231001.1",
        "order_names[]=%231001.1&order_names[]=%231001.2&order_names[]=nonsense&shop=loop.myshopify.com"
    })
    void trackingNumbersGoByTheFulfilmentsName(String query) throws IOException {
        gateway.ledger.commit(tx -> tx.update(
                        "INSERT INTO orders VALUES ('ord_1', 'loop', '1', '#1001', 'PLACE', '', 0, 0, '', NULL, '{}')")
                + tx.update("INSERT INTO parcel (id, dispatch_id, order_id, store, channel, ref, carrier,"
                        + " tracking_number, status, lines, shipped_at, note, told_number, revision, observed_at,"
                        + " changed_at) VALUES ('p', 'd', 'ord_1', 'loop', 'aliexpress', 'r', '{}', 'LP1', 'SHIPPED',"
                        + " '[]', 1, '', 'LP1', 1, 1, 1)"));

        for (String ending : List.of("", ".json")) {
            var reply = json(get(SERVICE + "/fetch_tracking_numbers" + ending + "?" + query, "X-None: 1"));

            assertThat(reply.path("tracking_numbers")).isEqualTo(Json.read("{\"#1001.1\":\"LP1\"}".getBytes(UTF_8)));
            assertThat(reply.path("success").asBoolean()).isTrue();
            assertThat(reply.path("message").asText()).isEqualTo("ok");
        }
    }

    @Test
    void aNotificationCountsOnlyWhenShopifySignedIt() throws IOException {
        String body = "{\"kind\":\"FULFILLMENT_REQUEST\"}";
        String good = "X-Shopify-Hmac-Sha256: " + Webhooks.signature(body.getBytes(UTF_8));
        String path = SERVICE + "/fulfillment_order_notification";

        assertThat(send("POST", path, body, "X-None: 1").status()).isEqualTo(401);
        assertThat(send("POST", path, body + " ", good).status()).isEqualTo(401);
        assertThat(send("POST", path, body, good, good).status()).isEqualTo(401);
        assertThat(send("POST", path.replace("long", "wrong"), body, good).status())
                .isEqualTo(404);
        assertThat(requested).isEmpty();
        assertThat(send("POST", path, body, good).status()).isEqualTo(200);
        assertThat(requested).containsExactly(new StoreId("loop"));
    }

    @Test
    void aMessageOfASupplierIsTakenAsOftenAsItComes() throws IOException {
        gateway.ledger.commit(tx -> tx.update("INSERT INTO supplier_order VALUES ('aliexpress', '8123', 'dsp_1')")
                + tx.update("INSERT INTO progress VALUES ('dsp_1', 'ord_1', 'tea', 'aliexpress', 'PLACED', NULL, '',"
                        + " 0, NULL, 0, NULL, 9000000000000)"));

        var first = send("POST", MESSAGES, "8123", "X-Signed: yes");
        var again = send("POST", MESSAGES, "8123", "X-Signed: yes");

        Optional<Long> next =
                gateway.ledger.read(tx -> tx.first("SELECT next_at FROM progress", row -> row.number("next_at")));
        assertThat(List.of(first.status(), again.status())).containsOnly(200);
        assertThat(next).contains(clock.instant().toEpochMilli());
    }

    @Test
    void whatIsForgedForAnotherOrTooLargeIsRefusedAndAnUnknownKindIsNot() throws IOException {
        assertThat(send("POST", MESSAGES, "8123", "X-None: 1").status()).isEqualTo(401);
        assertThat(send("POST", MESSAGES, "8123", "X-Signed: no").status()).isEqualTo(401);
        assertThat(send("POST", "/providers/amazon/messages", "8123", "X-Signed: yes")
                        .status())
                .isEqualTo(404);
        assertThat(send("POST", "/providers/A%20B/messages", "8123", "X-Signed: yes")
                        .status())
                .isEqualTo(404);
        assertThat(send("POST", MESSAGES, "x".repeat(64 * 1024 + 1), "X-Signed: yes")
                        .status())
                .isEqualTo(413);
        assertThat(send("PUT", MESSAGES, "8123", "X-Signed: yes").status()).isEqualTo(405);
        assertThat(send("POST", MESSAGES, "a kind of message that nobody knows", "X-Signed: yes")
                        .status())
                .isEqualTo(200);
        assertThat(get(MESSAGES, "X-None: 1").status()).isEqualTo(200);
        assertThat(get("/providers/nobody/messages", "X-None: 1").status()).isEqualTo(404);
    }

    @Test
    void whileTheLedgerIsBusyAMessageIsAnsweredInTimeAndWrittenLater() throws Exception {
        send("POST", MESSAGES, "1", "X-Signed: yes");
        var release = new java.util.concurrent.CountDownLatch(1);
        var busy = gateway.ledger.write(
                tx -> {
                    try {
                        return release.await(20, java.util.concurrent.TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                0);

        long start = System.nanoTime();
        var reply = send("POST", MESSAGES, "8123", "X-Signed: yes");
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        release.countDown();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(taken).isLessThan(Duration.ofMillis(500));
        assertThat(busy.join()).isTrue();
    }

    @Test
    void whileTheLedgerIsDownNothingHangsAndEverythingSaysSo() throws IOException {
        breakable.breaks(true);

        assertThat(send("POST", MESSAGES, "8123", "X-Signed: yes").status()).isEqualTo(503);
        assertThat(get("/stores/tea/inventory", KEY).status()).isEqualTo(503);
        assertThat(get("/stores/tea/shipments", KEY).status()).isEqualTo(503);
        assertThat(get(SERVICE + "/fetch_stock", "X-None: 1").header("retry-after"))
                .contains("2");
    }

    @Test
    void theStatusNamesPlatformsAndNoStore() throws IOException {
        var reply = get("/status", "X-None: 1");

        assertThat(json(reply).path("channels").findValuesAsText("name")).containsExactly("aliexpress", "shopify");
        assertThat(reply.body()).doesNotContain("acme").doesNotContain("beta");
    }

    private static JsonNode json(RawHttp.Reply reply) throws IOException {
        return Json.read(reply.body().getBytes(UTF_8));
    }

    private RawHttp.Reply get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    private RawHttp.Reply send(String method, String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String lines = String.join(
                "\r\n",
                Stream.concat(Stream.of(headers), Stream.of("Content-Length: " + bytes.length))
                        .toList());
        request.writeBytes(
                (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n\r\n").getBytes(UTF_8));
        request.writeBytes(bytes);
        return RawHttp.send(port, request.toByteArray());
    }
}
