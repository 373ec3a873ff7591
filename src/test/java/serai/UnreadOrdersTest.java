package serai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.access.Sessions;
import serai.access.Tokens;
import serai.access.Users;
import serai.api.Access;
import serai.api.Api;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.Sku;
import serai.base.StoreId;
import serai.deadletter.Desk;
import serai.dispatch.Channels;
import serai.fixture.BreakableLedger;
import serai.fixture.MovedClock;
import serai.fixture.RawHttp;
import serai.fixture.Samples;
import serai.http.Callers;
import serai.http.FrontServer;
import serai.intake.Elsewhere;
import serai.intake.FrontDoor;
import serai.intake.IntakeMeter;
import serai.intake.Journal;
import serai.intake.Recorder;
import serai.intake.UnreadMessages;
import serai.order.Listing;
import serai.order.Listings;
import serai.order.OrderBook;
import serai.order.Planner;
import serai.provider.Connector;
import serai.store.Stores;

/**
 * A signed delivery that makes no order is told of all the same, over real HTTP: at once, after the recorder has been there,
 * after the journal was trimmed, after a restart and while the ledger is down.
 */
class UnreadOrdersTest {
    private static final String TOKEN = "a-support-token-of-some-length";
    private static final String BROKEN = "{\"id\":5020,\"number\":\"B-5020\",\"status\":\"processing\",\"billing\":{";

    private static final String READABLE = """
        {"id":5020,"number":"B-5020","status":"processing","currency":"USD","total":"19.95",\
        "date_created_gmt":"2026-11-20T10:00:00","date_modified_gmt":"2026-11-20T10:00:01",\
        "date_paid_gmt":"2026-11-20T10:00:00",\
        "billing":{"first_name":"Jane","last_name":"Roe","address_1":"12 Elm Street","city":"Austin","state":"TX",\
        "postcode":"78701","country":"US"},\
        "line_items":[{"id":1,"name":"Tee","product_id":7,"sku":"TEE","quantity":1,"total":"19.95"}]}\
        """;

    private final MovedClock clock = new MovedClock();
    private final Stores stores = Stores.parse(
            "stores.yaml", "- {id: woo, platform: woocommerce, webhookSecret: hush, apiKey: woo-key}", Map.of());
    private BreakableLedger ledger;
    private Path folder;
    private Journal journal;
    private Recorder recorder;
    private FrontDoor frontDoor;
    private CamelContext camel;
    private int port;

    @BeforeEach
    void open(@TempDir Path temporary) throws Exception {
        folder = temporary;
        start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        frontDoor.close();
        journal.close();
        ledger.close();
    }

    private void start() throws Exception {
        ledger = new BreakableLedger(folder.resolve("ledger.db"));
        journal = Journal.open(folder.resolve("journal.db"), 1_000, 64 << 20);
        Channels channels = new Channels(List.of(), ledger.database(), clock);
        Listings listings = new Listings(ledger.database());
        listings.loadFile(List.of(new Listing(
                new StoreId("woo"), new Sku("TEE"), Samples.ALIEXPRESS, "1005", "", "S-TEE", 1, Optional.empty(), "")));
        Planner planner = new Planner(
                listings,
                Map.of(
                        Samples.ALIEXPRESS, new Connector.Limits(50, 10_000),
                        Samples.AMAZON, new Connector.Limits(100, 250)));
        OrderBook orders = new OrderBook(planner, Samples.cancellations());
        recorder = new Recorder(journal, ledger.database(), orders, stores, clock);
        frontDoor =
                new FrontDoor(stores, journal, ledger.database(), 1 << 20, Duration.ofSeconds(5), clock, new Silent());
        Tokens tokens = Tokens.parse("tokens.yaml", "[]", Optional.of(TOKEN));
        Sessions sessions = new Sessions(ledger.database(), Users.of(List.of()), Sessions.Limits.USUAL);
        Access access = new Access(tokens, sessions, new Callers(Set.of(), Optional.empty()), clock);
        Desk desk = new Desk(
                ledger.database(), planner, channels, new UnreadMessages(stores, orders, ledger.database()), clock);
        Elsewhere elsewhere = new Elsewhere(ledger.database(), "");
        Api api = new Api(access, ledger.database(), channels, listings, desk, elsewhere, clock);
        FrontServer server = new FrontServer(
                "127.0.0.1",
                0,
                new Endpoints(frontDoor, ledger.database(), channels, elsewhere, List.of(api::attach))::attach);
        camel = new DefaultCamelContext();
        camel.addService(server);
        camel.start();
        port = server.getPort();
    }

