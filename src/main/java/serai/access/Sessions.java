package serai.access;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;

/**
 * Who is signed in. Kept in the ledger, so that it survives a restart and holds on every node; a cookie's value is not
 * kept, only its SHA-256. A session ends when nothing comes for some time, at a fixed age, at sign-out, and at the next
 * request after its account was changed in any way that matters.
 */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final String OPEN = Sql.of(Sessions.class, "open-session");
    private static final String FIND = Sql.of(Sessions.class, "find-session");
    private static final String TOUCH = Sql.of(Sessions.class, "touch-session");
    private static final String CLOSE = Sql.of(Sessions.class, "close-session");
    private static final String CLOSE_OF_ACCOUNT = Sql.of(Sessions.class, "close-session-of-account");
    private static final String CLOSE_ALL = Sql.of(Sessions.class, "close-sessions-of-account");
    private static final String CLOSE_OLDEST = Sql.of(Sessions.class, "close-oldest-sessions");
    private static final String FORGET = Sql.of(Sessions.class, "forget-sessions");
    private static final String OF_ACCOUNT = Sql.of(Sessions.class, "sessions-of-account");
    private static final String COUNT = Sql.of(Sessions.class, "count-sessions");

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Duration FINEST = Duration.ofMinutes(1);

    /**
     * How long and how many.
     *
     * @param idle a session ends so long after its last request
     * @param age a session ends so long after sign-in
     * @param perAccount the oldest goes when there would be more
     */
    public record Limits(Duration idle, Duration age, int perAccount) {
        /** Half an hour, twelve hours, twenty. */
        public static final Limits USUAL = new Limits(Duration.ofMinutes(30), Duration.ofHours(12), 20);

        /** @throws IllegalArgumentException if any of them is not above zero */
        public Limits {
            if (!idle.isPositive() || !age.isPositive() || perAccount < 1) {
                throw new IllegalArgumentException("limits of sessions must be above zero");
            }
        }
    }

    private final Database ledger;
    private final Users users;
    private final Limits limits;
    private final Duration grain;

    public Sessions(Database ledger, Users users, Limits limits) {
        this.ledger = ledger;
        this.users = users;
        this.limits = limits;
        Duration tenth = limits.idle().dividedBy(10);
        this.grain = tenth.compareTo(FINEST) < 0 ? tenth : FINEST;
    }

    /**
     * Signs somebody in and notes it in the audit book.
     *
     * @return the cookie's value, 43 characters; nobody can learn it from us again
     * @throws IllegalStateException if there is no such account any more
     */
    public String open(Account account, String source, Proof proof, Instant now) {
        String stamp = users.find(account.name())
                .filter(User::enabled)
                .orElseThrow(() -> new IllegalStateException("there is no account " + account.name()))
                .stamp();
        String value = Digests.random();
        ledger.commit(tx -> {
            tx.update(FORGET, now.minus(limits.age()), now.minus(limits.idle()));
            tx.update(OPEN, Digests.sha256(value), account.name(), stamp, proof, source, now, now);
            tx.update(CLOSE_OLDEST, account.name(), account.name(), limits.perAccount());
            Audit.add(tx, now, account.person(source), "sign-in", account.name(), 1, proof.words());
            return true;
        });
        return value;
    }

    /**
     * The session of a cookie, and notes that it is in use.
     *
     * @param value as the browser sent it; may be anything
     * @return empty when it has ended or never was
     */
    public Optional<Session> find(String value, Instant now) {
        if (!VALUE.matcher(value).matches()) {
            return Optional.empty();
        }
        String id = Digests.sha256(value);
        Optional<Kept> kept = kept(id, now);
        Optional<Session> session = kept.flatMap(row -> row.session(users, value, limits));
        if (session.isEmpty() && kept.filter(row -> row.revoked(users)).isPresent()) {
            // What comes back when the account does would be a session that somebody has ended.
            ledger.commit(tx -> tx.update(CLOSE, id));
        }
        if (session.isPresent() && session.get().seen().isBefore(now.minus(grain))) {
            touch(id, now);
        }
        return session;
    }

    /** As {@link #find}, for what happens without the person: the session is not in use by it. */
    public Optional<Session> look(String value, Instant now) {
        return VALUE.matcher(value).matches()
                ? kept(Digests.sha256(value), now).flatMap(row -> row.session(users, value, limits))
                : Optional.empty();
    }

    /** Whether the account is still as it was and no limit has passed, as far as that is known without the ledger. */
    boolean stands(Session session, Instant now) {
        return users.find(session.account().name())
                        .filter(user -> user.enabled() && user.account().equals(session.account()))
                        .isPresent()
                && session.opened().plus(limits.age()).isAfter(now);
    }

    private Optional<Kept> kept(String id, Instant now) {
        return ledger.read(tx -> tx.first(FIND, Kept::of, id, now.minus(limits.age()), now.minus(limits.idle())));
    }

    /** Without waiting: a page need not be slower for it. */
    private void touch(String id, Instant now) {
        ledger.write(tx -> tx.update(TOUCH, now, id, now), 0).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("a session's use could not be noted, so it may end early: {}", failure.toString());
            }
        });
    }

    /** Signs out the session of that cookie. @return false when it was over already */
    public boolean close(String value, String source, Instant now) {
        Optional<Session> session = find(value, now);
        return session.isPresent()
                && ledger.commit(tx -> {
                    boolean closed = tx.update(CLOSE, session.get().id()) == 1;
                    if (closed) {
                        Account account = session.get().account();
                        Audit.add(tx, now, account.person(source), "sign-out", account.name(), 1, "");
                    }
                    return closed;
                });
    }

    /** Signs out one session of an account, by its id. @return false when the account has no such session */
    public boolean close(Account account, String id, String source, Instant now) {
        return ledger.commit(tx -> {
            boolean closed = tx.update(CLOSE_OF_ACCOUNT, id, account.name()) == 1;
            if (closed) {
                Audit.add(tx, now, account.person(source), "sign-out", account.name(), 1, "from another session");
            }
            return closed;
        });
    }

    /** Signs an account out everywhere. @return how many sessions it had */
    public int closeAll(Account account, String source, Instant now) {
        return ledger.commit(tx -> {
            int closed = tx.update(CLOSE_ALL, account.name());
            Audit.add(tx, now, account.person(source), "sign-out-everywhere", account.name(), closed, "");
            return closed;
        });
    }

    /** The sessions of an account, newest first, without what opens them or lets them change anything. */
    public List<Session> of(Account account, Instant now) {
        List<Kept> kept = ledger.read(
                tx -> tx.list(OF_ACCOUNT, Kept::of, account.name(), now.minus(limits.age()), now.minus(limits.idle())));
        return kept.stream()
                .flatMap(row -> row.session(users, "", limits).stream())
                .toList();
    }

    /** How many sessions are open, for a gauge. */
    public long count(Instant now) {
        return ledger.read(
                tx -> tx.first(COUNT, row -> row.number("open"), now.minus(limits.age()), now.minus(limits.idle()))
                        .orElse(0L));
    }

    private record Kept(
            String id, String account, String stamp, Proof proof, String source, Instant opened, Instant seen) {
        static Kept of(Row row) throws SQLException {
            return new Kept(
                    row.text("id"),
                    row.text("account"),
                    row.text("stamp"),
                    Proof.valueOf(row.text("proof")),
                    row.text("source"),
                    row.time("opened_at"),
                    row.time("seen_at"));
        }

        /** Whether the account is there and says that this is over; a file of accounts that is away says nothing. */
        boolean revoked(Users users) {
            return users.find(account)
                    .filter(user -> !user.enabled() || !user.stamp().equals(stamp))
                    .isPresent();
        }

        /** Empty when the account is gone, disabled, or not what it was at sign-in. */
        Optional<Session> session(Users users, String value, Limits limits) {
            return users.find(account)
                    .filter(user -> user.enabled() && user.stamp().equals(stamp))
                    .map(user -> new Session(
                            id,
                            user.account(),
                            value.isEmpty() ? "" : Digests.derived(value, "csrf"),
                            proof,
                            source,
                            opened,
                            seen,
                            opened.plus(limits.age())));
        }
    }
}
