package serai.order;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class DifferenceLettersPostgresTest extends DifferenceLettersSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
