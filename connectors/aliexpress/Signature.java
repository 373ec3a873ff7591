package aliexpress;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The gateway's signature, {@code sign_method=sha256}: HMAC-SHA256 over all names and values that are sent, sorted by
 * name in code unit order, raw and without separators; in front of them the API's name when it is a path. Source: the
 * platform's page "Signature algorithm" and its Python and Java SDKs.
 */
final class Signature {
    private Signature() {}

    /**
     * 64 upper-case hexadecimal digits.
     *
     * @param api {@code /auth/token/refresh}, which goes in front, or {@code aliexpress.ds.order.create}, which does not
     * @param parameters all that is sent but {@code sign}; blank values are left out here and must not be sent either
     * @param secret not empty
     */
    static String of(String api, Map<String, String> parameters, String secret) {
        StringBuilder text = new StringBuilder(api.contains("/") ? api : "");
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!value.isBlank() && !name.equals("sign")) {
                text.append(name).append(value);
            }
        });
        return HexFormat.of().withUpperCase().formatHex(hmac(text.toString().getBytes(StandardCharsets.UTF_8), secret));
    }

    /** HMAC-SHA256 of these bytes, 32 of them. */
    static byte[] hmac(byte[] message, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
