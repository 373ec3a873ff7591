package serai.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.browser.Accessibility.Look;

/**
 * Pictures of the staged outage, for people: in {@code target/screenshots}, or where {@code -Dserai.screenshots} says, such
 * as {@code docs/images}. What they show is held against nothing; that the pages can be drawn is.
 */
class ScreenshotsBrowserTest {
    private static final Path FOLDER = Path.of(System.getProperty("serai.screenshots", "target/screenshots"));
    private static final long LARGEST = 200_000;

    @RegisterExtension
    final Desk desk = new Desk();

    @ParameterizedTest
    @EnumSource
    void pagesOfTheOutageAreDrawn(Look look) throws IOException {
        Window ann = desk.signedIn(Staff.ANN);

        draw(ann.go("/console"), look, "now");
        draw(ann.go("/console/dead-letters"), look, "dead-letters");
        ann.go("/console/dead-letters?q=order:T-1011").link("#T-1011").click();
        draw(ann, look, "one-dead-letter");
    }

    @Test
    void restIsDrawnToBeLookedAt() throws IOException {
        Window ann = desk.signedIn(Staff.ADA);
        for (Look look : new Look[] {Look.DESKTOP_LIGHT, Look.PHONE_DARK}) {
            draw(ann.go("/console/orders"), look, "orders");
            draw(ann.go("/console/stores"), look, "stores");
            draw(ann.go("/console/stores/loop-shop"), look, "store");
            draw(ann.go("/console/audit"), look, "audit");
            draw(ann.go("/console/account"), look, "account");
            draw(desk.stranger().go("/console/sign-in"), look, "sign-in");
        }
    }

    private static void draw(Window window, Look look, String name) throws IOException {
        look.at(window.page());
        Path file =
                FOLDER.resolve(name + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png");
        Files.createDirectories(FOLDER);
        Page.ScreenshotOptions options = new Page.ScreenshotOptions().setPath(file);
        if (look.isPhone()) {
            options.setFullPage(true).setClip(0, 0, 390, 1600);
        }
        window.page().screenshot(options);
        assertThat(Files.size(file)).isBetween(1_000L, LARGEST);
    }
}
