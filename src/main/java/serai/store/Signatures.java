package serai.store;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import serai.base.Secret;

/**
 * Whether a call comes from the store that it names. Always over the raw bytes, in constant time, and as strict as the
 * platforms' own validators: the header must be exactly the base64 text, with padding and without blanks.
 */
public final class Signatures {
    /** Shopify's header. */
    public static final String SHOPIFY_HEADER = "X-Shopify-Hmac-Sha256";

    /** WooCommerce's header. */
    public static final String WOOCOMMERCE_HEADER = "X-WC-Webhook-Signature";

    private static final String BEARER = "Bearer ";
    /** 32 bytes in base64. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9+/]{43}=");

    private Signatures() {}

    /**
     * Whether a header could be a platform's signature of some body: known before the body is.
     *
     * @param header null when there is none
     */
    public static boolean couldBe(@Nullable String header) {
        return header != null && FORM.matcher(header).matches();
    }

    /**
     * Whether Shopify signed the body with the store's secret or its previous one. An empty body never is, as in Shopify's
     * library (13.1.0 and 15.0.0, November 2026).
     *
     * @param header the value of {@link #SHOPIFY_HEADER}, null when there is none
     */
    public static boolean shopify(Store store, byte[] body, @Nullable String header) {
        return body.length > 0 && signed(store, body, header, false);
    }

    /**
     * Whether WooCommerce signed the body with the store's secret or its previous one. It signs with the secret after
     * decoding HTML entities: one stored as {@literal a&}amp;b signs with {@literal a&b} (WooCommerce 10.0.2, November 2026).
     *
     * @param header the value of {@link #WOOCOMMERCE_HEADER}, null when there is none
     */
    public static boolean wooCommerce(Store store, byte[] body, @Nullable String header) {
        return signed(store, body, header, true);
    }

    /**
     * Whether the caller presents the store's API key.
     *
     * @param authorization the value of {@code Authorization}, null when there is none
     */
    public static boolean bearer(Store store, @Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        String key = authorization.substring(BEARER.length());
        return store.apiKey().map(secret -> secret.matches(key)).orElse(false);
    }

    private static boolean signed(Store store, byte[] body, @Nullable String header, boolean decodeKey) {
        if (header == null) {
            return false;
        }
        byte[] presented = header.getBytes(StandardCharsets.UTF_8);
        // Both secrets are always tried, so that the time taken does not tell which one is in use.
        return Stream.of(store.webhookSecret(), store.previousWebhookSecret())
                        .flatMap(Optional::stream)
                        .map(Secret::reveal)
                        .map(key -> hmac(decodeKey ? Entities.decodeSpecial(key) : key, body))
                        .filter(expected -> MessageDigest.isEqual(expected, presented))
                        .count()
                > 0;
    }

    private static byte[] hmac(String key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encode(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
