package serai.privacy;

import java.util.List;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

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
}
