package serai.fault;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class SeededCrashesPostgresTest extends SeededCrashesTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
