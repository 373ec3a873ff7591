package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.base.Json;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Postgres;
import serai.fixture.Rig;
import serai.fixture.Status;
import serai.fixture.StoreClient;

class HangingLedgerFaultTest {
    /** Far above what an answer out of memory takes, far below what one takes that waits for the ledger. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void whileTheLedgerHangsHealthMetricsAndStatusAnswerAtOnceAndTellTheTruth() throws IOException {
        try (Postgres postgres = new Postgres(rig.folder().resolve("postgres"))) {
            GatewayProcess gateway = postgres.ledgerOf(rig.gateway()).start();
            StoreClient store = Rig.store(gateway);
            LedgerProbe ledger = postgres.ledger();
            List<String> ids = new ArrayList<>(Rig.postAll(store, Promises.orders("before-", 5)));
            Promises.allDone(ledger, 5);
            Patience.forOneStep().untilAsserted("all is well", () -> {
                assertThat(check(gateway, "ledger")).isEqualTo("UP");
                assertThat(gateway.status().of("aliexpress")).isEqualTo("UP");
            });

            postgres.freeze();
            try {
                Patience.forOneStep().lookingEvery(Duration.ofMillis(200)).untilAsserted("it is told", () -> {
                    Instant began = Instant.now();
                    String health = check(gateway, "ledger");
                    String metrics = gateway.observe("/observe/metrics");
                    Status status = gateway.status();
                    assertThat(Duration.between(began, Instant.now()))
                            .as("three answers while it hangs")
                            .isLessThan(AT_ONCE);
                    assertThat(health).isEqualTo("DOWN");
                    assertThat(metrics)
                            .contains("serai_look_failing{look=\"ledger\"} 1")
                            .contains("serai_channel_backlog{channel=\"aliexpress\"} NaN");
                    assertThat(status.of("aliexpress")).isEqualTo("DEGRADED");
                });
                assertThat(gateway.observed("/observe/health/ready").statusCode())
                        .as("it takes orders all the same")
                        .isEqualTo(200);
                ids.addAll(Rig.postAll(store, Promises.orders("during-", 5)));
            } finally {
                postgres.thaw();
            }

            Promises.allDone(ledger, 10);
            Patience.forOneStep().untilAsserted("it comes back by itself", () -> {
                assertThat(check(gateway, "ledger")).isEqualTo("UP");
                assertThat(gateway.status().of("aliexpress")).isEqualTo("UP");
            });
            assertThat(gateway.log().lines().filter(line -> !line.contains(" ended DONE")))
                    .as("what a hanging ledger writes into the log")
                    .hasSizeLessThan(60);
            Promises.boughtOnce(rig, store, ids);
        }
    }

    private static String check(GatewayProcess gateway, String name) throws IOException {
        String body = gateway.observed("/observe/health").body();
        for (JsonNode check : Json.read(body.getBytes(StandardCharsets.UTF_8)).path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return check.path("status").asText();
            }
        }
        throw new AssertionError("no check " + name + " in " + body);
    }
}
