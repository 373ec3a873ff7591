package serai.deadletter;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class BulkPostgresTest extends BulkSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
