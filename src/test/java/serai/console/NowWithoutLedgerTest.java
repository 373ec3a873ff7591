package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.fixture.BreakableLedger;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;

/** The cockpit while the ledger is away. */
class NowWithoutLedgerTest {
    private final MovedClock clock = new MovedClock();

    @Test
    void theCockpitStandsAndSaysSoWhileTheLedgerIsAway(@TempDir Path folder) throws Exception {
        try (BreakableLedger ledger = new BreakableLedger(folder.resolve("ledger.db"));
                ConsoleServer console = new ConsoleServer(new SmallGateway(ledger.database(), clock))) {
            ConsoleServer.Visitor vic = console.visitor(ConsoleServer.VIC);
            ConsoleServer.Visitor late = console.visitor(ConsoleServer.ANN);
            assertThat(vic.get("/console").text()).doesNotContain("The ledger does not answer");

            ledger.breaks(true);
            clock.advance(Duration.ofSeconds(3));

            ConsoleServer.Answer away = vic.get("/console");
            assertThat(away.status()).isEqualTo(200);
            assertThat(away.text())
                    .contains("The ledger does not answer since", "Incidents and traffic are those of", "degraded");
            assertThat(vic.get("/console/dead-letters").status())
                    .as("what is in the ledger is not shown from memory")
                    .isEqualTo(503);
            assertThat(late.get("/console").status())
                    .as("who was not here before is not known")
                    .isEqualTo(503);

            clock.advance(Duration.ofMinutes(16));
            assertThat(vic.get("/console").status())
                    .as("a session is not trusted for ever")
                    .isEqualTo(503);

            ledger.breaks(false);
            clock.advance(Duration.ofSeconds(3));
            assertThat(vic.get("/console").text()).doesNotContain("The ledger does not answer");
        }
    }
}
