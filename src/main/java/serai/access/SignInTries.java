package serai.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.base.Text;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Counts tries to sign in, in the ledger, and makes whoever tries too often wait: half a minute first, then twice as long
 * each time, never longer than a quarter of an hour. A try is counted before the password is looked at, so that many at
 * once gain nothing. What is counted fades with time.
 */
final class SignInTries {
    private static final String COUNT = Sql.of(SignInTries.class, "count-try");
    private static final String BLOCK = Sql.of(SignInTries.class, "block-tries");
    private static final String BLOCKED_UNTIL = Sql.of(SignInTries.class, "blocked-until");
    private static final String CLEAR = Sql.of(SignInTries.class, "clear-tries");
    private static final String GIVE_BACK = Sql.of(SignInTries.class, "give-back-try");
    private static final String FORGET = Sql.of(SignInTries.class, "forget-tries");

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    /** What is counted: tries for one account, for one name that is none, by one device, from one network address. */
    enum Kind {
        ACCOUNT(5, Duration.ofHours(1), 100_000),
        /** Counted like an account, so that nobody learns which names there are; under a fingerprint. */
        STRANGER(5, Duration.ofHours(1), 1_000),
        /** A browser that somebody has signed in with before: see {@link Devices}. */
        DEVICE(5, Duration.ofHours(1), 100_000),
        /** A whole office may sit behind one address. */
        SOURCE(30, Duration.ofMinutes(5), 10_000);

        private final int free;
        private final Duration fading;
        private final int most;

        Kind(int free, Duration fading, int most) {
            this.free = free;
            this.fading = fading;
            this.most = most;
        }
    }

    /** Whose tries. */
    record Subject(Kind kind, String name) {
        private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?");

        static Subject account(String name) {
            return new Subject(Kind.ACCOUNT, name);
        }

        static Subject device(String id) {
            return new Subject(Kind.DEVICE, id);
        }

        /** What somebody typed may be a password in the wrong field: only its fingerprint is kept. */
        static Subject stranger(String typed) {
            return new Subject(Kind.STRANGER, Text.fingerprint(typed));
        }

        /** Of IPv6 the first 64 bits, which is what one customer gets. */
        static Subject source(String address) {
            return new Subject(
                    Kind.SOURCE, V6.matcher(address).matches() ? network(address) : Text.fingerprint(address));
        }

        private static String network(String address) {
            try {
                // A literal: no name server is asked.
                byte[] bytes = InetAddress.getByName(address).getAddress();
                return Text.fingerprint(HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes));
            } catch (UnknownHostException e) {
                return Text.fingerprint(address);
            }
        }
    }

    /**
     * What became of counting.
     *
     * @param counted false when it has to wait, and the try must not be made
     * @param blockedUntil set when it has to wait, or, if counted, when the next one has to
     */
    record Counted(boolean counted, Optional<Instant> blockedUntil) {}

    private SignInTries() {}

    static Counted count(Tx tx, Subject subject, Instant now) throws SQLException {
        Kind kind = subject.kind();
        long fading = kind.fading.toMillis();
        Optional<Long> tries = tx.first(COUNT, row -> row.number("tries"), kind, subject.name(), now, fading, fading);
        if (tries.isEmpty()) {
            return new Counted(false, tx.first(BLOCKED_UNTIL, row -> row.time("blocked_until"), kind, subject.name()));
        }
        if (tries.get() == 1) {
            tx.update(FORGET, kind, now.minus(FORGOTTEN), kind, kind.most);
        }
        if (tries.get() < kind.free) {
            return new Counted(true, Optional.empty());
        }
        Instant until = now.plus(pause(tries.get() - kind.free));
        tx.update(BLOCK, until, kind, subject.name());
        return new Counted(true, Optional.of(until));
    }

    /** Until when it has to wait; counts nothing and writes nothing. */
    static Optional<Instant> blockedUntil(Tx tx, Subject subject, Instant now) throws SQLException {
        return tx.first(BLOCKED_UNTIL, row -> row.time("blocked_until"), subject.kind(), subject.name())
                .filter(now::isBefore);
    }

    private static Duration pause(long beyond) {
        Duration grown = FIRST.multipliedBy(1L << Math.min(beyond, 10));
        return grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
    }

    /** After a success: the account begins anew. */
    static void clear(Tx tx, Subject subject) throws SQLException {
        tx.update(CLEAR, subject.kind(), subject.name());
    }

    /** After a success: this try does not count against the address, but those before it do. */
    static void giveBack(Tx tx, Subject subject) throws SQLException {
        tx.update(GIVE_BACK, subject.kind(), subject.name());
    }
}
