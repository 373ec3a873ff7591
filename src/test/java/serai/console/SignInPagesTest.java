package serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.access.Audit;
import serai.console.AccessServer.Browser;
import serai.console.AccessServer.Page;
import serai.fixture.MovedClock;
import serai.fixture.SmallGateway;
import serai.fixture.TestIssuer;

class SignInPagesTest {
    private static final String SESSION = "serai-session";

    private final MovedClock clock = new MovedClock();
    private SmallGateway gateway;
    private AccessServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway = new SmallGateway(folder, clock);
        server = new AccessServer(gateway);
    }

    @AfterEach
    void stop() {
        server.close();
        gateway.close();
    }

    @Test
    void passwordLeadsToThePageThatWasWantedAndSignOutAway() throws Exception {
        Browser browser = server.browser();
        Page sent = browser.get("/console/stores?x=1");

        Page in = browser.signIn("ann", AccessServer.PASSWORD, "/console/stores?x=1");
        Page stores = browser.get("/console/stores");
        Page out = browser.post("/console/sign-out", "csrf", stores.field("csrf"));

        assertThat(sent.header("Location")).isEqualTo("/console/sign-in?next=%2Fconsole%2Fstores%3Fx%3D1");
        assertThat(in.status()).isEqualTo(303);
        assertThat(in.header("Location")).isEqualTo("/console/stores?x=1");
        assertThat(in.cookies().lines().filter(cookie -> cookie.startsWith(SESSION)))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie)
                        .containsIgnoringCase("HttpOnly")
                        .contains("SameSite=Lax", "Path=/")
                        .doesNotContain("Secure", "Expires", "Max-Age", "Domain"));
        assertThat(stores.text()).contains("ann");
        assertThat(out.header("Location")).isEqualTo("/console/sign-in");
        assertThat(browser.cookies).doesNotContainKey(SESSION);
        assertThat(browser.get("/console/stores").status()).isEqualTo(303);
    }

    @Test
    void signedOutCookieOpensNothingAnyMore() throws Exception {
        Browser browser = server.browser();
        browser.signIn("ann", AccessServer.PASSWORD);
        String stolen = browser.cookie(SESSION);
        browser.post(
                "/console/sign-out", "csrf", browser.get("/console/account").field("csrf"));

        Browser thief = server.browser();
        thief.cookies.put(SESSION, stolen);

        assertThat(thief.get("/console/account").status()).isEqualTo(303);
    }

    @Test
    void behindTlsCookiesAreSecureAndOfThisHostOnly() throws Exception {
        Browser browser = server.browser().with("X-Forwarded-Proto", "https");

        Page in = browser.signIn("ann", AccessServer.PASSWORD);

        assertThat(in.cookies()).contains("__Host-" + SESSION + "=", "Secure").doesNotContain("\n" + SESSION + "=");
        assertThat(browser.get("/console/account").status()).isEqualTo(200);
        Browser plain = server.browser();
        plain.cookies.put(SESSION, browser.cookie("__Host-" + SESSION));
        plain.with("X-Forwarded-Proto", "https");
        assertThat(plain.get("/console/account").status()).isEqualTo(303);
    }

    @Test
    void wrongNameAndWrongPasswordLookTheSameAndTheTypedNameIsEscaped() throws Exception {
        Page name = server.browser().signIn("<script>alert(1)</script>", AccessServer.PASSWORD);
        Page password = server.browser().signIn("ann", "wrong");

        assertThat(name.status()).isEqualTo(403).isEqualTo(password.status());
        assertThat(name.text())
                .contains("The name, the password or the code is not right.")
                .contains("&lt;script>alert")
                .doesNotContain("<script>alert");
        assertThat(password.text())
                .contains("The name, the password or the code is not right.")
                .doesNotContain("wrong");
        assertThat(password.cookies()).doesNotContain(SESSION);
    }

    @Test
    void tooManyTriesSayHowLongToWait() throws Exception {
        Browser browser = server.browser();
        for (int failure = 0; failure < 4; failure++) {
            assertThat(browser.signIn("ann", "wrong").status()).isEqualTo(403);
        }

        Page locked = browser.signIn("ann", "wrong");

        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.header("Retry-After")).isEqualTo("31");
        assertThat(locked.text()).contains("Wait 31 s");
        clock.advance(Duration.ofSeconds(31));
        assertThat(browser.signIn("ann", AccessServer.PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void formFromElsewhereSignsNobodyIn() throws Exception {
        Browser victim = server.browser();
        victim.get("/console/sign-in");
        String attackersToken = server.browser().get("/console/sign-in").field("token");
        String[] rest = {"name", "ann", "password", AccessServer.PASSWORD};

        Page without = victim.post("/console/sign-in", rest);
        Page attackers = victim.post("/console/sign-in", "token", attackersToken, rest[0], rest[1], rest[2], rest[3]);
        Page crossSite = server.browser().with("Sec-Fetch-Site", "cross-site").signIn("ann", AccessServer.PASSWORD);
        Page origin = server.browser().with("Origin", "https://evil.example").signIn("ann", AccessServer.PASSWORD);

        assertThat(List.of(without, attackers, crossSite, origin)).allSatisfy(page -> {
            assertThat(page.status()).isEqualTo(403);
            assertThat(page.cookies()).doesNotContain(SESSION);
            assertThat(page.text()).contains("too old");
        });
        assertThat(server.browser()
                        .with("Sec-Fetch-Site", "same-origin")
                        .signIn("ann", AccessServer.PASSWORD)
                        .status())
                .isEqualTo(303);
    }

    @Test
    void newSignInEndsTheSessionThatTheBrowserHad() throws Exception {
        Browser browser = server.browser();
        browser.signIn("ann", AccessServer.PASSWORD);
        String first = browser.cookie(SESSION);
        Page form = server.browser().get("/console/sign-in");
        browser.cookies.put("serai-sign-in", form.field("token"));

        browser.post(
                "/console/sign-in", "token", form.field("token"), "name", "mug", "password", AccessServer.PASSWORD);

        assertThat(browser.cookie(SESSION)).isNotEqualTo(first);
        assertThat(server.sessions.find(first, clock.instant())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/console//evil.example",
                "/console\\@evil.example",
                "/consoles",
                "/console/\t/evil",
                "/console/sign-in",
                "javascript:alert(1)",
                "/api/v1/orders",
                ""
            })
    void nobodyIsSentOutOfTheConsole(String next) throws Exception {
        assertThat(server.browser().signIn("ann", AccessServer.PASSWORD, next).header("Location"))
                .isEqualTo("/console");
    }

    @Test
    void issuerLeadsInWhomAnAccountNames() throws Exception {
        Browser browser = server.browser();
        String start = browser.get("/console/sign-in?next=%2Fconsole%2Faudit").text();
        Page away = browser.get("/console/sign-in/depart?next=%2Fconsole%2Faudit");

        Page back = browser.get(server.authorized(away.header("Location")));

        assertThat(start).contains("Sign in with the office", "/console/sign-in/depart?next=%2Fconsole%2Faudit");
        assertThat(back.status()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("/console/audit");
        assertThat(browser.cookies).containsKey(SESSION).doesNotContainKey("serai-issuer");
        assertThat(browser.get("/console/account").text()).contains("kim", "viewer", "single sign-on");
    }

    @Test
    void issuersUnknownPersonAndAnswersOfOtherBrowsersAreRefusedInWords() throws Exception {
        server.issuer.email = "eve@example.com";
        Browser browser = server.browser();
        Page unknown = browser.get(
                server.authorized(browser.get("/console/sign-in/depart").header("Location")));
        server.issuer.email = "kim@example.com";
        String answer = server.authorized(
                server.browser().get("/console/sign-in/depart").header("Location"));
        Page foreign = server.browser().get(answer);
        server.issuer.mode = TestIssuer.Mode.WRONG_KEY;
        Page forged = browser.get(
                server.authorized(browser.get("/console/sign-in/depart").header("Location")));

        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.text()).contains("the office knows you, but you have no account here.");
        assertThat(foreign.text()).contains("This browser has not begun to sign in");
        assertThat(forged.text()).contains("does not hold");
        assertThat(List.of(unknown, foreign, forged))
                .allSatisfy(page -> assertThat(page.cookies()).doesNotContain(SESSION));
    }

    @Test
    void myAccountShowsMySessionsAndEndsThem() throws Exception {
        Browser one = server.browser().with("X-Forwarded-For", "192.0.2.1");
        Browser other = server.browser().with("X-Forwarded-For", "192.0.2.2");
        one.signIn("mug", AccessServer.PASSWORD);
        clock.advance(Duration.ofSeconds(1));
        other.signIn("mug", AccessServer.PASSWORD);

        Page account = one.get("/console/account");
        String path = account.text().replaceFirst("(?s).*action=\"(/console/account/sessions/[^\"]*)\".*", "$1");
        Page ended = one.post(path, "csrf", account.field("csrf"));

        assertThat(account.text()).contains("192.0.2.1", "192.0.2.2", "this session", "mugs", "support");
        assertThat(ended.header("Location")).isEqualTo("/console/account");
        assertThat(other.get("/console/account").status()).isEqualTo(303);
        assertThat(one.post(path, "csrf", account.field("csrf")).status()).isEqualTo(404);

        other.signIn("mug", AccessServer.PASSWORD);
        assertThat(one.post("/console/account/sign-out-everywhere").status()).isEqualTo(403);
        one.post("/console/account/sign-out-everywhere", "csrf", account.field("csrf"));
        assertThat(one.get("/console/account").status()).isEqualTo(303);
        assertThat(other.get("/console/account").status()).isEqualTo(303);
        assertThat(new Audit(gateway.ledger).list(Optional.of("mug"), Optional.of("sign-out-everywhere"), 9))
                .singleElement()
                .satisfies(entry -> assertThat(entry.source()).isEqualTo("192.0.2.1"));
    }

    @Test
    void accountThatIsNotOnesOwnIsNotSignedOut() throws Exception {
        Browser mug = server.browser();
        mug.signIn("mug", AccessServer.PASSWORD);
        Browser ann = server.browser();
        ann.signIn("ann", AccessServer.PASSWORD);
        String id = server.sessions
                .find(mug.cookie(SESSION), clock.instant())
                .orElseThrow()
                .id();

        Page answer = ann.post(
                "/console/account/sessions/" + id + "/sign-out",
                "csrf",
                ann.get("/console/account").field("csrf"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(mug.get("/console/account").status()).isEqualTo(200);
    }
}
