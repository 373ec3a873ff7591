package serai.order;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * By what an order is found that belongs to an e-mail address: SHA-256 of the address without blanks around it, in lower
 * case, as 64 hexadecimal digits. Whoever knows an address can find its orders; nobody reads addresses off an index. It is
 * still about a person and goes when the order's personal data is erased.
 */
public final class EmailHash {
    private EmailHash() {}

    /** The hash of an address; empty for no address. */
    public static Optional<String> of(String email) {
        String plain = email.strip().toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? Optional.empty() : Optional.of(hex(plain));
    }

    private static String hex(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
