package serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.ChannelName;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;
import serai.ledger.Ledgers;

class SharedTokenTest {
    private static final ChannelName CHANNEL = new ChannelName("aliexpress");

    @TempDir
    Path folder;

    private final MovedClock clock = new MovedClock();

    private Database ledger(boolean postgres) {
        return postgres ? SharedPostgres.freshLedger() : Ledgers.embedded(Samples.ledgerFile(folder));
    }

    private SharedToken node(String name, Database ledger, String secret) {
        TokenFile file = new TokenFile(folder.resolve(name).resolve("aliexpress.token"));
        return new SharedToken(file, ledger, CHANNEL, List.of(secret, "refresh-1"), clock);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTokenThatOneNodeRenewedIsKnownToTheOtherAndToNobodyWhoHasTheLedgerAlone(boolean postgres) {
        try (Database ledger = ledger(postgres)) {
            SharedToken one = node("one", ledger, "hush");
            SharedToken other = node("other", ledger, "hush");
            SharedToken stranger = node("stranger", ledger, "guessed");

            one.save("the pair");
            String kept = ledger.read(tx -> tx.first("SELECT sealed FROM shared_token", row -> row.text("sealed")))
                    .orElseThrow();

            assertThat(other.shared()).contains("the pair");
            assertThat(other.load()).isEmpty();
            assertThat(one.load()).contains("the pair");
            assertThat(stranger.shared()).isEmpty();
            assertThat(kept).doesNotContain("pair").isNotEqualTo("the pair");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneNodeRenewsAtATimeAndOneThatDiedMeanwhileForAMinute(boolean postgres) {
        try (Database ledger = ledger(postgres)) {
            SharedToken one = node("one", ledger, "hush");
            SharedToken other = node("other", ledger, "hush");

            boolean mine = one.claim();
            boolean again = one.claim();
            boolean theirs = other.claim();
            one.save("the pair");
            boolean after = other.claim();
            boolean dead = one.claim();
            clock.advance(Duration.ofSeconds(61));
            boolean later = one.claim();

            assertThat(List.of(mine, again, after, later)).containsOnly(true);
            assertThat(List.of(theirs, dead)).containsOnly(false);
        }
    }
}
