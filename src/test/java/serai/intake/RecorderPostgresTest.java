package serai.intake;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class RecorderPostgresTest extends RecorderTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
