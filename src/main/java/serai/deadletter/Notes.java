package serai.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.access.Audit;
import serai.access.Person;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.Scope;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * What people write down about a dead letter. Notes are only ever added, and kept as they were written, whatever the script
 * or the direction; but their words go when the law has the personal data of the order erased.
 */
public final class Notes {
    /** The longest note, in UTF-16 units. */
    public static final int LONGEST = 20_000;

    /** The most notes of one letter. */
    public static final int MOST = 500;

    private static final String LOCK = Sql.of(Notes.class, "lock-dispatch");
    private static final String ADD = Sql.of(Notes.class, "add-note");
    private static final String LIST = Sql.of(Notes.class, "list-notes");
    private static final String COUNT = Sql.of(Notes.class, "count-notes");

    /**
     * One note.
     *
     * @param seq grows with every note
     */
    public record Note(long seq, Instant at, String actor, String text) {}

    /** What came of writing. Only {@link Added} has changed anything. */
    public sealed interface Written {
        /** It is there. */
        record Added(Note note) implements Written {}

        /** There is no such dead letter. */
        record Missing() implements Written {}

        /** It cannot be kept; says why and what to do instead. */
        record Refused(String why) implements Written {}
    }

    private final Database ledger;
    private final Clock clock;

    public Notes(Database ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Adds a note to a letter that waits or was put away. */
    public Written add(DispatchId id, String text, Person who) {
        Optional<String> wrong = wrong(text);
        if (wrong.isPresent()) {
            return new Written.Refused(wrong.get());
        }
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            // On PostgreSQL an erasure under way is waited for: what it has not seen would outlive it.
            tx.update(LOCK, id);
            Optional<DeadLetter.Found> found = DeadLetters.found(tx, id, who.scope())
                    .filter(letter -> DeadLetters.waits(letter.dispatch().state()));
            if (found.isEmpty()) {
                return new Written.Missing();
            }
            if (found.get().erasedAt().isPresent()) {
                return new Written.Refused("the personal data of its order was erased at "
                        + found.get().erasedAt().get() + ": nothing more is written about it");
            }
            long before = tx.first(COUNT, row -> row.number("n"), id).orElse(0L);
            return before >= MOST
                    ? new Written.Refused("it has " + MOST + " notes already; no more are kept")
                    : written(tx, id, text, who, now);
        });
    }

    private static Written written(Tx tx, DispatchId id, String text, Person who, Instant now) throws SQLException {
        tx.update(ADD, id, now, who.name(), Json.write(text));
        Audit.add(tx, now, who, "add-note", id.value(), 1, "");
        return new Written.Added(list(tx, id, Scope.ALL, Optional.empty(), 1).getFirst());
    }

    /** Why a text cannot be a note; empty when it can. */
    private static Optional<String> wrong(String text) {
        if (text.isBlank()) {
            return Optional.of("the note is empty");
        }
        if (text.length() > LONGEST) {
            return Optional.of("the note has " + text.length() + " characters, at most " + LONGEST
                    + " are kept; say it shorter, or put it where files belong and note where that is");
        }
        return text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                ? Optional.of("the note holds half a character, as after a cut; type that place again")
                : Optional.empty();
    }

    /**
     * A letter's notes, newest first; none when it is of a store that the scope does not hold.
     *
     * @param before notes older than this one only
     */
    public List<Note> list(DispatchId id, Scope scope, Optional<Long> before, int limit) {
        return ledger.read(tx -> list(tx, id, scope, before, limit));
    }

    private static List<Note> list(Tx tx, DispatchId id, Scope scope, Optional<Long> before, int limit)
            throws SQLException {
        Conditions conditions = new Conditions()
                .and("n.letter_id = ?", id)
                .and("n.seq < ?", before.orElse(Long.MAX_VALUE))
                .within("d.store", scope);
        return tx.list(conditions.in(LIST), Notes::read, conditions.parameters(limit));
    }

    private static Note read(Row row) throws SQLException {
        try {
            String text = Json.mapper().readValue(row.text("body"), String.class);
            return new Note(row.number("seq"), row.time("at"), row.text("actor"), text);
        } catch (JsonProcessingException e) {
            // Not the parser's message: it quotes the note.
            throw new IllegalStateException("note " + row.number("seq") + " is no JSON text");
        }
    }
}
