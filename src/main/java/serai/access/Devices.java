package serai.access;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Browsers that people have signed in with. Such a one is counted by itself when it tries again, so that nobody who knows an
 * account's name can keep its owner out by guessing. It proves nothing else: the password is asked for as ever.
 */
final class Devices {
    /** A browser is remembered so long after its last success. */
    static final Duration REMEMBERED = Duration.ofDays(180);

    /** The browsers of one account; the oldest goes. */
    static final int MOST = 20;

    private static final String FIND = Sql.of(Devices.class, "find-device");
    private static final String SAVE = Sql.of(Devices.class, "save-device");
    private static final String FORGET = Sql.of(Devices.class, "forget-devices");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Devices() {}

    /** The value for a browser: its own, when it has one that could be ours, else a new one. */
    static String valueFor(String cookie) {
        return VALUE.matcher(cookie).matches() ? cookie : Digests.random();
    }

    /** What tries of that browser for that account count under; empty unless it has signed in to it before. */
    static Optional<String> known(Tx tx, String cookie, String account, Instant now) throws SQLException {
        return VALUE.matcher(cookie).matches()
                ? tx.first(FIND, row -> row.text("id"), id(cookie, account), account, now.minus(REMEMBERED))
                : Optional.empty();
    }

    /** After a success. */
    static void remember(Tx tx, String value, String account, Instant now) throws SQLException {
        tx.update(SAVE, id(value, account), account, now);
        tx.update(FORGET, now.minus(REMEMBERED), account, MOST);
    }

    private static String id(String value, String account) {
        return Digests.derived(value, "device of " + account);
    }
}
