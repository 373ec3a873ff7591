package serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.DispatchId;
import serai.fixture.MovedClock;
import serai.fixture.Samples;
import serai.fixture.SmallGateway;
import serai.provider.Cause;

class WorthOfWaitingTest {
    private static final int MORE_THAN_A_BATCH = 1_100;

    @TempDir
    Path folder;

    private Path file;
    private SmallGateway gateway;

    @BeforeEach
    void open() {
        file = Samples.ledgerFile(folder);
        gateway = new SmallGateway(Ledgers.embedded(file), new MovedClock());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private void copies(DispatchId id) {
        gateway.ledger.commit(tx -> {
            tx.update("DROP TABLE IF EXISTS copy");
            tx.update("CREATE TABLE copy AS SELECT * FROM dispatch WHERE id = '" + id + "'");
            for (int i = 0; i < MORE_THAN_A_BATCH; i++) {
                tx.update("UPDATE copy SET id = ?", id + "copy" + i);
                tx.update("INSERT INTO dispatch SELECT * FROM copy");
            }
            return true;
        });
    }

    /** As at a start: nobody else has the file. */
    private void migrate() throws Exception {
        gateway.close();
        try (Connection connection = Embedded.writes(file).getConnection()) {
            Context context = (Context) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Context.class},
                    (proxy, method, arguments) -> connection);
            new WorthOfWaiting().migrate(context);
        }
        gateway = new SmallGateway(Ledgers.embedded(file), new MovedClock());
    }

    @Test
    void everyPurchaseThatWaitsOrIsDeadIsWorthSomethingAfterwards() throws Exception {
        copies(gateway.recorded(gateway.order("ALI")));
        copies(gateway.dead(Cause.OUT_OF_STOCK));
        gateway.ledger.commit(tx -> tx.update("UPDATE dispatch SET worth = NULL, worth_currency = NULL"));

        migrate();

        List<List<Long>> known = gateway.ledger.read(tx -> tx.list(
                "SELECT COUNT(*) AS n, COUNT(worth) AS known, COUNT(worth_currency) AS currencies FROM dispatch",
                row -> List.of(row.number("n"), row.number("known"), row.number("currencies"))));
        assertThat(known).containsExactly(Collections.nCopies(3, 2L * MORE_THAN_A_BATCH + 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"waiting-without-worth", "dead-without-worth"})
    void whatWasDoneLongAgoIsNotWalkedThrough(String statement) throws Exception {
        String sql = Sql.of(WorthOfWaiting.class, statement);
        var writes = Embedded.writes(folder.resolve("older.db"));
        Flyway.configure()
                .configuration(Ledgers.migrations(writes, "INTEGER PRIMARY KEY AUTOINCREMENT", " WITHOUT ROWID")
                        .getConfiguration())
                .target("5")
                .load()
                .migrate();

        List<String> plan;
        try (Connection connection = writes.getConnection();
                Tx tx = new Tx(connection)) {
            Object[] anything = Collections.nCopies(
                            (int) sql.chars().filter(c -> c == '?').count(), "1")
                    .toArray();
            plan = tx.list("EXPLAIN QUERY PLAN " + sql, row -> row.text("detail"), anything);
        }

        assertThat(plan.getFirst()).containsAnyOf("USING INDEX dispatch_backlog", "USING INDEX dispatch_dead");
        assertThat(plan).noneMatch(step -> step.equals("USE TEMP B-TREE FOR ORDER BY"));
    }
}
