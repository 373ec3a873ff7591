package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoresBrowserTest {
    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void supportSeesWhichStoresAreHeardAndTold() {
        Window ann = desk.signedIn(Staff.ANN).go("/console/stores");

        ann.link("loop-shop").click();

        assertThat(ann.heading("loop-shop")).isVisible();
        assertThat(ann.heading("What we hear from it")).isVisible();
    }

    @Test
    void ownStaffOfAStoreSeeTheirStoreAndNoOther() {
        Window mia = desk.signedIn(Staff.MIA).expecting(404).go("/console/stores");

        assertThat(mia.link("mug-market")).isVisible();
        assertThat(mia.link("tea-house")).hasCount(0);
        mia.go("/console/stores/tea-house");

        assertThat(mia.content()).containsText("There is no such store.");
    }

    @Test
    void theListAndAStoreAreAccessible() {
        Window ann = desk.signedIn(Staff.ANN);

        ann.go("/console/stores").mustBeAccessible();
        ann.go("/console/stores/loop-shop").mustBeAccessible();
    }
}
