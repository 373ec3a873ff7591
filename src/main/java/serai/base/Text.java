package serai.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small rules on text that ids and records share. */
public final class Text {
    private static final char[] BASE32 = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    /** Signs of Unicode's class Cf that are seen: they stand before Arabic and Syriac numbers, and Kaithi ones. */
    private static final String SEEN_FORMATS = "\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\x{110bd}\\x{110cd}";

    /**
     * What nobody sees: Unicode's classes Cf (word joiner U+2060, zero width U+200B, byte order mark U+FEFF, bidi marks,
     * soft hyphen, …), Cc without the blanks, unpaired surrogates, and the letters and marks that are blank by
     * definition (Unicode's Default_Ignorable_Code_Point: fillers, variation selectors, tags).
     */
    private static final Pattern INVISIBLE = Pattern.compile("[[\\p{Cf}&&[^" + SEEN_FORMATS + "]]"
            + "[\\p{Cc}&&[^\\t\\n\\x0b\\f\\r\\x85]]\\p{Cs}"
            + "\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u3164\\ufe00-\\ufe0f\\uffa0\\x{e0000}-\\x{e0fff}]");

    /** Scripts in which a zero width joiner or non-joiner between two letters spells the word (Persian, Hindi, …). */
    private static final Pattern JOINED = Pattern.compile(
            "(?<=[[\\p{L}\\p{M}]&&[^\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]])"
                    + "[\\u200c\\u200d](?=[[\\p{L}\\p{M}]&&[^\\p{IsLatin}]])");

    private Text() {}

    /**
     * The text without what cannot be seen, for what goes to a supplier; the record keeps what the store sent. Shopify
     * itself puts U+2060 between street and number (Shopify/worldwide#221, #273), phones and spreadsheets add direction
     * marks. Blanks, tabs and line ends stay; a joiner that spells a word of Persian or an Indic script stays, too.
     */
    public static String visible(String text) {
        if (!INVISIBLE.matcher(text).find()) {
            return text;
        }
        StringBuilder seen = new StringBuilder(text.length());
        Matcher joiners = JOINED.matcher(text);
        int from = 0;
        while (joiners.find()) {
            seen.append(INVISIBLE.matcher(text.substring(from, joiners.start())).replaceAll(""))
                    .append(joiners.group());
            from = joiners.end();
        }
        return seen.append(INVISIBLE.matcher(text.substring(from)).replaceAll(""))
                .toString();
    }

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
