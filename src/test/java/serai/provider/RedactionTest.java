package serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final List<String> PLANTED = List.of(
            "Jane Roe", "12 Elm Street", "Austin", "78701", "+15125550100", "jane@example.com", "s3cret", "50000-tok");
    private static final String PERSON = """
            {"contact_person":"Jane Roe","full_name":"Jane Roe","address":"12 Elm Street","address2":"12 Elm Street",\
            "city":"Austin","zip":"78701","mobile_no":"+15125550100","phone_country":"+15125550100","country":"US"}""";

    @Test
    void peopleAndSecretsInJsonAreHiddenTheRestIsShown() {
        String shown = Redaction.of("""
                {"destinationAddress":{"name":"Jane Roe","addressLine1":"12 Elm Street","city":"Austin",\
                "postalCode":"78701","phone":"+15125550100","countryCode":"US"},"notificationEmails":["jane@example.com"],\
                "items":[{"sellerSku":"TEE","quantity":2}],"access_token":"50000-tok","client_secret":"s3cret"}""");

        hides(shown);
        assertThat(shown)
                .contains("\"sellerSku\":\"TEE\"")
                .contains("\"quantity\":2")
                .contains("\"countryCode\":\"US\"");
    }

    @Test
    void anOrderOfAStorePlatformIsHiddenToo() {
        String shown = Redaction.of("""
                {"id":727,"billing":{"first_name":"Jane Roe","last_name":"Jane Roe","address_1":"12 Elm Street",\
                "postcode":"78701","city":"Austin"},"customer_note":"Jane Roe","status":"processing"}""");

        hides(shown);
        assertThat(shown).contains("\"id\":727").contains("\"status\":\"processing\"");
    }

    @Test
    void aFormIsHiddenFieldByField() {
        String shown = Redaction.of(
                "app_key=12345678&session=50000-tok&sign=ABCDEF&method=aliexpress.ds.order.create&email=jane%40example.com");

        hides(shown);
        assertThat(shown).contains("app_key=12345678").contains("method=aliexpress.ds.order.create");
        assertThat(shown).doesNotContain("ABCDEF");
    }

    @Test
    void jsonInsideAFormAndInsideJsonIsHiddenToo() {
        String form = Redaction.of("app_key=1&request="
                + encoded("{\"logistics_address\":" + PERSON + ",\"product_items\":[{\"product_id\":5}]}"));
        String list = Redaction.of("app_key=1&request=" + encoded("[" + PERSON + "]"));
        String nested = Redaction.of("{\"result\":\"" + PERSON.replace("\"", "\\\"") + "\",\"more\":\"["
                + PERSON.replace("\"", "\\\"") + "]\"}");

        hides(form);
        hides(list);
        hides(nested);
        assertThat(form).contains("product_id");
    }

    @Test
    void numbersUnderAHiddenNameAreHiddenEmptyOnesAreNot() {
        String shown = Redaction.of("{\"phone\":15125550100,\"zip\":78701,\"city\":\"\",\"email\":null}");

        assertThat(shown)
                .doesNotContain("5550100")
                .doesNotContain("78701")
                .contains("\"city\":\"\"")
                .contains("null");
    }

    @Test
    void anErrorCodeIsShownAOneTimePasswordIsNot() {
        assertThat(Redaction.of("{\"code\":\"B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL\",\"msg\":\"[400] no\"}"))
                .contains("B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL")
                .contains("[400] no");
        assertThat(Redaction.of("code=3_500102_abcdef&grant_type=x")).doesNotContain("3_500102");
        assertThat(Redaction.of("{\"code\":\"" + "x".repeat(61) + "\"}")).doesNotContain("xxx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Jane Roe, 12 Elm Street</body></html>",
                "Jane Roe lives in Austin",
                "{\"name\":\"Jane Roe\"",
                "{name: Jane Roe}",
                "a=b&Jane Roe",
                "=Jane Roe",
                "x=%zzJane Roe"
            })
    void whatCannotBeReadIsShownByItsLengthOnly(String text) {
        hides(Redaction.of(text));
    }

    @Test
    void nothingIsNothing() {
        assertThat(Redaction.of("")).isEmpty();
        assertThat(Redaction.of(" \n ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane.roe+x@mail.example.com",
                "+48 600 111 222",
                "+48600111222",
                "0049 (30) 123-456",
                "(0512) 555 01 00",
                "030 1234 567"
            })
    void addressOrNumberInASentenceIsReplacedAndTheRestStays(String personal) {
        assertThat(Redaction.words("contact " + personal + " is not valid, E17"))
                .isEqualTo("contact ••• is not valid, E17");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order 8123456789012345 of 2026-11-21T19:43:47Z costs 19.95 USD",
                "stage 2: 10 of 20 died, 0 12 are left; timeout after 30 000 ms",
                "order 111-1234567-7654321 at 192.0.2.10:8080 not found @ 12:30"
            })
    void numbersOfOrdersAndTimesAreNotTakenForTelephones(String words) {
        assertThat(Redaction.words(words)).isEqualTo(words);
    }

    @Test
    void hugeAndHostileTextsDoNotBreakIt() {
        String fields = "a=1&".repeat(500_000) + "email=jane@example.com";
        String deep = "[".repeat(100_000) + "\"Jane Roe\"" + "]".repeat(100_000);
        String wide = "{\"x\":[" + "1,".repeat(500_000) + "1],\"name\":\"Jane Roe\"}";
        String quoted = "{\"x\":\"" + "Jane Roe ".repeat(300_000) + "\"}";

        hides(Redaction.of(fields));
        hides(Redaction.of(deep));
        hides(Redaction.of(wide));
        assertThat(Redaction.of(quoted)).hasSizeLessThan(100);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void hides(String shown) {
        PLANTED.forEach(planted -> assertThat(shown).doesNotContain(planted));
    }
}
