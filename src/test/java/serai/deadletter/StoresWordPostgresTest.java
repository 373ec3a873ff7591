package serai.deadletter;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class StoresWordPostgresTest extends StoresWordSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
