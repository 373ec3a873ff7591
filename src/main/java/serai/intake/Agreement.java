package serai.intake;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import serai.dispatch.Doubts;
import serai.intake.Journal.Mark;
import serai.ledger.Database;
import serai.ledger.Tx;

/**
 * How far journal and ledger agree. Compared at the start, whenever the ledger was connected to anew, each minute, and
 * before anything is trimmed: the ledger's position must be an entry that the journal has, with the same hash. In doubt it
 * goes back to the last point that both have, from where entries are recorded again; ids are derived, so that is safe.
 *
 * <p>Not for use by several threads, but for {@link #unrecorded}.
 */
final class Agreement implements Messages.Past {
    private static final Duration APART = Duration.ofMinutes(1);

    private final Journal journal;
    private final Database ledger;
    private final String node;
    private final Doubts doubts;
    private final JournalWatch watch;
    private final Clock clock;
    private final Reckoning reckoning;
    private volatile @Nullable Mark at;
    /** Where this process last found the ledger, or left it. */
    private @Nullable Mark last;
    /** The last that the ledger is known to have held, also by an earlier process. */
    private volatile Mark reached;
    /** Entries up to this number were recorded once. */
    private volatile long again;
    /** Entries up to this number are told again because the journal went back. */
    private long repeated;

    private long connections = -1;
    private Instant comparedAt = Instant.MIN;
    private Instant keptAt = Instant.EPOCH;

    Agreement(Journal journal, Database ledger, String node, Doubts doubts, JournalWatch watch, Clock clock) {
        this.journal = journal;
        this.ledger = ledger;
        this.node = node;
        this.doubts = doubts;
        this.watch = watch;
        this.clock = clock;
        this.reckoning = new Reckoning(journal, ledger, node, clock);
        this.reached = journal.recorded().map(JournalTip.Word::mark).orElse(Mark.START);
    }

    /** What was found in the ledger. */
    private record Seen(Optional<Positions.Stored> stored, Optional<Positions.Stored> latest, List<Mark> checkpoints) {}

    /** Up to where the ledger holds everything. @throws serai.ledger.DatabaseUnavailable if that cannot be found out */
    Mark position() {
        Mark known = at;
        boolean due = ledger.connections() != connections || !clock.instant().isBefore(comparedAt.plus(APART));
        return known == null || due ? compare() : known;
    }

    /** What is in memory is not believed any more. */
    void forget() {
        at = null;
    }

    @Override
    public boolean wasRecorded(long seq) {
        return seq <= again;
    }

    /** Whether the ledger has forgotten something since this process began, as far as it found out. */
    boolean forgetful() {
        return again > 0;
    }

    /** Whether the ledger holds everything up to that number, as far as is known without asking it. */
    boolean reached(long seq) {
        Mark known = at;
        return known != null && known.seq() >= seq;
    }

    @Override
    public boolean repeats(long seq) {
        return seq <= Math.max(again, repeated);
    }

    /** Entries that the journal holds and the ledger does not, as far as is known without asking either. */
    long unrecorded() {
        Mark known = at;
        return journal.tail().seq() - (known == null ? reached : known).seq();
    }

    /** @throws Moved if the ledger does not stand where it was found: somebody recorded, or it went back */
    void require(Tx tx, Mark expected) throws SQLException {
        Optional<Positions.Stored> stored = Positions.find(tx, journal.id(), journal.epoch());
        if (stored.filter(one -> one.mark().equals(expected)).isEmpty()) {
            throw new Moved();
        }
    }

    /** The ledger does not stand where it was found. */
    static final class Moved extends RuntimeException {
        private Moved() {
            super("the ledger's position is another one than before");
        }
    }

    /** Saves a position, in the transaction that gets so far. */
    void save(Tx tx, Mark mark) throws SQLException {
        Instant now = clock.instant();
        Positions.save(tx, journal, node, mark, now);
        if (!now.isBefore(keptAt.plus(Positions.APART))) {
            keptAt = now;
            Positions.keep(tx, journal, mark, now);
        }
    }

    /** The ledger holds everything up to there now. */
    void recorded(Mark mark) {
        at = mark;
        last = mark;
        if (mark.seq() >= reached.seq()) {
            reach(mark);
        }
        watch.recorded(mark.seq());
    }

