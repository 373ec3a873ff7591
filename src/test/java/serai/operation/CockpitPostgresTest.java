package serai.operation;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class CockpitPostgresTest extends CockpitTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
