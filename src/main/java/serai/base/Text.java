package serai.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** Small rules on text that ids and records share. */
public final class Text {
    private static final char[] BASE32 = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private Text() {}

    /**
     * The text itself when it is not blank and at most {@code max} UTF-16 units long.
     *
     * @throws IllegalArgumentException naming {@code what} otherwise
     */
    public static String required(String what, String text, int max) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        return atMost(what, text, max);
    }

    /**
     * The text itself when it is at most {@code max} UTF-16 units long.
     *
     * @throws IllegalArgumentException naming {@code what} otherwise
     */
    public static String atMost(String what, String text, int max) {
        if (text.length() > max) {
            throw new IllegalArgumentException(what + " has " + text.length() + " characters, at most " + max + " fit");
        }
        return text;
    }

    /**
     * The text itself when the whole of it matches.
     *
     * @throws IllegalArgumentException naming {@code what} and {@code rule} otherwise
     */
    public static String matching(String what, String text, Pattern pattern, String rule) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " must be " + rule + ", was \"" + text + "\"");
        }
        return text;
    }

    /**
     * 26 lower-case characters (130 bits of SHA-256 in Crockford's base 32) that depend on all parts and on where one
     * ends and the next begins. The same parts give the same text on every node and for ever: ids in stored data and at
     * suppliers depend on it.
     */
    public static String fingerprint(String... parts) {
        MessageDigest sha = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha.update(new byte[] {
                (byte) (bytes.length >> 24),
                (byte) (bytes.length >> 16),
                (byte) (bytes.length >> 8),
                (byte) bytes.length
            });
            sha.update(bytes);
        }
        return base32(sha.digest(), 26);
    }

    private static String base32(byte[] bytes, int characters) {
        StringBuilder text = new StringBuilder(characters);
        int buffer = 0;
        int bits = 0;
        int next = 0;
        while (text.length() < characters) {
            if (bits < 5) {
                buffer = (buffer << 8) | (bytes[next++] & 0xff);
                bits += 8;
            }
            bits -= 5;
            text.append(BASE32[(buffer >> bits) & 31]);
            buffer &= (1 << bits) - 1;
        }
        return text.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