    private void reach(Mark mark) {
        reached = mark;
        journal.recorded(mark, clock.instant());
    }

    /** Compares now. @return up to where the ledger holds everything */
    Mark compare() {
        at = null;
        long connected = ledger.connections();
        List<Setback> setbacks = journal.setbacks();
        Seen seen = ledger.read(this::look);
        Optional<Positions.Stored> stored = seen.stored();
        Mark agreed;
        if (stored.isPresent() && fits(stored.get().mark())) {
            agreed = goneBack(stored.get());
        } else if (seen.latest().isEmpty()) {
            agreed = begin(setbacks);
        } else {
            agreed = rewind(seen, seen.latest().get(), setbacks);
        }
        at = agreed;
        last = agreed;
        if (agreed.seq() >= reached.seq()) {
            reach(agreed);
        }
        watch.lost(Losses.open(ledger).stream()
                .filter(loss -> loss.node().equals(node))
                .toList());
        connections = connected;
        comparedAt = clock.instant();
        return agreed;
    }

    private Seen look(Tx tx) throws SQLException {
        Optional<Positions.Stored> stored = Positions.find(tx, journal.id(), journal.epoch());
        Optional<Positions.Stored> latest = stored.isPresent() ? stored : Positions.latest(tx, journal.id());
        boolean parted = stored.isEmpty() || !fits(stored.get().mark());
        return new Seen(
                stored,
                latest,
                parted ? Positions.before(tx, journal.id(), journal.tail().seq()) : List.of());
    }

    /** Whether the journal has that entry, or had it before it forgot. */
    private boolean fits(Mark mark) {
        if (mark.seq() > journal.tail().seq()) {
            return false;
        }
        Optional<String> here = journal.hashAt(mark.seq());
        boolean unchecked =
                mark.hash().isEmpty() || here.filter(String::isEmpty).isPresent();
        return unchecked || here.map(mark.hash()::equals).orElseGet(() -> mark.seq() < forgottenUntil());
    }

    private boolean holds(Mark mark) {
        return journal.hashAt(mark.seq()).filter(mark.hash()::equals).isPresent();
    }

    /** Entries up to this one are not in the journal any more. */
    private long forgottenUntil() {
        return journal.first()
                .map(first -> first - 1)
                .orElseGet(() -> journal.tail().seq());
    }

    private Mark before(long seq) {
        return new Mark(seq, journal.hashAt(seq).orElse(""));
    }

    /** The journal is as it was; the ledger may know less than it did. */
    private Mark goneBack(Positions.Stored stored) {
        Mark mark = stored.mark();
        Mark known = last;
        boolean knewMore = known == null ? reached.seq() > mark.seq() && holds(reached) : known.seq() > mark.seq();
        long forgotten = forgottenUntil();
        if (!knewMore && mark.seq() >= forgotten) {
            return mark;
        }
        Mark start = mark.seq() >= forgotten ? mark : before(forgotten);
        long knew = knewMore ? reached.seq() : forgotten;
        again = Math.max(again, knew);
        watch.rewound(
                "the ledger has gone back to an older state: it has this node's entries up to " + mark.seq()
                        + " (saved at " + stored.savedAt() + ") and had them up to " + knew
                        + "; they are recorded again, and what it takes for not bought is found out before it is"
                        + " bought",
                knew);
        List<Losses.Loss> lost = new ArrayList<>();
        if (!start.equals(mark)) {
            lost.add(reckoning.loss(
                    journal.id(),
                    mark.seq(),
                    forgotten,
                    Optional.of(stored.savedAt()),
                    Optional.empty(),
                    "the ledger went back further than the journal remembers"));
        }
        ledger.commit(tx -> {
            doubts.ofAll(tx, stored.savedAt(), clock.instant());
            return settle(tx, start, lost);
        });
        return start;
    }

