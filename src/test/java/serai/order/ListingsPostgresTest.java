package serai.order;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class ListingsPostgresTest extends ListingsSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
