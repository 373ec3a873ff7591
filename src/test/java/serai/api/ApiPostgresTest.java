package serai.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import serai.api.ApiServer.Answer;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;
import serai.ledger.Ledgers;
import serai.provider.Cause;

/** The API's own statements on PostgreSQL. */
class ApiPostgresTest {
    @Test
    void everyListIsAnsweredThereAsWell() throws Exception {
        try (var postgres = EmbeddedPostgres.builder().start();
                var gateway = new SmallGateway(
                        Ledgers.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"),
                        new MovedClock());
                var api = new ApiServer(gateway, ApiServer.tokens())) {
            String id = gateway.dead(Cause.OUT_OF_STOCK).value();
            gateway.ledger.commit(
                    tx -> tx.update("INSERT INTO intake_count (journal, kind, messages) VALUES ('j', 'NEW_ORDER', 1)"));

            for (String path : List.of(
                    "orders",
                    "orders?status=dead",
                    "orders?status=recorded&store=tea",
                    "orders?q=1001",
                    "orders?q=no-such-thing",
                    "dead-letters?q=refused&sku=ALI",
                    "dead-letters/" + id,
                    "dead-letters/groups?by=store",
                    "dead-letters/groups?by=sku&query=NOT%20is:archived",
                    "dead-letters?query=sku:ALI%20after:1h%20OR%20refused",
                    "replays",
                    "channels",
                    "listings",
                    "audit?actor=ann",
                    "conservation")) {
                Answer answer = api.get(ApiServer.VIC, "/api/v1/" + path);

                assertThat(answer.status()).as(path).isEqualTo(200);
            }
            assertThat(api.get(ApiServer.VIC, "/api/v1/conservation")
                            .json()
                            .path("balanced")
                            .asBoolean())
                    .isTrue();
            assertThat(api.get(ApiServer.VIC, "/api/v1/orders?status=dead")
                            .json()
                            .path("items"))
                    .hasSize(1);
        }
    }
}
