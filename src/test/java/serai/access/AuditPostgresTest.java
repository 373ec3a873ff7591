package serai.access;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class AuditPostgresTest extends AuditTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
