package serai.deadletter;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import serai.access.Audit;
import serai.access.Person;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Does the same to every letter of a set that a person has looked at. It goes through the set in chunks of {@value #CHUNK},
 * each a transaction with an audit entry of its own: after a crash whole chunks are done and the rest is as it was, and
 * pressing the button again does the rest. Which letters it were is kept, so that the words said about them can be erased. Sending again is {@link ReplayBook}'s.
 */
public final class Bulk {
    /** The most letters of one call. */
    public static final int MOST = 100_000;

    private static final int CHUNK = 50;
    private static final String ITEM = Sql.of(Bulk.class, "insert-bulk-item");
    private static final String CHUNK_OF = Sql.of(Bulk.class, "chunk-of-letters");

    /**
     * A set as a person saw it.
     *
     * @param filter as the page was made with; the person's own scope is added to it
     * @param count the number on the button
     * @param at when they looked; what came into its state later is not touched
     */
    public record Seen(DeadLetterFilter filter, long count, Instant at) {}

    /** What came of it. */
    public sealed interface Result {
        /**
         * Done.
         *
         * @param id what the audit book calls it
         * @param noLonger how many of the number on the button did not match any more when their turn came
         */
        record Done(String id, long changed, long noLonger) implements Result {}

        /** Nothing was touched: there is more in the set now than the button said. */
        record Grown(long now) implements Result {}

        /** Nothing was touched; says why. */
        record Refused(String why) implements Result {}
    }

    private final Database ledger;
    private final Clock clock;

    public Bulk(Database ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Says who looks after them all from now on.
     *
     * @param to a person's name, 1 to 80 characters; empty for nobody
     * @throws IllegalArgumentException if the name is blank or too long
     */
    public Result assign(Seen seen, Optional<String> to, Person who, String reason) {
        Care.Change change = Care.assigning(to);
        String whom = to.map(name -> " to " + name).orElse("");
        return each(
                seen,
                who,
                "bulk-" + change.action(),
                reason + whom,
                (tx, letter, now) -> change.step()
                        .make(tx, letter.dispatch().id(), letter.dispatch().version()));
    }

    /** Takes them all out of sight until then, as {@link Care#snooze}. */
    public Result snooze(Seen seen, Instant until, Person who, String reason) {
        Optional<String> wrong = Care.wrong(until, clock.instant());
        Care.Change change = Care.snoozing(until);
        return wrong.isPresent()
                ? new Result.Refused(wrong.get())
                : each(
                        seen,
                        who,
                        "bulk-snooze",
                        reason + " until " + until,
                        (tx, letter, now) -> change.step()
                                .make(
                                        tx,
                                        letter.dispatch().id(),
                                        letter.dispatch().version()));
    }

    /** Puts all away that wait. */
    public Result archive(Seen seen, Person who, String reason) {
        return each(seen, who, "bulk-archive", reason, moving(DispatchState.DEAD, DispatchState.ARCHIVED, who, reason));
    }

    /** Brings all back that were put away. */
    public Result restore(Seen seen, Person who, String reason) {
        return each(seen, who, "bulk-restore", reason, moving(DispatchState.ARCHIVED, DispatchState.DEAD, who, reason));
    }

    private static Step moving(DispatchState from, DispatchState to, Person who, String reason) {
        String what = to == DispatchState.ARCHIVED ? "archived" : "restored";
        return (tx, letter, now) -> letter.dispatch().state() == from
                && Dispatches.apply(tx, Desk.put(letter, to, what, who, reason), who.name(), now);
    }

    private interface Step {
        /** @return false when the letter was left as it is */
        boolean make(Tx tx, DeadLetter.Found letter, Instant now) throws SQLException;
    }

    private record Chunk(Optional<DeadLetters.Cursor> last, long changed) {}

    private Result each(Seen seen, Person who, String action, String reason, Step step) {
        DeadLetterFilter filter = seen.filter().within(who.scope());
        Instant now = clock.instant();
        if (seen.count() > MOST) {
            return new Result.Refused("at most " + MOST + " letters at once; narrow the set");
        }
        long there = ledger.read(tx -> count(tx, filter, seen));
        if (there > seen.count()) {
            return new Result.Grown(there);
        }
        String id = "blk_" + UUID.randomUUID().toString().replace("-", "");
        String said = reason + "; set: "
                + filter.words().entrySet().stream()
                        .map(word -> word.getKey() + "=" + word.getValue())
                        .collect(Collectors.joining(", "));
        long changed = 0;
        Optional<DeadLetters.Cursor> place = Optional.empty();
        do {
            Optional<DeadLetters.Cursor> after = place;
            Chunk chunk = ledger.commit(tx -> {
                List<DeadLetter.Found> letters = chunk(tx, filter, seen, after);
                long made = 0;
                for (DeadLetter.Found letter : letters) {
                    made += step.make(tx, letter, now)
                            ? tx.update(ITEM, letter.dispatch().id(), id)
                            : 0;
                }
                if (made > 0) {
                    Audit.add(tx, now, who, action, id, made, said);
                }
                return new Chunk(letters.size() < CHUNK ? Optional.empty() : Optional.of(cursor(letters)), made);
            });
            changed += chunk.changed();
            place = chunk.last();
        } while (place.isPresent());
        return new Result.Done(id, changed, seen.count() - changed);
    }

    private static Conditions conditions(DeadLetterFilter filter, Seen seen) {
        return filter.conditions().and("l.changed_at <= ?", seen.at());
    }

    private static long count(Tx tx, DeadLetterFilter filter, Seen seen) throws SQLException {
        return DeadLetters.count(tx, conditions(filter, seen), MOST + 1);
    }

    private static List<DeadLetter.Found> chunk(
            Tx tx, DeadLetterFilter filter, Seen seen, Optional<DeadLetters.Cursor> after) throws SQLException {
        Conditions conditions = conditions(filter, seen);
        after.ifPresent(cursor -> conditions.and("(l.changed_at, l.id) > (?, ?)", cursor.since(), cursor.id()));
        return tx.list(conditions.in(CHUNK_OF), DeadLetter.Found::read, conditions.parameters(CHUNK));
    }

    private static DeadLetters.Cursor cursor(List<DeadLetter.Found> letters) {
        var last = letters.getLast().dispatch();
        return new DeadLetters.Cursor(last.changedAt(), last.id().value());
    }
}
