package serai.inventory;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class StockPostgresTest extends StockTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
