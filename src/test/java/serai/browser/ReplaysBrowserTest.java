package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.Patience;
import serai.simulator.Purchase;

class ReplaysBrowserTest {
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout((double) Patience.QUIET.toMillis());

    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void theFilteredSetIsLookedAtThenReplayedWithItsNumberOnTheButton() throws IOException {
        List<String> orders = dead("VASE-RED", 7101, 3);
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters?q=sku:VASE-RED");
        list("VASE-RED");

        ann.link("Replay 3 …").click();
        assertThat(ann.heading("Replay 3 letters")).isVisible();
        ann.link("Dry run, letter by letter").click();
        assertThat(ann.row("#T-7101")).containsText("goes");
        ann.link("Back to the start").click();
        ann.field("Why?").fill("red vases are listed now");
        ann.button("Replay 3 letters").click();

        assertThat(ann.page().locator("#progress")).containsText("finished", PATIENTLY);
        assertThat(ann.page().locator("#progress")).containsText("100 %");
        Window ben = desk.signedIn(Staff.BEN).go("/console/replays");
        assertThat(ben.row("ann: red vases are listed now")).containsText("finished");
        boughtOnce(orders);
    }

    @Test
    void whatDiedAgainIsListedWithItsNewCause() throws IOException {
        desk.outage().dead(Sale.order("T-7111").of("VASE-GREEN").to(Outage.NOWHERE, "TX", "78701", "US"));
        Window ann = desk.signedIn(Staff.ANN);
        list("VASE-GREEN");

        ann.go("/console/dead-letters?q=sku:VASE-GREEN").link("Replay 1 …").click();
        ann.field("Stop when more die again than").fill("100");
        ann.field("Why?").fill("the listing is there now");
        ann.button("Replay 1 letter").click();

        assertThat(ann.page().locator("#progress")).containsText("What they died of again", PATIENTLY);
        ann.link("Died again").click();
        assertThat(ann.row("#T-7111")).isVisible();
        ann.mustBeAccessible(Accessibility.Look.DESKTOP_LIGHT, Accessibility.Look.PHONE_DARK);
    }

    @Test
    void aPausedReplayOutlivesAPowerCutAndIsResumedWithoutBuyingTwice() throws IOException {
        List<String> orders = dead("VASE-BLUE", 7121, 6);
        list("VASE-BLUE");
        Window ann = desk.signedIn(Staff.ANN);
        begin(ann, "VASE-BLUE", 6, "1");
        ann.page().locator("form[action$=pause]").getByLabel("Why?").fill("lunch");
        ann.button("Pause").click();
        assertThat(ann.page().locator("#progress .badge")).hasText("paused");
        String replay = ann.path();
        ann.page().navigate("about:blank");

        desk.outage().gateway().restart();

        ann.go(replay);
        assertThat(ann.page().locator("#progress .badge")).hasText("paused");
        assertThat(ann.page().locator("#progress")).containsText(Pattern.compile("Not sent yet\\s*[1-6] letters?"));
        ann.page().locator("form[action$=resume]").getByLabel("Why?").fill("the gateway is back");
        ann.button("Resume").click();
        assertThat(ann.page().locator("#progress")).containsText("finished", PATIENTLY);
        assertThat(ann.page().locator("#progress")).containsText(Pattern.compile("Gone through\\s*6 letters"));
        boughtOnce(orders);
    }

    @Test
    void aReplayCancelledHalfWayLeavesTheRestWhereItWas() throws IOException {
        dead("VASE-WHITE", 7141, 6);
        list("VASE-WHITE");
        Window ann = desk.signedIn(Staff.ANN);
        begin(ann, "VASE-WHITE", 6, "0.2");

        ann.page().locator("form[action$=cancel]").getByLabel("Why?").fill("the wrong set");
        ann.button("Cancel for good").click();

        assertThat(ann.page().locator("#progress .badge")).hasText("cancelled");
        ann.go("/console/dead-letters?q=sku:VASE-WHITE");
        assertThat(ann.page().locator("#letters")).hasText(Pattern.compile("[456] letters"));
        assertThat(ann.link("#T-7146").or(ann.link("#T-7141")).first()).isVisible();
    }

    @Test
    void twoPeopleWhoReplayTheSameLetterAtOnceBuyOnceAndTheSecondHearsOfTheFirst() throws IOException {
        String letter = desk.outage().dead(Sale.order("T-7151").of("VASE-GOLD"));
        list("VASE-GOLD");
        List<Window> both = List.of(
                desk.signedIn(Staff.ANN).expecting(409, 412),
                desk.signedIn(Staff.BEN).expecting(409, 412));
        for (Window window : both) {
            window.go("/console/dead-letters/" + letter + "/remedies/replay");
            window.field("Why?").fill("the listing is there now");
        }

        // Neither waits for the other's answer.
        both.forEach(window -> window.page()
                .evaluate("() => { setTimeout(() => document.querySelector('main form.panel').requestSubmit(), 0); }"));

        for (Window window : both) {
            assertThat(window.content())
                    .containsText(Pattern.compile("Replay: done|[Ss]ent|Nothing was changed|Somebody changed"));
        }
        long refused = both.stream()
                .filter(window -> window.content().innerText().contains("Nothing was changed")
                        || window.content().innerText().contains("Somebody changed this letter"))
                .count();
        Assertions.assertThat(refused).isEqualTo(1);
        boughtOnce(List.of("T-7151"));
    }

    @Test
    void theHistoryAndTheQuestionAreAccessible() throws IOException {
        dead("VASE-BLACK", 7161, 1);
        Window ann = desk.signedIn(Staff.ANN);

        ann.go("/console/replays").mustBeAccessible();
        ann.go("/console/dead-letters?q=sku:VASE-BLACK").link("Replay 1 …").click();
        ann.mustBeAccessible();
        ann.go("/console/replays").page().locator("main table tbody a").first().click();
        ann.mustBeAccessible();
    }

    private void begin(Window ann, String sku, int count, String rate) {
        ann.go("/console/dead-letters?q=sku:" + sku)
                .link("Replay " + count + " …")
                .click();
        ann.field("At most").fill(rate);
        ann.field("Why?").fill("the listing is there now");
        ann.button("Replay " + count + " letters").click();
        assertThat(ann.page().locator("#progress")).isVisible();
    }

    /** So many orders of a SKU that no listing knows. */
    private List<String> dead(String sku, int first, int count) throws IOException {
        List<String> orders =
                IntStream.range(first, first + count).mapToObj(i -> "T-" + i).toList();
        for (String order : orders) {
            desk.outage().dead(Sale.order(order).of(sku));
        }
        return orders;
    }

    private void list(String sku) {
        desk.outage().list(sku);
    }

    private void boughtOnce(List<String> orders) {
        for (String id : orders) {
            JsonNode order = Patience.forOneStep()
                    .untilFound(
                            id + " is done",
                            () -> desk.outage().store("tea-house").read(id).json(),
                            found -> found.path("status").asText().equals("DONE"));
            List<Purchase> bought = order.path("dispatches")
                    .valueStream()
                    .flatMap(dispatch ->
                            desk
                                    .outage()
                                    .amazon()
                                    .purchases()
                                    .byReference(dispatch.path("reference").asText())
                                    .stream())
                    .toList();
            Assertions.assertThat(bought).as(id).hasSize(1).allMatch(purchase -> purchase.count() == 1);
        }
    }
}
