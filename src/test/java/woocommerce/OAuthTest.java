package woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import serai.base.Secret;

/**
 * Vectors made by running the npm packages {@code @woocommerce/woocommerce-rest-api} 1.0.2 and {@code oauth-1.0a} 2.2.6 with
 * this nonce and time (node 20, 2026-11-21).
 */
class OAuthTest {
    private static final Keys KEYS = new Keys(
            "ck_0f1e2d3c4b5a69788796a5b4c3d2e1f0a1b2c3d4", new Secret("cs_a1b2c3d4e5f60718293a4b5c6d7e8f9001122334"));
    private static final String NONCE = "fJ2kQ8sZ0xYw7Lr3TnVb5Hc9Md1Pg4Ae";

    private static String signature(String method, String url, Map<String, String> parameters) {
        String query = OAuth.signed(method, url, parameters, KEYS, 1795000000, NONCE);
        return query.replaceAll(".*oauth_signature=([^&]*)&.*", "$1");
    }

    @Test
    void aListOfChangedOrdersIsSignedAsTheOfficialClientDoes() {
        var parameters = Map.of(
                "modified_after", "2026-11-20T10:15:02",
                "dates_are_gmt", "true",
                "orderby", "modified",
                "order", "asc",
                "per_page", "50",
                "page", "2");

        var signature = signature("GET", "http://shop.example/wp-json/wc/v3/orders", parameters);

        assertThat(signature).isEqualTo(OAuth.encode("Tm55cBK2ohAMyh+oPOw/zwF5Ckx+3NwJPA2nDAgK47o="));
    }

    @Test
    void everyCharacterOfASkuIsEncodedTwiceInWhatIsSigned() {
        var parameters = Map.of("sku", "TEE-RED-M,Ħ œ衣 & 50%+~!*'()=/?", "_fields", "id,sku", "per_page", "100");

        var signature = signature("GET", "http://localhost:8089/wp/wp-json/wc/v3/products", parameters);

        assertThat(signature).isEqualTo(OAuth.encode("uGDuyqQRzk1bxw6QRZneRg9fp8hbTQgeaUwxzVLpxxI="));
    }

    @Test
    void theBodyOfAWriteIsNotSigned() {
        var put = signature("PUT", "http://shop.example/wp-json/wc/v3/orders/727", Map.of("_fields", "id,status"));
        var post = signature("POST", "http://shop.example/wp-json/wc/v3/products/batch", Map.of());

        assertThat(put).isEqualTo(OAuth.encode("XB8u9VnCfsB7RgVs0QwFD1lRQ51B9t3CkQG5nEwWB+k="));
        assertThat(post).isEqualTo(OAuth.encode("Xe92DwN7AOON+LwkY6frrrSGhJcyc80cp8FmmS/8fko="));
    }

    @Test
    void encodingKeepsOnlyWhatRfc3986Keeps() {
        assertThat(OAuth.encode("aZ0-._~ !*'()+%/ł")).isEqualTo("aZ0-._~%20%21%2A%27%28%29%2B%25%2F%C5%82");
    }
}
