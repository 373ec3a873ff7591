package serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.store.Stored.utf8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignaturesTest {
    private static final String S4 = "UFwgrGBPZilFtmKh8TqcovA78LGYb1BdWu9I4Q2oyRg=";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            S1 | hush | 0 | Y3S0OcgdRab3yE7clVq/m9rzY5a6y13OKkjMFe0FjeI= | {"id":450789469,"name":"#1001"}
            S2 | 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 | 82 | bLkwr8vh1DiIeadIbMl/h1yErJUcfIJBiD2aSD2KpsU= | {"id":6200407294252,"total_price":"55.75","currency":"EUR","note":"a\\/b \\u0026 c"}
            S3 | 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 | 79 | g/qD0X4wghtGzfUIirEoAahlj/gK+SNtIH0T7yqoxXc= | {"shipping_address":{"name":"Łucja Żółć","city":"Łódź","zip":"90-001"}}
            S4 | hush | 2 | UFwgrGBPZilFtmKh8TqcovA78LGYb1BdWu9I4Q2oyRg= | {}
            """)
    void shopifysVectorsAreAccepted(String vector, String secret, int size, String header, String body) {
        var store = shopify(secret, "");

        assertThat(size == 0 || utf8(body).length == size)
                .as("size of " + vector)
                .isTrue();
        assertThat(Signatures.shopify(store, utf8(body), header)).isTrue();
        assertThat(Signatures.shopify(store, utf8(body + " "), header)).isFalse();
    }

    @Test
    void vectorS5IsTheOrderOfTheReference() throws NoSuchAlgorithmException {
        byte[] body = Stored.shopifyOrder();

        assertThat(body).hasSize(4610);
        assertThat(sha256(body)).startsWith("38ebb02c4400290b");
        assertThat(Signatures.shopify(Stored.SHOPIFY, body, "ENRZpOdA9F8Wf60bdcJ9HN/ciedICuPX+bUJIZEpoB8="))
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            W1 | 0  | upYNOL8NW+Qk37bImGk4jJKPXhG+0RAJ4TIoslLJbTk= | {"id":727,"status":"processing"}
            W2 | 99 | ++c+nWUkLqNveNlGTU+HivK58nrNzsPw6scyQ4iv0iE= | {"id":15,"shipping":{"city":"\\u0141\\u00f3d\\u017a","address_1":"ul. \\u015awi\\u0119tokrzyska 14\\/3"}}
            W3 | 0  | PMtKMVwVUrXrdSSk9yAAxjmanqpl3vh1Y5HmvRNx4iQ= | {"id":22}
            """)
    void wooCommercesVectorsAreAccepted(String vector, int size, String header, String body) {
        assertThat(size == 0 || utf8(body).length == size)
                .as("size of " + vector)
                .isTrue();
        assertThat(Signatures.wooCommerce(Stored.WOOCOMMERCE, utf8(body), header))
                .isTrue();
        assertThat(Signatures.wooCommerce(Stored.WOOCOMMERCE, utf8(body + " "), header))
                .isFalse();
    }

    @Test
    void vectorW4IsTheOrderOfTheReference() throws NoSuchAlgorithmException {
        byte[] body = Stored.wooCommerceOrder();

        assertThat(body).hasSize(2690);
        assertThat(sha256(body)).startsWith("519e0d19b0edebb7");
        assertThat(Signatures.wooCommerce(Stored.WOOCOMMERCE, body, "AA66yGRjNmgKw4jA/Fy/L5WB0IuV+a5SOje2NZO4u2Y="))
                .isTrue();
    }

    @Test
    void onlyTheExactHeaderIsAccepted() {
        var store = shopify("hush", "");
        var hex = HexFormat.of().formatHex(Base64.getDecoder().decode(S4));

        for (String header : Arrays.asList(
                null,
                "",
                " ",
                hex,
                " " + S4,
                S4 + " ",
                S4.replace("=", ""),
                S4 + "=",
                S4 + "\n",
                S4.toLowerCase(Locale.ROOT),
                "sha256=" + S4,
                S4 + "," + S4)) {
            assertThat(Signatures.shopify(store, utf8("{}"), header))
                    .as("%s", header)
                    .isFalse();
        }
        assertThat(Signatures.shopify(store, utf8("{}"), S4)).isTrue();
    }

    @Test
    void anEmptyBodyIsNeverShopifys() {
        var ofNothing = "Knm8rWjeSXNIt2H0AOMT7DQ8/YSy8sQi/pEjbuUmGMs=";

        assertThat(Signatures.shopify(shopify("hush", ""), new byte[0], ofNothing))
                .isFalse();
    }

    @Test
    void thePreviousSecretIsAcceptedWhileANewOneSpreads() {
        assertThat(Signatures.shopify(shopify("new", ", previousWebhookSecret: hush"), utf8("{}"), S4))
                .isTrue();
        assertThat(Signatures.shopify(shopify("new", ""), utf8("{}"), S4)).isFalse();
    }

    @Test
    void aStoreWithoutSecretTrustsNobody() {
        assertThat(Signatures.shopify(Stored.GENERIC, utf8("{}"), S4)).isFalse();
    }

    @Test
    void wooCommerceSignsWithTheDecodedSecret() {
        var plain = Stored.store("- {id: a, platform: woocommerce, webhookSecret: \"a&b<'>\"}");
        var asStored = Stored.store("- {id: a, platform: woocommerce, webhookSecret: \"a&amp;b&lt;&#039;&#x3E;\"}");
        var signature = "MKDZsfibUQfjhHo0jweOCUax4LjOUqS3zZFycnWE/Fo=";

        assertThat(Signatures.wooCommerce(plain, utf8("{}"), signature)).isTrue();
        assertThat(Signatures.wooCommerce(asStored, utf8("{}"), signature)).isTrue();
    }

    @Test
    void theBearerKeyIsComparedExactly() {
        assertThat(Signatures.bearer(Stored.GENERIC, "Bearer key")).isTrue();
        assertThat(Signatures.bearer(Stored.GENERIC, "bearer key")).isTrue();
        for (String wrong :
                Arrays.asList(null, "", "key", "Bearer", "Bearer ", "Bearer Key", "Bearer key ", "Basic key")) {
            assertThat(Signatures.bearer(Stored.GENERIC, wrong)).as("%s", wrong).isFalse();
        }
        assertThat(Signatures.bearer(Stored.SHOPIFY, "Bearer key")).isFalse();
    }

    private static Store shopify(String secret, String more) {
        return Stored.store("- {id: a, platform: shopify, webhookSecret: " + secret + more + "}");
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
