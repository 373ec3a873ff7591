package serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentTest {
    private static final String COUNT = "SELECT COUNT(*) AS n FROM orders";

    @TempDir
    private Path folder;

    @Test
    void aLedgerThatIsAwayRefusesAtOnceWithTheReasonAndServesOnceItIsThere() throws Exception {
        Path file = folder.resolve("ledger.db");
        Files.createDirectory(file);
        Attachment attachment = Attachment.embedded(file);

        try (Database ledger = attachment.database()) {
            assertThatThrownBy(() -> orders(ledger))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("not been reached");
            assertThatThrownBy(attachment::tryNow)
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("the ledger cannot be reached");
            assertThatThrownBy(() -> ledger.commit(tx -> 1))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("the ledger cannot be reached");

            Files.delete(file);
            attachment.tryNow();

            assertThat(orders(ledger)).isZero();
            assertThat(ledger.<Integer>commit(tx -> 7)).isEqualTo(7);
        }
    }

    @Test
    void aLedgerThatANewerVersionWroteIsRefusedAndLeftAsItIs() throws Exception {
        Path file = folder.resolve("ledger.db");
        Ledgers.embedded(file).close();
        upgraded(file);
        Attachment attachment = Attachment.embedded(file);

        try (Database ledger = attachment.database()) {
            assertThatThrownBy(attachment::tryNow)
                    .isInstanceOf(LedgerRefused.class)
                    .hasMessageContaining("version 900")
                    .hasMessageContaining("newer Serai");
            assertThatThrownBy(() -> orders(ledger)).isInstanceOf(DatabaseUnavailable.class);
        }
    }

    private static long orders(Database ledger) {
        return ledger.read(tx -> tx.first(COUNT, row -> row.number("n")).orElseThrow());
    }

    private static void upgraded(Path file) throws SQLException {
        try (Connection connection = Embedded.writes(file).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                    + " checksum, installed_by, execution_time, success)"
                    + " VALUES (9000, '900', 'later', 'SQL', 'V900__later.sql', 1, 'us', 1, 1)");
        }
    }
}
