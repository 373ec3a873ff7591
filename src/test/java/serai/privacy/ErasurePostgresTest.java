package serai.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import serai.base.DispatchId;
import serai.deadletter.Notes;
import serai.fixture.MovedClock;
import serai.fixture.Patience;
import serai.fixture.SharedPostgres;
import serai.fixture.SmallGateway;
import serai.ledger.Database;
import serai.provider.Cause;

class ErasurePostgresTest extends ErasureSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }

    /** Every row of every table. */
    @Override
    String everything(Database ledger) {
        return ledger.read(tx -> {
            List<String> tables = tx.list(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
                    row -> row.text("table_name"));
            StringBuilder all = new StringBuilder();
            for (String table : tables) {
                tx.list("SELECT t::text AS line FROM \"" + table + "\" t", row -> row.text("line"))
                        .forEach(line -> all.append(line).append('\n'));
            }
            return all.toString();
        });
    }

    @Test
    void aNoteThatIsWrittenWhileAnotherNodeErasesTheOrderWaitsAndIsRefused() throws Exception {
        List<Database> nodes = SharedPostgres.freshLedger(2);
        Notes.Written written;
        try (Database other = nodes.getLast();
                SmallGateway first = new SmallGateway(nodes.getFirst(), new MovedClock());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            DispatchId letter = first.dead(Cause.OUT_OF_STOCK);
            Notes notes = new Notes(other, first.clock);

            Future<Notes.Written> writing = first.ledger.commit(tx -> {
                tx.update("UPDATE dispatch SET id = id WHERE id = ?", letter);
                Future<Notes.Written> begun = threads.submit(() -> notes.add(letter, "Zofia Nowak", SmallGateway.ANN));
                Awaitility.await().atMost(Patience.QUIET).until(() -> begun.isDone() || waits(other));
                tx.update("UPDATE orders SET erased_at = ?", first.now());
                return begun;
            });
            written = writing.get();

            assertThat(everything(other)).doesNotContain("Zofia Nowak");
        }
        assertThat(written).isInstanceOf(Notes.Written.Refused.class);
    }

    /** Whether somebody waits for a row of this database. */
    private static boolean waits(Database ledger) {
        return ledger.<Optional<Long>>read(tx -> tx.first(
                                "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND wait_event_type = 'Lock'",
                                row -> row.number("n")))
                        .orElse(0L)
                > 0;
    }
}
