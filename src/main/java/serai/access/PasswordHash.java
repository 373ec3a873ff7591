package serai.access;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * A password's hash as it stands in {@code config/users.yaml}: argon2id, or bcrypt from elsewhere. Never shown.
 *
 * <p>New ones are argon2id with 19 MiB, 2 passes and 1 lane, which is what OWASP's password storage cheat sheet asks for at
 * least (checked on 2026-11-21); the library's own defaults take less memory.
 */
public final class PasswordHash {
    private static final int MEMORY = 19_456;
    private static final int PASSES = 2;
    private static final Argon2PasswordEncoder ARGON2 = new Argon2PasswordEncoder(16, 32, 1, MEMORY, PASSES);
    private static final BCryptPasswordEncoder BCRYPT = new BCryptPasswordEncoder();

    private static final Pattern ARGON2_FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$[A-Za-z0-9+/]{11,88}\\$[A-Za-z0-9+/]{22,88}");
    private static final Pattern BCRYPT_FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    /** KiB; more would let a few sign-ins at once use up the heap. */
    private static final int MOST_MEMORY = 65_536;

    private static final int LEAST_MEMORY = 7_168;
    /** KiB times passes: the cheat sheet trades one for the other, down to 7 MiB with 5 passes. */
    private static final int LEAST_WORK = 35_840;

    private static final int MOST_PASSES = 12;
    private static final int MOST_LANES = 4;
    private static final int LEAST_COST = 10;
    private static final int MOST_COST = 14;

    private final String text;

    private PasswordHash(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if it is no such hash, or too weak or too costly a one; does not quote it */
    public static PasswordHash of(String text) {
        Matcher argon2 = ARGON2_FORM.matcher(text);
        Matcher bcrypt = BCRYPT_FORM.matcher(text);
        if (argon2.matches()) {
            int memory = between("argon2id's m", argon2.group(1), LEAST_MEMORY, MOST_MEMORY);
            int passes = between("argon2id's t", argon2.group(2), 1, MOST_PASSES);
            between("argon2id's p", argon2.group(3), 1, MOST_LANES);
            if (memory * passes < LEAST_WORK) {
                throw new IllegalArgumentException("argon2id's m times t must be " + LEAST_WORK + " or more");
            }
        } else if (bcrypt.matches()) {
            between("bcrypt's cost", bcrypt.group(1), LEAST_COST, MOST_COST);
        } else {
            throw new IllegalArgumentException("must be an argon2id or bcrypt hash, not a password; make one with"
                    + " ./serai user password <name>");
        }
        return new PasswordHash(text);
    }

    private static int between(String what, String number, int least, int most) {
        int value = Integer.parseInt(number);
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be " + least + " to " + most + ", was " + value);
        }
        return value;
    }

    /** A fresh hash of a password. */
    public static PasswordHash make(String password) {
        return new PasswordHash(ARGON2.encode(normal(password)));
    }

    /** Whether it is the password's. Takes tens of milliseconds and up to 64 MiB. */
    boolean matches(String password) {
        return text.startsWith("$argon2id$")
                ? ARGON2.matches(normal(password), text)
                : BCRYPT.matches(normal(password), text);
    }

    /** Keyboards differ in how they send an accent. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    /** The hash itself, for the file. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash hash && Digests.same(hash.text, text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "(hash)";
    }
}
