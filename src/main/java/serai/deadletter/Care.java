package serai.deadletter;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import serai.access.Audit;
import serai.access.Person;
import serai.base.DispatchId;
import serai.base.Text;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * How people share the work on dead letters: who looks after one, and until when it is out of sight. Concerns nobody but
 * people: a letter that somebody looks after, or that is snoozed, can be replayed by anybody as before. Who looks after it
 * stays when it is sent and dies again; a snooze ends with every move.
 *
 * <p>Each call is one transaction, its audit entry included. A letter of a store that the person may not see is missing.
 */
public final class Care {
    /** The longest that a letter may be out of sight. */
    public static final Duration LONGEST_SNOOZE = Duration.ofDays(30);

    private static final String ASSIGN = Sql.of(Care.class, "assign-dispatch");
    private static final String ASSIGN_LETTER = Sql.of(Care.class, "assign-letter");
    private static final String TOUCH = Sql.of(Care.class, "touch-dispatch");
    private static final String SNOOZE = Sql.of(Care.class, "snooze-letter");

    private final Database ledger;
    private final Clock clock;

    public Care(Database ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Says who looks after it from now on.
     *
     * @param to a person's name, 1 to 80 characters; empty for nobody
     * @param version that the person saw; empty to change whatever is there
     * @throws IllegalArgumentException if the name is blank or too long
     */
    public Verdict assign(DispatchId id, Optional<String> to, Optional<Long> version, Person who, String reason) {
        Change assigning = assigning(to);
        return change(id, version, who, (tx, letter, now) -> made(tx, assigning, letter, who, reason, now));
    }

    /**
     * Takes it out of sight for a while; lists that hide what is snoozed show it again by themselves.
     *
     * @param until later than now, by at most {@link #LONGEST_SNOOZE}
     * @param version that the person saw; empty to change whatever is there
     */
    public Verdict snooze(DispatchId id, Instant until, Optional<Long> version, Person who, String reason) {
        Optional<String> wrong = wrong(until, clock.instant());
        return wrong.isPresent()
                ? new Verdict.Conflict(wrong.get())
                : change(id, version, who, (tx, letter, now) -> made(tx, snoozing(until), letter, who, reason, now));
    }

    /**
     * Brings it back into sight.
     *
     * @param version that the person saw; empty to change whatever is there
     */
    public Verdict wake(DispatchId id, Optional<Long> version, Person who, String reason) {
        return change(
                id,
                version,
                who,
                (tx, letter, now) -> letter.snoozedUntil().isEmpty()
                        ? new Verdict.Conflict("it is not snoozed")
                        : made(tx, WAKING, letter, who, reason, now));
    }

    /** Why a letter cannot be snoozed until then; empty when it can. */
    static Optional<String> wrong(Instant until, Instant now) {
        if (!until.isAfter(now)) {
            return Optional.of("a snooze has to end later than now, not at " + until);
        }
        return until.isAfter(now.plus(LONGEST_SNOOZE))
                ? Optional.of("a snooze lasts at most " + LONGEST_SNOOZE.toDays() + " days, not until " + until)
                : Optional.empty();
    }

    /**
     * A change of one letter that moves it nowhere.
     *
     * @param action for the audit book
     */
    record Change(String action, Step step) {}

    /** Makes the change. */
    interface Step {
        /** @return false when the dispatch was changed by somebody else */
        boolean make(Tx tx, DispatchId id, long version) throws SQLException;
    }

    private static final Change WAKING = new Change("wake", (tx, id, version) -> snoozed(tx, id, version, 0L));

    static Change assigning(Optional<String> to) {
        to.ifPresent(name -> Text.required("assignee", name, 80));
        return new Change(to.isPresent() ? "assign" : "unassign", (tx, id, version) -> {
            boolean mine = tx.update(ASSIGN, to, id, version) == 1;
            if (mine) {
                tx.update(ASSIGN_LETTER, to.orElse(""), id);
            }
            return mine;
        });
    }

    static Change snoozing(Instant until) {
        return new Change("snooze", (tx, id, version) -> snoozed(tx, id, version, until.toEpochMilli()));
    }

    private static boolean snoozed(Tx tx, DispatchId id, long version, long until) throws SQLException {
        return tx.update(TOUCH, id, version) == 1 && tx.update(SNOOZE, until, id) == 1;
    }

    @FunctionalInterface
    private interface Making {
        Verdict make(Tx tx, DeadLetter.Found letter, Instant now) throws SQLException;
    }

    private Verdict change(DispatchId id, Optional<Long> version, Person who, Making making) {
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            Optional<DeadLetter.Found> found = DeadLetters.found(tx, id, who.scope())
                    .filter(letter -> DeadLetters.waits(letter.dispatch().state()));
            if (found.isEmpty()) {
                return new Verdict.Missing();
            }
            long known = found.get().dispatch().version();
            return version.isPresent() && version.get() != known
                    ? new Verdict.Outdated(known)
                    : making.make(tx, found.get(), now);
        });
    }

    private static Verdict made(Tx tx, Change change, DeadLetter.Found letter, Person who, String reason, Instant now)
            throws SQLException {
        DispatchId id = letter.dispatch().id();
        if (!change.step().make(tx, id, letter.dispatch().version())) {
            return new Verdict.Conflict("somebody else was faster; look again");
        }
        Audit.add(tx, now, who, change.action(), id.value(), 1, letter.keptReason(reason));
        return new Verdict.Changed(
                DeadLetters.found(tx, id, who.scope()).orElseThrow().summary());
    }
}
