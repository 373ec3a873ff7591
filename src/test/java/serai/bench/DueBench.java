package serai.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import serai.inventory.StockReader;
import serai.ledger.Ledgers;
import serai.ledger.Sql;

/** What is asked for five times a second, with 100,000 offers and 10,000 things of suppliers due. */
final class DueBench implements Lab.Part {
    private static final int TIMES = 100;
    private static final double MOST_MILLIS = 5;

    @Override
    public List<Figure> measure(Lab lab) throws Exception {
        Path file = lab.fresh("due").resolve("ledger.db");
        Ledgers.embedded(file).close();
        List<Figure> figures = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            fill(
                    statement,
                    "INSERT INTO offer (store, sku, available, price, currency, observed_at, revision,"
                            + " told_revision, told_at, tries, due_at, cause, note)"
                            + " SELECT 'shop', 'S' || i, 1, NULL, NULL, 0, 1, 0, NULL, 0, 5, NULL, '' FROM n",
                    100_000);
            fill(
                    statement,
                    "INSERT INTO supply"
                            + " SELECT 'amazon', '', '', 'S' || i, 'NEW', 0, NULL, NULL, '', NULL, 0, 0, 0, 5 FROM n",
                    10_000);
            for (String name : List.of("channels-with-due-supplies", "stores-with-due-offers")) {
                String sql = Sql.of(StockReader.class, name).replace("?", "10");
                double[] millis = new double[TIMES];
                for (int i = 0; i < TIMES; i++) {
                    long began = System.nanoTime();
                    ask(statement, sql);
                    millis[i] = (System.nanoTime() - began) / 1e6;
                }
                Arrays.sort(millis);
                double p95 = millis[TIMES * 95 / 100];
                String value = Figure.count(millis[TIMES / 2]) + " ms, p95 " + Figure.count(p95) + " ms";
                figures.add(Figure.below(name, value, p95, MOST_MILLIS, "ms"));
            }
        }
        return figures;
    }

    private static void fill(Statement statement, String insert, int rows) throws SQLException {
        statement.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows + ") " + insert);
    }

    private static void ask(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("nothing is due");
            }
        }
    }
}
