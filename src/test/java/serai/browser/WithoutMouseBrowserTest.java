package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.io.IOException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole tasks by keyboard alone, and without scripts. */
class WithoutMouseBrowserTest {
    private static final int FAR = 120;

    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void aLetterIsFoundNotedAndAssignedByKeyboardAlone() throws IOException {
        desk.outage().dead(Sale.order("T-9001").of("URN-IRON"));
        Window ann = desk.signedIn(Staff.ANN).go("/console");

        press(ann, "Tab");
        Assertions.assertThat(focused(ann)).isEqualTo("Skip to the content");
        tabTo(ann, "Dead letters");
        ann.page().keyboard().press("Enter");
        assertThat(ann.heading("Dead letters")).isVisible();
        ann.page().keyboard().press("/");
        ann.page().keyboard().type("order:T-9001");
        ann.page().keyboard().press("Enter");
        assertThat(ann.heading("1 letter")).isVisible();
        tabTo(ann, "#T-9001");
        ann.page().keyboard().press("Enter");
        assertThat(ann.heading("#T-9001")).isVisible();
        tabTo(ann, "Assign");
        ann.page().keyboard().press("Space");
        assertThat(ann.notice()).hasText("ann looks after it now.");
        tabTo(ann, "Write a note");
        ann.page().keyboard().type("no mouse at hand");
        tabTo(ann, "Keep the note");
        ann.page().keyboard().press("Enter");

        assertThat(ann.page().locator("article")).containsText("no mouse at hand");
    }

    @Test
    void aLetterIsFoundNotedAndArchivedWithoutScripts() throws IOException {
        desk.outage().dead(Sale.order("T-9011").of("URN-LEAD"));
        Window ann = desk.withoutScripts(Staff.ANN).go("/console/dead-letters");

        ann.field("Search dead letters").fill("order:T-9011");
        ann.button("Search").click();
        ann.link("#T-9011").click();
        ann.field("Write a note").fill("scripts are off here");
        ann.button("Keep the note").click();
        assertThat(ann.content()).containsText("scripts are off here");
        assertThat(ann.content()).containsText(" UTC");
        ann.go("/console/dead-letters?q=order:T-9011").link("Archive 1 …").click();
        ann.field("Why?").fill("refunded");
        ann.button("Archive 1").click();

        ann.go("/console/dead-letters?q=order:T-9011");
        assertThat(ann.content()).containsText("No dead letter matches.");
    }

    /** Tabs forward until what has that name has the focus; whatever is passed shows that it has it. */
    private static void tabTo(Window window, String name) {
        for (int i = 0; i < FAR; i++) {
            press(window, "Tab");
            if (focused(window).equals(name)) {
                return;
            }
        }
        throw new AssertionError("no " + name + " within " + FAR + " tabs of " + window.path());
    }

    private static void press(Window window, String key) {
        window.page().keyboard().press(key);
        Object visible = window.page().evaluate("""
                () => {
                  const e = document.activeElement;
                  if (e === document.body) return true;
                  const style = getComputedStyle(e);
                  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                }""");
        Assertions.assertThat(visible)
                .as("%s has the focus on %s and shows it", focused(window), window.path())
                .isEqualTo(true);
    }

    /** The name of what has the focus, as it is read out. */
    private static String focused(Window window) {
        return (String) window.page().evaluate("""
                () => {
                  const e = document.activeElement;
                  const label = e.labels && e.labels[0];
                  if (!label) return (e.getAttribute('aria-label') || e.textContent || '').trim();
                  return [...label.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent).join('').trim();
                }""");
    }
}
