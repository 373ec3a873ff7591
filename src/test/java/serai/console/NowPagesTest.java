package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.base.ChannelName;
import serai.dispatch.Stops.Feature;
import serai.dispatch.Stops.Stop;
import serai.fixture.SmallGateway;
import serai.provider.Outcome;

class NowPagesTest {
    private static final ChannelName AMAZON = new ChannelName("amazon");

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
    void theCockpitShowsEachSupplierWithWhatWaitsAndWhatItIsWorth() throws Exception {
        gateway.recorded(gateway.order("AMZ"));
        gateway.recorded(gateway.order("AMZ"));

        String page = console.visitor(ConsoleServer.VIC).get("/console").text();

        assertThat(page).contains("amazon", "aliexpress", "2 orders", "39.90 USD", "<svg", "The same in numbers");
        assertThat(page).doesNotContain("style=", "<style", " onclick");
    }

    @Test
    void aHoldTakesTwoStepsAndAReasonAndIsAuditedAndShown() throws Exception {
        var ann = console.visitor(ConsoleServer.ANN);
        gateway.recorded(gateway.order("AMZ"));

        var asked = ann.get("/console/channels/amazon/hold");
        var without = ann.post("/console/channels/amazon/hold", "reason", " ");
        var done = ann.post("/console/channels/amazon/hold", "reason", "wrong <prices>");

        assertThat(asked.text()).contains("Orders are still taken", "1 waits on it");
        assertThat(without.status()).isEqualTo(400);
        assertThat(done.status()).isEqualTo(303);
        assertThat(gateway.channels.get(AMAZON).isHeld()).isTrue();
        assertThat(ann.get("/console").text())
                .contains("Held by ann: wrong &lt;prices&gt;", "Open incidents", "/console/channels/amazon/release");
        assertThat(audited()).isEqualTo("hold-channel amazon ann wrong <prices>");
    }

    @Test
    void aReleaseFromAnOldPageIsRefusedAndSaysWhoHoldsItNow() throws Exception {
        var ann = console.visitor(ConsoleServer.ANN);
        ann.post("/console/channels/amazon/hold", "reason", "first");
        String old = gateway.channels
                .get(AMAZON)
                .activity()
                .person()
                .orElseThrow()
                .since()
                .toString();
        ann.post("/console/channels/amazon/release", "reason", "over", "since", old);
        gateway.clock.advance(Duration.ofMinutes(1));
        console.visitor(ConsoleServer.ADA).post("/console/channels/amazon/hold", "reason", "second");

        var late = ann.post("/console/channels/amazon/release", "reason", "over", "since", old);

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("ada holds it", "second");
        assertThat(gateway.channels.get(AMAZON).isHeld()).isTrue();
    }

    @Test
    void aSwitchSaysWhatItDoesBeforeAndWhoAndWhyWhileItIsOff() throws Exception {
        var ann = console.visitor(ConsoleServer.ANN);
        gateway.recorded(gateway.order("AMZ"));

        var asked = ann.get("/console/switches/off?feature=PLACING&target=store%3Atea");
        var off = ann.post("/console/switches/off", "feature", "PLACING", "target", "store:tea", "reason", "fraud?");
        String now = ann.get("/console").text();
        String on = ann.get("/console/switches/on?feature=PLACING&target=store%3Atea")
                .text();
        String since = on.replaceAll("(?s).*name=\"since\" value=\"([^\"]*)\".*", "$1");
        var back = ann.post(
                "/console/switches/on",
                "feature",
                "PLACING",
                "target",
                "store:tea",
                "since",
                since,
                "reason",
                "no fraud");

        assertThat(asked.text()).contains("Nothing new is bought for store tea", "1 purchase waits");
        assertThat(off.status()).isEqualTo(303);
        assertThat(now).contains("Switched off", "New placements for store tea", "fraud?");
        assertThat(back.status()).isEqualTo(303);
        assertThat(gateway.channels.stops().now()).isEmpty();
    }

