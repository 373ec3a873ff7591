package serai.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.fixture.Samples;
import serai.ledger.Ledgers;
import serai.ledger.Sql;
import serai.shipment.ProgressReader;

/** What is asked for five times a second goes by an index, however much there is. */
class DueQueriesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "channels-with-due-supplies",
        "stores-with-due-offers",
        "due-supplies",
        "due-wanted-supplies",
        "due-offers",
    })
    void aQuestionForStockGoesByAnIndexAndSortsNothing(String name) throws SQLException {
        assertThat(plan(Sql.of(StockReader.class, name)))
                .noneMatch(step -> step.matches("SCAN (t|supply|offer)\\b(?!.*USING).*"))
                .anyMatch(step -> step.contains("USING") && step.contains("INDEX"));
    }

    @ParameterizedTest
    @CsvSource({"channels-with-due-progress", "due-progress", "due-hinted-progress"})
    void aQuestionForProgressGoesByAnIndexAndSortsNothing(String name) throws SQLException {
        assertThat(plan(Sql.of(ProgressReader.class, name)))
                .noneMatch(step -> step.startsWith("SCAN p") && !step.contains("USING"))
                .noneMatch(step -> step.contains("TEMP B-TREE"))
                .anyMatch(step -> step.contains("USING") && step.contains("INDEX"));
    }

    @Test
    void whatIsDueIsFoundInItsOrderWithoutSorting() throws SQLException {
        assertThat(plan(Sql.of(StockReader.class, "due-supplies"))).noneMatch(step -> step.contains("TEMP B-TREE"));
        assertThat(plan(Sql.of(StockReader.class, "due-wanted-supplies")))
                .anyMatch(step -> step.contains("supply_wanted"));
    }

    /** How long such a question takes is measured by {@code ./serai bench --only due}. */
    @ParameterizedTest
    @ValueSource(strings = {"channels-with-due-supplies", "stores-with-due-offers"})
    void withALotToBeAskedForItGoesByTheSameIndexAndFindsIt(String name) throws SQLException {
        String sql = Sql.of(StockReader.class, name);
        List<String> empty = plan(sql);

        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + Samples.ledgerFile(folder));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO offer"
                            + " (store, sku, available, price, currency, observed_at, revision, told_revision, told_at,"
                            + " tries, due_at, cause, note) SELECT 'shop', 'S' || i, 1, NULL, NULL, 0, 1, 0, NULL, 0, 5,"
                            + " NULL, '' FROM n");
            statement.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO"
                            + " supply SELECT 'amazon', '', '', 'S' || i, 'NEW', 0, NULL, NULL, '', NULL, 0, 0, 0, 5"
                            + " FROM n");
            try (ResultSet rows = statement.executeQuery(sql.replace("?", "10"))) {
                assertThat(rows.next()).isTrue();
            }
        }
        assertThat(plan(sql)).isEqualTo(empty);
    }

    private List<String> plan(String sql) throws SQLException {
        Ledgers.embedded(Samples.ledgerFile(folder)).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + Samples.ledgerFile(folder));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql.replace("?", "10"))) {
            List<String> steps = new ArrayList<>();
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
            return steps;
        }
    }
}
