package serai.operation;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class SwitchesPostgresTest extends SwitchesTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
