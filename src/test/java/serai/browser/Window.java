package serai.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import serai.browser.Accessibility.Look;

/** One person's browser window. Notes everything that a page must never do. */
final class Window {
    private final BrowserContext context;
    private final Page page;
    private final URI gateway;
    private final List<String> troubles = new ArrayList<>();
    private final Set<Integer> announced = new TreeSet<>();
    private boolean interrupted;

    Window(BrowserContext context, URI gateway) {
        this.context = context;
        this.gateway = gateway;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            // Statuses are judged by themselves, below.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                trouble("the console says: " + message.text());
            }
        });
        page.onPageError(error -> trouble("a script failed: " + error));
        page.onDialog(dialog -> {
            trouble("a dialog opened: " + dialog.message());
            dialog.dismiss();
        });
        page.onResponse(this::judge);
        page.onRequest(request -> {
            if (!request.url().startsWith(gateway.toString()) && !request.url().startsWith("data:")) {
                trouble("something was asked of another server: " + request.url());
            }
        });
        page.onRequestFailed(request -> {
            // Leaving a page ends what it still loads.
            if (!interrupted && !request.failure().contains("ERR_ABORTED")) {
                trouble(request.url() + " failed: " + request.failure());
            }
        });
    }

    private void judge(Response response) {
        if (response.status() >= 400 && !announced.contains(response.status())) {
            trouble(response.request().method() + " " + response.url() + " answered " + response.status());
        }
    }

    private void trouble(String what) {
        troubles.add(page.url() + ": " + what);
    }

    /** From now on answers with that status are no fault. */
    Window expecting(int... statuses) {
        for (int status : statuses) {
            announced.add(status);
        }
        return this;
    }

    /** From now on the gateway may be gone for a while. */
    Window expectingInterruptions() {
        interrupted = true;
        return expecting(502, 503);
    }

    Window go(String path) {
        page.navigate(gateway.resolve(path).toString());
        return this;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** The path of the page, with what stands after the question mark. */
    String path() {
        URI uri = URI.create(page.url());
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator field(String label) {
        return page.getByLabel(label);
    }

    /** What is between the navigation and the end. */
    Locator content() {
        return page.locator("main");
    }

    /** What the last change came to. */
    Locator notice() {
        return page.locator("main > .notice");
    }

    /** A row of a table that holds these words. */
    Locator row(String words) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(words));
    }

    /** @throws AssertionError with all that axe finds serious, in any of the looks, and where the page scrolls sideways */
    void mustBeAccessible(Look... looks) {
        Accessibility.check(page, looks);
    }

    /** Keeps what was seen, for whoever reads of a failed test. */
    void keep(Path folder, String name) throws Exception {
        Files.createDirectories(folder);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + ".png"))
                .setFullPage(true));
        Files.writeString(folder.resolve(name + ".html"), page.content());
    }

    /** @throws AssertionError with what a page did and must not */
    void mustHaveBehaved() {
        assertThat(troubles).isEmpty();
    }

    /** What happened so far is no fault. */
    void forgive() {
        troubles.clear();
    }

    void close() {
        context.close();
    }
}
