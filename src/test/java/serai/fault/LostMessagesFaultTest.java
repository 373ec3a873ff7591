package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Rig;
import serai.fixture.StoreClient;
import serai.simulator.Simulator;

class LostMessagesFaultTest {
    private static final int ORDERS = 60;

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void whatWasQueuedIsStillQueuedAfterAKill() {
        GatewayProcess gateway = slowly().start();
        List<String> ids = queued(gateway);

        gateway.kill();
        rig.suppliers().forEach(supplier -> supplier.latency(Duration.ZERO));
        gateway.start();

        Promises.allDone(LedgerProbe.of(gateway), ORDERS);
        Promises.boughtOnce(rig, Rig.store(gateway), ids);
    }

    @Test
    void messagesThatTheBrokerLostAreFoundAndSentAgain() throws IOException {
        GatewayProcess gateway = slowly().start();
        List<String> ids = queued(gateway);

        gateway.kill();
        delete(gateway.data().resolve("broker"));
        rig.suppliers().forEach(supplier -> supplier.latency(Duration.ZERO));
        gateway.start();

        Promises.allDone(LedgerProbe.of(gateway), ORDERS);
        Promises.boughtOnce(rig, Rig.store(gateway), ids);
    }

    private GatewayProcess slowly() {
        return rig.gateway().with("serai.aliexpress.concurrency", "1").with("serai.amazon.concurrency", "1");
    }

    /** Orders of which most wait in the broker, because each call takes so long. */
    private List<String> queued(GatewayProcess gateway) {
        rig.suppliers().forEach((Simulator supplier) -> supplier.latency(Duration.ofSeconds(2)));
        StoreClient store = Rig.store(gateway);
        List<String> ids = Rig.postAll(store, Promises.orders("queued-", ORDERS));
        LedgerProbe ledger = LedgerProbe.of(gateway);
        Patience.whileMoving(ledger::progress)
                .untilAsserted(
                        "the broker has them",
                        () -> assertThat(ledger.dispatches().getOrDefault("QUEUED", 0L))
                                .isGreaterThan(ORDERS / 2));
        return ids;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(folder).doesNotExist();
    }
}
