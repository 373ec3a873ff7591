package serai.access;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class SignInPostgresTest extends SignInTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
