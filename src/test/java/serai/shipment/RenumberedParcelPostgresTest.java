package serai.shipment;

import java.nio.file.Path;
import serai.fixture.SharedPostgres;
import serai.ledger.Database;

class RenumberedParcelPostgresTest extends RenumberedParcelTest {
    @Override
    Database open(Path where) {
        return SharedPostgres.freshLedger();
    }
}
