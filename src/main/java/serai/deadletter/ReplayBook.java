package serai.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import serai.access.Audit;
import serai.access.Person;
import serai.base.Scope;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;

/**
 * Where people start, watch and steer replays of many dead letters. What carries them out is {@link Replays}.
 *
 * <p>Somebody who may act on some stores only sees and steers replays that were started by such as may act on these stores
 * or fewer: their letters are all within. A replay that somebody started who may act on every store is not theirs, even
 * where it holds letters of their stores only: nobody works out anew at every look what it holds.
 */
public final class ReplayBook {
    /** The most letters of one replay. */
    public static final int MOST = 100_000;

    private static final String FIND = Sql.of(ReplayBook.class, "find-replay");
    private static final String LIST = Sql.of(ReplayBook.class, "list-replays");
    private static final String STEER = Sql.of(ReplayBook.class, "steer-replay");
    private static final String STARTED_BY_SCOPED =
            "EXISTS (SELECT 1 FROM replay_store s WHERE s.replay_id = replay.id)";
    private static final String OUTSIDE =
            "NOT EXISTS (SELECT 1 FROM replay_store s WHERE s.replay_id = replay.id AND s.store NOT IN (${stores}))";

    /**
     * What a person asks for.
     *
     * @param ratePerSecond 0.1 to 1000
     * @param stopAboveFailureShare 0 to 1
     * @param evenIfLooping whether letters go, too, that died the same way three times in a row; the reason says why
     */
    public record Wish(
            DeadLetterFilter filter,
            BigDecimal ratePerSecond,
            List<Integer> stages,
            BigDecimal stopAboveFailureShare,
            boolean evenIfLooping,
            String reason) {
        /** Leaves letters alone that died the same way too often. */
        public Wish(
                DeadLetterFilter filter,
                BigDecimal ratePerSecond,
                List<Integer> stages,
                BigDecimal stopAboveFailureShare,
                String reason) {
            this(filter, ratePerSecond, stages, stopAboveFailureShare, false, reason);
        }

        public Wish {
            stages = List.copyOf(stages);
        }
    }

    /**
     * One press of a button.
     *
     * @param count the number on it
     * @param token of the form, 32 hexadecimal digits: pressed twice, it is one replay
     */
    public record Press(long count, String token) {
        /** @throws IllegalArgumentException if the token is none */
        public Press {
            if (!token.matches("[0-9a-f]{32}")) {
                throw new IllegalArgumentException("the token must have 32 hexadecimal digits");
            }
        }

        /** A token for a form. */
        public static String newToken() {
            return UUID.randomUUID().toString().replace("-", "");
        }
    }

    /** What came of a press. */
    public sealed interface Started {
        /** It runs, by this press or by an earlier one of the same form. */
        record Running(View replay) implements Started {}

        /** Nothing was started: there is more in the set now than the button said. */
        record Grown(long now) implements Started {}

        /** Nothing was started: there are more than {@value #MOST}. */
        record TooMany() implements Started {}

        /** Nothing was started: the token is that of somebody else's replay. */
        record Strange() implements Started {}
    }

    /** What a replay would do, without doing it: {@code count} letters would go, the skipped not among them. */
    public record Preview(long count, Map<String, Long> byChannel, Map<String, Long> byCause, List<Skipped> skipped) {}

    /** Letters that would be passed over. */
    public record Skipped(Optional<String> cause, long count, String why) {}

    /** How far it is. */
    public record Counts(long pending, long sent, long skipped, long done, long deadAgain) {}

    /**
     * A replay as people see it.
     *
     * @param eta when the last letter should have been sent; empty unless it runs
     * @param failedAgain how many died again, by their new cause
     */
    public record View(
            String id,
            Replay.State state,
            int stage,
            List<Integer> stages,
            BigDecimal ratePerSecond,
            BigDecimal stopAboveFailureShare,
            boolean evenIfLooping,
            Counts counts,
            Optional<Instant> eta,
            Map<String, Long> failedAgain,
            String note,
            String actor,
            String reason,
            JsonNode filter,
            Instant createdAt,
            Instant changedAt) {}

    /** What came of steering. */
    public sealed interface Steered {
        /** Done. */
        record Changed(View replay) implements Steered {}

        /** There is no such replay. */
        record Missing() implements Steered {}

        /** Not possible in the state it is in. */
        record Conflict(String why) implements Steered {}
    }

    private final Database ledger;
    private final Rehearsal rehearsal;
    private final Clock clock;

    /** @param desk whose rules decide what may go */
    public ReplayBook(Database ledger, Desk desk, Clock clock) {
        this.ledger = ledger;
        this.rehearsal = new Rehearsal(ledger, desk, clock);
        this.clock = clock;
    }

