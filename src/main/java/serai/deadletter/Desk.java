package serai.deadletter;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import serai.access.Audit;
import serai.access.Person;
import serai.access.Role;
import serai.base.DispatchId;
import serai.dispatch.Channels;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.LetterRows;
import serai.dispatch.Move;
import serai.dispatch.OrderMarks;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.Planner;
import serai.order.Replanning;

/**
 * Where a person moves one dead letter on. Each call is one transaction, its audit entry included. A letter of a store that
 * the person may not see is missing, not forbidden.
 */
public final class Desk {
    private static final String EDIT = Sql.of(Desk.class, "edit-payload");

    private final Database ledger;
    private final Rereader rereader;
    private final ReplayRules rules;
    private final Replanning replanning;
    private final Clock clock;

    public Desk(Database ledger, Planner planner, Channels channels, Rereader rereader, Clock clock) {
        this.ledger = ledger;
        this.rereader = rereader;
        this.rules = new ReplayRules(planner, channels, rereader);
        this.replanning = new Replanning(planner);
        this.clock = clock;
    }

    /**
     * Sends it again, if that cannot buy twice. Two people at once make one dispatch; the second gets
     * {@link Verdict.Conflict}.
     *
     * @param version that the person saw; empty to send whatever is there
     * @param confirmedNotBought the person has looked: the supplier holds nothing for it. Says something of the letter as
     *     they saw it only, so whoever can give the version does
     */
    public Verdict replay(
            DispatchId id, Optional<Long> version, Person who, String reason, boolean confirmedNotBought) {
        return change(id, DispatchState.DEAD, version, who, (tx, found, now) -> {
            Dispatch letter = found.dispatch();
            Optional<String> looping = LoopGuard.why(found);
            if (looping.isPresent() && reason.isBlank()) {
                return new Verdict.ReasonNeeded(looping.get() + "; say why it will go better this time");
            }
            String why = "replayed by " + who.name() + (reason.isEmpty() ? "" : ": " + reason);
            Ruling ruling = rules.on(found, confirmedNotBought, why, now);
            return switch (ruling) {
                case Ruling.Send send ->
                    after(
                            tx,
                            id,
                            Sender.send(tx, replanning, letter, send.move(), who.name(), now),
                            "replay",
                            who,
                            reason,
                            now);
                case Ruling.Complete complete ->
                    after(
                            tx,
                            id,
                            Sender.complete(tx, replanning, letter, why, who.name(), now),
                            "replay",
                            who,
                            reason,
                            now);
                case Ruling.Reread reading ->
                    after(
                            tx,
                            id,
                            Sender.record(tx, letter, reading.recording(), why, who.name(), now),
                            "replay",
                            who,
                            reason,
                            now);
                case Ruling.Unreadable unreadable -> new Verdict.StillUnreadable(unreadable.faults());
                case Ruling.Confirm confirm -> new Verdict.ConfirmationNeeded(confirm.why(), confirm.word());
                case Ruling.Refuse refuse -> new Verdict.Conflict(refuse.why());
            };
        });
    }

    /**
     * Puts it away; it stays in the ledger and can be brought back.
     *
     * @param version that the person saw; empty to put away whatever is there
     */
    public Verdict archive(DispatchId id, Optional<Long> version, Person who, String reason) {
        return change(
                id,
                DispatchState.DEAD,
                version,
                who,
                (tx, found, now) -> after(
                        tx,
                        id,
                        Dispatches.apply(
                                tx, put(found, DispatchState.ARCHIVED, "archived", who, reason), who.name(), now),
                        "archive",
                        who,
                        reason,
                        now));
    }

    /**
     * Brings back what was put away.
     *
     * @param version that the person saw; empty to bring back whatever is there
     */
    public Verdict restore(DispatchId id, Optional<Long> version, Person who, String reason) {
        return change(
                id,
                DispatchState.ARCHIVED,
                version,
                who,
                (tx, found, now) -> after(
                        tx,
                        id,
                        Dispatches.apply(tx, put(found, DispatchState.DEAD, "restored", who, reason), who.name(), now),
                        "restore",
                        who,
                        reason,
                        now));
    }

