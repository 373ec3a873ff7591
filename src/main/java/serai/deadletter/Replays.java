package serai.deadletter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.Complaints;
import serai.base.DispatchId;
import serai.base.Scope;
import serai.dispatch.DispatchState;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.Replanning;

/**
 * Carries replays out. All it knows is in the ledger, and every step is compare-and-set on the replay's version: several
 * nodes may step at once, and any of them may die, without a letter going twice.
 *
 * <p>A stage is over when all that it sent has settled; then the share that died again decides whether the next begins. In
 * the last stage, which may be long, the share also counts before its end, once {@value #ENOUGH} letters have gone.
 */
public final class Replays {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final String ACTIVE = Sql.of(Replays.class, "active-replays");
    private static final String SETTLED = Sql.of(Replays.class, "settled-replay-items");
    private static final String SETTLE = Sql.of(Replays.class, "settle-replay-item");
    private static final String NEXT = Sql.of(Replays.class, "next-replay-items");
    private static final String TAKE = Sql.of(Replays.class, "take-replay-item");
    private static final String STEER = Sql.of(Replays.class, "steer-replay");
    private static final String STAGE_COUNTS = Sql.of(Replays.class, "count-stage");
    private static final int SETTLE_AT_ONCE = 500;
    private static final int SEND_AT_ONCE = 250;
    private static final int ENOUGH = 20;
    /** Time that was not used is made up for by at most so much at once. */
    private static final Duration CATCH_UP = Duration.ofSeconds(1);

    private record Stage(long sent, long settled, long dead) {}

    private final Database ledger;
    private final ReplayRules rules;
    private final Replanning replanning;
    private final Clock clock;
    private final Complaints complaints;

    /** @param desk whose rules decide what may go */
    public Replays(Database ledger, Desk desk, Clock clock) {
        this.ledger = ledger;
        this.rules = desk.rules();
        this.replanning = desk.replanning();
        this.clock = clock;
        this.complaints = new Complaints(clock);
    }

    /** Moves every replay on as far as its rate allows. Step of the route run-replays. */
    public void step() {
        try {
            for (Replay replay : ledger.read(tx -> tx.readable(ACTIVE, Replay::read))) {
                boolean settled = settle(replay);
                if (replay.state() == Replay.State.RUNNING && (settled || earned(replay, clock.instant()) >= 1)) {
                    advance(replay);
                }
            }
        } catch (DatabaseUnavailable e) {
            complaints.again("ledger").ifPresent(more -> LOG.warn("replays wait: {}{}", e.getMessage(), more));
        }
    }

    /** Takes note of what became of letters that were sent. @return whether any has settled */
    private boolean settle(Replay replay) {
        record Settled(String dispatch, DispatchState state, Optional<String> cause, String code) {}
        List<Settled> settled = ledger.read(tx -> tx.list(
                SETTLED,
                row -> new Settled(
                        row.text("dispatch_id"),
                        DispatchState.valueOf(row.text("state")),
                        row.maybeText("cause"),
                        row.text("code")),
                replay.id(),
                SETTLE_AT_ONCE));
        if (settled.isEmpty()) {
            return false;
        }
        return ledger.commit(tx -> {
            for (Settled item : settled) {
                // What it died of now, for later: somebody may replay it again meanwhile.
                switch (item.state()) {
                    case DONE -> tx.update(SETTLE, "DONE", "", null, "", replay.id(), item.dispatch());
                    case CANCELLED ->
                        tx.update(
                                SETTLE,
                                "SKIPPED",
                                "cancelled after it was sent",
                                null,
                                "",
                                replay.id(),
                                item.dispatch());
                    default -> tx.update(SETTLE, "DEAD", "", item.cause(), item.code(), replay.id(), item.dispatch());
                }
            }
            return true;
        });
    }

    private record Standing(ReplayBook.Counts counts, Stage stage) {}

    private void advance(Replay replay) {
        Instant now = clock.instant();
        // Counted beside the writer: what another node does meanwhile changes the version too, what settles counts next
        // time.
        Standing standing = ledger.read(tx -> new Standing(ReplayViews.counts(tx, replay.id()), stage(tx, replay)));
        ReplayBook.Counts counts = standing.counts();
        Stage stage = standing.stage();
        long room = replay.lastStage()
                ? counts.pending()
                : Math.min(counts.pending(), replay.stages().get(replay.stage() - 1) - stage.sent());
        if (failed(replay, stage, room <= 0 && counts.sent() == 0)) {
            move(replay, Replay.State.STOPPED, replay.stage(), tooMany(replay, stage), now);
        } else if (room > 0) {
            if (earned(replay, now) >= 1) {
                ledger.commit(tx -> send(tx, replay, room, now));
            }
        } else if (counts.sent() == 0 && counts.pending() == 0) {
            move(replay, Replay.State.FINISHED, replay.stage(), "", now);
        } else if (counts.sent() == 0) {
            move(replay, Replay.State.RUNNING, replay.stage() + 1, "", now);
        }
    }

