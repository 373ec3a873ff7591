package serai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.dispatch.Step;
import serai.fixture.Patience;
import serai.fixture.PostgresPair;
import serai.ledger.Ledgers;

/** A ledger on PostgreSQL whose replica takes over without having had everything. */
class LedgerFailoverPostgresTest {
    @TempDir
    Path folder;

    @Test
    void recordedOrdersAreNotLostWhenPostgresFailsOverToAReplicaThatLagged() throws Exception {
        try (PostgresPair pair = new PostgresPair(folder.resolve("postgres"));
                RecorderRig rig = new RecorderRig(folder, Ledgers.postgres(pair.url(), pair.user(), "postgres"))) {
            rig.orders("a", 3);
            rig.recorder.drain();
            pair.awaitCaughtUp();
            pair.cutStream();
            rig.orders("b", 9);
            rig.order("mug", "MUG");
            rig.recorder.drain();
            assertThat(rig.recorded()).hasSize(13);

            pair.failOver();
            rig.order("c");
            Patience.forOneStep().until("the ledger takes what comes", () -> {
                rig.recorder.drain();
                return rig.recorder.lag() == 0;
            });

            assertThat(rig.recorded()).hasSize(14).contains("b0", "b8", "mug", "c");
            assertThat(rig.alarms).first().asString().startsWith("+rewind the ledger has gone back to an older state");
            assertThat(rig.alarms).last().asString().startsWith("-rewind");
            assertThat(rig.dispatchesOf("mug").getFirst().step()).isEqualTo(Step.FIND);
            assertThat(rig.dispatchesOf("b5").getFirst().unknownSince()).isPresent();
            assertThat(rig.dispatchesOf("c").getFirst().unknownSince()).isEmpty();
            assertThat(rig.recorder.watch().trouble()).isEmpty();

            rig.orders("lost", 2);
            rig.stop();
            rig.deleteJournal(false);
            rig.start();
            rig.recorder.drain();
            rig.stop();
            rig.deleteJournal(true);
            rig.start();
            rig.order("d");
            rig.recorder.drain();
            assertThat(rig.recorded()).hasSize(15);
            assertThat(Losses.open(rig.ledger))
                    .extracting(Losses.Loss::messages)
                    .containsExactly(Optional.of(2L), Optional.empty());
        }
    }
}
