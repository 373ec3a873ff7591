package serai.deadletter;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class ReplayLoopPostgresTest extends ReplayLoopSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
