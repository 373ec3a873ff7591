package serai.simulator.shop;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import serai.simulator.shop.Shop.Request;

/**
 * Who may call, over plain http: the steps of WooCommerce's own {@code class-wc-rest-authentication.php} (11.1, read
 * 2026-11-21), which is written otherwise than the connector's signature on purpose.
 */
final class WooCommerceKeys {
    private static final long WINDOW_SECONDS = 15 * 60;
    private static final List<String> NEEDED = List.of(
            "oauth_consumer_key", "oauth_timestamp", "oauth_nonce", "oauth_signature", "oauth_signature_method");

    private final String home;
    private final String key;
    private final String secret;
    private final Clock clock;
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();

    /** @param home the store's address as it calls itself */
    WooCommerceKeys(String home, String key, String secret, Clock clock) {
        this.home = home;
        this.key = key;
        this.secret = secret;
        this.clock = clock;
    }

    /** Why the request is refused: code and message; empty when it may pass. */
    Optional<List<String>> refusal(Request request) {
        Map<String, String> query = request.query();
        List<String> missing = NEEDED.stream()
                .filter(name -> query.getOrDefault(name, "").isEmpty())
                .toList();
        if (missing.size() == NEEDED.size()) {
            // Basic credentials count over https only.
            return Optional.of(List.of("woocommerce_rest_cannot_view", "Sorry, you cannot list resources."));
        }
        if (!missing.isEmpty()) {
            return Optional.of(List.of(
                    "woocommerce_rest_authentication_missing_parameter",
                    "Missing OAuth parameters " + String.join(", ", missing)));
        }
        return wrong(request, query).map(words -> List.of("woocommerce_rest_authentication_error", words));
    }

    private Optional<String> wrong(Request request, Map<String, String> query) {
        if (!query.getOrDefault("oauth_consumer_key", "").equals(key)) {
            return Optional.of("Consumer key is invalid.");
        }
        if (!signature(request.method(), request.path(), query)
                .equals(query.getOrDefault("oauth_signature", "").replace(' ', '+'))) {
            return Optional.of("Invalid signature - provided signature does not match.");
        }
        long apart = Long.parseLong(query.getOrDefault("oauth_timestamp", "0"))
                - clock.instant().getEpochSecond();
        if (Math.abs(apart) > WINDOW_SECONDS) {
            return Optional.of("Invalid timestamp.");
        }
        return nonces.add(query.getOrDefault("oauth_nonce", ""))
                ? Optional.empty()
                : Optional.of("Invalid nonce - nonce has already been used.");
    }

    private String signature(String method, String path, Map<String, String> query) {
        List<String> pairs = new ArrayList<>();
        new TreeMap<>(query).forEach((name, value) -> {
            if (!name.equals("oauth_signature")) {
                pairs.add(rawUrlEncode(rawUrlEncode(name) + "=" + rawUrlEncode(value)));
            }
        });
        String base = method + "&" + rawUrlEncode(home + path) + "&" + String.join("%26", pairs);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PHP's {@code rawurlencode}. */
    private static String rawUrlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
