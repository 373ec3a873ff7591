package serai.order;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class OrderSearchPostgresTest extends OrderSearchSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
