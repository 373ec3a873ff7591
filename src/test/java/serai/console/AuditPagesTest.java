package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.access.Audit;
import serai.access.Person;
import serai.base.DispatchId;
import serai.base.Scope;
import serai.base.StoreId;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;
import serai.provider.Cause;

class AuditPagesTest {
    private static final Person ANN = new Person("ann", "support", "10.1.2.3");

    private final MovedClock clock = new MovedClock();
    private SmallGateway gateway;
    private ConsoleServer console;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway = new SmallGateway(folder, clock);
        console = new ConsoleServer(gateway);
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
        gateway.close();
    }

    @Test
    void entriesSayWhoWhatWhenFromWhereAndWhy() throws Exception {
        add(ANN, "hold-channel", "aliexpress", 1, "price <b>storm</b>");

        String page = console.visitor(ConsoleServer.VIC).get("/console/audit").text();

        assertThat(page)
                .contains("ann", "Hold channel", "aliexpress", "10.1.2.3", "2026-11-20T12:00:00Z")
                .contains("price &lt;b&gt;storm&lt;/b&gt;")
                .doesNotContain("<b>storm");
    }

    @Test
    void filtersNarrowAndFaultsAreTold() throws Exception {
        add(ANN, "replay", "one", 1, "first");
        clock.advance(Duration.ofDays(1));
        add(new Person("bob", "admin", "x"), "archive", "two", 1, "second");
        var vic = console.visitor(ConsoleServer.VIC);

        assertThat(vic.get("/console/audit?actor=ann").text()).contains("first").doesNotContain("second");
        assertThat(vic.get("/console/audit?action=Archive").text())
                .contains("second")
                .doesNotContain("first");
        assertThat(vic.get("/console/audit?target=two").text())
                .contains("second")
                .doesNotContain("first");
        assertThat(vic.get("/console/audit?from=2026-11-21").text())
                .contains("second")
                .doesNotContain("first");
        assertThat(vic.get("/console/audit?to=2026-11-20").text())
                .contains("first")
                .doesNotContain("second");
        assertThat(vic.get("/console/audit?to=2026-11-20T12:00").text()).doesNotContain("first");
        assertThat(vic.get("/console/audit?from=yesterday").status()).isEqualTo(400);
        assertThat(vic.get("/console/audit?before=x").status()).isEqualTo(400);
        assertThat(vic.get("/console/audit?from=999999999-01-01").status()).isEqualTo(400);
        assertThat(vic.get("/console/audit?actor=nobody").text()).contains("no such entry");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() throws Exception {
        for (int entry = 0; entry < 120; entry++) {
            add(ANN, "replay", "letter-" + entry + ".", 1, "entry");
        }
        var ada = console.visitor(ConsoleServer.ADA);
        var seen = new java.util.ArrayList<String>();
        String path = "/console/audit?action=replay";
        int pages = 0;
        while (!path.isEmpty()) {
            String text = ada.get(path).text();
            java.util.regex.Pattern.compile(">letter-(\\d+)\\.<")
                    .matcher(text)
                    .results()
                    .forEach(each -> seen.add(each.group(1)));
            var older =
                    java.util.regex.Pattern.compile("href=\"([^\"]*)\">Older").matcher(text);
            path = older.find() ? older.group(1).replace("&amp;", "&") : "";
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(120).doesNotHaveDuplicates().startsWith("119", "118");
    }

    @Test
    void scopedAccountSeesWhatConcernsItsStoreAndNotFromWhereOthersWork() throws Exception {
        DispatchId tea = gateway.dead(Cause.OUT_OF_STOCK);
        add(ANN, "replay", tea.value(), 1, "of the tea shop");
        add(ANN, "hold-channel", "aliexpress", 1, "of all");
        add(
                new Person("mug", "support", "10.9.9.9", Scope.of(Set.of(new StoreId("mugs")))),
                "start-replay",
                "r1",
                3,
                "by a mug");
        gateway.ledger.commit(tx -> {
            Audit.add(tx, clock.instant(), ANN, new StoreId("mugs"), "look", "settings", 1, "of the mug shop");
            return true;
        });

        String mug = console.visitor(ConsoleServer.MUG).get("/console/audit").text();
        String all = console.visitor(ConsoleServer.VIC).get("/console/audit").text();
        String csv =
                console.visitor(ConsoleServer.MUG).get("/console/audit.csv").text();

        assertThat(mug)
                .contains("of the mug shop", "by a mug")
                .doesNotContain("of the tea shop", "of all", "10.1.2.3", tea.value());
        assertThat(csv)
                .contains("of the mug shop", "by a mug")
                .doesNotContain("of the tea shop", "of all", "10.1.2.3", tea.value());
        assertThat(all).contains("of the mug shop", "by a mug", "of the tea shop", "of all", "10.1.2.3", "tea");
        assertThat(console.visitor(ConsoleServer.MUG)
                        .get("/console/audit?target=" + tea.value())
                        .text())
                .contains("no such entry");
    }

    @Test
    void downloadHoldsEverythingOfTheFilterAndNoFormulas() throws Exception {
        for (int entry = 0; entry < 2_300; entry++) {
            int number = entry;
            gateway.ledger.commit(tx -> {
                Audit.add(tx, clock.instant(), ANN, "replay", "letter-" + number, 1, "=HYPERLINK(\"http://evil\")");
                return true;
            });
        }
        add(ANN, "archive", "other", 1, "-1+1\n@SUM");

        var csv = console.visitor(ConsoleServer.VIC).get("/console/audit.csv?action=replay");
        var other = console.visitor(ConsoleServer.VIC).get("/console/audit.csv?action=archive");

        assertThat(csv.header("content-type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(csv.header("content-disposition")).contains("audit.csv");
        assertThat(csv.text().lines())
                .hasSize(2_301)
                .first()
                .isEqualTo(
                        "\"at\",\"actor\",\"role\",\"action\",\"target\",\"affected\",\"store\",\"source\",\"reason\"");
        assertThat(csv.text().lines().skip(1))
                .allSatisfy(line -> assertThat(line).endsWith("\"'=HYPERLINK(\"\"http://evil\"\")\""));
        assertThat(other.text()).contains("\"'-1+1\n@SUM\"");
    }

    @Test
    void strangerSeesNothing() throws Exception {
        assertThat(console.stranger().get("/console/audit").status()).isEqualTo(303);
        assertThat(console.stranger().get("/console/audit.csv").status()).isEqualTo(303);
    }

    private void add(Person who, String action, String target, long affected, String reason) {
        gateway.ledger.commit(tx -> {
            Audit.add(tx, clock.instant(), who, action, target, affected, reason);
            return true;
        });
    }
}
