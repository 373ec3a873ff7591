package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Postgres;
import serai.fixture.Rig;
import serai.fixture.StoreClient;

class LedgerDownFaultTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void whileTheLedgerIsDownOrdersAreTakenAndReadableAndNothingIsSentBlind() {
        try (Postgres postgres = new Postgres(rig.folder().resolve("postgres"))) {
            GatewayProcess gateway = postgres.ledgerOf(rig.gateway())
                    .with("serai.aliexpress.concurrency", "2")
                    .with("serai.amazon.concurrency", "2")
                    .start();
            StoreClient store = Rig.store(gateway);
            LedgerProbe ledger = postgres.ledger();
            rig.suppliers().forEach(supplier -> supplier.latency(Duration.ofSeconds(2)));
            List<String> ids = new ArrayList<>(Rig.postAll(store, Promises.orders("before-", 20)));
            Patience.whileMoving(ledger::progress)
                    .untilAsserted("calls are under way while others wait in the broker", () -> {
                        assertThat(requests()).isGreaterThanOrEqualTo(4);
                        assertThat(ledger.dispatches())
                                .containsEntry("ATTEMPTING", 4L)
                                .containsKey("QUEUED");
                    });

            postgres.stop();
            ids.addAll(Rig.postAll(store, Promises.orders("during-", 30)));

            for (String id : List.of(ids.getFirst(), ids.getLast())) {
                StoreClient.Answer answer = store.read(id);
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(answer.json().path("id").asText()).isEqualTo(id);
            }
            // What the ledger still wrote down as begun has left us by now.
            long sent = requests();
            Awaitility.await("three times as long as a call takes, nothing new is sent")
                    .during(Duration.ofSeconds(6))
                    .atMost(Patience.QUIET)
                    .untilAsserted(() -> assertThat(requests()).isEqualTo(sent));
            assertThat(gateway.isRunning()).isTrue();

            rig.suppliers().forEach(supplier -> supplier.latency(Duration.ZERO));
            postgres.start();

            Promises.allDone(ledger, 50);
            Promises.boughtOnce(rig, store, ids);
            assertThat(ledger.attempts()).as("each call was written down first").isEqualTo(requests());
            assertThat(rig.aliexpress().purchases().repeats())
                    .as("no outcome was forgotten")
                    .isZero();
            assertThat(gateway.log().length())
                    .as("an outage does not fill the disk with its log")
                    .isLessThan(200_000);
            theDoorOpensWithoutTheLedger(gateway, store, postgres);
        }
    }

    /** A restart in an outage: the front door comes first, the ledger when it is there. */
    private void theDoorOpensWithoutTheLedger(GatewayProcess gateway, StoreClient store, Postgres postgres) {
        gateway.kill();
        postgres.stop();
        gateway.start();

        List<String> ids = Rig.postAll(store, Promises.orders("restarted-", 10));
        StoreClient.Answer answer = store.read(ids.getFirst());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(store.read("0123456789abcdef").status())
                .as("what only the ledger can say")
                .isEqualTo(503);
        Patience.forOneStep()
                .untilAsserted(
                        "health says why", () -> assertThat(gateway.health()).contains("the ledger cannot be reached"));

        postgres.start();

        Promises.allDone(postgres.ledger(), 60);
        assertThat(gateway.log()).contains("orders are taken and wait in the journal", "the ledger is attached");
    }

    private long requests() {
        return rig.suppliers().stream()
                .mapToLong(supplier -> supplier.requests("order-create") + supplier.requests("order-get"))
                .sum();
    }
}
