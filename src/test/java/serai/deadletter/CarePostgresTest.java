package serai.deadletter;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class CarePostgresTest extends CareSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
