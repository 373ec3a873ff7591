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
 * account, or for the device that its owner has used before, and for the network address; every success, failure and lock stands in the audit book, without what was typed.
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
         * @param device what the browser is to keep, to be known by at its next try; empty for nothing
         */
        record Admitted(String cookie, Account account, String device) implements Answer {
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

    /**
     * From where somebody tries.
     *
     * @param source the network address
     * @param device what {@link Answer.Admitted#device} was; empty or anything else for a browser that has none
     */
    public record Place(String source, String device) {
        @Override
        public String toString() {
            return "Place[" + source + "]";
        }
    }

    /** How long a browser is to keep {@link Answer.Admitted#device}. */
    public static final Duration DEVICE_REMEMBERED = Devices.REMEMBERED;

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
     */
    public Answer byPassword(String typedName, String password, String code, Place place, Instant now) {
        String name = typedName.strip().toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_NAME || password.length() > LONGEST_PASSWORD) {
            return new Answer.Refused();
        }
        Try attempt = attempt(users.find(name), name, place, now);
        Optional<Instant> blocked = blocked(attempt);
        if (blocked.isPresent()) {
            // Before anything is taken or written: whoever is blocked must not make the others wait.
            return new Answer.Wait(Duration.between(now, blocked.get()));
        }
        if (!begun()) {
            return new Answer.Busy();
        }
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
        ledger.commit(tx -> {
            // To depart and to come back were two steps.
            SignInTries.giveBack(tx, Subject.source(source));
            SignInTries.giveBack(tx, Subject.source(source));
            return true;
        });
        return new Answer.Admitted(sessions.open(account, source, Proof.ISSUER, now), account, "");
    }

    /**
     * Counts a step of a sign-in by an issuer against the network address, as each asks the issuer for something.
     *
     * @return how long it has to wait instead; empty when it may go on
     */
    public Optional<Answer.Wait> knock(String source, Instant now) {
        Subject address = Subject.source(source);
        Optional<Instant> blocked = ledger.read(tx -> SignInTries.blockedUntil(tx, address, now));
        if (blocked.isPresent()) {
            return blocked.map(until -> new Answer.Wait(Duration.between(now, until)));
        }
        Counted counted = ledger.commit(tx -> SignInTries.count(tx, address, now));
        return counted.counted() ? Optional.empty() : Optional.of(waiting(counted, now));
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
            Place place,
            Instant now,
            Optional<Instant> blockedUntil) {
        Try blocking(Optional<Instant> until) {
            return new Try(user, account, address, place, now, until);
        }

        /** As the audit book may name it: never what was typed. */
        String whom() {
            return user.map(found -> found.account().name()).orElse("(no account)");
        }
    }

    private Try attempt(Optional<User> user, String name, Place place, Instant now) {
        Optional<String> device =
                user.isPresent() ? ledger.read(tx -> Devices.known(tx, place.device(), name, now)) : Optional.empty();
        Subject account = device.map(Subject::device)
                .orElseGet(() -> user.isPresent() ? Subject.account(name) : Subject.stranger(name));
        return new Try(user, account, Subject.source(place.source()), place, now, Optional.empty());
    }

    private Optional<Instant> blocked(Try attempt) {
        return ledger.read(tx -> {
            Optional<Instant> address = SignInTries.blockedUntil(tx, attempt.address(), attempt.now());
            return address.isPresent() ? address : SignInTries.blockedUntil(tx, attempt.account(), attempt.now());
        });
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

    private static Answer.Wait waiting(Counted counted, Instant now) {
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
        String device = Devices.valueFor(attempt.place().device());
        boolean fresh = ledger.commit(tx -> {
            if (step.isPresent() && tx.update(USE_CODE, name, step.get()) == 0) {
                return false;
            }
            SignInTries.clear(tx, attempt.account());
            SignInTries.giveBack(tx, attempt.address());
            Devices.remember(tx, device, name, attempt.now());
            return true;
        });
        if (!fresh) {
            return refused(attempt, "the code was used before");
        }
        Proof proof = step.isPresent() ? Proof.PASSWORD_AND_CODE : Proof.PASSWORD;
        String cookie = sessions.open(user.account(), attempt.place().source(), proof, attempt.now());
        return new Answer.Admitted(cookie, user.account(), device);
    }

    private Answer refused(Try attempt, String why) {
        Person person = nobody(attempt.place().source());
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
