package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Postgres;
import serai.fixture.Rig;
import serai.simulator.Simulator;

/** What somebody switches off on a third node, seen by two real processes. */
@SuppressWarnings("NullAway.Init") // set before each test
class SwitchFaultTest {
    @RegisterExtension
    final Rig rig = new Rig();

    private Postgres postgres;
    private GatewayProcess one;
    private GatewayProcess two;
    private LedgerProbe ledger;

    @BeforeEach
    void startBoth() {
        postgres = new Postgres(rig.folder().resolve("postgres"));
        one = postgres.ledgerOf(rig.gateway("node-one"));
        two = postgres.ledgerOf(rig.gateway("node-two"));
        one.start();
        two.start();
        ledger = postgres.ledger();
    }

    @AfterEach
    void stopPostgres() {
        one.close();
        two.close();
        postgres.close();
    }

    @Test
    void acceptOnlyReachesBothNodesSurvivesAKillAndLosesNothing() {
        ledger.switchOff("SUPPLIERS", "all");
        Patience.forOneStep().until("both nodes obey", () -> off(one) == 1 && off(two) == 1);
        long before = calls();

        List<String> ids = new ArrayList<>(Rig.postAll(Rig.store(one), Promises.orders("one-", 10)));
        one.kill();
        one.start();
        ids.addAll(Rig.postAll(Rig.store(two), Promises.orders("two-", 10)));
        Patience.whileMoving(ledger::progress).until("all are in the ledger", () -> ledger.orders() == 20);

        assertThat(off(one)).as("after the kill").isEqualTo(1);
        assertThat(calls()).isEqualTo(before);
        assertThat(ledger.attempts()).isZero();
        assertThat(ledger.dispatches()).doesNotContainKeys("DEAD", "DONE");
        ledger.switchOn("SUPPLIERS", "all");
        Promises.allDone(ledger, 20);
        Promises.boughtOnce(rig, Rig.store(two), ids);
    }

    /** Everything that suppliers were asked. */
    private long calls() {
        return rig.suppliers().stream().mapToLong(Simulator::requests).sum();
    }

    private static int off(GatewayProcess gateway) {
        return gateway.observe("/observe/metrics")
                .lines()
                .filter(line -> line.startsWith("serai_switches_off"))
                .map(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }
}
