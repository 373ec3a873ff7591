package serai.deadletter;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class RemediesPostgresTest extends RemediesSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
