package serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.access.Tokens;
import serai.api.ApiServer.Answer;
import serai.base.DispatchId;
import serai.base.Json;
import serai.dispatch.DispatchState;
import serai.fixture.SmallGateway;
import serai.order.StoreOrder;
import serai.provider.Cause;

class ApiTest {
    private static final String ADMIN = ApiServer.ADMIN;
    private static final String ANN = ApiServer.ANN;
    private static final String VIC = ApiServer.VIC;
    private static final String WHY = "{\"reason\":\"supplier mended\"}";

    @TempDir
    Path folder;

    private SmallGateway gateway;
    private ApiServer api;

    @BeforeEach
    void open() throws Exception {
        gateway = new SmallGateway(folder);
        api = new ApiServer(gateway, ApiServer.tokens());
    }

    @AfterEach
    void close() throws Exception {
        api.close();
        gateway.close();
    }

    @Test
    void supportFindsReadsAndReplaysADeadLetter() throws Exception {
        String id = gateway.dead(Cause.OUT_OF_STOCK).value();

        JsonNode list = api.get(ANN, "/api/v1/dead-letters?cause=out-of-stock&owner=merchant")
                .json();
        Answer detail = api.get(ANN, "/api/v1/dead-letters/" + id);
        Answer replay = api.post(ANN, "/api/v1/dead-letters/" + id + "/replay", WHY);
        Answer again = api.post(ANN, "/api/v1/dead-letters/" + id + "/replay", WHY);

        assertThat(list.path("items")).hasSize(1);
        assertThat(list.has("nextCursor")).isTrue();
        assertThat(list.path("nextCursor").isNull()).isTrue();
        assertThat(list.at("/items/0/id").asText()).isEqualTo(id);
        assertThat(detail.json().at("/cause/owner").asText()).isEqualTo("merchant");
        assertThat(detail.json().at("/payload/shipTo/name").asText()).isEqualTo("Jane Roe");
        assertThat(detail.header("etag")).isEqualTo("\"3\"");
        assertThat(replay.status()).isEqualTo(200);
        assertThat(replay.json().path("state").asText()).isEqualTo("QUEUED");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("detail").asText()).contains("ann");
    }

    @Test
    void cursorLeadsThroughEveryPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            gateway.dead(Cause.OUT_OF_STOCK);
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    api.get(VIC, "/api/v1/dead-letters?limit=2" + cursor).json();
            page.path("items").forEach(item -> seen.add(item.path("id").asText()));
            cursor = page.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("nextCursor").asText();
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void viewerSeesNoPersonalDataAnywhere() throws Exception {
        String id = gateway.dead(Cause.ADDRESS_INVALID).value();
        String order = gateway.find(new DispatchId(id)).order().orElseThrow().value();
        List<String> paths = List.of(
                "/api/v1/dead-letters",
                "/api/v1/dead-letters/" + id,
                "/api/v1/orders",
                "/api/v1/orders/" + order,
                "/api/v1/audit");

        for (String path : paths) {
            Answer answer = api.get(VIC, path);

            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.text()).as(path).doesNotContain("Jane", "Elm Street", "example.com", "5125550100");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/dead-letters, viewer",
        "GET, /api/v1/dead-letters/groups, viewer",
        "GET, /api/v1/orders, viewer",
        "GET, /api/v1/conservation, viewer",
        "GET, /api/v1/replays, viewer",
        "GET, /api/v1/channels, viewer",
        "GET, /api/v1/listings, viewer",
        "GET, /api/v1/audit, viewer",
        "GET, /api/v1/privacy, support",
        "GET, /api/v1/privacy/x/export, admin",
        "POST, /api/v1/privacy/x/done, admin",
        "PUT, /api/v1/dead-letters/x/payload, support",
        "POST, /api/v1/dead-letters/x/replay, support",
        "POST, /api/v1/dead-letters/x/archive, support",
        "POST, /api/v1/dead-letters/x/restore, support",
        "POST, /api/v1/replays, support",
        "POST, /api/v1/replays/x/pause, support",
        "POST, /api/v1/replays/x/resume, support",
        "POST, /api/v1/replays/x/cancel, support",
        "POST, /api/v1/channels/amazon/hold, support",
        "POST, /api/v1/channels/amazon/release, support",
        "POST, /api/v1/conservation/settle, admin",
        "PUT, /api/v1/listings, admin"
    })
    void everyCallAsksForItsRole(String method, String path, String least) throws Exception {
        String body = method.equals("GET") ? "" : "{}";

        Answer nobody = api.send("", method, path, body);
        Answer stranger = api.send("not-a-token-0123456789abcdef01234567", method, path, body);
        Answer viewer = api.send(VIC, method, path, body);
        Answer support = api.send(ANN, method, path, body);
        Answer admin = api.send(ADMIN, method, path, body);

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.header("www-authenticate")).startsWith("Bearer");
        assertThat(stranger.type()).isEqualTo("unauthorized");
        assertThat(viewer.status() == 403).isEqualTo(!least.equals("viewer"));
        assertThat(support.status() == 403).isEqualTo(least.equals("admin"));
        assertThat(admin.status()).isNotIn(401, 403, 500);
        if (viewer.status() == 403) {
            assertThat(viewer.json().path("detail").asText()).contains("role " + least);
        }
    }

    @Test
    void withoutAnyTokenNobodyGetsIn() throws Exception {
        try (var closed = new ApiServer(gateway, Tokens.parse("tokens.yaml", "", Optional.empty()))) {
            Answer answer = closed.get(ADMIN, "/api/v1/channels");
            Answer empty = closed.send("", "GET", "/api/v1/channels", "", "Authorization", "Bearer ");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(empty.status()).isEqualTo(401);
        }
    }

    @Test
    void channelIsHeldAndReleasedByPeopleAndTheHoldOutlivesARestart() throws Exception {
        Answer held = api.post(ANN, "/api/v1/channels/amazon/hold", "{\"reason\":\"stock count\"}");
        gateway.channels.find("amazon").orElseThrow().release();
        gateway.channels.restoreHolds();
        JsonNode shown = api.get(VIC, "/api/v1/channels").json();
        Answer released = api.post(ADMIN, "/api/v1/channels/amazon/release", WHY);
        Answer again = api.post(ADMIN, "/api/v1/channels/amazon/release", WHY);

        assertThat(held.json().path("state").asText()).isEqualTo("HELD");
        assertThat(shown.at("/items/1/hold/holder").asText()).isEqualTo("ann");
        assertThat(shown.at("/items/1/hold/reason").asText()).isEqualTo("stock count");
        assertThat(released.json().path("state").asText()).isEqualTo("UP");
        assertThat(again.status()).isEqualTo(409);
    }

    @Test
    void payloadIsReplacedOnlyWhenItIsStillTheOneThatWasSeen() throws Exception {
        String id = gateway.dead(Cause.ADDRESS_INVALID).value();
        String path = "/api/v1/dead-letters/" + id + "/payload";
        Answer seen = api.get(ANN, "/api/v1/dead-letters/" + id);
        String payload = Json.write(seen.json().path("payload")).replace("78701", "78702");

        Answer edited = api.send(ANN, "PUT", path, payload, "If-Match", seen.header("etag"));
        Answer stale = api.send(ANN, "PUT", path, payload, "If-Match", seen.header("etag"));
        JsonNode after = api.get(ANN, "/api/v1/dead-letters/" + id).json();

        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.json().path("edited").asBoolean()).isTrue();
        assertThat(stale.status()).isEqualTo(412);
        assertThat(after.at("/payload/shipTo/postalCode").asText()).isEqualTo("78702");
        assertThat(after.at("/originalPayload/shipTo/postalCode").asText()).isEqualTo("78701");
    }

    @Test
    void unknownOutcomeAsksForConfirmationFirst() throws Exception {
        String path = "/api/v1/dead-letters/" + gateway.dead(Cause.OUTCOME_UNKNOWN) + "/replay";

        Answer asked = api.post(ANN, path, WHY);
        Answer done = api.post(ANN, path, "{\"reason\":\"looked\",\"confirmedNotBought\":true}");

        assertThat(asked.status()).isEqualTo(409);
        assertThat(asked.type()).isEqualTo("confirmation-needed");
        assertThat(done.status()).isEqualTo(200);
    }

    @Test
    void replayOfManyIsTriedDryThenStartedAndWatched() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUT_OF_STOCK, "AMZ", List.of());
        String wish =
                "{\"filter\":{\"cause\":\"out-of-stock\",\"channel\":\"amazon\"},\"ratePerSecond\":10,\"stages\":[1],\"dryRun\":%s,\"reason\":\"back\"}";

        Answer dry = api.post(ANN, "/api/v1/replays", wish.formatted("true"));
        Answer started = api.post(ANN, "/api/v1/replays", wish.formatted("false"));
        String id = started.json().path("id").asText();
        gateway.clock.advance(Duration.ofSeconds(1));
        gateway.replays.step();
        JsonNode watched = api.get(VIC, "/api/v1/replays/" + id).json();
        Answer paused = api.post(ANN, "/api/v1/replays/" + id + "/pause", WHY);

        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.json().path("count").asInt()).isEqualTo(1);
        assertThat(dry.json().at("/byChannel/amazon").asInt()).isEqualTo(1);
        assertThat(started.status()).isEqualTo(201);
        assertThat(started.header("location")).isEqualTo("/api/v1/replays/" + id);
        assertThat(watched.at("/counts/sent").asInt()).isEqualTo(1);
        assertThat(watched.at("/filter/channel").asText()).isEqualTo("amazon");
        assertThat(paused.json().path("state").asText()).isEqualTo("PAUSED");
        assertThat(api.get(VIC, "/api/v1/replays").json().path("items")).hasSize(1);
    }

    @Test
    void ordersAreFoundByWhateverTheCallerHasInHand() throws Exception {
        StoreOrder order = gateway.order("ALI");
        DispatchId dispatch = gateway.recorded(order);
        gateway.recorded(gateway.order("AMZ"));
        String id = gateway.find(dispatch).order().orElseThrow().value();
        String reference = api.get(VIC, "/api/v1/orders/" + id)
                .json()
                .at("/dispatches/0/reference")
                .asText();

        for (String text : List.of(id, order.storeOrderId(), "%23" + order.storeOrderId(), reference)) {
            JsonNode found = api.get(VIC, "/api/v1/orders?q=" + text).json();

            assertThat(found.path("items")).as(text).hasSize(1);
            assertThat(found.at("/items/0/id").asText()).isEqualTo(id);
        }
        assertThat(api.get(VIC, "/api/v1/orders?q=Jane").json().path("items")).isEmpty();
    }

    @Test
    void statusFilterAgreesWithTheStatusShown() throws Exception {
        gateway.recorded(gateway.order("ALI"));
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.ledger.commit(tx -> gateway.orders.record(
                tx,
                SmallGateway.TEA,
                gateway.order("ALI").standing(StoreOrder.Standing.WAITING_FOR_PAYMENT, "not paid"),
                "store tea",
                "",
                gateway.now()));

        for (String status : List.of("recorded", "dead", "waiting-for-payment")) {
            JsonNode found = api.get(VIC, "/api/v1/orders?status=" + status).json();

            assertThat(found.path("items")).as(status).hasSize(1);
            assertThat(found.at("/items/0/status").asText())
                    .isEqualTo(status.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
        assertThat(api.get(VIC, "/api/v1/orders?status=done").json().path("items"))
                .isEmpty();
        assertThat(api.get(VIC, "/api/v1/orders?limit=2")
                        .json()
                        .path("nextCursor")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void listingAddedByApiLetsAnUnmappedLineGo() throws Exception {
        String id = gateway.dead(Cause.NEEDS_MAPPING, "NEW", List.of()).value();

        Answer before = api.post(ANN, "/api/v1/dead-letters/" + id + "/replay", WHY);
        Answer saved = api.send(
                ADMIN,
                "PUT",
                "/api/v1/listings?reason=new+product",
                "[{\"store\":\"tea\",\"sku\":\"NEW\",\"channel\":\"amazon\",\"supplierSku\":\"N-1\",\"maxUnitCost\":\"5.00\",\"currency\":\"USD\",\"hsCode\":\"6912.00\",\"originCountry\":\"CN\"}]");
        Answer after = api.post(ANN, "/api/v1/dead-letters/" + id + "/replay", WHY);
        JsonNode listed = api.get(VIC, "/api/v1/listings?sku=NEW").json();

        assertThat(before.status()).isEqualTo(409);
        assertThat(saved.json().path("saved").asInt()).isEqualTo(1);
        assertThat(after.json().path("channel").asText()).isEqualTo("amazon");
        assertThat(listed.at("/items/0/maxUnitCost").asText()).isEqualTo("5.00");
        assertThat(listed.at("/items/0/hsCode").asText()).isEqualTo("691200");
        assertThat(listed.at("/items/0/originCountry").asText()).isEqualTo("CN");
    }

    @Test
    void auditTellsWhoDidWhatAndWhyNewestFirst() throws Exception {
        String id = gateway.dead(Cause.OUT_OF_STOCK).value();
        api.post(ANN, "/api/v1/dead-letters/" + id + "/archive", "{\"reason\":\"refunded\"}");
        api.post(ADMIN, "/api/v1/dead-letters/" + id + "/restore", "{\"reason\":\"by mistake\"}");

        JsonNode all = api.get(VIC, "/api/v1/audit").json();
        JsonNode anns = api.get(VIC, "/api/v1/audit?actor=ann&action=archive").json();
        JsonNode first = api.get(VIC, "/api/v1/audit?limit=1").json();
        JsonNode next = api.get(
                        VIC,
                        "/api/v1/audit?limit=1&cursor="
                                + first.path("nextCursor").asText())
                .json();

        assertThat(all.path("items")).hasSize(2);
        assertThat(all.at("/items/0/actor").asText()).isEqualTo("support-token");
        assertThat(all.at("/items/0/role").asText()).isEqualTo("admin");
        assertThat(anns.at("/items/0/reason").asText()).isEqualTo("refunded");
        assertThat(anns.at("/items/0/target").asText()).isEqualTo(id);
        assertThat(anns.at("/items/0/source").asText()).isEqualTo("127.0.0.1");
        assertThat(next.at("/items/0/action").asText()).isEqualTo("archive");
    }

    @Test
    void conservationBalancesAndNoticesWhatDoesNot() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.recorded(gateway.order("ALI"));
        gateway.ledger.commit(
                tx -> tx.update("INSERT INTO intake_count (journal, kind, messages) VALUES ('j', 'NEW_ORDER', 2)"));

        JsonNode good = api.get(VIC, "/api/v1/conservation").json();
        gateway.ledger.commit(tx -> tx.update("UPDATE intake_count SET messages = 3"));
        JsonNode bad = api.get(VIC, "/api/v1/conservation").json();

        assertThat(good.path("balanced").asBoolean()).isTrue();
        assertThat(good.path("orders").asInt()).isEqualTo(2);
        assertThat(good.at("/byFate/DEAD").asInt()).isEqualTo(1);
        assertThat(bad.path("balanced").asBoolean()).isFalse();
    }

    @Test
    void whatIsKnownToBeLostIsNotBalancedUntilSomebodyHasSeenToIt() throws Exception {
        gateway.ledger.commit(tx -> tx.update("INSERT INTO journal_loss (journal, after_seq, until_seq, node, after_at,"
                + " until_at, noticed_at, what) VALUES ('j', 3, 5, 'n1', 1000, NULL, 2000, 'the file was gone')"));

        JsonNode lost = api.get(VIC, "/api/v1/conservation").json();
        Answer settled = api.post(ADMIN, "/api/v1/conservation/settle", WHY);
        JsonNode audit = api.get(VIC, "/api/v1/audit").json();

        assertThat(lost.path("balanced").asBoolean()).isFalse();
        assertThat(lost.at("/lost/0/messages").asInt()).isEqualTo(2);
        assertThat(lost.at("/lost/0/first").asInt()).isEqualTo(4);
        assertThat(lost.at("/lost/0/last").asInt()).isEqualTo(5);
        assertThat(lost.at("/lost/0/untilAt").isNull()).isTrue();
        assertThat(settled.json().path("balanced").asBoolean()).isTrue();
        assertThat(settled.json().path("lost")).isEmpty();
        assertThat(audit.at("/items/0/action").asText()).isEqualTo("settle-losses");
    }

    @Test
    void messageReadAgainKeepsTheConservation() throws Exception {
        String id = gateway.unreadable("{").value();
        gateway.ledger.commit(
                tx -> tx.update("INSERT INTO intake_count (journal, kind, messages) VALUES ('j', 'UNREADABLE', 1)"));
        String mended =
                "{\"orderId\":\"77\",\"placedAt\":\"2026-11-20T10:15:00Z\",\"currency\":\"USD\",\"total\":\"19.95\",\"shipTo\":{\"name\":\"Jane"
                        + " Roe\",\"line1\":\"12 Elm"
                        + " Street\",\"city\":\"Austin\",\"region\":\"TX\",\"postalCode\":\"78701\",\"country\":\"US\"},"
                        + "\"lines\":[{\"lineId\":\"1\",\"sku\":\"ALI\",\"title\":\"Tee\",\"quantity\":1,\"unitPrice\":\"19.95\"}]}";

        boolean before =
                api.get(VIC, "/api/v1/conservation").json().path("balanced").asBoolean();
        Answer unread = api.post(ANN, "/api/v1/dead-letters/" + id + "/replay", WHY);
        Answer refused = api.send(ANN, "PUT", "/api/v1/dead-letters/" + id + "/payload", mended);
        Answer edited = api.send(ADMIN, "PUT", "/api/v1/dead-letters/" + id + "/payload", mended);
        Answer replayed = api.post(ANN, "/api/v1/dead-letters/" + id + "/replay", WHY);
        JsonNode after = api.get(VIC, "/api/v1/conservation").json();

        assertThat(before).isTrue();
        assertThat(unread.status()).isEqualTo(409);
        assertThat(unread.json().path("errors")).isNotEmpty();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/detail").asText()).contains("needs role admin");
        assertThat(edited.status()).isEqualTo(200);
        assertThat(replayed.json().path("state").asText()).isEqualTo("DONE");
        assertThat(after.path("balanced").asBoolean()).as(after.toString()).isTrue();
        assertThat(gateway.in(DispatchState.RECORDED)).hasSize(1);
    }

    @Test
    void adminHandsOverWhatADataRequestAsksForAndSaysSo() throws Exception {
        StoreOrder order = gateway.order("ALI");
        gateway.recorded(order);
        gateway.ledger.commit(tx -> tx.update(
                "INSERT INTO privacy_request (id, store, kind, received_at, details)"
                        + " VALUES ('prv_1', 'tea', 'DATA_REQUEST', ?, ?)",
                gateway.now(),
                "{\"orderIds\":[\"" + order.storeOrderId() + "\"],\"requestId\":\"9999\"}"));

        JsonNode list = api.get(ANN, "/api/v1/privacy?limit=1").json();
        Answer export = api.get(ADMIN, "/api/v1/privacy/prv_1/export");
        Answer done = api.post(ADMIN, "/api/v1/privacy/prv_1/done", WHY);
        Answer again = api.post(ADMIN, "/api/v1/privacy/prv_1/done", WHY);

        assertThat(list.at("/items/0/kind").asText()).isEqualTo("data-request");
        assertThat(list.at("/items/0/doneAt").isNull()).isTrue();
        assertThat(export.json().at("/orders/0/order/shipTo/name").asText()).isEqualTo("Jane Roe");
        assertThat(export.header("cache-control")).isEqualTo("no-store");
        assertThat(done.json().path("doneAt").asText()).isNotEmpty();
        assertThat(again.status()).isEqualTo(409);
        assertThat(api.get(ADMIN, "/api/v1/privacy/prv_none/export").status()).isEqualTo(404);
        assertThat(api.get(ANN, "/api/v1/audit").text()).contains("export-personal-data", "answer-data-request");
    }
}
