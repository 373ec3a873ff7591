package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.base.DispatchId;
import serai.dispatch.DispatchState;
import serai.fixture.SmallGateway;
import serai.provider.Cause;

class LetterListPagesTest {
    private SmallGateway gateway;
    private ConsoleServer console;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway = new SmallGateway(folder);
        console = new ConsoleServer(gateway);
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
        gateway.close();
    }

    @Test
    void tabsSplitWhatTheMerchantMustDoFromWhatIsOurs() throws Exception {
        gateway.dead(Cause.ADDRESS_INVALID);
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.KEEPS_FAILING);

        String all = text(console.visitor(ConsoleServer.VIC).get("/console/dead-letters"));
        String ours = text(console.visitor(ConsoleServer.VIC).get("/console/dead-letters?q=owner:ours"));

        assertThat(all).contains("All that wait 3", "Ours 1", "Merchant must act 2", "3 letters");
        assertThat(ours)
                .contains("1 letter ", "failed at this order again and again")
                .doesNotContain("too few pieces");
    }

    @Test
    void whatWaitsIsCountedAnewForTheListOfAllAndSoonBesideASearch() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        var vic = console.visitor(ConsoleServer.VIC);
        text(vic.get("/console/dead-letters?q=is:snoozed"));

        gateway.dead(Cause.OUT_OF_STOCK);
        String all = text(vic.get("/console/dead-letters"));
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.clock.advance(Duration.ofSeconds(6));
        String later = text(vic.get("/console/dead-letters?q=is:snoozed"));

        assertThat(all).contains("All that wait 2");
        assertThat(later).contains("All that wait 3");
    }

    @Test
    void theNumberOnTheButtonIsThatOfTheSetAndLettersThatDieLaterAreNotInIt() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.OUT_OF_STOCK);
        gateway.dead(Cause.ADDRESS_INVALID);
        var ann = console.visitor(ConsoleServer.ANN);
        String list = ann.get("/console/dead-letters?q=cause:out-of-stock").text();
        String path = link(list, "Archive 2 …");
        gateway.clock.advance(Duration.ofMinutes(1));
        DispatchId later = gateway.dead(Cause.OUT_OF_STOCK);

        String question = text(ann.get(path));
        var done = ann.post(
                "/console/dead-letters/bulk/archive",
                "q",
                "cause:out-of-stock",
                "seen",
                seen(path),
                "count",
                "2",
                "reason",
                "sold out for good");

        assertThat(question).contains("Archive 2 letters");
        assertThat(done.status()).isEqualTo(303);
        assertThat(gateway.in(DispatchState.ARCHIVED)).hasSize(2).doesNotContain(later);
        assertThat(gateway.find(later).state()).isEqualTo(DispatchState.DEAD);
    }

    @Test
    void groupsLeadToTheirOwnLettersAndFromThereToStoreAndSku() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK, "ALI", List.of());
        gateway.dead(Cause.OUT_OF_STOCK, "AMZ", List.of());
        var vic = console.visitor(ConsoleServer.VIC);

        String list = vic.get("/console/dead-letters").text();
        String group = vic.get(link(list, "The supplier has too few pieces.")).text();

        assertThat(list.replaceAll("<[^>]*>", " ")).contains("aliexpress", "amazon");
        assertThat(group.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "))
                .contains("1 letter ")
                .containsPattern("tea (ALI|AMZ) merchant must act 1");
    }

    @Test
    void aSearchThatMeansNothingSaysWhereItIsWrong() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);

        String page =
                text(console.visitor(ConsoleServer.VIC).get("/console/dead-letters?q=" + encoded("cause:broken")));

        assertThat(page).contains("At character 1: there is no such cause").doesNotContain("Replay 1");
    }

    @Test
    void aSearchIsKeptSharedAndForgottenByItsOwner() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        var ann = console.visitor(ConsoleServer.ANN);

        ann.post("/console/views", "q", "cause:out-of-stock", "name", "Sold <out>", "shared", "yes");
        var vic = console.visitor(ConsoleServer.VIC);
        String others = vic.get("/console/dead-letters").text();
        String mine = ann.get("/console/dead-letters?q=cause:out-of-stock").text();
        String forget = mine.replaceAll("(?s).*action=\"(/console/views/[^\"]+/delete)\".*", "$1");
        vic.post(forget);
        String stillThere = vic.get("/console/dead-letters").text();
        ann.post(forget);

        assertThat(others).contains(">Sold &lt;out&gt;</a>");
        assertThat(stillThere).contains(">Sold &lt;out&gt;</a>");
        assertThat(vic.get("/console/dead-letters").text()).doesNotContain("Sold");
    }

    @Test
    void aViewerSeesButtonsThatSayWhichRoleTheyNeedAndCannotPostPastThem() throws Exception {
        gateway.dead(Cause.OUT_OF_STOCK);
        var vic = console.visitor(ConsoleServer.VIC);

        String page = text(vic.get("/console/dead-letters"));
        var posted = vic.post(
                "/console/dead-letters/bulk/archive",
                "q",
                "",
                "seen",
                gateway.now().toString(),
                "count",
                "1",
                "reason",
                "x");

        assertThat(page).contains("needs the role support");
        assertThat(posted.status()).isEqualTo(403);
        assertThat(gateway.in(DispatchState.ARCHIVED)).isEmpty();
    }

    @Test
    void pagesFurtherDownShowEveryLetterOnce() throws Exception {
        for (int i = 0; i < 53; i++) {
            gateway.dead(Cause.OUT_OF_STOCK);
        }
        var vic = console.visitor(ConsoleServer.VIC);

        String first = vic.get("/console/dead-letters").text();
        String second = vic.get(link(first, "Older")).text();

        assertThat(letters(first)).hasSize(50).doesNotContainAnyElementsOf(letters(second));
        assertThat(letters(second)).hasSize(3);
    }

    private static List<String> letters(String html) {
        return Pattern.compile("href=\"/console/dead-letters/([^\"/?]+)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String link(String html, String label) {
        Matcher found = Pattern.compile("href=\"([^\"]*)\"[^>]*>" + Pattern.quote(label))
                .matcher(html);
        assertThat(found.find()).as("a link " + label + " in " + html).isTrue();
        return found.group(1).replace("&amp;", "&");
    }

    private static String seen(String path) {
        return java.net.URLDecoder.decode(path.replaceAll(".*seen=", ""), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(ConsoleServer.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void aSearchForBothCountsOnEachButtonOnlyWhatThatButtonChanges() throws Exception {
        DispatchId away = gateway.dead(Cause.OUT_OF_STOCK);
        gateway.desk.archive(away, Optional.empty(), SmallGateway.ANN, "x");
        gateway.dead(Cause.ITEM_UNKNOWN);
        gateway.dead(Cause.ITEM_UNKNOWN);
        gateway.clock.advance(Duration.ofSeconds(1));
        var ann = console.visitor(ConsoleServer.ANN);
        String query = "cause:item-unknown OR is:archived";

        String list = ann.get("/console/dead-letters?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .text();
        var restored = ann.post(
                "/console/dead-letters/bulk/restore",
                "q",
                query,
                "seen",
                gateway.now().toString(),
                "count",
                "1",
                "reason",
                "x");

        assertThat(list).contains("Restore 1 …", "Replay 2 …", "Archive 2 …");
        assertThat(restored.status()).as(restored.text()).isEqualTo(303);
        assertThat(gateway.in(DispatchState.DEAD)).hasSize(3);
    }
}
