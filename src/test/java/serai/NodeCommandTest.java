package serai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.access.Audit;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.fixture.MovedClock;
import serai.intake.Journal;
import serai.ledger.Database;
import serai.ledger.Ledgers;

/** What an operator does about a node that is gone: {@code ./serai node} and {@code ./serai journal}. */
class NodeCommandTest {
    private static final StoreId SHOP = new StoreId("shop");

    @TempDir
    Path folder;

    private Path dead;
    private String out = "";
    private String err = "";

    @BeforeEach
    void aLedgerAndTheFolderOfADeadNode() throws Exception {
        Path config = Files.createDirectory(folder.resolve("config"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(config.resolve("serai.properties"), "serai.data-dir=" + data + "\n");
        dead = Files.createDirectory(folder.resolve("dead"));
        String journal;
        try (Journal its = Journal.open(dead.resolve("journal.db"), 100, 1 << 20)) {
            journal = its.id();
            for (int i = 0; i < 3; i++) {
                its.append(entry("o" + i)).join();
            }
        }
        try (Database ledger = ledger()) {
            ledger.commit(
                    tx -> tx.update("INSERT INTO known_journal VALUES (?, 'node-two', 'boot', 7, 3, 0, 1000)", journal)
                            + tx.update("INSERT INTO known_journal SELECT 'other', 'node-one', 'boot', 7, 0, 0, at"
                                    + " FROM ledger_clock"));
        }
    }

    @Test
    void aNodeThatIsGoneStandsInTheListAsSuch() {
        assertThat(run("node", "list")).as(err).isZero();

        assertThat(out).containsPattern("node-one .* 0 .* runs");
        assertThat(out).containsPattern("node-two .* 3 .* GONE, orders may be on its disk only");
    }

    @Test
    void aNodeWhoseOrdersMayBeOnItsDiskOnlyIsForgottenOnlyByWhoGivesThemUp() {
        assertThat(run("node", "forget", "node-two")).isEqualTo(2);
        assertThat(err).contains("3 entries were not recorded", "./serai journal adopt", "--lost");

        assertThat(run("node", "forget", "node-two", "--lost")).as(err).isZero();

        run("node", "list");
        assertThat(out).doesNotContain("node-two");
        try (Database ledger = ledger()) {
            assertThat(new Audit(ledger).list(Optional.empty(), Optional.of("forget-node"), 9))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.target()).isEqualTo("node-two"));
        }
    }

    @Test
    void aNodeThatRunsOrThatNobodyKnowsIsNotForgotten() {
        assertThat(run("node", "forget", "node-one", "--lost")).isEqualTo(2);
        assertThat(err).contains("node-one was heard of");

        assertThat(run("node", "forget", "node-three")).isEqualTo(2);
        assertThat(err).contains("There is no node node-three");
    }

    @Test
    void theJournalOfADeadNodeIsCarriedOverAndMissedNoMore() {
        assertThat(run("journal", "adopt", dead.toString())).as(err).isZero();

        assertThat(out).contains("3 entries of journal");
        try (Database ledger = ledger()) {
            List<Long> carried = ledger.read(tx -> tx.list("SELECT seq FROM inbox", row -> row.number("seq")));
            assertThat(carried).containsExactlyInAnyOrder(1L, 2L, 3L);
        }
        run("node", "list");
        assertThat(out).containsPattern("node-two .*handed over .*stopped, nothing is missing");
        assertThat(run("node", "forget", "node-two")).as(err).isZero();
    }

    @Test
    void theJournalOfANodeThatRunsIsLeftAlone() throws Exception {
        try (DataLock lock = DataLock.take(dead)) {
            assertThat(lock.channel().isOpen()).isTrue();
            assertThat(run("journal", "adopt", dead.toString())).isEqualTo(2);
        }
        assertThat(err).contains("another Serai runs on the data folder");
        assertThat(run("journal", "adopt", folder.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(err).contains("There is no journal.db in");
    }

    private Database ledger() {
        return Ledgers.embedded(folder.resolve("data").resolve("ledger.db"));
    }

    private int run(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter complained = new StringWriter();
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = folder.resolve("config").toString();
        int exit = Serai.commandLine(InputStream.nullInputStream())
                .setOut(new PrintWriter(written))
                .setErr(new PrintWriter(complained))
                .execute(all);
        out = written.toString();
        err = complained.toString();
        return exit;
    }

    private static Journal.Entry entry(String order) {
        return new Journal.Entry(
                0,
                MovedClock.NOON,
                SHOP,
                "order",
                Optional.of(OrderId.of(SHOP, order)),
                order,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "{}",
                "{}".getBytes(UTF_8));
    }
}
