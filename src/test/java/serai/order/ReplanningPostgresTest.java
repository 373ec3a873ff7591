package serai.order;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class ReplanningPostgresTest extends ReplanningSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