    /** The ledger knows nothing of this journal. */
    private Mark begin(List<Setback> setbacks) {
        boolean knew = reached.seq() > 0 && journal.tail().seq() >= reached.seq();
        Mark start = before(forgottenUntil());
        if (knew) {
            again = Math.max(again, reached.seq());
            watch.rewound(
                    "the ledger knows nothing of this node's journal any more, and had its entries up to "
                            + reached.seq() + "; all that the journal holds is recorded again",
                    reached.seq());
        }
        ledger.commit(tx -> {
            List<Losses.Loss> lost = new ArrayList<>();
            for (Setback setback : setbacks) {
                reckoning.lostWith(tx, setback).ifPresent(lost::add);
            }
            if (setbacks.isEmpty() && !knew) {
                reckoning.ofBefore(tx).ifPresent(lost::add);
            }
            return settle(tx, start, lost);
        });
        setbacks.forEach(journal::told);
        return start;
    }

    /** The journal is not what the ledger knows of it. */
    private Mark rewind(Seen seen, Positions.Stored latest, List<Setback> setbacks) {
        Mark mark = latest.mark();
        boolean firstEpoch = latest.epoch().isEmpty()
                && setbacks.isEmpty()
                && mark.seq() <= journal.tail().seq();
        if (firstEpoch) {
            // An earlier version's word, which nothing can check.
            Mark start = before(mark.seq());
            ledger.commit(tx -> settle(tx, start, List.of()));
            return start;
        }
        Mark start = common(seen, mark);
        if (reached.seq() > mark.seq()) {
            // Then the ledger does not know either what it knew.
            again = Math.max(again, reached.seq());
        }
        repeated = Math.max(repeated, Math.min(mark.seq(), journal.tail().seq()));
        if (seen.stored().isPresent()) {
            journal.renew(Math.max(mark.seq(), journal.tail().seq()));
        }
        String words = setbacks.isEmpty()
                ? "this node's journal has gone back or was exchanged: the ledger has other entries of it, up to "
                        + mark.seq()
                : setbacks.getLast().what() + ": entry " + setbacks.getLast().until() + " was acknowledged";
        watch.rewound(
                words + "; what it holds behind entry " + start.seq() + " is recorded again",
                journal.tail().seq());
        ledger.commit(tx -> {
            List<Losses.Loss> lost = new ArrayList<>();
            for (Setback setback : setbacks) {
                reckoning.lostWith(tx, setback).ifPresent(lost::add);
            }
            if (setbacks.isEmpty()) {
                lost.add(reckoning.loss(
                        journal.id(),
                        mark.seq(),
                        mark.seq(),
                        Optional.of(latest.savedAt()),
                        Optional.empty(),
                        "the journal had gone back"));
            }
            return settle(tx, start, lost);
        });
        setbacks.forEach(journal::told);
        reach(start);
        return start;
    }

    /** The last place that both have; where there is none, before the first entry that the journal holds. */
    private Mark common(Seen seen, Mark latest) {
        List<Mark> known = new ArrayList<>(List.of(latest));
        known.addAll(seen.checkpoints());
        Mark forgotten = before(forgottenUntil());
        return known.stream()
                .filter(mark -> mark.seq() >= forgotten.seq() && !mark.hash().isEmpty() && holds(mark))
                .findFirst()
                .orElse(forgotten);
    }

    /** Writes down entries that are not there. */
    void lose(Tx tx, List<ChainCheck.Gap> gaps) throws SQLException {
        for (Losses.Loss loss : reckoning.missing(gaps)) {
            reckoning.lose(tx, loss);
        }
    }

    private long settle(Tx tx, Mark start, List<Losses.Loss> lost) throws SQLException {
        for (Losses.Loss loss : lost) {
            reckoning.lose(tx, loss);
        }
        save(tx, start);
        return start.seq();
    }

    /**
     * Nothing is left up to the end of the journal as it was when that was looked for: numbers that were left out count as
     * recorded.
     */
    void ended(Mark position, Mark end) {
        if (end.seq() > position.seq()) {
            boolean known = journal.hashAt(end.seq()).isPresent();
            List<Losses.Loss> lost =
                    known ? List.of() : reckoning.missing(List.of(new ChainCheck.Gap(position.seq(), end.seq())));
            ledger.commit(tx -> {
                require(tx, position);
                return settle(tx, end, lost);
            });
            recorded(end);
        }
        watch.recorded(end.seq());
    }
}
