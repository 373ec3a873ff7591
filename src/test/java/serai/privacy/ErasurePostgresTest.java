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
    void aNoteThatIsWrittenWhileTheOrderIsErasedWaitsAndIsRefused() throws Exception {
        DispatchId letter = gateway.dead(Cause.OUT_OF_STOCK);
        Notes notes = new Notes(gateway.ledger, gateway.clock);

        Notes.Written written;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Notes.Written> writing = gateway.ledger.commit(tx -> {
                tx.update("UPDATE dispatch SET id = id WHERE id = ?", letter);
                Future<Notes.Written> begun = threads.submit(() -> notes.add(letter, "Zofia Nowak", SmallGateway.ANN));
                Awaitility.await().until(() -> begun.isDone() || waits());
                tx.update("UPDATE orders SET erased_at = ?", gateway.now());
                return begun;
            });
            written = writing.get();
        }

        assertThat(written).isInstanceOf(Notes.Written.Refused.class);
        assertThat(everything(gateway.ledger)).doesNotContain("Zofia Nowak");
    }

    /** Whether somebody waits for a row of this database. */
    private boolean waits() {
        return gateway.ledger
                        .<Optional<Long>>read(tx -> tx.first(
                                "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND wait_event_type = 'Lock'",
                                row -> row.number("n")))
                        .orElse(0L)
                > 0;
    }
}
