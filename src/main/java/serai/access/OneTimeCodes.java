package serai.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import serai.base.Secret;

/** Codes of authenticator apps (RFC 6238: six digits of HMAC-SHA-1, a new one every 30 s). */
public final class OneTimeCodes {
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator();
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LEAST_BYTES = 16;
    private static final int BYTES = 20;

    private OneTimeCodes() {}

    /** A fresh secret of 160 bits in base 32. */
    public static Secret secret() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte each : bytes) {
            buffer = (buffer << 8) | (each & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt((buffer >> bits) & 31));
            }
        }
        return new Secret(text.toString());
    }

    /** Whether it is base 32 of 128 bits or more. */
    static boolean usable(Secret secret) {
        String text = clean(secret);
        return text.chars().allMatch(each -> BASE32.indexOf(each) >= 0) && text.length() * 5 / 8 >= LEAST_BYTES;
    }

    /** The code of that moment, for whoever holds the secret. */
    public static String at(Secret secret, Instant now) {
        try {
            return CODES.generateOneTimePasswordString(
                    new SecretKeySpec(decode(clean(secret)), CODES.getAlgorithm()), now, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the secret is no key", e);
        }
    }

    /**
     * The time step whose code this is: that of the moment, or the one before or after, for clocks that differ.
     *
     * @param code as typed, blanks allowed
     */
    static Optional<Long> step(Secret secret, String code, Instant now) {
        String digits = code.replace(" ", "");
        if (!CODE.matcher(digits).matches()) {
            return Optional.empty();
        }
        long length = CODES.getTimeStep().toMillis();
        long current = Math.floorDiv(now.toEpochMilli(), length);
        Optional<Long> found = Optional.empty();
        for (long step = current - 1; step <= current + 1; step++) {
            if (Digests.same(at(secret, Instant.ofEpochMilli(step * length)), digits)) {
                found = Optional.of(step);
            }
        }
        return found;
    }

    private static String clean(Secret secret) {
        return secret.reveal().replaceAll("[ =-]", "").toUpperCase(Locale.ROOT);
    }

    private static byte[] decode(String base32) {
        byte[] bytes = new byte[base32.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < base32.length(); i++) {
            buffer = ((buffer << 5) | BASE32.indexOf(base32.charAt(i))) & 0xfff;
            bits += 5;
            if (bits >= 8 && next < bytes.length) {
                bits -= 8;
                bytes[next++] = (byte) (buffer >> bits);
            }
        }
        return bytes;
    }
}
