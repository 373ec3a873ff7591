package serai.dispatch;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class ErrandsPostgresTest extends ErrandsTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
