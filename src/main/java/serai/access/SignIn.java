package serai.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import serai.access.SignInTries.Counted;
import serai.access.SignInTries.Subject;
import serai.ledger.Database;
import serai.ledger.Sql;

/**
 * Lets people in, or not. A wrong name costs as much work as a wrong password and looks the same; tries are counted for the
 * account and for the network address; every success, failure and lock stands in the audit book, without what was typed.
 */
public final class SignIn {
    private static final String USE_CODE = Sql.of(SignIn.class, "use-code");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PASSWORD = 1_000;
    private static final int LONGEST_QUEUE = 50;
    private static final Person NOBODY_YET = new Person("(unknown)", "none", "");

    /** What came of it. */
    public sealed interface Answer {
        /**
         * Signed in.
         *
         * @param cookie the session's value for the browser
         */
        record Admitted(String cookie, Account account) implements Answer {
            @Override
            public String toString() {
                return "Admitted[" + account.name() + "]";
            }
        }

        /** Name, password or code is wrong, or the account disabled; which, is nobody's business. */
        record Refused() implements Answer {}

        /** Too many tries; the next one counts after that time. */
        record Wait(Duration time) implements Answer {}

        /** Too many people sign in at this moment; nothing was counted. */
        record Busy() implements Answer {}
    }

    private final Users users;
    private final Sessions sessions;
    private final Database ledger;
    private final Semaphore hashing;
    private final Duration patience;
    /** For when nobody has a password; made when it is first needed, which a start of the gateway does not wait for. */
    private volatile @Nullable PasswordHash nobodys;

