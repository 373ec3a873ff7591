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
import serai.fixture.PostgresPair;
import serai.fixture.Rig;

/** All that may go wrong with two nodes and their database, one after the other, while orders flow. */
class FlowThroughFaultsFaultTest {
    private static final int ORDERS = 600;
    private static final Duration LONGER_THAN_A_NODE_MAY_BE_SILENT = Duration.ofMinutes(2);

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void ordersFlowOnWhileANodeIsFrozenTheDatabaseFailsOverAndADiskIsLost() throws Exception {
        try (PostgresPair postgres = new PostgresPair(rig.folder());
                Flow flow = new Flow("flow-", ORDERS)) {
            GatewayProcess one = postgres.ledgerOf(rig.gateway("node-one")).with("serai.journal.copies", "2");
            GatewayProcess two = postgres.ledgerOf(rig.gateway("node-two"));
            one.start();
            two.start();
            LedgerProbe ledger = postgres.ledger();
            flow.joins(one);
            flow.joins(two);
            flow.start();
            more(flow, 60);

            one.freeze();
            long before = bought();
            Patience.whileMoving(this::bought).until("the other buys on", () -> bought() > before + 40);
            one.thaw();
            more(flow, 60);

            postgres.cutStream();
            more(flow, 40);
            postgres.failOver();
            more(flow, 60);
            List<String> taken = flow.ids();
            Patience.whileMoving(ledger::orders)
                    .until(
                            "what the new primary lacks is recorded again",
                            () -> ledger.orderIds().containsAll(taken));

            one.kill();
            flow.leaves(one);
            delete(one.data());
            ledger.silence("node-one", LONGER_THAN_A_NODE_MAY_BE_SILENT);
            ledger.silenceJournals("node-one", LONGER_THAN_A_NODE_MAY_BE_SILENT);
            more(flow, 60);
            one.start();
            flow.joins(one);
            Patience.whileMoving(flow::accepted).until("all orders are sent", flow::through);

            Promises.allDone(ledger, flow.accepted());
            assertThat(flow.accepted()).as("none lost on the way in").isEqualTo(ORDERS);
            assertThat(flow.denied())
                    .as("confirmed orders, asked for %d times", flow.reads())
                    .isEmpty();
            assertThat(flow.worstShare(two))
                    .as("of what it was offered in ten seconds")
                    .isGreaterThan(0.25);
            Promises.boughtOnce(rig, Rig.store(two), flow.ids());
            assertThat(postgres.logs()).doesNotContain("deadlock detected");
        }
    }

    private static void more(Flow flow, int orders) {
        int before = flow.accepted();
        Patience.whileMoving(flow::accepted)
                .until("more orders are taken", () -> flow.accepted() >= Math.min(ORDERS, before + orders));
    }

    private long bought() {
        return rig.suppliers().stream()
                .mapToLong(supplier -> supplier.purchases().list().size())
                .sum();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
