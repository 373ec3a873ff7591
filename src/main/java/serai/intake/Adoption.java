package serai.intake;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.intake.KnownJournals.Known;
import serai.intake.Messages.Read;
import serai.intake.Recording.Kind;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Tx;

/**
 * Records what waits in the inbox of journals whose nodes are gone. Each entry is claimed in the transaction that records
 * it, so two nodes that do this at once, or the gone one when it comes back, record and count it once.
 */
public final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
    /** Bodies have up to 1 MiB. */
    private static final int BATCH = 32;

    private final Database ledger;
    private final Journal own;
    private final Messages messages;
    private final Messages.Past past;

    /** @param recorder this node's; what others took is recorded the same way */
    public Adoption(Database ledger, Recorder recorder) {
        this.ledger = ledger;
        this.own = recorder.journal();
        this.messages = recorder.messages();
        this.past = recorder.pastOfOthers();
    }

    /**
     * Records all that waits of journals whose nodes are gone, or that nobody knows any more.
     *
     * @param known as the ledger has them at this moment
     * @return how many entries
     * @throws DatabaseUnavailable if the ledger is away; what is done is done
     */
    public int adopt(List<Known> known) {
        Set<String> living =
                known.stream().filter(each -> !each.gone()).map(Known::journal).collect(Collectors.toSet());
        int recorded = 0;
        for (String journal : ledger.read(Inbox::journals)) {
            if (!journal.equals(own.id()) && !living.contains(journal)) {
                recorded += adopt(journal, Long.MAX_VALUE);
            }
        }
        return recorded;
    }

    /**
     * Records what is behind this node's own recorder and still waits: entries that a journal which went back has lost.
     * Copies that came a moment after the recording are taken away.
     *
     * @return how many entries it has recorded
     * @throws DatabaseUnavailable if the ledger is away; what is done is done
     */
    public int leftOvers() {
        long recorded = ledger.read(tx -> Positions.find(tx, own.id(), own.epoch()))
                .map(stored -> stored.mark().seq())
                .orElse(0L);
        return adopt(own.id(), recorded);
    }

    private int adopt(String journal, long last) {
        Messages theirs = messages.ofJournal(journal);
        int recorded = 0;
        List<Inbox.Item> items = ledger.read(tx -> Inbox.of(tx, journal, last, BATCH));
        while (!items.isEmpty()) {
            Map<Boolean, List<Inbox.Item>> byRecorded =
                    items.stream().collect(Collectors.partitioningBy(this::recordedHere));
            recorded += record(journal, theirs, byRecorded.getOrDefault(false, List.of()));
            takeAway(byRecorded.getOrDefault(true, List.of()));
            items = ledger.read(tx -> Inbox.of(tx, journal, last, BATCH));
        }
        if (recorded > 0) {
            LOG.info("{} entries of journal {} were recorded from the inbox", recorded, journal);
        }
        return recorded;
    }

    /** Of those behind this node's own recorder: whether it is the very entry that was recorded. */
    private boolean recordedHere(Inbox.Item item) {
        return item.journal().equals(own.id())
                && own.hashAt(item.entry().seq())
                        .filter(item.entry().hash()::equals)
                        .isPresent();
    }

    private void takeAway(List<Inbox.Item> items) {
        if (!items.isEmpty()) {
            ledger.commit(tx -> {
                for (Inbox.Item item : items) {
                    Inbox.take(tx, item.journal(), item.entry());
                }
                return items.size();
            });
        }
    }

    private int record(String journal, Messages theirs, List<Inbox.Item> items) {
        List<Inbox.Item> batch = List.copyOf(items);
        if (batch.isEmpty()) {
            return 0;
        }
        try {
            return ledger.commit(tx -> record(tx, journal, theirs, batch));
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            int recorded = 0;
            for (Inbox.Item item : batch) {
                recorded += recordAlone(theirs, item);
            }
            return recorded;
        }
    }

    private int record(Tx tx, String journal, Messages theirs, List<Inbox.Item> items) throws SQLException {
        List<Read> reads = new ArrayList<>();
        for (Inbox.Item item : items) {
            if (Inbox.adopt(tx, item)) {
                reads.add(theirs.read(item.entry(), true));
            }
        }
        count(tx, journal, theirs.apply(tx, reads, past));
        return reads.size();
    }

    private static void count(Tx tx, String journal, Map<Kind, Integer> counts) throws SQLException {
        for (Map.Entry<Kind, Integer> count : counts.entrySet()) {
            Recording.count(tx, journal, count.getKey(), count.getValue());
        }
    }

    private int recordAlone(Messages theirs, Inbox.Item item) {
        try {
            return ledger.commit(tx -> record(tx, item.journal(), theirs, List.of(item)));
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error(
                    "entry {} of journal {} cannot be recorded: {}",
                    item.entry().seq(),
                    item.journal(),
                    Messages.failure(e));
            return ledger.commit(tx -> {
                boolean claimed = Inbox.adopt(tx, item);
                if (claimed) {
                    count(tx, item.journal(), theirs.giveUp(tx, theirs.read(item.entry(), true)));
                }
                return claimed ? 1 : 0;
            });
        }
    }
}
