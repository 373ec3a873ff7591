package serai.intake;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.ledger.Tx;

/** What of a node's acknowledged messages is in neither its journal nor the ledger, as far as that can be told. */
final class Reckoning {
    /** A store's clock and ours may differ, and a change may be told late. */
    private static final Duration ASK_BACK = Duration.ofMinutes(10);

    private static final String BEFORE = Sql.of(Reckoning.class, "journal-of-before");
    private static final String VISIT_AGAIN = Sql.of(Reckoning.class, "visit-again-since");

    private final Journal journal;
    private final Database ledger;
    private final String node;
    private final Clock clock;

    Reckoning(Journal journal, Database ledger, String node, Clock clock) {
        this.journal = journal;
        this.ledger = ledger;
        this.node = node;
        this.clock = clock;
    }

    /** A journal of this node that is not there any more. */
    private record Gone(String journal, long seq, Instant savedAt) {}

    /** What of a setback's entries the ledger does not have; empty when it has them all. */
    Optional<Losses.Loss> lostWith(Tx tx, Setback setback) throws SQLException {
        Optional<Positions.Stored> had = Positions.latest(tx, setback.journal());
        long recorded = had.map(one -> one.mark().seq()).orElse(0L);
        if (recorded >= setback.until()
                || setback.after() >= setback.until()
                || KnownJournals.assured(tx, setback.journal())) {
            return Optional.empty();
        }
        boolean byLedger = recorded >= setback.after();
        return Optional.of(loss(
                setback.journal(),
                Math.max(recorded, setback.after()),
                setback.until(),
                byLedger ? had.map(Positions.Stored::savedAt) : setback.afterAt(),
                setback.untilAt(),
                setback.what()));
    }

    /** The journal that this node had before, if it is gone and nothing beside it told of that. */
    Optional<Losses.Loss> ofBefore(Tx tx) throws SQLException {
        return tx.first(
                        BEFORE,
                        row -> new Gone(row.text("journal"), row.number("seq"), row.time("saved_at")),
                        journal.id(),
                        node,
                        ledger.embedded())
                .map(gone -> loss(
                        gone.journal(),
                        gone.seq(),
                        gone.seq(),
                        Optional.of(gone.savedAt()).filter(saved -> saved.isAfter(Instant.EPOCH)),
                        Optional.empty(),
                        "the journal that this node had before is missing"));
    }

    Losses.Loss loss(
            String id, long after, long until, Optional<Instant> afterAt, Optional<Instant> untilAt, String what) {
        return new Losses.Loss(id, node, after, until, afterAt, untilAt, clock.instant(), what);
    }

    /** Writes a loss down, and has the stores asked again that can be asked. */
    void lose(Tx tx, Losses.Loss loss) throws SQLException {
        if (Losses.add(tx, loss) && loss.afterAt().isPresent()) {
            Instant since = loss.afterAt().get().minus(ASK_BACK);
            tx.update(VISIT_AGAIN, since, loss.noticedAt(), since);
        }
    }

    /** Entries that the journal ought to have and has not: written down, so that nobody believes them recorded. */
    List<Losses.Loss> missing(List<ChainCheck.Gap> gaps) {
        return gaps.stream()
                .map(gap -> loss(
                        journal.id(),
                        gap.after(),
                        gap.until(),
                        Optional.empty(),
                        Optional.empty(),
                        "entries are missing in the midst of the journal"))
                .toList();
    }
}
