package serai.access;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class SessionsPostgresTest extends SessionsTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
