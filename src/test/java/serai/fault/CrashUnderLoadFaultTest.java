package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Load;
import serai.fixture.Patience;
import serai.fixture.Rig;
import serai.fixture.StoreClient;

class CrashUnderLoadFaultTest {
    private static final int ROUNDS = 3;
    private static final int ORDERS_A_ROUND = 250;
    /** A few times what is waited for, so that a load is still under way when the gateway is told to end or killed. */
    private static final int MOST_ORDERS = 1_500;

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void whatWasAnsweredBeforeAKillIsKnownDoneAndBoughtOnceAfterIt() throws Exception {
        GatewayProcess gateway = rig.gateway().start();
        StoreClient store = Rig.store(gateway);
        Load load = new Load(store);

        for (int round = 0; round < ROUNDS; round++) {
            int wanted = load.accepted().size() + ORDERS_A_ROUND;
            load.start("crash-" + round + "-", MOST_ORDERS);
            accepted(load, wanted);
            gateway.kill();
            load.end();
            gateway.start();
        }

        Map<String, String> accepted = load.accepted();
        LedgerProbe ledger = LedgerProbe.of(gateway);
        Promises.allDone(ledger, accepted.size());
        Promises.boughtAtLeast(rig, store, accepted.values());
        assertThat(Promises.purchased(rig))
                .as("one purchase for each order of the ledger")
                .hasSize(Math.toIntExact(ledger.orders()));
        List<String> again = accepted.keySet().stream().limit(50).toList();
        for (String orderId : again) {
            StoreClient.Answer answer = store.post(Load.order(orderId));
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.id()).isEqualTo(accepted.get(orderId));
            assertThat(answer.header("idempotent-replayed")).contains("true");
        }
        Patience.whileMoving(() -> repeats(ledger))
                .until("the repeats are read", () -> repeats(ledger) >= again.size());
        assertThat(ledger.dispatches()).containsOnlyKeys("DONE");
        assertThat(Promises.purchased(rig)).hasSize(Math.toIntExact(ledger.orders()));
    }

    /** The first of each supplier shows that nothing waits for a lock: 200 stores' routes are made meanwhile. */
    @Test
    void askedToEndUnderLoadWithTwoHundredStoresItEndsWithinTwentySecondsAndLosesNothing() throws Exception {
        rig.crowd(200, 50_000);
        GatewayProcess gateway = rig.gateway().start();
        StoreClient store = Rig.store(gateway);
        Load load = new Load(store);
        load.start("term-", MOST_ORDERS);
        accepted(load, 200);
        LedgerProbe ledger = LedgerProbe.of(gateway);
        Patience.whileMoving(ledger::progress)
                .untilAsserted(
                        "both suppliers have sold something",
                        () -> assertThat(rig.suppliers())
                                .allMatch(
                                        supplier -> !supplier.purchases().list().isEmpty()));

        Duration took = gateway.stop();
        load.end();

        // A promise, and the gateway's own clock keeps it: what waits for a supplier is not waited for.
        assertThat(took).isLessThan(Duration.ofSeconds(20));
        assertThat(gateway.exitCode()).as("ended by SIGTERM").isEqualTo(143);
        assertThat(gateway.log()).doesNotContain("NullPointerException", "ending the");
        assertThat(LedgerProbe.of(gateway).dispatches())
                .as("calls under way were let end")
                .doesNotContainKey("ATTEMPTING");
        gateway.start();
        Promises.allDone(LedgerProbe.of(gateway), load.accepted().size());
        Promises.boughtAtLeast(rig, store, load.accepted().values());
        assertThat(rig.aliexpress().purchases().repeats())
                .as("nothing had to be asked twice")
                .isZero();
        endsThoughASupplierHangs(gateway, store);
    }

    private void endsThoughASupplierHangs(GatewayProcess gateway, StoreClient store) throws Exception {
        rig.suppliers().forEach(supplier -> supplier.latency(Duration.ofMinutes(1)));
        long before = rig.amazon().requests("order-create");
        Rig.postAll(store, Promises.orders("hang-", 40));
        Patience.whileMoving(() -> rig.amazon().requests("order-create"))
                .until("calls hang", () -> rig.amazon().requests("order-create") > before);

        Duration took = gateway.stop();

        assertThat(took).isLessThan(Duration.ofSeconds(20));
    }

    /** Waits until so many were accepted while the load goes on. */
    private static void accepted(Load load, int wanted) {
        Patience.whileMoving(() -> load.accepted().size())
                .lookingEvery(Duration.ofMillis(5))
                .untilAsserted(
                        "enough orders are accepted",
                        () -> assertThat(load.accepted())
                                .as("besides %s", load.mishaps())
                                .hasSizeGreaterThanOrEqualTo(wanted));
    }

    private static long repeats(LedgerProbe ledger) {
        return ledger.intake().getOrDefault("REPEAT", 0L);
    }
}
