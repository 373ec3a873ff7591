package serai.deadletter;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class FollowUpLettersPostgresTest extends FollowUpLettersTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
