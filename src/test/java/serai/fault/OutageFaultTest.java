package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Rig;
import serai.fixture.Status;
import serai.fixture.StoreClient;
import serai.simulator.Simulator;

class OutageFaultTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void ordersOfAnOutageAreAcceptedHeldAndBoughtOnceAfterIt() {
        GatewayProcess gateway = rig.gateway().start();
        StoreClient store = Rig.store(gateway);
        LedgerProbe ledger = LedgerProbe.of(gateway);
        rig.suppliers().forEach(Simulator::refuse);
        Instant began = Instant.now();

        List<String> ids = Rig.postAll(store, Promises.orders("outage-", 200));

        Patience.whileMoving(ledger::progress).untilAsserted("both channels are held and all orders recorded", () -> {
            Status status = gateway.status();
            assertThat(List.of(status.of("aliexpress"), status.of("amazon"))).containsOnly("HELD");
            assertThat(ledger.orders()).isEqualTo(200);
        });
        // An open breaker lets nothing through, and above all nothing through as done.
        assertThat(ledger.fates()).doesNotContainKeys("DONE", "DEAD");
        Promises.conserved(ledger);
        for (String id : ids.subList(0, 20)) {
            StoreClient.Answer answer = store.read(id);
            assertThat(Promises.dispatches(answer))
                    .as(answer.text())
                    .isNotEmpty()
                    .allSatisfy(dispatch -> {
                        assertThat(dispatch.path("state").asText()).isIn("RECORDED", "QUEUED", "ATTEMPTING", "WAITING");
                        assertThat(dispatch.path("reason").asText()).isNotBlank();
                        assertThat(dispatch.path("eta").asText()).isNotBlank();
                    });
        }

        Duration outage = Duration.between(began, Instant.now());
        rig.suppliers().forEach(Simulator::accept);
        Instant back = Instant.now();

        Patience.forOneStep().lookingEvery(Duration.ofMillis(50)).untilAsserted("both channels work", () -> {
            Status status = gateway.status();
            assertThat(List.of(status.of("aliexpress"), status.of("amazon"))).doesNotContain("HELD");
        });
        // A promise: a held channel is probed at least every fifth of its outage, and a probe that succeeds lets it
        // work.
        assertThat(Duration.between(back, Instant.now()))
                .as("after an outage of %s", outage)
                .isLessThan(Duration.ofSeconds(5).plus(outage.dividedBy(5)));
        Promises.allDone(ledger, 200);
        Promises.boughtOnce(rig, store, ids);
        // Refused connections reached nobody; from then on one call an order. The client re-sent nothing on its own.
        assertThat(rig.aliexpress().requests("order-create")).isEqualTo(100);
        assertThat(rig.amazon().requests("order-create")).isEqualTo(100);
        assertThat(gateway.status().backlog("aliexpress")).isZero();
    }
}
