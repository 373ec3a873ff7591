package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NowBrowserTest {
    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void theOutageIsSeenWithWhatWaitsWhatItIsWorthAndWhenItIsOver() {
        Window ann = desk.signedIn(Staff.ANN).go("/console");

        Locator aliexpress = lane(ann, "aliexpress");
        assertThat(aliexpress).containsText("held");
        assertThat(aliexpress).containsText("The other side cannot be reached");
        assertThat(aliexpress).containsText(Pattern.compile("Waiting\\s*\\d+ orders, oldest since"));
        assertThat(aliexpress).containsText(Pattern.compile("Money parked\\s*[0-9,.]+ USD"));
        assertThat(aliexpress).containsText("Next probe");
        assertThat(lane(ann, "amazon")).containsText("up");
        assertThat(ann.row("aliexpress").filter(new Locator.FilterOptions().setHasText("open")))
                .isVisible();
    }

    @Test
    void aHoldIsSeenByOthersWithoutReloadingAndIsReleasedByAnybody() {
        Window ben = desk.signedIn(Staff.BEN).go("/console");
        assertThat(ben.content()).containsText("Kept up to date");
        Window ann = desk.signedIn(Staff.ANN).go("/console");

        ann.link("Hold… amazon").click();
        assertThat(ann.content()).containsText("Nothing is sent to amazon");
        ann.field("Why?").fill("stocktaking at Amazon until noon");
        ann.button("Hold amazon").click();

        assertThat(ann.notice()).hasText("amazon is held.");
        assertThat(lane(ben, "amazon")).containsText("Held by ann: stocktaking at Amazon until noon");
        ben.link("Release… amazon").click();
        ben.field("Why?").fill("it is over");
        ben.button("Release amazon").click();
        assertThat(ben.notice()).hasText("amazon is released.");
        assertThat(lane(ann, "amazon")).not().containsText("Held by ann");
    }

    @Test
    void aSwitchSaysWhatItWillDoBeforeItDoesItAndIsSwitchedOnAgain() {
        Window ann = desk.signedIn(Staff.ANN).go("/console");
        Locator placing =
                ann.page().locator("form").filter(new Locator.FilterOptions().setHasText("Stop new placements"));

        placing.getByLabel("For").selectOption("store:mug-market");
        placing.getByRole(AriaRole.BUTTON).click();
        assertThat(ann.content()).containsText("Orders are still taken and wait");
        ann.field("Why?").fill("the mug market found a wrong price");
        ann.page().locator("main form button").click();

        Locator off = ann.page().getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Switched off"));
        assertThat(off).containsText("the mug market found a wrong price");
        assertThat(off).containsText("by ann");
        off.getByRole(AriaRole.LINK).click();
        ann.field("Why?").fill("the price is right again");
        ann.page().locator("main form button").click();
        assertThat(off).hasCount(0);
    }

    @Test
    void aStoresOwnStaffSeeTheirShareAndNoButtons() {
        Window mia = desk.signedIn(Staff.MIA).go("/console");

        assertThat(lane(mia, "aliexpress")).containsText(Pattern.compile("Waiting\\s*16 orders"));
        Assertions.assertThat(mia.content().innerText()).doesNotContain("tea-house", "Hold", "What will it do?");
    }

    @Test
    void theCockpitItsListsAndItsQuestionsAreAccessible() {
        Window ann = desk.signedIn(Staff.ANN);

        ann.go("/console").mustBeAccessible();
        ann.go("/console/channels").mustBeAccessible();
        ann.go("/console/incidents").mustBeAccessible();
        ann.go("/console/channels/amazon/hold").mustBeAccessible();
        ann.go("/console/switches/off?feature=SUPPLIERS&target=all").mustBeAccessible(Accessibility.Look.PHONE_DARK);
    }

    private static Locator lane(Window window, String channel) {
        return window.page()
                .locator("section.lane")
                .filter(new Locator.FilterOptions().setHas(window.heading(channel)));
    }
}
