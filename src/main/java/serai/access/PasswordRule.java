package serai.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords are not taken. Length is what counts; beyond that, those that everybody tries first, and nothing about
 * digits and signs, as NIST SP 800-63B advises.
 */
public final class PasswordRule {
    /** The fewest characters. */
    public static final int LEAST = 12;

    private static final int MOST = 200;
    private static final int FEWEST_DIFFERENT = 5;
    private static final Set<String> WORST = worst();

    private PasswordRule() {}

    /** What is wrong with a password; does not quote it. */
    public static Optional<String> fault(String account, String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        if (password.codePointCount(0, password.length()) < LEAST) {
            return Optional.of("it must have " + LEAST + " characters or more; a few words make a good one");
        }
        if (password.length() > MOST) {
            return Optional.of("it must have " + MOST + " characters or fewer");
        }
        if (lower.codePoints().distinct().count() < FEWEST_DIFFERENT || WORST.contains(lower)) {
            return Optional.of("it is one of those that everybody tries first");
        }
        return account.length() >= 4 && lower.replace(account, "").length() < LEAST / 2
                ? Optional.of("it is little more than the account's name")
                : Optional.empty();
    }

    private static Set<String> worst() {
        try (InputStream in = PasswordRule.class.getResourceAsStream("worst-passwords.txt")) {
            if (in == null) {
                throw new IllegalStateException("no worst-passwords.txt beside " + PasswordRule.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException("worst-passwords.txt", e);
        }
    }
}
