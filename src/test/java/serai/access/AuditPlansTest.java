package serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.ledger.Database;
import serai.ledger.Ledgers;
import serai.ledger.Sql;

/** The audit book grows for ever: what its pages ask must go by an index that has the order already. */
class AuditPlansTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            1 = 1                                             | audit_by_time
            (store IN ('tea'))                                | audit_of_store
            (actor = 'ann')                                   | audit_of_actor
            (action = 'archive')                              | audit_of_action
            (actor = 'ann') AND (at >= 1) AND (at < 9)        | audit_of_actor
            (at >= 1) AND (at < 9) AND ((at, seq) < (8, 3))   | audit_by_time
            """)
    void everyListGoesByAnIndexAndSortsNothing(String conditions, String index) {
        String list = Sql.of(Audit.class, "list-audit")
                .replace("${conditions}", conditions)
                .replace("?", "50");

        try (Database ledger = Ledgers.embedded(folder.resolve("ledger.db"))) {
            List<String> plan = ledger.read(tx -> tx.list("EXPLAIN QUERY PLAN " + list, row -> row.text("detail")));

            assertThat(plan).singleElement().asString().contains(index).doesNotContain("TEMP B-TREE");
        }
    }
}
