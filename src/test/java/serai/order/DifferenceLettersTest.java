package serai.order;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;

class DifferenceLettersTest extends DifferenceLettersSuite {
    @TempDir
    Path folder;

    @Override
    Database open() {
        return Ledgers.embedded(Samples.ledgerFile(folder));
    }
}
