package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.fixture.Patience;
import serai.simulator.Parcel;

class OrdersBrowserTest {
    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void anOrderIsFoundByItsNumberItsSkuAndTheEmailThatACallerSays() throws IOException {
        desk.outage().post(Sale.order("T-6001").of("TEA-GREEN").by("Ida Holm", "ida.holm@example.com"));
        awaitStatus("T-6001", "DONE");
        Window ann = desk.signedIn(Staff.ANN);

        for (String words : new String[] {"T-6001", "#T-6001", " Ida.Holm@Example.com "}) {
            ann.go("/console/orders").field("Find an order").fill(words);
            ann.button("Find").click();
            assertThat(ann.link("#T-6001")).isVisible();
        }
        ann.link("#T-6001").click();

        assertThat(ann.heading("Order #T-6001")).isVisible();
        assertThat(ann.heading("Flight recorder")).isVisible();
        assertThat(ann.content()).not().containsText("ida.holm@example.com");
    }

    @Test
    void anOrderIsFoundByTheNumberOnItsParcel() throws IOException {
        desk.outage().post(Sale.order("T-6011").of("TEA-GREEN"));
        JsonNode order = awaitStatus("T-6011", "DONE");
        desk.outage()
                .amazon()
                .ship(
                        order.path("dispatches").path(0).path("reference").asText(),
                        Parcel.by("AMZN_US", "TBA305551234567"));
        Patience.forOneStep()
                .until(
                        "the parcel is known",
                        () -> !read("T-6011").path("shipments").isEmpty());
        Window ann = desk.signedIn(Staff.ANN).go("/console/orders");

        ann.field("Find an order").fill("TBA305551234567");
        ann.button("Find").click();
        ann.link("#T-6011").click();

        assertThat(ann.heading("Parcels")).isVisible();
        assertThat(ann.content()).containsText("TBA305551234567");
    }

    @Test
    void anOrderOfTheOutageSaysWhyItWaits() {
        Window ann = desk.signedIn(Staff.ANN).go("/console/orders?q=T-3001");

        ann.link("#T-3001").click();

        assertThat(ann.content()).containsText("aliexpress");
        assertThat(ann.content()).containsText("The other side cannot be reached");
    }

    @Test
    void theListAndAnOrderAreAccessible() {
        Window ann = desk.signedIn(Staff.ANN);

        ann.go("/console/orders").mustBeAccessible();
        ann.go("/console/orders?q=T-1032").link("#T-1032").click();
        ann.mustBeAccessible();
        ann.go("/console/orders?q=nothing-like-it").mustBeAccessible();
    }

    private JsonNode awaitStatus(String id, String status) {
        return Patience.forOneStep()
                .untilFound(
                        id + " is " + status,
                        () -> read(id),
                        order -> order.path("status").asText().equals(status));
    }

    private JsonNode read(String id) {
        return desk.outage().store("tea-house").read(id).json();
    }
}