    private static final class Silent implements IntakeMeter {
        @Override
        public void accepted(String kind, Duration waited) {}

        @Override
        public void refused(String why) {}
    }

    @Test
    void anUnreadableOrderIsDeadWithItsReasonAtOnceAndForEver() throws Exception {
        deliver("order.created", BROKEN);
        JsonNode atOnce = order("5020");

        recorder.drain();
        JsonNode recorded = order("5020");
        clock.advance(Duration.ofHours(2));
        recorder.trim(Duration.ofSeconds(5));
        JsonNode trimmed = order("5020");
        stop();
        start();
        JsonNode restarted = order("5020");

        assertThat(journal.latest(OrderId.of(new StoreId("woo"), "5020"), 1)).isEmpty();
        assertThat(List.of(atOnce, recorded, trimmed, restarted)).allSatisfy(answer -> {
            assertThat(answer.path("status").asText()).isEqualTo("DEAD");
            assertThat(answer.path("orderId").asText()).isEqualTo("5020");
            assertThat(answer.path("orderNumber").asText()).isEqualTo("B-5020");
            assertThat(answer.path("reason").asText()).contains("ends in the middle");
            assertThat(answer.at("/dispatches/0/kind").asText()).isEqualTo("read-order");
            assertThat(answer.at("/dispatches/0/cause").asText()).isEqualTo("order-unreadable");
            assertThat(answer.at("/dispatches/0/id")).isEqualTo(atOnce.at("/dispatches/0/id"));
        });
        assertThat(restarted.at("/timeline/0/what").asText()).isEqualTo("DEAD");
    }

    @Test
    void whileTheLedgerIsDownTheAnswerIsTheSame() throws Exception {
        ledger.breaks(true);
        deliver("order.created", BROKEN);

        JsonNode answer = order("5020");

        assertThat(answer.path("status").asText()).isEqualTo("DEAD");
        assertThat(answer.path("reason").asText()).contains("ends in the middle");
        ledger.breaks(false);
    }

    @Test
    void itsLetterIsFoundByTheStoresIdAndByTheNumber() throws Exception {
        deliver("order.created", BROKEN);
        recorder.drain();

        JsonNode byId = api("/api/v1/dead-letters?orderId=5020").at("/items/0");
        JsonNode byNumber = api("/api/v1/dead-letters?query=order:B-5020").at("/items/0");
        JsonNode view = api("/api/v1/orders/" + byId.path("orderId").asText());

        assertThat(byId.path("storeOrderId").asText()).isEqualTo("5020");
        assertThat(byId.path("orderNumber").asText()).isEqualTo("B-5020");
        assertThat(byNumber).isEqualTo(byId);
        assertThat(view.path("status").asText()).isEqualTo("DEAD");
    }

    @Test
    void oncePersonsMendedTheLetterTheOrderTakesOverAndItsTimelineSaysSo() throws Exception {
        deliver("order.created", BROKEN);
        recorder.drain();
        String letter = order("5020").at("/dispatches/0/id").asText();

        var edited =
                send("PUT", "/api/v1/dead-letters/" + letter + "/payload", READABLE, "Authorization: Bearer " + TOKEN);
        var replayed = send(
                "POST",
                "/api/v1/dead-letters/" + letter + "/replay",
                "{\"reason\":\"mended\"}",
                "Authorization: Bearer " + TOKEN);
        JsonNode answer = order("5020");

        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
        assertThat(replayed.status()).as(replayed.body()).isLessThan(300);
        assertThat(answer.path("status").asText()).isEqualTo("RECORDED");
        assertThat(answer.path("dispatches"))
                .extracting(each ->
                        each.path("kind").asText() + " " + each.path("state").asText())
                .containsExactlyInAnyOrder("place-order RECORDED", "read-order DONE");
        assertThat(answer.path("timeline"))
                .extracting(each -> each.path("what").asText())
                .startsWith("DEAD")
                .contains("QUEUED", "ATTEMPTING", "DONE", "RECORDED");
    }