    @Test
    void aViewerSeesWhichRoleAButtonNeedsAndCannotGoAroundIt() throws Exception {
        var vic = console.visitor(ConsoleServer.VIC);

        String page = vic.get("/console").text();
        var hold = vic.post("/console/channels/amazon/hold", "reason", "because");
        var off = vic.post("/console/switches/off", "feature", "SUPPLIERS", "target", "all", "reason", "because");

        assertThat(page).contains("needs the role support").doesNotContain("/console/channels/amazon/hold");
        assertThat(hold.status()).isEqualTo(403);
        assertThat(off.status()).isEqualTo(403);
        assertThat(gateway.channels.get(AMAZON).isHeld()).isFalse();
        assertThat(gateway.channels.stops().now()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/channels/amazon/hold",
                "/console/channels/amazon/release",
                "/console/switches/off?feature=STOCK&target=all",
                "/console/switches/off?feature=STOCK&target=store%3Amugs",
                "/console/switches/on?feature=STOCK&target=store%3Atea"
            })
    void whatBelongsToNoSingleStoreIsNotFoundByAStoresOwnStaff(String path) throws Exception {
        gateway.operation.holds().hold(SmallGateway.ANN, AMAZON, "tea's order 7");
        gateway.operation.switches().switchOff(SmallGateway.ANN, Stop.of(Feature.STOCK, SmallGateway.TEA), "tea");
        var mug = console.visitor(ConsoleServer.MUG);

        var looked = mug.get(path);
        var tried = mug.post(
                path.replaceAll("\\?.*", ""),
                "feature",
                "STOCK",
                "target",
                "all",
                "reason",
                "x",
                "since",
                "2026-01-01T00:00:00Z");

        assertThat(looked.status()).isEqualTo(404);
        assertThat(tried.status()).isEqualTo(404);
        assertThat(gateway.channels.stops().now()).containsExactly(Stop.of(Feature.STOCK, SmallGateway.TEA));
        assertThat(gateway.channels.get(AMAZON).isHeld()).isTrue();
    }

    @Test
    void aStoresOwnStaffSeeTheirOwnBacklogAndNobodysWords() throws Exception {
        gateway.recorded(gateway.order("AMZ"));
        gateway.operation.holds().hold(SmallGateway.ANN, AMAZON, "tea's order 7");
        gateway.operation
                .switches()
                .switchOff(SmallGateway.ANN, Stop.of(Feature.STOCK, SmallGateway.TEA), "tea is odd");

        String page = console.visitor(ConsoleServer.MUG).get("/console").text();

        assertThat(page)
                .contains("amazon", "held", "0 orders", "Support holds it.")
                .doesNotContain("tea", "19.95", "Switch something off", "1 order");
    }

    @Test
    void anIncidentThatIsOverIsInTheHistory() throws Exception {
        for (int failure = 0; failure < 5; failure++) {
            gateway.channels.get(AMAZON).record(new Outcome.Unknown("502", "bad <gateway>", Optional.empty()));
        }
        gateway.channels.get(AMAZON).record(new Outcome.Done(java.util.List.of("1"), ""));
        gateway.operation.step();

        String page =
                console.visitor(ConsoleServer.VIC).get("/console/incidents").text();

        assertThat(page).contains("amazon", "the breaker", "bad &lt;gateway&gt;", "the other side answers again");
    }

    @Test
    void allChannelsAreListedPageByPage() throws Exception {
        String page =
                console.visitor(ConsoleServer.VIC).get("/console/channels").text();
        String rest = console.visitor(ConsoleServer.VIC)
                .get("/console/channels?after=aliexpress")
                .text();

        assertThat(page).contains("aliexpress", "amazon");
        assertThat(rest).contains(">amazon").doesNotContain(">aliexpress");
    }

    private String audited() {
        return gateway.ledger
                .read(tx -> tx.first(
                        "SELECT * FROM audit WHERE action <> 'sign-in' ORDER BY seq DESC",
                        row -> row.text("action") + " " + row.text("target") + " " + row.text("actor") + " "
                                + row.text("reason")))
                .orElseThrow();
    }
}
