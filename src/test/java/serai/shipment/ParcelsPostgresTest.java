package serai.shipment;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class ParcelsPostgresTest extends ParcelsTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
