package serai.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.browser.Accessibility.Look;

/** What all other browser tests rely on: that a page which misbehaves is noticed. */
class WatchfulBrowserTest {
    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void anAnswerThatNobodyAnnouncedIsNoticed() {
        Window ann = desk.signedIn(Staff.ANN).go("/console/nowhere");

        assertThatThrownBy(ann::mustHaveBehaved).hasMessageContaining("/console/nowhere answered 404");

        ann.forgive();
    }

    @Test
    void aScriptInThePageIsRefusedAndNoticed() {
        Window ann = desk.signedIn(Staff.ANN).go("/console/stores");

        ann.page().evaluate("""
                () => {
                  const script = document.createElement('script');
                  script.textContent = 'document.title = "taken over"';
                  document.body.append(script);
                }""");

        assertThatThrownBy(ann::mustHaveBehaved).hasMessageContaining("Content Security Policy");
        ann.forgive();
        assertThat(ann.page().title()).startsWith("Stores");
    }

    @Test
    void aPictureWithoutWordsAndALineThatIsTooWideAreNoticed() {
        Window ann = desk.signedIn(Staff.ANN).go("/console/stores");

        ann.page().evaluate("""
                () => {
                  document.querySelector('main').innerHTML =
                      '<h1>Wide</h1><img src="data:,"><p class="nowrap">' + 'wide '.repeat(200) + '</p>';
                }""");

        assertThatThrownBy(() -> ann.mustBeAccessible(Look.PHONE_LIGHT))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("image-alt (critical)")
                .hasMessageContaining("scrolls sideways");
        ann.forgive();
    }
}
