package serai.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What axe-core finds on a page, and whether it fits a phone. */
final class Accessibility {
    /** How a page is looked at. */
    enum Look {
        DESKTOP_LIGHT(1280, 860, ColorScheme.LIGHT),
        DESKTOP_DARK(1280, 860, ColorScheme.DARK),
        PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
        PHONE_DARK(390, 844, ColorScheme.DARK);

        private final int width;
        private final int height;
        private final ColorScheme scheme;

        Look(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }

        boolean isPhone() {
            return width < 600;
        }

        void at(Page page) {
            page.setViewportSize(width, height);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        }
    }

    private static final Set<String> FORBIDDEN = Set.of("serious", "critical");

    private Accessibility() {}

    /** @throws AssertionError with every serious or critical finding in any of these looks, or all of them */
    static void check(Page page, Look... looks) {
        List<String> faults = new ArrayList<>();
        for (Look look : looks.length == 0 ? Look.values() : looks) {
            look.at(page);
            faults.addAll(sideways(page, look));
            for (Rule rule : new AxeBuilder(page).setLegacyMode(true).analyze().getViolations()) {
                if (FORBIDDEN.contains(rule.getImpact())) {
                    faults.add(look + ", " + page.url() + ": " + words(rule));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults));
        }
    }

    private static List<String> sideways(Page page, Look look) {
        Object widest = page.evaluate("""
                () => {
                  const room = document.documentElement.clientWidth;
                  // On a phone a table that stacks its cells has room for all of them.
                  const cut = room < 600 && [...document.querySelectorAll('.scroll:has(> table.stack)')]
                      .find((e) => e.scrollWidth > e.clientWidth + 1);
                  if (cut) {
                    const edge = cut.getBoundingClientRect().right;
                    return [...cut.querySelectorAll('td, th, td *, th *')]
                        .filter((e) => e.getBoundingClientRect().right > edge + 1)
                        .slice(0, 5).map((e) => e.outerHTML.slice(0, 200)).join('\\n    ') || cut.outerHTML.slice(0, 160);
                  }
                  if (document.documentElement.scrollWidth <= room) return '';
                  return [...document.querySelectorAll('body *')]
                      .filter((e) => e.getBoundingClientRect().right > room + 1 && !e.closest('.scroll, nav, pre'))
                      .slice(0, 5).map((e) => e.outerHTML.slice(0, 160)).join('\\n    ') || 'something';
                }""");
        return widest.equals("")
                ? List.of()
                : List.of(look + ", " + page.url() + ": scrolls sideways, because of\n    " + widest);
    }

    private static String words(Rule rule) {
        return rule.getId() + " (" + rule.getImpact() + "): " + rule.getHelp()
                + rule.getNodes().stream()
                        .limit(5)
                        .map(Accessibility::words)
                        .collect(Collectors.joining("\n    ", "\n    ", ""));
    }

    private static String words(CheckedNode node) {
        String html = String.valueOf(node.getHtml());
        return (html.length() > 200 ? html.substring(0, 200) + "…" : html) + "\n      "
                + String.valueOf(node.getFailureSummary()).replace("\n", "\n      ");
    }
}
