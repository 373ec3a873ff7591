package serai.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.fixture.Samples;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.ledger.Sql;

/** What is asked many times a second must not grow dearer with all that was ever ordered. */
class QueryPlansTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channels-with-ready",
                "count-in-window",
                "next-store-ready",
                "ready-of-store",
                "ready-old-of-store",
                "channels-with-queued",
                "queued-by-node",
                "attempting-by-node",
                "abandoned",
                "probe-candidate",
                "probe-old-candidate",
                "next-store-ready-old",
                "backlog"
            })
    void whatIsAskedAllTheTimeReadsOnlyOpenDispatches(String statement) {
        String sql = Sql.of(Relay.class, statement).replace("${conditions}", "d.channel = ?");
        Object[] anything = Collections.nCopies(
                        (int) sql.chars().filter(c -> c == '?').count(), "1")
                .toArray();

        List<String> plan;
        try (Database ledger = Ledgers.embedded(Samples.ledgerFile(folder))) {
            plan = ledger.read(tx -> tx.list("EXPLAIN QUERY PLAN " + sql, row -> row.text("detail"), anything));
        }

        assertThat(plan).isNotEmpty().noneMatch(step -> step.matches("SCAN (dispatch|d|earlier)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready-old-of-store", "probe-old-candidate", "next-store-ready-old"})
    void whileNothingNewIsBoughtNoPurchaseThatWaitsIsLookedAt(String statement) {
        String sql = Sql.of(Relay.class, statement);
        Object[] anything = Collections.nCopies(
                        (int) sql.chars().filter(c -> c == '?').count(), "1")
                .toArray();

        List<String> plan;
        try (Database ledger = Ledgers.embedded(Samples.ledgerFile(folder))) {
            plan = ledger.read(tx -> tx.list("EXPLAIN QUERY PLAN " + sql, row -> row.text("detail"), anything));
        }

        assertThat(plan.stream().filter(step -> step.matches("SEARCH (dispatch|d) .*")))
                .isNotEmpty()
                .allMatch(step -> step.contains("INDEX dispatch_ready_old"));
    }
}
