package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.nio.file.Files;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditBrowserTest {
    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void whatSomebodyDidStandsInTheBookWithItsReasonAndInTheDownload() throws IOException {
        String letter = desk.outage().dead(Sale.order("T-7801").of("DISH-RED"));
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters/" + letter);
        ann.link("Archive").click();
        ann.field("Why?").fill("=SUM(1;2) refunded");
        ann.button("Archive").click();
        assertThat(ann.notice()).isVisible();

        Window ada = desk.signedIn(Staff.ADA).go("/console/audit?actor=ann&target=" + letter);
        assertThat(ada.row("=SUM(1;2) refunded")).containsText("127.0.0.1");
        Download file =
                ada.page().waitForDownload(() -> ada.link("Download as CSV").click());

        String csv = Files.readString(file.path());
        Assertions.assertThat(csv.lines().count()).isEqualTo(2);
        // A spreadsheet must not take a reason for a formula.
        Assertions.assertThat(csv).contains(letter, "'=SUM(1;2) refunded").doesNotContain(",=SUM", "\"=SUM");
    }

    @Test
    void theBookIsAccessible() {
        desk.signedIn(Staff.ADA).go("/console/audit").mustBeAccessible();
        desk.signedIn(Staff.ADA)
                .go("/console/audit?actor=nobody-like-that")
                .mustBeAccessible(Accessibility.Look.PHONE_LIGHT);
    }
}
