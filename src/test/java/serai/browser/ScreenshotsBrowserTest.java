package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.browser.Accessibility.Look;
import serai.fixture.Patience;

/**
 * Pictures of the staged outage, for people: in {@code target/screenshots}, or where {@code -Dserai.screenshots} says, such
 * as {@code docs/images}. What they show is held against nothing; that the pages can be drawn is.
 */
class ScreenshotsBrowserTest {
    private static final Path ALL = Path.of("target/screenshots");
    private static final Path FOR_PEOPLE = Path.of(System.getProperty("serai.screenshots", ALL.toString()));
    private static final long LARGEST = 200_000;
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout((double) Patience.QUIET.toMillis());

    @RegisterExtension
    final Desk desk = new Desk();

    @ParameterizedTest
    @EnumSource
    void pagesOfTheOutageAreDrawn(Look look) throws IOException {
        Window ann = desk.signedIn(Staff.ANN);

        // What the staging has just sent to Amazon is confirmed, and AliExpress was probed since.
        assertThat(ann.go("/console?hours=1").content()).containsText("nothing waits", PATIENTLY);
        assertThat(ann.content()).containsText("Last probe", PATIENTLY);
        assertThat(ann.content()).containsText("Kept up to date");
        draw(ann, look, "now");
        draw(ann.go("/console/dead-letters"), look, "dead-letters");
        ann.go("/console/dead-letters?q=order:T-1011").link("#T-1011").click();
        assertThat(ann.heading("What you can do")).isVisible();
        draw(ann, look, "one-dead-letter");
        ann.go("/console/replays")
                .row("Amazon has listed the oolong again")
                .getByRole(AriaRole.LINK)
                .click();
        assertThat(ann.heading("How far it is")).isVisible();
        draw(ann, look, "replay");
    }

    @Test
    void restIsDrawnToBeLookedAt() throws IOException {
        Window ann = desk.signedIn(Staff.ADA);
        Map<String, String> pages = Map.of(
                "orders", "/console/orders",
                "stores", "/console/stores",
                "store", "/console/stores/loop-shop",
                "audit", "/console/audit",
                "account", "/console/account",
                "replays", "/console/replays",
                "replay-new", "/console/replays/new?q=cause:needs-mapping",
                "channels", "/console/channels",
                "incidents", "/console/incidents",
                "hold", "/console/channels/amazon/hold");
        for (var page : pages.entrySet()) {
            draw(ann.go(page.getValue()), Look.PHONE_DARK, page.getKey());
        }
        draw(desk.stranger().go("/console/sign-in"), Look.PHONE_LIGHT, "sign-in");
    }

    private static void draw(Window window, Look look, String name) throws IOException {
        look.at(window.page());
        Path folder = look.isPhone() ? ALL : FOR_PEOPLE;
        Path file = folder.resolve(name + "-"
                + look.name().toLowerCase(Locale.ROOT).replace("desktop_", "").replace('_', '-') + ".png");
        Files.createDirectories(folder);
        Page.ScreenshotOptions options = new Page.ScreenshotOptions().setPath(file);
        if (look.isPhone()) {
            options.setFullPage(true).setClip(0, 0, 390, 1600);
        }
        window.page().screenshot(options);
        Assertions.assertThat(Files.size(file)).isBetween(1_000L, LARGEST);
    }
}
