package serai.base;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Whether a text says anything. Shops make fields mandatory that customers do not want to fill, and plugins fill them with
 * dots, zeros and {@code N/A}; such a text must not hide a good one behind it. What is usable here may still be refused by a
 * supplier.
 */
public final class Usable {
    /** The fewest digits of a telephone number that somebody can be called under from abroad. */
    private static final int FEWEST_DIGITS = 6;

    private static final int ZEROS = 7;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
    private static final Set<String> PLACEHOLDERS =
            Set.of("n/a", "n.a.", "#n/a", "none", "null", "nil", "undefined", "unknown", "(none)", "tba", "tbd");

    private Usable() {}

    /**
     * Whether it may be a telephone number: 6 digits or more, neither all the same, nor counted up ({@code 1234567890}), nor
     * ending in seven zeros.
     */
    public static boolean phone(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(digit -> digits.append(Character.digit(digit, 10)));
        if (digits.length() < FEWEST_DIGITS) {
            return false;
        }
        boolean same = true;
        boolean counted = true;
        for (int i = 1; i < digits.length(); i++) {
            same &= digits.charAt(i) == digits.charAt(0);
            counted &= (digits.charAt(i) - digits.charAt(i - 1) + 10) % 10 == 1;
        }
        return !same && !counted && !digits.toString().endsWith("0".repeat(ZEROS));
    }

    /** Whether there is a letter or a digit in it that is more than a placeholder such as {@code N/A}. */
    public static boolean words(String text) {
        for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            if (word.codePoints().anyMatch(Character::isLetterOrDigit) && !PLACEHOLDERS.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has the form of an e-mail address. */
    public static boolean email(String text) {
        return EMAIL.matcher(text.strip()).matches();
    }

    /** The first that is usable; where none is, the first that is not blank, so that people see what is wrong; else empty. */
    public static String first(Predicate<String> usable, String... texts) {
        String any = "";
        for (String text : texts) {
            if (usable.test(text)) {
                return text;
            }
            any = any.isBlank() ? text : any;
        }
        return any.isBlank() ? "" : any;
    }
}
