package serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.fixture.SmallGateway;

class LogisticsCallsTest {
    private static final String VIC = ApiServer.VIC;

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
    void supportSeesWhatAStoreFailedToTellAndWhatItRefuses() throws Exception {
        write("INSERT INTO store_visit (store, orders_until, orders_next_at, hooks_at, hooks_next_at, note)"
                + " VALUES ('tea', 1000, 0, 2000, 0, '')");
        write("INSERT INTO store_gap (store, found_at, since, orders, what) VALUES ('tea', 3000, 1000, 4, 'lost')");
        offer("tea", "CUP", Optional.of("SKU_NOT_IN_STORE"));

        JsonNode store = api.get(VIC, "/api/v1/stores").json().path("items").get(0);

        assertThat(store.path("store").asText()).isEqualTo("tea");
        assertThat(store.path("offersRefused").asLong()).isEqualTo(1);
        assertThat(store.path("gaps").get(0).path("orders").asLong()).isEqualTo(4);
        assertThat(store.path("gaps").get(0).path("since").asText()).isEqualTo("1970-01-01T00:00:01Z");
    }

    @Test
    void refusedOffersAreListedPageByPageAndByCause() throws Exception {
        for (int i = 0; i < 5; i++) {
            offer("tea", "SKU-" + i, Optional.of("SKU_NOT_IN_STORE"));
        }
        offer("tea", "TWICE", Optional.of("SKU_AMBIGUOUS"));
        offer("other", "FINE", Optional.empty());

        List<String> seen = new ArrayList<>();
        String path = "/api/v1/offers?store=tea&cause=sku-not-in-store&limit=2";
        JsonNode page = api.get(VIC, path).json();
        while (true) {
            page.path("items").forEach(item -> seen.add(item.path("sku").asText()));
            if (page.path("nextCursor").isNull()) {
                break;
            }
            page = api.get(VIC, path + "&cursor=" + page.path("nextCursor").asText())
                    .json();
        }

        assertThat(seen).containsExactly("SKU-0", "SKU-1", "SKU-2", "SKU-3", "SKU-4");
        assertThat(api.get(VIC, "/api/v1/offers").json().path("items")).hasSize(6);
    }

    @Test
    void ordersWithAProblemAtTheirSupplierAreListed() throws Exception {
        write("INSERT INTO progress (dispatch_id, order_id, store, channel, state, cause, note, placed_at, observed_at,"
                + " changed_at, hinted_at, next_at) VALUES ('dsp_1', 'ord_1', 'tea', 'aliexpress', 'OPEN',"
                + " 'CREATED_UNPAID', 'PLACE_ORDER_SUCCESS', 0, 5000, 5000, NULL, 9000)");

        JsonNode found = api.get(VIC, "/api/v1/progress?cause=created-unpaid").json();

        assertThat(found.path("items").get(0).path("order").asText()).isEqualTo("ord_1");
        assertThat(found.path("items").get(0).path("cause").asText()).isEqualTo("created-unpaid");
        assertThat(api.get(VIC, "/api/v1/progress?cause=ships-late").json().path("items"))
                .isEmpty();
    }

    @Test
    void anUnknownCauseIsRefusedByName() throws Exception {
        var answer = api.get(VIC, "/api/v1/offers?cause=bad-weather");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("cause");
    }

    private void offer(String store, String sku, Optional<String> cause) {
        gateway.ledger.commit(tx -> tx.update(
                "INSERT INTO offer (store, sku, available, price, currency, observed_at, revision, told_revision, told_at,"
                        + " tries, due_at, cause, note) VALUES (?, ?, 3, NULL, NULL, 0, 1, 0, NULL, 1, 0, ?, '')",
                store,
                sku,
                cause));
    }

    private void write(String sql) {
        gateway.ledger.commit(tx -> tx.update(sql));
    }
}
