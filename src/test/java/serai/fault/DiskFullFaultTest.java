package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Rig;
import serai.fixture.SmallDisk;
import serai.fixture.StoreClient;
import serai.fixture.TestOrder;
import serai.fixture.Tools;

class DiskFullFaultTest {
    @RegisterExtension
    final Rig rig = new Rig();

    /** Where mounting is not allowed the other test stands for this one. */
    @Test
    void aFullDiskRefusesOrdersWholeAndRecoversByItselfWhenThereIsRoom() throws IOException {
        assumeTrue(SmallDisk.isAllowed(), "this user may not mount a disk; the limit on file sizes is tested instead");
        try (SmallDisk disk = new SmallDisk(rig.folder().resolve("disk"), 48)) {
            GatewayProcess gateway =
                    rig.gateway("node-1", disk.folder().resolve("data")).start();
            try {
                refusesThenRecovers(gateway, disk::fill, disk::makeRoom);
            } finally {
                gateway.close();
            }
        }
    }

    /** The operating system lets the process make no file longer: what it had already can still be written over. */
    @Test
    void filesThatMayNotGrowRefuseOrdersWholeAndRecoverByThemselves() throws IOException {
        GatewayProcess gateway = rig.gateway().start();
        refusesThenRecovers(gateway, () -> fileSize(gateway, "65536"), () -> fileSize(gateway, "unlimited"));
    }

    private interface Step {
        void run() throws IOException;
    }

    private void refusesThenRecovers(GatewayProcess gateway, Step fill, Step makeRoom) throws IOException {
        StoreClient store = Rig.store(gateway);
        LedgerProbe ledger = LedgerProbe.of(gateway);
        List<String> ids = new ArrayList<>(Rig.postAll(store, Promises.orders("before-", 10)));
        Promises.allDone(ledger, 10);

        fill.run();
        Map<String, StoreClient.Answer> refused = new LinkedHashMap<>();
        for (int n = 0; refused.size() < 5; n++) {
            assertThat(n).as("so much fits on a full disk").isLessThan(5_000);
            TestOrder order = TestOrder.anOrder("full-" + n);
            StoreClient.Answer answer = store.post(order);
            assertThat(answer.status()).as(answer.text()).isIn(202, 503);
            if (answer.status() == 202) {
                ids.add(answer.id());
            } else {
                refused.put(order.id(), answer);
            }
        }
        Patience.forOneStep()
                .untilAsserted(
                        "no load balancer sends it orders",
                        () -> assertThat(gateway.observed("/observe/health/ready")
                                        .statusCode())
                                .isEqualTo(503));
        for (StoreClient.Answer answer : refused.values()) {
            assertThat(answer.header("retry-after")).as("when to come again").isPresent();
            assertThat(answer.json().path("type").asText()).isNotBlank();
        }

        makeRoom.run();
        Patience.forOneStep()
                .untilAsserted(
                        "it is ready again without an order",
                        () -> assertThat(gateway.observed("/observe/health/ready")
                                        .statusCode())
                                .isEqualTo(200));
        Patience.forOneStep().untilAsserted("it takes orders again", () -> {
            StoreClient.Answer answer = store.post(TestOrder.anOrder("after"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        });
        ids.add(store.post(TestOrder.anOrder("after")).id());
        ids.addAll(Rig.postAll(store, Promises.orders("more-", 10)));
        Promises.allDone(ledger, ids.size());
        Promises.boughtOnce(rig, store, ids);
        for (String orderId : refused.keySet()) {
            assertThat(store.read(orderId).status())
                    .as("a refused order is not half stored")
                    .isEqualTo(404);
        }
    }

    private static void fileSize(GatewayProcess gateway, String most) {
        Tools.run("prlimit", "--pid", Long.toString(gateway.pid()), "--fsize=" + most + ":unlimited");
    }
}
