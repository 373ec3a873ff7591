package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.provider.Outcome;

class ChannelsTest {
    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();
    private final Channel channel = Samples.aliExpress(clock);

    @Test
    void aHeldChannelIsProbedAgainAfterTheLedgerWasAway() {
        Database ledger = Ledgers.embedded(Samples.ledgerFile(folder));
        Channels channels = new Channels(List.of(channel), ledger, clock);
        for (int i = 0; i < channel.settings().holdAfter(); i++) {
            channel.record(new Outcome.Unknown("503", "", Optional.empty()));
        }
        clock.advance(Duration.ofSeconds(2));
        ledger.close();

        assertThat(channels.dueProbes()).isEmpty();

        assertThat(channel.startProbe())
                .as("the probe that could not be made is over")
                .isTrue();
    }

    @Test
    void theBacklogIsAsItWasCountedLastWhileTheLedgerIsAway() {
        Database ledger = Ledgers.embedded(Samples.ledgerFile(folder));
        Channels channels = new Channels(List.of(channel), ledger, clock);
        ledger.commit(tx -> Dispatches.insert(tx, Dispatching.dispatch().build(), "test"));
        assertThat(channels.backlog(channel.name()).count()).isEqualTo(1);
        ledger.close();

        clock.advance(Duration.ofMinutes(1));

        assertThat(channels.backlog(channel.name()).count()).isEqualTo(1);
    }
}