    /**
     * Replaces the payload of a dead letter; what it was at first is kept beside it.
     *
     * @param version that the person saw; empty to change whatever is there
     */
    public Verdict edit(DispatchId id, byte[] payload, Optional<Long> version, Person who, String reason) {
        return change(id, DispatchState.DEAD, version, who, (tx, found, now) -> {
            Dispatch letter = found.dispatch();
            if (found.erasedAt().isPresent()) {
                return new Verdict.Conflict(ReplayRules.erased(found.erasedAt().get()));
            }
            PayloadCheck.Result checked = switch (letter.kind()) {
                case Dispatch.READ_ORDER -> PayloadCheck.message(rereader, letter.request(), payload);
                case Dispatch.PLACE_ORDER -> PayloadCheck.order(letter, payload);
                default -> PayloadCheck.nobodys(letter);
            };
            if (!checked.faults().isEmpty()) {
                return new Verdict.Invalid(checked.faults());
            }
            EditBounds beyond = letter.places()
                    ? EditBounds.ofOrder(tx, letter, checked.request())
                    : EditBounds.ofMessage(rereader, letter, payload);
            if (!beyond.faults().isEmpty() && !mayLift(who)) {
                return new Verdict.Invalid(beyond.faults());
            }
            boolean mine = tx.update(EDIT, checked.request(), id, letter.version()) == 1;
            if (mine) {
                edited(tx, letter, checked.request());
            }
            String changed = PayloadCheck.changes(letter.request(), checked.request());
            String said = (reason.isEmpty() ? "" : reason + "; ") + changed + beyond.words();
            if (mine && letter.order().isPresent()) {
                Dispatches.addEvent(tx, letter.order().get(), Optional.of(id), now, who.name(), "EDITED", said);
            }
            return after(tx, id, mine, "edit-payload", who, said, now);
        });
    }

    private static boolean mayLift(Person who) {
        return Role.find(who.role()).filter(Role.ADMIN::equals).isPresent();
    }

    /** Search and groups see at once what it names now. */
    private static void edited(Tx tx, Dispatch letter, String request) throws SQLException {
        LetterRows.save(tx, letter.id());
        if (letter.order().isPresent() && letter.places()) {
            OrderMarks.add(tx, letter.order().get(), OrderMarks.of(request));
        }
    }

    /** The cause stays on the row, so that what was put away can be found by it and comes back with it. */
    static Move put(DeadLetter.Found found, DispatchState to, String what, Person who, String reason) {
        Dispatch letter = found.dispatch();
        String said = what + " by " + who.name() + (reason.isEmpty() ? "" : ": " + found.keptReason(reason));
        Move move = new Move(letter, to).timeline(said);
        return letter.cause()
                .map(cause -> move.because(cause, letter.code(), letter.reason()))
                .orElseGet(() -> move.because(letter.reason()));
    }

    @FunctionalInterface
    private interface Change {
        Verdict make(Tx tx, DeadLetter.Found found, Instant now) throws SQLException;
    }

    private Verdict change(DispatchId id, DispatchState needed, Optional<Long> version, Person who, Change change) {
        Instant now = clock.instant();
        return ledger.commit(tx -> {
            Optional<DeadLetter.Found> found = DeadLetters.toChange(tx, id, who.scope());
            if (found.isEmpty()) {
                return new Verdict.Missing();
            }
            Dispatch letter = found.get().dispatch();
            if (letter.state() != needed) {
                return new Verdict.Conflict(whoWasFirst(tx, letter, needed));
            }
            return version.isPresent() && version.get() != letter.version()
                    ? new Verdict.Outdated(letter.version())
                    : change.make(tx, found.get(), now);
        });
    }

    private static Verdict after(
            Tx tx, DispatchId id, boolean changed, String action, Person who, String reason, Instant now)
            throws SQLException {
        DeadLetter.Found found = DeadLetters.found(tx, id, who.scope()).orElseThrow();
        if (!changed) {
            return new Verdict.Conflict(whoWasFirst(tx, found.dispatch(), DispatchState.DEAD));
        }
        Audit.add(tx, now, who, action, id.value(), 1, found.keptReason(reason));
        return new Verdict.Changed(found.summary());
    }

    static String whoWasFirst(Tx tx, Dispatch letter, DispatchState needed) throws SQLException {
        String state = "it is " + letter.state() + " since " + letter.changedAt() + ", not " + needed;
        return Audit.last(tx, letter.id().value())
                .map(last -> state + "; last changed by " + last.actor() + " (" + last.action() + ") at " + last.at())
                .orElse(state);
    }

    /**
     * Drops what a person or a listing has made of its request, and sends what the store means now.
     *
     * @param version that the person saw; empty to change whatever is there
     */
    public Verdict takeStoresWord(DispatchId id, Optional<Long> version, Person who, String reason) {
        return change(id, DispatchState.DEAD, version, who, (tx, found, now) -> {
            Optional<String> whyNot = StoresWord.whyNot(found);
            return whyNot.isPresent()
                    ? new Verdict.Conflict(whyNot.get())
                    : after(
                            tx,
                            id,
                            StoresWord.take(tx, replanning, found.dispatch(), who, reason, now),
                            Remedy.TAKE_STORES_WORD.id(),
                            who,
                            reason,
                            now);
        });
    }

    /** How what goes again catches up with the store's word. */
    Replanning replanning() {
        return replanning;
    }

    /** The rules, for replays of many. */
    ReplayRules rules() {
        return rules;
    }
}
