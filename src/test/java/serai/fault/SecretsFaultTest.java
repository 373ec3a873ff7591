package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Rig;
import serai.fixture.StoreClient;
import serai.fixture.TestOrder;
import serai.fixture.Webhooks;
import serai.simulator.Simulator;

class SecretsFaultTest {
    private static final String NAME = "Quintessa Zwiebelkopf";
    private static final String STREET = "7734 Plumbago Crescent";
    private static final String EMAIL = "quintessa@plumbago.example";
    private static final String PHONE = "+15125550177";

    /** What nobody may ever read outside the ledger: of customers, of stores, of the suppliers' accounts. */
    private static final List<String> PLANTED = List.of(
            "Quintessa",
            "Zwiebelkopf",
            "Plumbago",
            "plumbago.example",
            "5125550177",
            "512-555-0177",
            Rig.STORE_KEY,
            Rig.WEBHOOK_SECRET,
            "helloworld",
            "test-session-1",
            "fake-refresh-token-0001",
            "fake-client-secret-0001",
            "token-of-support");

    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void noSecretAndNoCustomerIsInLogsStatusOrMetrics(String format) throws IOException {
        GatewayProcess gateway = rig.gateway()
                .with("serai.log.format", format)
                .with("serai.log.level", "trace")
                .with("serai.support-token", "token-of-support")
                .with("serai.aliexpress.response-timeout", "1s")
                .with("serai.amazon.response-timeout", "1s")
                .start();
        StoreClient store = Rig.store(gateway);
        LedgerProbe ledger = LedgerProbe.of(gateway);
        List<String> ids = new ArrayList<>();

        for (Simulator supplier : rig.suppliers()) {
            ids.addAll(Rig.postAll(store, List.of(planted("good-" + supplier.name(), supplier))));
            for (String symptom : List.of(
                    "html-503", "reject", "accept-then-hang", "accept-then-reset", "truncated-body", "expired-token")) {
                // Whichever order meets it.
                supplier.situation(symptom).times(1);
                ids.addAll(Rig.postAll(store, List.of(planted(symptom + "-" + supplier.name(), supplier))));
            }
            settled(ledger, ids.size());
            assertThat(supplier.situations())
                    .as("all symptoms were suffered; tokens expire all at once")
                    .allMatch(situation -> situation.name().equals("expired-token"));
            supplier.clear();
            supplier.refuse();
            ids.addAll(Rig.postAll(store, List.of(planted("refused-" + supplier.name(), supplier))));
            Patience.whileMoving(ledger::progress)
                    .until(
                            "its connection was refused",
                            () -> ledger.dispatches().containsKey("WAITING"));
            supplier.accept();
            settled(ledger, ids.size());
        }
        assertThat(badDeliveries(gateway, store)).containsExactly(200, 401, 400, 401, 400);
        settled(ledger, ids.size());

        String log = gateway.log();
        assertThat(log).as("it logs in this format").contains(format.equals("json") ? "\"formattedMessage\"" : "INFO");
        String status = gateway.status().json();
        String metrics = gateway.observe("/observe/metrics");
        String health = gateway.observe("/observe/health");
        for (String secret : PLANTED) {
            assertThat(log.lines().filter(line -> line.contains(secret)))
                    .as("log lines with %s", secret)
                    .isEmpty();
            assertThat(status).doesNotContain(secret);
            assertThat(metrics).doesNotContain(secret);
            assertThat(health).doesNotContain(secret);
        }
        assertThat(status).doesNotContain(Rig.STORE);
        gateway.stop();
        assertThat(gateway.log()).doesNotContain(PLANTED);
    }

    /** What an order cannot be made of: unreadable but authentic, forged, invalid, with a wrong key, and no JSON. */
    private static List<Integer> badDeliveries(GatewayProcess gateway, StoreClient store) throws IOException {
        byte[] unreadable = ("{\"id\":77,\"email\":\"" + EMAIL + "\",\"line_items\":\"" + NAME + " " + STREET + "\"")
                .getBytes(StandardCharsets.UTF_8);
        StoreClient shopify = gateway.store(Rig.SHOPIFY, Rig.STORE_KEY);
        String invalid =
                planted("invalid", "aliexpress").json().replace("\"quantity\":1", "\"quantity\":\"" + NAME + "\"");
        byte[] noJson = (STREET + EMAIL).getBytes(StandardCharsets.UTF_8);
        Map<String, String> key = Map.of("Authorization", "Bearer " + Rig.STORE_KEY);
        return List.of(
                shopify.post(
                                "/webhooks/shopify",
                                unreadable,
                                Map.of(
                                        "X-Shopify-Topic",
                                        "orders/create",
                                        "X-Shopify-Hmac-Sha256",
                                        Webhooks.signature(unreadable)))
                        .status(),
                shopify.post(
                                "/webhooks/shopify",
                                unreadable,
                                Map.of("X-Shopify-Topic", "orders/create", "X-Shopify-Hmac-Sha256", "Zm9yZ2Vk"))
                        .status(),
                store.post("/orders", invalid.getBytes(StandardCharsets.UTF_8), key)
                        .status(),
                gateway.store(Rig.STORE, "not-" + Rig.STORE_KEY)
                        .post(planted("wrong-key", "aliexpress"))
                        .status(),
                store.post("/orders", noJson, key).status());
    }

    /** Nothing is on its way any more: each order is done or waits for a person. */
    private static void settled(LedgerProbe ledger, int orders) {
        Patience.whileMoving(ledger::progress).untilAsserted("all orders are done or dead", () -> {
            assertThat(ledger.orders()).isEqualTo(orders);
            assertThat(ledger.dispatches().keySet()).isSubsetOf("DONE", "DEAD");
        });
    }

    private static TestOrder planted(String id, Simulator supplier) {
        return planted(id, supplier.name());
    }

    private static TestOrder planted(String id, String supplier) {
        return TestOrder.anOrder(id).from(supplier).shippedTo(NAME, STREET).orderedBy(EMAIL, PHONE);
    }
}
