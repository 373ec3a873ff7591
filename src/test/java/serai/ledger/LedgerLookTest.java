package serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import serai.fixture.MovedClock;
import serai.fixture.Samples;

class LedgerLookTest {
    @Test
    void aLedgerThatCanBeReadButNotWrittenIsNotUp(@TempDir Path folder) {
        Path file = Samples.ledgerFile(folder);
        try (Database ledger = Ledgers.embedded(file)) {
            assertThat(new LedgerLook(ledger, "n1", new MovedClock()).get()).isTrue();
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        SQLiteDataSource writes = new SQLiteDataSource(config);
        writes.setUrl("jdbc:sqlite:" + file);
        try (Database ledger =
                Database.open("ledger", writes, Embedded.reads(file, 1), new GroupWriter.Bounds(10, 1 << 20, 5))) {
            assertThatCode(ledger::ping).doesNotThrowAnyException();

            assertThatThrownBy(() -> new LedgerLook(ledger, "n1", new MovedClock()).get())
                    .isInstanceOf(DatabaseUnavailable.class);
        }
    }
}
