package serai.operation;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.fixture.Samples;
import serai.fixture.SmallWorld;
import serai.ledger.Database;
import serai.ledger.Ledgers;

/** A small world in which two shops sell tees of AliExpress, and one of them mugs of Amazon. */
abstract class TwoShops {
    @TempDir
    Path folder;

    SmallWorld world;

    private final int teesAPack;

    /** @param teesAPack what the first shop buys for each tee that it sells */
    TwoShops(int teesAPack) {
        this.teesAPack = teesAPack;
    }

    /** The ledger that the tests run on. */
    Database open(Path where) {
        return Ledgers.embedded(Samples.ledgerFile(where));
    }

    @BeforeEach
    void begin() {
        world = new SmallWorld(open(folder));
        world.lists(SmallWorld.SHOP, "TEE", Samples.ALIEXPRESS, "p1", teesAPack);
        world.lists(SmallWorld.OTHER, "TEE", Samples.ALIEXPRESS, "p1", 1);
        world.lists(SmallWorld.SHOP, "MUG", Samples.AMAZON, "p2", 1);
    }

    @AfterEach
    void close() {
        world.close();
    }
}
