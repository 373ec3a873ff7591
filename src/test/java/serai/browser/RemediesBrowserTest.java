package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.Patience;

class RemediesBrowserTest {
    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void aSkuThatNoListingKnowsIsRemappedAndTheOrderGoes() throws IOException {
        Window ann = letter(Sale.order("T-7501").of("BOWL-RED"));

        ann.link("Remap SKU").click();
        ann.field("From which supplier?").selectOption("amazon");
        ann.field("SKU at the supplier").fill("BOWL-RED-2026");
        ann.field("Why?").fill("found in Amazon's catalogue");
        ann.button("Remap SKU").click();

        assertThat(ann.heading("Order #T-7501")).isVisible();
        awaitStatus("T-7501", "DONE");
    }

    @Test
    void anAddressIsCorrectedInTheFieldThatTheSupplierNames() throws IOException {
        Window ann = letter(Sale.order("T-7511").of("TEA-GREEN").to(Outage.NOWHERE, "TX", "78701", "US"));

        ann.link("Correct address").click();
        assertThat(ann.field("City")).hasValue("•••");
        ann.mustBeAccessible(Accessibility.Look.DESKTOP_LIGHT, Accessibility.Look.PHONE_DARK);
        ann.field("Personal data is hidden. Why do you need it?").fill("the customer spells it out");
        ann.button("Reveal").click();
        assertThat(ann.field("City")).hasValue(Outage.NOWHERE);
        ann.field("City").fill("Austin");
        ann.page().locator("#why").fill("the customer lives in Austin");
        ann.button("Correct address").click();

        assertThat(ann.heading("Order #T-7511")).isVisible();
        awaitStatus("T-7511", "DONE");
    }

    @Test
    void aPriceCapIsRaisedForOneOrderAndTheOrderWaitsForItsSupplier() {
        Window ann = desk.signedIn(Staff.ANN).go("/console/dead-letters?q=order:T-1021");
        ann.link("#T-1021").click();

        ann.link("Raise the price cap").click();
        assertThat(ann.content()).containsText("The supplier asks 6.49 USD a piece.");
        ann.field("New cap for one piece of POT-WHITE").fill("6.50");
        ann.field("Why?").fill("the merchant agrees");
        ann.button("Raise the price cap").click();

        assertThat(ann.heading("Order #T-1021")).isVisible();
        ann.go("/console/dead-letters?q=order:T-1021");
        assertThat(ann.content()).containsText("No dead letter matches.");
    }

    @Test
    void whatWasBoughtByHandIsClosedWithTheSuppliersNumber() throws IOException {
        Window ann = letter(Sale.order("T-7521").of("BOWL-BLUE"));

        ann.link("Bought by hand").click();
        ann.field("The supplier's order number").fill("112-7654321-0001111");
        ann.field("Why?").fill("bought on the website while the customer waited");
        ann.button("Bought by hand").click();

        assertThat(ann.content()).containsText("112-7654321-0001111");
        awaitStatus("T-7521", "DONE");
    }

    @Test
    void whatNobodyCanSendIsGivenUpAndTheStoreIsTold() throws IOException {
        Window ann = letter(Sale.order("T-7531").of("BOWL-GREEN"));

        ann.link("Give up and tell the store").click();
        ann.page().getByRole(AriaRole.RADIO).first().check();
        ann.field("Why?").fill("nobody sells it any more");
        ann.button("Give up and tell the store").click();

        ann.go("/console/dead-letters?q=order:T-7531%20is:archived");
        assertThat(ann.link("#T-7531")).isVisible();
        Patience.forOneStep()
                .until(
                        "the tea house heard of it",
                        () -> desk.outage().toldTeaHouse().anyMatch(said -> said.contains("T-7531")));
    }

    @Test
    void anOrderIsEditedAsAFormAndTheDifferenceIsShown() throws IOException {
        Window ann = letter(Sale.order("T-7541").of("BOWL-WHITE"));

        ann.link("Edit the order").click();
        ann.field("Company").first().fill("Roe & Daughters");
        ann.page().locator("#why").fill("the parcel goes to the office");
        ann.button("Edit the order").click();

        assertThat(ann.notice()).isVisible();
        ann.link("Edit the order").click();
        assertThat(ann.heading("Changed so far")).isVisible();
        assertThat(ann.row("Company")).isVisible();
        ann.mustBeAccessible(Accessibility.Look.DESKTOP_DARK, Accessibility.Look.PHONE_LIGHT);
    }

    @Test
    void everyRemedysFormIsAccessible() throws IOException {
        Window ann = letter(Sale.order("T-7551").of("BOWL-BLACK"));
        String letter = ann.path();

        for (String remedy : new String[] {"remap", "bought-by-hand", "tell-store", "replay", "archive"}) {
            ann.go(letter + "/remedies/" + remedy)
                    .mustBeAccessible(Accessibility.Look.DESKTOP_LIGHT, Accessibility.Look.PHONE_DARK);
        }
    }

    private Window letter(Sale sale) throws IOException {
        String id = desk.outage().dead(sale);
        return desk.signedIn(Staff.ANN).go("/console/dead-letters/" + id);
    }

    private void awaitStatus(String id, String status) {
        Patience.forOneStep()
                .until(
                        id + " is " + status,
                        () -> desk.outage()
                                .store("tea-house")
                                .read(id)
                                .json()
                                .path("status")
                                .asText()
                                .equals(status));
    }
}
