package generic;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import serai.base.Secret;

/**
 * Signs a webhook as Standard Webhooks 1.0 has it: HMAC-SHA256 over {@code id.timestamp.body}. With two secrets there are
 * two signatures, so that the receiver may change from one to the other at any time.
 */
final class Signer {
    private static final String PREFIX = "whsec_";

    private final List<Secret> secrets;

    /**
     * @param signingSecret one secret, or several with a blank in between; one that starts with {@code whsec_} stands for
     *     the bytes that its rest is the base64 of, any other for its own bytes
     * @throws IllegalArgumentException if there is none or one cannot be read
     */
    Signer(String signingSecret) {
        if (signingSecret.isBlank()) {
            throw new IllegalArgumentException("signing-secret must be given: webhooks are never sent unsigned");
        }
        secrets = Arrays.stream(signingSecret.strip().split("\\s+"))
                .map(Secret::new)
                .toList();
        secrets.forEach(Signer::key);
    }

    /** The three headers of one attempt. */
    Map<String, String> headers(String id, Instant at, String body) {
        long timestamp = at.getEpochSecond();
        String content = id + "." + timestamp + "." + body;
        String signatures = secrets.stream()
                .map(secret -> "v1," + hmac(key(secret), content))
                .collect(Collectors.joining(" "));
        return Map.of(
                "webhook-id", id,
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", signatures);
    }

    private static byte[] key(Secret secret) {
        String text = secret.reveal();
        if (!text.startsWith(PREFIX)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            // Without the decoder's words, which quote the secret.
            throw new IllegalArgumentException("signing-secret must be base64 after " + PREFIX);
        }
        if (key.length == 0) {
            throw new IllegalArgumentException("signing-secret is empty after " + PREFIX);
        }
        return key;
    }

    private static String hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