    /** What a replay of these would do now, letter by letter, however many there are; stores nothing. */
    public Preview preview(DeadLetterFilter filter, boolean evenIfLooping) {
        return rehearsal.preview(filter, evenIfLooping);
    }

    /**
     * Starts a replay of the letters that the filter names at this moment; those that die later are not among them.
     *
     * @return empty when there are more than {@value #MOST}
     */
    public Optional<View> start(Wish wish, Person who) {
        Started started = start(wish, new Press(MOST, Press.newToken()), who);
        return started instanceof Started.Running running ? Optional.of(running.replay()) : Optional.empty();
    }

    /** The same for a person who has seen a number. */
    public Started start(Wish wish, Press press, Person who) {
        Instant now = clock.instant();
        return ledger.commit(tx -> ReplayStart.press(tx, wish, press, who, now));
    }

    /** The replay of that id, if the scope shows it. */
    public Optional<View> find(String id, Scope scope) {
        return ledger.read(tx -> {
            Optional<Replay> replay = found(tx, id, scope);
            return replay.isEmpty() ? Optional.empty() : Optional.of(ReplayViews.of(tx, replay.get(), clock.instant()));
        });
    }

    static Optional<Replay> found(Tx tx, String id, Scope scope) throws SQLException {
        Conditions conditions = visible(scope).and("id = ?", id);
        return tx.first(conditions.in(FIND), Replay::read, conditions.parameters());
    }

    private static Conditions visible(Scope scope) {
        Conditions conditions = new Conditions();
        scope.stores().ifPresent(stores -> {
            conditions.and(STARTED_BY_SCOPED);
            String marks = String.join(", ", Collections.nCopies(stores.size(), "?"));
            conditions.and(stores.isEmpty() ? "1 = 0" : OUTSIDE.replace("${stores}", marks), stores.toArray());
        });
        return conditions;
    }

    /** Replays that the scope shows, newest first, as {@link #list(Scope, Optional, Optional, Optional, int)}. */
    public List<View> list(Scope scope, Optional<DeadLetters.Cursor> before, int limit) {
        return list(scope, Optional.empty(), Optional.empty(), before, limit);
    }

    /**
     * Replays that the scope shows, newest first.
     *
     * @param actor who started them; empty for anybody
     * @param state where they stand; empty for anywhere
     * @param before those started before, in the order of time and id
     */
    public List<View> list(
            Scope scope,
            Optional<String> actor,
            Optional<Replay.State> state,
            Optional<DeadLetters.Cursor> before,
            int limit) {
        Conditions conditions = visible(scope);
        actor.ifPresent(name -> conditions.and("actor = ?", name));
        state.ifPresent(where -> conditions.and("state = ?", where));
        before.ifPresent(cursor -> conditions.and("(created_at, id) < (?, ?)", cursor.since(), cursor.id()));
        return ledger.read(tx -> {
            List<View> views = new ArrayList<>();
            for (Replay replay : tx.list(conditions.in(LIST), Replay::read, conditions.parameters(limit))) {
                views.add(ReplayViews.of(tx, replay, clock.instant()));
            }
            return views;
        });
    }

    /** Stops sending until it is resumed; what was sent goes on. */
    public Steered pause(String id, Person who, String reason) {
        return steer(id, who, reason, "pause-replay", Replay.State.PAUSED, List.of(Replay.State.RUNNING));
    }

    /** Goes on after a pause. */
    public Steered resume(String id, Person who, String reason) {
        return steer(id, who, reason, "resume-replay", Replay.State.RUNNING, List.of(Replay.State.PAUSED));
    }

    /** Ends it; what was sent goes on, the rest stays dead. */
    public Steered cancel(String id, Person who, String reason) {
        return steer(
                id,
                who,
                reason,
                "cancel-replay",
                Replay.State.CANCELLED,
                List.of(Replay.State.RUNNING, Replay.State.PAUSED));
    }

    private Steered steer(
            String id, Person who, String reason, String action, Replay.State to, List<Replay.State> from) {
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            Optional<Replay> found = found(tx, id, who.scope());
            if (found.isEmpty()) {
                return new Steered.Missing();
            }
            Replay replay = found.get();
            String note = to.name().toLowerCase(java.util.Locale.ROOT) + " by " + who.name() + ": " + reason;
            boolean mine = from.contains(replay.state())
                    && tx.update(STEER, to, replay.stage(), note, now, replay.pacedAt(), id, replay.version()) == 1;
            if (!mine) {
                return new Steered.Conflict("the replay is " + replay.state()
                        + (replay.note().isEmpty() ? "" : " (" + replay.note() + ")"));
            }
            Audit.add(tx, now, who, action, id, 1, reason);
            return new Steered.Changed(
                    ReplayViews.of(tx, found(tx, id, Scope.ALL).orElseThrow(), now));
        });
    }
}
