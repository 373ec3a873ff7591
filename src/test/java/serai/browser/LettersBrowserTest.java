package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LettersBrowserTest {
    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void aGroupLeadsToItsLettersAndTheButtonsCountTheSame() throws IOException {
        for (String id : new String[] {"T-5001", "T-5002", "T-5003"}) {
            desk.outage().dead(Sale.order(id).of("URN-BRASS"));
        }
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters?q=sku:URN-BRASS");

        ann.link("No listing says which supplier sells this SKU.").first().click();

        assertThat(ann.heading("3 letters")).isVisible();
        assertThat(ann.link("Replay 3 …")).isVisible();
        assertThat(ann.link("Archive 3 …")).isVisible();
        assertThat(ann.link("#T-5002")).isVisible();
    }

    @Test
    void merchantsWorkAndOursAreToldApart() {
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters");

        ann.page()
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText("Ours"))
                .click();

        assertThat(ann.content()).containsText("The supplier holds the order but it is not paid");
        assertThat(ann.content()).not().containsText("No listing says");
    }

    @Test
    void aWrongSearchSaysWhereAndWhatToWrite() {
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters");

        ann.field("Search dead letters").fill("cause:out-of-stok OR");
        ann.button("Search").click();

        assertThat(ann.page().getByRole(AriaRole.ALERT)).isVisible();
        Assertions.assertThat(ann.page().getByRole(AriaRole.ALERT).innerText()).matches("(?s).*\\d+.*");
        assertThat(ann.field("Search dead letters")).hasValue("cause:out-of-stok OR");
        ann.mustBeAccessible();
    }

    @Test
    void aLetterIsAssignedNotedAndSnoozedAndComesBack() throws IOException {
        desk.outage().dead(Sale.order("T-5011").of("URN-COPPER"));
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters?q=order:T-5011");
        ann.link("#T-5011").click();

        ann.button("Assign").click();
        assertThat(ann.content()).containsText("ann looks after it now.");
        ann.field("Write a note").fill("Asked the merchant for a listing; they call back at noon.");
        ann.button("Keep the note").click();
        assertThat(ann.content()).containsText("they call back at noon");
        ann.field("For how long?").selectOption("4h");
        ann.page().locator("form[action$=snooze]").getByLabel("Why?").fill("waiting for the merchant");
        ann.button("Snooze").click();

        assertThat(ann.content()).containsText("Out of sight until");
        ann.go("/console/dead-letters?q=order:T-5011%20NOT%20is:snoozed");
        assertThat(ann.content()).containsText("No dead letter matches.");
        ann.go("/console/dead-letters?q=order:T-5011%20is:snoozed")
                .link("#T-5011")
                .click();
        ann.button("Bring it back now").click();
        assertThat(ann.content()).not().containsText("Out of sight until");
    }

    @Test
    void whatIsFilteredIsArchivedAndRestoredWithAReason() throws IOException {
        desk.outage().dead(Sale.order("T-5021").of("URN-TIN"));
        desk.outage().dead(Sale.order("T-5022").of("URN-TIN"));
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters?q=sku:URN-TIN");

        ann.link("Archive 2 …").click();
        ann.field("Why?").fill("the merchant refunded both");
        ann.button("Archive 2").click();

        assertThat(ann.notice()).containsText("2");
        ann.go("/console/dead-letters?q=sku:URN-TIN");
        assertThat(ann.content()).containsText("No dead letter matches.");
        ann.go("/console/dead-letters?q=sku:URN-TIN%20is:archived")
                .link("Restore 2 …")
                .click();
        ann.field("Why?").fill("the customers want them after all");
        ann.button("Restore 2").click();
        ann.go("/console/dead-letters?q=sku:URN-TIN");
        assertThat(ann.heading("2 letters")).isVisible();
    }

    @Test
    void personalDataIsMaskedUntilItIsRevealedWithAReason() throws IOException {
        desk.outage().dead(Sale.order("T-5031").of("URN-ZINC").by("Margarete Ohnesorg", "margarete@example.com"));
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters?q=order:T-5031");
        ann.link("#T-5031").click();
        assertThat(ann.content()).not().containsText("Ohnesorg");

        ann.field("Why do you need the personal data?").fill("the customer is on the phone");
        ann.button("Reveal").click();

        assertThat(ann.content()).containsText("Ohnesorg");
        ann.go("/console/audit?action=reveal");
        assertThat(ann.content()).containsText("the customer is on the phone");
    }

    @Test
    void aViewerSeesWhichRoleEachButtonNeeds() {
        Window vic = desk.signedIn(Staff.VIC).go("/console/dead-letters?q=order:T-1011");

        assertThat(vic.button("Archive 1 …")).isDisabled();
        assertThat(vic.content()).containsText("needs the role support");
        vic.link("#T-1011").click();

        assertThat(vic.button("Reveal personal data")).isDisabled();
        assertThat(vic.content()).not().containsText("Jane Roe");
    }

    @Test
    void aSearchIsKeptSharedAndForgotten() {
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters?q=cause:price-above-cap");
        ann.page().getByText("Keep this search").click();
        ann.field("Name").fill("Dearer than allowed");
        ann.field("for everybody").check();
        ann.button("Keep").click();

        Window ben = desk.signedIn(Staff.BEN).go("/console/dead-letters");
        ben.link("Dearer than allowed").click();
        assertThat(ben.field("Search dead letters")).hasValue("cause:price-above-cap");
        ann.go("/console/dead-letters?q=cause:price-above-cap")
                .page()
                .getByText("Keep this search")
                .click();
        ann.button("Forget “Dearer than allowed”").click();

        ben.go("/console/dead-letters");
        assertThat(ben.link("Dearer than allowed")).hasCount(0);
    }

    @Test
    void theListALetterAndTheQuestionBeforeAChangeAreAccessible() {
        Window ann = desk.signedIn(Staff.ANN);

        ann.go("/console/dead-letters").mustBeAccessible();
        ann.go("/console/dead-letters?q=order:T-1011").link("Archive 1 …").click();
        ann.mustBeAccessible();
        ann.go("/console/dead-letters?q=order:T-1011").link("#T-1011").click();
        ann.mustBeAccessible();
    }
}
