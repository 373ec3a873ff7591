package serai.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import serai.access.OneTimeCodes;

class SignInBrowserTest {
    @RegisterExtension
    final Desk desk = new Desk();

    @Test
    void whoSignsInComesToThePageThatWasAskedFor() {
        Window sue = desk.stranger().go("/console/stores/loop-shop");

        assertThat(sue.heading("Sign in")).isVisible();
        enter(sue, Staff.SUE, Staff.PASSWORD, "");

        assertThat(sue.heading("loop-shop")).isVisible();
        assertThat(sue.page().locator(".menu summary")).containsText("sue support");
    }

    @Test
    void aWrongPasswordAndAWrongNameAreAnsweredWithTheSameWords() {
        Window sue = desk.stranger().expecting(403).go("/console/sign-in");

        enter(sue, Staff.SUE, "coffee at nine", "");
        String wrongPassword = sue.page().getByRole(AriaRole.ALERT).innerText();
        sue.field("Name").fill("nobody");
        sue.field("Password").fill(Staff.PASSWORD);
        sue.button("Sign in").click();

        assertThat(sue.page().getByRole(AriaRole.ALERT)).hasText(wrongPassword);
        Assertions.assertThat(wrongPassword).isEqualTo("The name, the password or the code is not right.");
        Assertions.assertThat(sue.context().cookies()).noneMatch(cookie -> cookie.name.equals("serai-session"));
    }

    @Test
    void theSecondFactorIsNeededAndItsCodeIsGoodForOneSignIn() {
        Window tom = desk.stranger().expecting(403).go("/console/sign-in");
        String code = OneTimeCodes.at(Staff.TOTP, Instant.now());

        enter(tom, Staff.TOM, Staff.PASSWORD, "");
        assertThat(tom.content()).containsText("is not right");
        enter(tom, Staff.TOM, Staff.PASSWORD, code);

        assertThat(tom.page().locator(".menu summary")).containsText("tom");
        Window thief = desk.stranger().expecting(403).go("/console/sign-in");
        enter(thief, Staff.TOM, Staff.PASSWORD, code);
        assertThat(thief.content()).containsText("is not right");
    }

    @Test
    void signOutEverywhereEndsTheOtherBrowserToo() {
        Window phone = desk.stranger().go("/console/sign-in");
        enter(phone, Staff.SUE, Staff.PASSWORD, "");
        Window sue = desk.stranger().go("/console/sign-in");
        enter(sue, Staff.SUE, Staff.PASSWORD, "");

        sue.go("/console/account").button("Sign out everywhere").click();

        assertThat(sue.heading("Sign in")).isVisible();
        phone.go("/console/orders");
        assertThat(phone.page()).hasURL(Pattern.compile("/console/sign-in\\?next=%2Fconsole%2Forders$"));
    }

    @Test
    void nobodyIsLedAwayAfterSigningIn() {
        Window sue = desk.stranger().go("/console/sign-in?next=//evil.example/console");

        enter(sue, Staff.SUE, Staff.PASSWORD, "");

        assertThat(sue.page().locator(".menu summary")).containsText("sue");
        Assertions.assertThat(sue.page().url()).startsWith(desk.outage().uri().toString());
    }

    @Test
    void thePageIsAccessible() {
        desk.stranger().go("/console/sign-in").mustBeAccessible();
        desk.signedIn(Staff.ANN).go("/console/account").mustBeAccessible();
    }

    private static void enter(Window window, Staff who, String password, String code) {
        window.field("Name").fill(who.id());
        window.field("Password").fill(password);
        window.field("Code").fill(code);
        window.button("Sign in").click();
    }
}
