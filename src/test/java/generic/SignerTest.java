package generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {
    /** As in the tests of the Standard Webhooks libraries for JavaScript and Python (1.0.0). */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static String signature(String secret, String id, long at, String body) {
        return new Signer(secret).headers(id, Instant.ofEpochSecond(at), body).getOrDefault("webhook-signature", "");
    }

    @Test
    void aSecretWithPrefixSignsAsTheLibrariesDo() {
        var signature = signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** BigCommerce's webhooks are signed so with the bytes of the client secret; computed twice, November 2026. */
    @Test
    void aSecretWithoutPrefixStandsForItsOwnBytes() {
        var body =
                "{\"scope\":\"store/order/created\",\"store_id\":\"1025646\",\"data\":{\"type\":\"order\",\"id\":250},"
                        + "\"hash\":\"dd70c0976e06b67aaf671e73f49dcb79230ebf9d\",\"created_at\":1795000000,"
                        + "\"producer\":\"stores/abc123\"}";

        var signature = signature(
                "bc_client_secret_0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
                1795000000,
                body);

        assertThat(signature).isEqualTo("v1,rfaBax+iUg4EmvVlll3XQ1mBf4okSlCYXGqmFLJvwF4=");
    }

    @Test
    void twoSecretsMakeTwoSignatures() {
        var both = signature(SECRET + " old-secret", "m", 1, "{}");

        assertThat(both.split(" "))
                .containsExactly(signature(SECRET, "m", 1, "{}"), signature("old-secret", "m", 1, "{}"));
    }

    @Test
    void theHeadersSayWhenTheyWereSigned() {
        var headers = new Signer(SECRET).headers("m", Instant.parse("2026-11-18T11:06:40.9Z"), "{}");

        assertThat(headers).containsEntry("webhook-id", "m").containsEntry("webhook-timestamp", "1795000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "whsec_", "whsec_not*base64"})
    void aSecretThatCannotBeReadStopsTheStartAndIsNotQuoted(String secret) {
        assertThatThrownBy(() -> new Signer(secret))
                .hasMessageContaining("signing-secret")
                .hasMessageNotContaining("not*base64")
                .hasNoCause();
    }
}
