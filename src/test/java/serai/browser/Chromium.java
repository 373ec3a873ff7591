package serai.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own Chromium, without a screen. Playwright brings only its driver and downloads no browser. */
final class Chromium implements AutoCloseable {
    private static final List<String> USUAL = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/usr/bin/google-chrome-stable",
            "/snap/bin/chromium",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it. @throws AssertionError saying what to install, when there is none */
    static Chromium start() {
        Path executable = find(
                Optional.ofNullable(System.getProperty("serai.chromium"))
                        .or(() -> Optional.ofNullable(System.getenv("SERAI_CHROMIUM"))),
                USUAL);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(executable)
                                // As root, as in most containers, Chromium's sandbox does not start; it sees our pages
                                // only.
                                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"))));
    }

    /**
     * Where it is.
     *
     * @param named by whoever runs the tests; nothing else is looked for then
     * @throws AssertionError saying what to install or to set
     */
    static Path find(Optional<String> named, List<String> usual) {
        return named.map(Stream::of)
                .orElseGet(usual::stream)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(named.map(path -> "There is no program at " + path
                                + ", which SERAI_CHROMIUM (or -Dserai.chromium) names.")
                        .orElse("The browser tests need Chromium, and none is at " + String.join(", ", usual)
                                + ". Install it (Debian, Ubuntu: sudo apt install chromium; macOS: brew install"
                                + " --cask chromium), or set SERAI_CHROMIUM to its path.")));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
