package serai.intake;

import java.nio.file.Path;
import java.util.List;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class TwoJournalsPostgresTest extends TwoJournalsTest {
    @Override
    List<Database> open(Path where) {
        return SharedPostgres.freshLedger(2);
    }
}
