package serai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class TwoJournalsPostgresTest extends TwoJournalsTest {
    @Override
    List<Database> open(Path where) {
        return SharedPostgres.freshLedger(2);
    }

    @Test
    void aNodeThatLostItsDiskIsSaidToMissNothingIfTheLedgerHasASecondCopyOfAll() {
        Peer lost = new Peer("lost", one.ledger, 2);
        lost.takes("1");
        lost.recorder.drain();
        lost.takes("2");
        lost.close();

        Peer replaced = new Peer("lost", folder.resolve("new"), one.ledger, 2);
        replaced.recorder.drain();

        assertThat(Losses.open(one.ledger)).isEmpty();
        replaced.close();
    }

    @Test
    void aNodeThatLostItsDiskIsSaidToMissWhatNobodyCanTell() {
        one.takes("1");
        one.recorder.drain();

        Peer replaced = new Peer("one", folder.resolve("new"), one.ledger, 2);
        replaced.recorder.drain();

        assertThat(Losses.open(one.ledger)).hasSize(1);
        replaced.close();
    }
}
