package serai.order;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class OrderBookPostgresTest extends OrderBookSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