    private static boolean failed(Replay replay, Stage stage, boolean over) {
        boolean decides = over || (replay.lastStage() && stage.sent() >= ENOUGH);
        BigDecimal allowed = replay.stopAboveFailureShare().multiply(BigDecimal.valueOf(stage.sent()));
        return decides && BigDecimal.valueOf(stage.dead()).compareTo(allowed) > 0;
    }

    private static String tooMany(Replay replay, Stage stage) {
        BigDecimal percent =
                replay.stopAboveFailureShare().multiply(BigDecimal.valueOf(100)).setScale(0, RoundingMode.HALF_UP);
        return "stage " + replay.stage() + ": " + stage.dead() + " of " + stage.sent() + " died again, more than "
                + percent + " %";
    }

    /** Sends what the rate allows; who loses the race on the replay's version sends nothing. */
    private boolean send(Tx tx, Replay replay, long room, Instant now) throws SQLException {
        int most = (int) Math.min(SEND_AT_ONCE, Math.min(room, (long) earned(replay, now)));
        List<String> items = tx.list(NEXT, row -> row.text("dispatch_id"), replay.id(), most);
        Instant paced = unusedFrom(replay, now).plus(replay.interval(items.size()));
        boolean mine = tx.update(
                        STEER, replay.state(), replay.stage(), replay.note(), now, paced, replay.id(), replay.version())
                == 1;
        if (mine) {
            for (String item : items) {
                Optional<String> why = go(tx, replay, new DispatchId(item), now);
                tx.update(
                        TAKE,
                        why.isPresent() ? "SKIPPED" : "SENT",
                        why.isPresent() ? 0 : replay.stage(),
                        why.orElse(""),
                        replay.id(),
                        item);
            }
        }
        return mine;
    }

    /** How many letters the rate allows now. */
    private static double earned(Replay replay, Instant now) {
        return (double) Duration.between(unusedFrom(replay, now), now).toMillis()
                * replay.ratePerSecond().doubleValue()
                / 1000;
    }

    private static Instant unusedFrom(Replay replay, Instant now) {
        Duration unused = CATCH_UP.compareTo(replay.interval(1)) > 0 ? CATCH_UP : replay.interval(1);
        Instant earliest = now.minus(unused);
        return replay.pacedAt().isBefore(earliest) ? earliest : replay.pacedAt();
    }

    /** Sends one letter. @return why it was passed over; empty when it went */
    private Optional<String> go(Tx tx, Replay replay, DispatchId id, Instant now) throws SQLException {
        Optional<DeadLetter.Found> found = DeadLetters.toChange(tx, id, Scope.ALL);
        if (found.isEmpty() || found.get().dispatch().state() != DispatchState.DEAD) {
            return Optional.of("it is no longer dead: "
                    + found.map(letter -> letter.dispatch().state().name()).orElse("gone"));
        }
        var letter = found.get().dispatch();
        if (letter.changedAt().isAfter(replay.createdAt())) {
            return Optional.of("it has been sent or put away since this replay began, and came back");
        }
        Optional<String> looping = replay.evenIfLooping() ? Optional.empty() : LoopGuard.why(found.get());
        if (looping.isPresent()) {
            return looping;
        }
        Optional<String> unsaid = OneByOne.why(found.get(), replay.filter());
        if (unsaid.isPresent()) {
            return unsaid;
        }
        String why = "replayed by " + replay.actor() + ": " + replay.reason();
        Ruling ruling;
        try {
            ruling = rules.on(found.get(), false, why, now);
        } catch (RuntimeException e) {
            // One letter that no rule can read must not hold up the others.
            LOG.error("dispatch {} cannot be judged", id, e);
            return Optional.of("its payload cannot be read");
        }
        boolean went = switch (ruling) {
            case Ruling.Send send -> Sender.send(tx, replanning, letter, send.move(), replay.actor(), now);
            case Ruling.Complete complete -> false;
            case Ruling.Reread reading -> Sender.record(tx, letter, reading.recording(), why, replay.actor(), now);
            case Ruling.Unreadable unreadable -> false;
            case Ruling.Confirm confirm -> false;
            case Ruling.Refuse refuse -> false;
        };
        return went ? Optional.empty() : whyNot(ruling).or(() -> Optional.of("somebody else was faster"));
    }

    /** Why a ruling keeps a letter from going without a person; empty when it may go. */
    static Optional<String> whyNot(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Send send -> Optional.empty();
            case Ruling.Complete complete -> Optional.of("a person has to say so of each by itself");
            case Ruling.Reread reading -> Optional.empty();
            case Ruling.Unreadable unreadable -> Optional.of("it still cannot be read");
            case Ruling.Confirm confirm -> Optional.of(confirm.first());
            case Ruling.Refuse refuse -> Optional.of(refuse.why());
        };
    }

    private void move(Replay replay, Replay.State to, int stage, String note, Instant now) {
        ledger.commit(
                tx -> tx.update(STEER, to, stage, note, now, replay.pacedAt(), replay.id(), replay.version()) == 1);
    }

    private static Stage stage(Tx tx, Replay replay) throws SQLException {
        return tx.first(
                        STAGE_COUNTS,
                        row -> new Stage(row.number("sent"), row.number("settled"), row.number("dead")),
                        replay.id(),
                        replay.stage())
                .orElseThrow();
    }
}
