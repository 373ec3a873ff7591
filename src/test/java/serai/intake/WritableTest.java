package serai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.StoreId;
import serai.fixture.MovedClock;
import serai.ledger.DatabaseUnavailable;

class WritableTest {
    private final MovedClock clock = new MovedClock();

    @TempDir
    Path folder;

    @Test
    void whatIsAppendedShowsThatItCanBeWrittenAndATryLeavesNoEntry() {
        try (Journal journal = Journal.open(folder.resolve("journal.db"), 10, 1 << 22)) {
            Writable writable = Writable.of(journal, clock);
            journal.append(entry(3)).join();

            assertThat(writable.get()).isTrue();
            clock.advance(Duration.ofSeconds(10));
            assertThat(writable.get()).isTrue();

            assertThat(journal.last()).isEqualTo(1);
        }
    }

    @Test
    void afterARefusedEntryATryAsLargeAsItHasToSucceed() throws SQLException {
        // The queue before the disk takes a million bytes: what is refused here is refused before the disk.
        try (Journal journal = Journal.open(folder.resolve("journal.db"), 10, 1 << 20)) {
            Writable writable = Writable.of(journal, clock);
            assertThat(journal.append(entry(1 << 21))).isCompletedExceptionally();

            assertThat(writable.get()).isTrue();

            assertThat(bodyOfTheTry()).isGreaterThan(1 << 20);
            clock.advance(Duration.ofSeconds(10));
            writable.get();
            assertThat(bodyOfTheTry()).as("and is gone after the next").isLessThan(10);
        }
    }

    @Test
    void aJournalThatIsClosedCannotBeWritten() {
        Journal journal = Journal.open(folder.resolve("journal.db"), 10, 1 << 20);
        Writable writable = Writable.of(journal, clock);
        journal.close();

        assertThatThrownBy(writable::get).isInstanceOf(DatabaseUnavailable.class);
    }

    private long bodyOfTheTry() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("SELECT length(body) AS bytes FROM touched")) {
            result.next();
            return result.getLong("bytes");
        }
    }

    private Journal.Entry entry(int bytes) {
        return new Journal.Entry(
                0, clock.instant(), new StoreId("tea"), "order", Optional.empty(), "1", "", "{}", new byte[bytes]);
    }
}
