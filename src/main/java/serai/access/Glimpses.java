package serai.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import serai.base.Look;
import serai.base.Looks;
import serai.ledger.DatabaseUnavailable;

/**
 * Who may look at what is in memory, also while the ledger does not answer: whose session the ledger knew a short while ago.
 * For pages that change nothing and show nothing of the ledger's. A session that is ended elsewhere meanwhile, or whose
 * password was changed, is noticed only when the ledger answers again, after a quarter of an hour at the latest.
 */
public final class Glimpses {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST = 2_000;

    private final Sessions sessions;
    private final Looks looks;
    private final Supplier<Duration> patience;
    private final Clock clock;
    private final Map<String, Look<Optional<Session>>> known = new LinkedHashMap<>(16, 0.75f, true);

    /** @param patience how long to wait for the ledger at this moment */
    public Glimpses(Sessions sessions, Looks looks, Supplier<Duration> patience, Clock clock) {
        this.sessions = sessions;
        this.looks = looks;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * The session of a cookie.
     *
     * @param inUse whether a person asks, and not a page by itself
     * @return empty when it has ended or never was
     * @throws DatabaseUnavailable if the ledger does not answer and the session is not known
     */
    public Optional<Session> find(String value, boolean inUse) {
        Look.Seen<Optional<Session>> seen = look(value, inUse).anew(patience.get());
        Instant now = clock.instant();
        Optional<Session> session = seen.value()
                .filter(known -> seen.age(now).orElse(LONGEST).compareTo(LONGEST) < 0)
                .orElseThrow(() -> new DatabaseUnavailable("the ledger does not say who is signed in"));
        return session.filter(one -> sessions.stands(one, now));
    }

    private Look<Optional<Session>> look(String value, boolean inUse) {
        String key = Digests.sha256(value) + inUse;
        synchronized (known) {
            Look<Optional<Session>> look = known.computeIfAbsent(
                    key,
                    unused -> looks.whenAsked(
                            "session",
                            Duration.ZERO,
                            () -> inUse
                                    ? sessions.find(value, clock.instant())
                                    : sessions.look(value, clock.instant())));
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
            return look;
        }
    }
}
