package serai.deadletter;

import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class SearchLettersPostgresTest extends SearchLettersSuite {
    @Override
    Database open() {
        return SharedPostgres.freshLedger();
    }
}
