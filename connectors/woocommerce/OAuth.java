package woocommerce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * OAuth 1.0a with one leg and HMAC-SHA256, the only thing that WooCommerce takes over plain http. Checked against its own
 * check ({@code class-wc-rest-authentication.php}, 11.1) and against what its JavaScript client 1.0.2 signs.
 */
final class OAuth {
    private OAuth() {}

    /**
     * The query with OAuth's parameters and the signature, encoded, sorted by name.
     *
     * @param url scheme, host, port and path as the store itself writes them, without query
     * @param parameters of the request, not encoded
     * @param nonce never used before within 15 minutes
     */
    static String signed(
            String method, String url, Map<String, String> parameters, Keys keys, long epochSecond, String nonce) {
        TreeMap<String, String> all = new TreeMap<>(parameters);
        all.put("oauth_consumer_key", keys.key());
        all.put("oauth_nonce", nonce);
        all.put("oauth_signature_method", "HMAC-SHA256");
        all.put("oauth_timestamp", Long.toString(epochSecond));
        all.put("oauth_version", "1.0");
        String base = method + "&" + encode(url) + "&" + encode(query(all));
        all.put("oauth_signature", hmac(keys.secret().reveal() + "&", base));
        return query(all);
    }

    /** The parameters as a query, encoded, in their own order. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** As RFC 3986 has it: letters, digits and {@code -._~} stay. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