    @Test
    void aSignedErrorBodyWithAnIdIsAReasonForEver() throws Exception {
        deliver(
                "order.updated",
                "{\"id\":5021,\"code\":\"woocommerce_rest_shop_order_invalid_id\",\"message\":\"Invalid ID.\","
                        + "\"data\":{\"status\":404}}");
        JsonNode atOnce = order("5021");

        recorder.drain();
        clock.advance(Duration.ofHours(2));
        recorder.trim(Duration.ofSeconds(5));
        JsonNode later = order("5021");

        assertThat(List.of(atOnce, later)).allSatisfy(answer -> {
            assertThat(answer.path("status").asText()).isEqualTo("ARCHIVED");
            assertThat(answer.path("reason").asText()).startsWith("the body holds no order");
        });
    }

    @Test
    void anOrderDeletedBeforeItCameIsCancelledForEver() throws Exception {
        deliver("order.deleted", "{\"id\":5022}");
        JsonNode atOnce = order("5022");

        recorder.drain();
        clock.advance(Duration.ofHours(2));
        recorder.trim(Duration.ofSeconds(5));

        assertThat(List.of(atOnce, order("5022"))).allSatisfy(answer -> {
            assertThat(answer.path("status").asText()).isEqualTo("CANCELLED");
            assertThat(answer.path("reason").asText()).contains("deleted");
        });
    }

    /** WooCommerce's legacy API wrapped an order in an object; what cannot be read is no reason to say nothing. */
    @Test
    void anOrderWhoseIdIsNotInItsPlaceIsFoundAllTheSame() throws Exception {
        deliver("order.created", "{\"order\":{\"id\":5023,\"order_number\":\"L-5023\",\"line_items\":[]}}");
        JsonNode atOnce = order("5023");

        recorder.drain();

        assertThat(List.of(atOnce, order("5023"))).allSatisfy(answer -> {
            assertThat(answer.path("status").asText()).isEqualTo("DEAD");
            assertThat(answer.path("orderNumber").asText()).isEqualTo("L-5023");
            assertThat(answer.path("reason").asText()).contains("legacy API");
        });
    }

    @Test
    void eachLineAndWhatWasNotUnderstoodIsInTheAnswer() throws Exception {
        deliver("order.created", READABLE.replace("\"USD\"", "\"IRT\"").replace("\"line_items\":[", """
            "fee_lines":[{"id":9,"name":"Wrapping"}],\
            "line_items":[{"id":2,"name":"<b>Cloth</b>","product_id":8,"sku":"CLOTH","quantity":2.5,"total":"5"},\
            """));
        recorder.drain();

        JsonNode answer = order("5020");

        assertThat(answer.path("total").asText()).isEqualTo("19.95 IRT");
        assertThat(answer.at("/lines/0/sku").asText()).isEqualTo("TEE");
        assertThat(answer.at("/others/0/fate").asText()).isEqualTo("TO_DECIDE");
        assertThat(answer.at("/others/0/words").asText()).isEqualTo("it cannot be ordered in 2.5 pieces");
        assertThat(answer.at("/others/1/fate").asText()).isEqualTo("NOT_SHIPPED");
        assertThat(answer.at("/unread/0/text").asText()).isEqualTo("IRT");
    }

    private void deliver(String topic, String body) throws IOException, GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("hush".getBytes(UTF_8), "HmacSHA256"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(UTF_8)));
        var reply = send(
                "POST",
                "/stores/woo/webhooks/woocommerce",
                body,
                "X-WC-Webhook-Topic: " + topic,
                "X-WC-Webhook-Signature: " + signature);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private JsonNode order(String id) throws IOException {
        return json(send("GET", "/stores/woo/orders/" + id, "", "Authorization: Bearer woo-key"));
    }

    private JsonNode api(String path) throws IOException {
        return json(send("GET", path, "", "Authorization: Bearer " + TOKEN));
    }

    private static JsonNode json(RawHttp.Reply reply) throws IOException {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return Json.read(reply.body().getBytes(UTF_8));
    }

    private RawHttp.Reply send(String method, String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers)
                + "\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body;
        return RawHttp.send(port, request.getBytes(UTF_8));
    }
}
