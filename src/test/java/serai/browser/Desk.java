package serai.browser;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import serai.fixture.Patience;

/**
 * Where support sits: Chromium and the staged outage, started once and shared by all test classes, and fresh windows for each
 * test. After a test every window must have behaved; when a test fails, what its windows showed is kept below
 * {@code target/browser}.
 */
final class Desk implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {
    private static final Path KEPT = Path.of("target/browser");

    /** Ends with the last test class. */
    private record Shared(Chromium chromium, Outage outage) implements AutoCloseable {
        @Override
        public void close() {
            chromium.close();
            outage.close();
        }
    }

    private final List<Window> windows = new ArrayList<>();
    private @Nullable Shared running;

    @Override
    public void beforeEach(ExtensionContext context) {
        var store = context.getRoot().getStore(ExtensionContext.Namespace.create(Desk.class));
        AssertionError failure = store.get(AssertionError.class, AssertionError.class);
        if (failure != null) {
            throw failure;
        }
        try {
            running = store.computeIfAbsent(
                    Shared.class, none -> new Shared(Chromium.start(), Outage.staged()), Shared.class);
        } catch (AssertionError e) {
            // The next test would wait as long, in vain.
            store.put(AssertionError.class, e);
            throw e;
        }
    }

    private Shared shared() {
        return requireNonNull(running);
    }

    Outage outage() {
        return shared().outage();
    }

    /** A window of somebody who is not signed in. */
    Window stranger() {
        return open(options());
    }

    /** A window of somebody who is signed in. */
    Window signedIn(Staff who) {
        Window window = stranger();
        window.context().addCookies(List.of(cookie(who)));
        return window;
    }

    /** The same in a browser that runs no scripts. */
    Window withoutScripts(Staff who) {
        Window window = open(options().setJavaScriptEnabled(false));
        window.context().addCookies(List.of(cookie(who)));
        return window;
    }

    private Cookie cookie(Staff who) {
        return new Cookie("serai-session", outage().session(who))
                .setUrl(outage().uri().toString())
                .setHttpOnly(true)
                .setSameSite(SameSiteAttribute.LAX);
    }

    private static Browser.NewContextOptions options() {
        return new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                // Colours on their way from one to the other are neither.
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1280, 860);
    }

    private Window open(Browser.NewContextOptions options) {
        BrowserContext context = shared().chromium().browser().newContext(options);
        context.setDefaultTimeout((double) Patience.QUIET.toMillis());
        PlaywrightAssertions.setDefaultAssertionTimeout((double) Patience.QUIET.toMillis());
        Window window = new Window(context, outage().uri());
        windows.add(window);
        return window;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String test = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        for (int i = 0; i < windows.size(); i++) {
            try {
                windows.get(i).keep(KEPT, test + "-" + (i + 1));
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            windows.forEach(Window::mustHaveBehaved);
        } finally {
            windows.forEach(Window::close);
            windows.clear();
        }
    }
}
