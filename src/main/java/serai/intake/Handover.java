package serai.intake;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import serai.ledger.Database;

/**
 * Carries what a journal holds and the ledger does not into the ledger's inbox, where any node that runs records it. For the
 * journal of a node that is gone and whose disk is still there.
 */
public final class Handover {
    private static final int BATCH = 32;

    /**
     * What was done.
     *
     * @param journal its id
     * @param entries that the ledger did not have
     */
    public record Done(String journal, long entries) {}

    private Handover() {}

    /**
     * Hands the journal over; safe to repeat, and to interrupt at any point. Its node may come back later and finds what has
     * been recorded meanwhile. The caller sees to it that nobody else has the file open.
     *
     * @param node whose it was, for those who look at the list of nodes
     * @throws serai.ledger.DatabaseUnavailable if journal or ledger cannot be reached; then the rest is not handed over
     */
    public static Done of(Journal journal, Database ledger, String node) {
        long entries = 0;
        List<Journal.Entry> batch = journal.after(recorded(journal, ledger), BATCH);
        while (!batch.isEmpty()) {
            List<Journal.Entry> copied = batch;
            entries += ledger.commit(tx -> {
                int fresh = 0;
                for (Journal.Entry entry : copied) {
                    fresh += Inbox.copy(tx, journal.id(), entry);
                }
                return fresh;
            });
            batch = journal.after(batch.getLast().seq(), BATCH);
        }
        // What the journal itself has lost is not made up for by handing over the rest.
        List<Setback> setbacks = journal.setbacks();
        Reckoning reckoning = new Reckoning(journal, ledger, node, Clock.systemUTC());
        ledger.commit(tx -> {
            for (Setback setback : setbacks) {
                Optional<Losses.Loss> loss = reckoning.lostWith(tx, setback);
                if (loss.isPresent()) {
                    reckoning.lose(tx, loss.get());
                }
            }
            KnownJournals.handOver(tx, journal.id(), node);
            return node;
        });
        setbacks.forEach(journal::told);
        return new Done(journal.id(), entries);
    }

    /** Up to where the ledger holds this very journal; where they do not fit, all is handed over that is still there. */
    private static long recorded(Journal journal, Database ledger) {
        Optional<Journal.Mark> mark = ledger.read(tx -> Positions.find(tx, journal.id(), journal.epoch()))
                .map(Positions.Stored::mark);
        return mark.filter(stored -> journal.hashAt(stored.seq())
                        .filter(stored.hash()::equals)
                        .isPresent())
                .map(Journal.Mark::seq)
                .orElse(0L);
    }
}