    /** As many hashes at once as there are processors, four at most: each takes tens of MiB. */
    public SignIn(Users users, Sessions sessions, Database ledger) {
        this(
                users,
                sessions,
                ledger,
                new Semaphore(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4), true),
                Duration.ofSeconds(5));
    }

    SignIn(Users users, Sessions sessions, Database ledger, Semaphore hashing, Duration patience) {
        this.users = users;
        this.sessions = sessions;
        this.ledger = ledger;
        this.hashing = hashing;
        this.patience = patience;
    }

    /**
     * By password, and one-time code where the account has a second factor.
     *
     * @param code empty when none was given
     * @param source the network address that it comes from
     */
    public Answer byPassword(String typedName, String password, String code, String source, Instant now) {
        String name = typedName.strip().toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_NAME || password.length() > LONGEST_PASSWORD) {
            return new Answer.Refused();
        }
        if (!begun()) {
            return new Answer.Busy();
        }
        Try attempt = attempt(users.find(name), name, source, now);
        boolean right;
        try {
            Counted counted = count(attempt);
            if (!counted.counted()) {
                return waiting(counted, now);
            }
            attempt = attempt.blocking(counted.blockedUntil());
            right = matches(attempt.user(), name, password);
        } finally {
            hashing.release();
        }
        return right ? second(attempt, attempt.user().orElseThrow(), code) : refused(attempt, "wrong name or password");
    }

    /**
     * By an issuer's word.
     *
     * @param verifiedEmail only when the issuer says that it has verified it
     */
    public Answer byIssuer(String subject, Optional<String> verifiedEmail, String source, Instant now) {
        Optional<User> user = users.identified(subject, verifiedEmail);
        if (user.filter(User::enabled).isEmpty()) {
            String whom = user.map(found -> found.account().name()).orElse("(no account)");
            String why = user.isPresent() ? "the account is disabled" : "no account names this identity";
            ledger.commit(tx -> {
                Audit.add(tx, now, nobody(source), "sign-in-refused", whom, 0, why);
                return true;
            });
            return new Answer.Refused();
        }
        Account account = user.get().account();
        return new Answer.Admitted(sessions.open(account, source, Proof.ISSUER, now), account);
    }

    /**
     * One try.
     *
     * @param blockedUntil when this was one too many, should it fail
     */
    private record Try(
            Optional<User> user,
            Subject account,
            Subject address,
            String source,
            Instant now,
            Optional<Instant> blockedUntil) {
        Try blocking(Optional<Instant> until) {
            return new Try(user, account, address, source, now, until);
        }

        /** As the audit book may name it: never what was typed. */
        String whom() {
            return user.map(found -> found.account().name()).orElse("(no account)");
        }
    }

    private static Try attempt(Optional<User> user, String name, String source, Instant now) {
        Subject account = user.isPresent() ? Subject.account(name) : Subject.stranger(name);
        return new Try(user, account, Subject.source(source), source, now, Optional.empty());
    }

    private boolean begun() {
        try {
            return hashing.getQueueLength() < LONGEST_QUEUE
                    && hashing.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Counted count(Try attempt) {
        return ledger.commit(tx -> {
            Counted address = SignInTries.count(tx, attempt.address(), attempt.now());
            if (!address.counted()) {
                return address;
            }
            Counted account = SignInTries.count(tx, attempt.account(), attempt.now());
            return account.blockedUntil().isPresent()
                    ? account
                    : new Counted(account.counted(), address.blockedUntil());
        });
    }

    private static Answer waiting(Counted counted, Instant now) {
        Duration left = Duration.between(now, counted.blockedUntil().orElse(now));
        return new Answer.Wait(left.isPositive() ? left : Duration.ofSeconds(1));
    }

    /** Whoever has no password of their own is measured against somebody else's, so that it takes as long. */
    private boolean matches(Optional<User> user, String name, String password) {
        Optional<PasswordHash> own = user.filter(User::enabled).flatMap(User::password);
        boolean same = own.orElseGet(() -> somebodys(name)).matches(password);
        return own.isPresent() && same;
    }

    private PasswordHash somebodys(String name) {
        List<PasswordHash> hashes =
                users.all().stream().flatMap(user -> user.password().stream()).toList();
        return hashes.isEmpty() ? nobodys() : hashes.get(Math.floorMod(name.hashCode(), hashes.size()));
    }

    private PasswordHash nobodys() {
        PasswordHash made = nobodys;
        if (made == null) {
            made = PasswordHash.make(Digests.random());
            nobodys = made;
        }
        return made;
    }

    private Answer second(Try attempt, User user, String code) {
        Optional<Long> step = user.totp().flatMap(secret -> OneTimeCodes.step(secret, code, attempt.now()));
        if (user.totp().isPresent() && step.isEmpty()) {
            return refused(attempt, "wrong code");
        }
        String name = user.account().name();
        boolean fresh = ledger.commit(tx -> {
            if (step.isPresent() && tx.update(USE_CODE, name, step.get()) == 0) {
                return false;
            }
            SignInTries.clear(tx, attempt.account());
            SignInTries.giveBack(tx, attempt.address());
            return true;
        });
        if (!fresh) {
            return refused(attempt, "the code was used before");
        }
        Proof proof = step.isPresent() ? Proof.PASSWORD_AND_CODE : Proof.PASSWORD;
        return new Answer.Admitted(
                sessions.open(user.account(), attempt.source(), proof, attempt.now()), user.account());
    }

    private Answer refused(Try attempt, String why) {
        Person person = nobody(attempt.source());
        Optional<Duration> pause = attempt.blockedUntil().map(until -> Duration.between(attempt.now(), until));
        ledger.commit(tx -> {
            Audit.add(tx, attempt.now(), person, "sign-in-failed", attempt.whom(), 0, why);
            if (pause.isPresent()) {
                String words = "too many failures; locked for " + pause.get().toSeconds() + " s";
                Audit.add(tx, attempt.now(), person, "sign-in-locked", attempt.whom(), 0, words);
            }
            return true;
        });
        return pause.<Answer>map(Answer.Wait::new).orElseGet(Answer.Refused::new);
    }

    private static Person nobody(String source) {
        return new Person(NOBODY_YET.name(), NOBODY_YET.role(), source);
    }
}
