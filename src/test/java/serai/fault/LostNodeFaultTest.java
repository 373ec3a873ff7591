package serai.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.GatewayProcess;
import serai.fixture.LedgerProbe;
import serai.fixture.Patience;
import serai.fixture.Postgres;
import serai.fixture.Rig;
import serai.fixture.StoreClient;

/** Two gateways on one ledger, one of which keeps a second copy of what it takes: neither freezing nor loss shows outside. */
class LostNodeFaultTest {
    private static final Duration LONGER_THAN_A_NODE_MAY_BE_SILENT = Duration.ofMinutes(2);

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    @SuppressWarnings("try") // the lock is only to be let go of
    void whatAFrozenNodeHasTakenIsNeverUnknownAndWhatALostDiskHeldIsBoughtByTheOther() throws Exception {
        try (Postgres postgres = new Postgres(rig.folder().resolve("postgres"))) {
            GatewayProcess one = postgres.ledgerOf(rig.gateway("node-one")).with("serai.journal.copies", "2");
            GatewayProcess two = postgres.ledgerOf(rig.gateway("node-two"));
            one.start();
            two.start();
            LedgerProbe ledger = postgres.ledger();
            List<String> ids = new ArrayList<>(Rig.postAll(Rig.store(two), Promises.orders("first-", 4)));
            Promises.allDone(ledger, ids.size());
            assertThat(Rig.store(one).read("nobody-sent-it").status()).isEqualTo(404);

            List<String> unrecorded;
            try (AutoCloseable held = ledger.holdUp("node-two")) {
                unrecorded = Rig.postAll(Rig.store(two), Promises.orders("frozen-", 10));
                two.freeze();
            }
            ids.addAll(unrecorded);
            for (String id : ids) {
                assertThat(answer(Rig.store(one), id))
                        .as("an acknowledged order")
                        .isIn(200, 503);
            }
            assertThat(answer(Rig.store(one), "nobody-sent-it"))
                    .as("nobody can tell")
                    .isEqualTo(503);
            two.thaw();

            ids.addAll(Rig.postAll(Rig.store(one), Promises.orders("lost-", 40)));
            one.kill();
            delete(one.data());
            for (String id : ids) {
                assertThat(answer(Rig.store(two), id))
                        .as("an acknowledged order")
                        .isIn(200, 503);
            }
            ledger.silence("node-one", LONGER_THAN_A_NODE_MAY_BE_SILENT);
            ledger.silenceJournals("node-one", LONGER_THAN_A_NODE_MAY_BE_SILENT);
            Promises.allDone(ledger, ids.size());
            Promises.boughtOnce(rig, Rig.store(two), ids);
            assertThat(ledger.inbox()).isZero();
            assertThat(ledger.intake()).as("each order is new once").containsEntry("NEW_ORDER", (long) ids.size());

            one.start();
            ids.addAll(Rig.postAll(Rig.store(one), Promises.orders("again-", 4)));
            Promises.allDone(ledger, ids.size());
            Promises.boughtOnce(rig, Rig.store(one), ids);
            assertThat(ledger.incidents())
                    .as("nothing is missing, and nobody says so")
                    .isEmpty();
            Patience.whileMoving(ledger::progress)
                    .until(
                            "with both there it is known again what nobody sent",
                            () -> answer(Rig.store(two), "nobody-sent-it") == 404);
        }
    }

    private static int answer(StoreClient store, String id) {
        StoreClient.Answer answer = store.read(id);
        if (answer.status() == 503) {
            assertThat(answer.header("retry-after")).isPresent();
            assertThat(answer.text()).contains("ask again later");
        }
        return answer.status();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
