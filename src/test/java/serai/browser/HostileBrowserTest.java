package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What strangers may write into orders, and staff into notes; a window fails when any of it does anything. */
class HostileBrowserTest {
    private static final String SCRIPT = "<script>alert('taken over')</script>";
    private static final String PICTURE = "\"><img src=x onerror=alert(1)>";
    /** Turns the direction of what follows, so that a name reads as another. */
    private static final String RIGHT_TO_LEFT = "invoice\u202Egpj.exe";

    private static final String INVISIBLE =
            "pay\u200Bpal \u2066x\u2069 \uD83D\uDC69\u200D\uD83D\uDCBB \u0627\u0644\u0639\u0631\u0628\u064A\u0629";

    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void whatIsWrittenIntoAnOrderIsShownAsItStandsAndDoesNothing() throws IOException {
        desk.outage()
                .dead(Sale.order("T-8001")
                        .of("URN-" + "X<b>Y")
                        .by(SCRIPT, "eve@example.com")
                        .at(PICTURE)
                        .saying(SCRIPT + PICTURE + RIGHT_TO_LEFT + INVISIBLE));
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters?q=order:T-8001");

        ann.link("#T-8001").click();
        ann.field("Why do you need the personal data?").fill(SCRIPT);
        ann.button("Reveal").click();

        assertThat(ann.content()).containsText(SCRIPT);
        assertThat(ann.content()).containsText("<img src=x onerror=alert(1)>");
        Assertions.assertThat(
                        ann.page().locator("main img, main script, main b").count())
                .isZero();
        ann.go("/console/audit?action=reveal");
        assertThat(ann.content()).containsText(SCRIPT);
        ann.go("/console/orders?q=T-8001").link("#T-8001").click();
        assertThat(ann.heading("Order #T-8001")).isVisible();
    }

    @Test
    void aNoteKeepsItsTextAndTurnsNothingAroundIt() throws IOException {
        desk.outage().dead(Sale.order("T-8011").of("URN-CLAY"));
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters?q=order:T-8011");
        ann.link("#T-8011").click();

        ann.field("Write a note").fill(SCRIPT + " " + PICTURE + "\n" + RIGHT_TO_LEFT + "\n" + INVISIBLE);
        ann.button("Keep the note").click();

        assertThat(ann.content()).containsText(RIGHT_TO_LEFT);
        assertThat(ann.content()).containsText(INVISIBLE);
        // Direction marks end with the text that holds them.
        Assertions.assertThat(
                        ann.page().locator("article pre").first().evaluate("e => getComputedStyle(e).unicodeBidi"))
                .isEqualTo("plaintext");
        ann.mustBeAccessible(Accessibility.Look.PHONE_DARK);
    }

    @Test
    void aNoteOfOneMegabyteIsRefusedWithTheLimitAndTheLetterStaysUsable() throws IOException {
        desk.outage().dead(Sale.order("T-8021").of("URN-GLASS"));
        Window ann = desk.signedIn(Staff.ANN).expecting(400, 413, 422).go("/console/dead-letters?q=order:T-8021");
        ann.link("#T-8021").click();
        String letter = ann.page().url();

        ann.field("Write a note").evaluate("e => e.value = 'long '.repeat(210000)");
        ann.button("Keep the note").click();

        assertThat(ann.content()).containsText("at most");
        ann.page().navigate(letter);
        assertThat(ann.content()).containsText("Nobody has written anything.");
    }

    @Test
    void anOrderWithALongNoteIsShownWithoutBreakingThePage() throws IOException {
        desk.outage().dead(Sale.order("T-8031").of("URN-STONE").saying("long".repeat(400)));
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters?q=order:T-8031");

        ann.link("#T-8031").click();
        ann.field("Why do you need the personal data?").fill("to see the note");
        ann.button("Reveal").click();

        assertThat(ann.content()).containsText("longlonglong");
        ann.mustBeAccessible(Accessibility.Look.PHONE_LIGHT, Accessibility.Look.DESKTOP_DARK);
    }

    @Test
    void whatIsAskedForIsShownAsItStandsAndDoesNothing() {
        Window ann = desk.signedIn(Staff.ANN).expecting(400, 404, 422);

        for (String path : new String[] {"dead-letters?q=", "orders?q=", "audit?actor=", "stores/", "nowhere?x="}) {
            ann.go("/console/" + path
                    + "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E");
            assertThat(ann.page().locator("main img, main script")).hasCount(0);
        }
        ann.page().waitForLoadState();
        assertThat(ann.page().locator("h1")).isVisible();
        Assertions.assertThat(ann.page().title()).endsWith("Serai");
        ann.page().screenshot(new Page.ScreenshotOptions());
    }
}
