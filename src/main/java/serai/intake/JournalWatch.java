package serai.intake;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with this node's journal, or between it and the ledger: said once in the log, kept as an incident while it
 * lasts, shown by health and metrics. Everything here is in memory: none of it asks the disk or the ledger.
 */
public final class JournalWatch {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWatch.class);
    private static final String REWIND = "rewind";
    private static final String LOSS = "loss";
    private static final String DAMAGE = "damage";

    private final JournalAlarm alarm;
    private final Clock clock;
    private final AtomicLong rewinds = new AtomicLong();
    private final AtomicLong damagedEntries = new AtomicLong();
    private volatile String rewinding = "";
    private volatile long target;
    private volatile String damage = "";
    private volatile List<Losses.Loss> losses = List.of();

    JournalWatch(JournalAlarm alarm, Clock clock) {
        this.alarm = alarm;
        this.clock = clock;
    }

    /** Entries are recorded again, up to that one; found out again while the ledger takes nothing, it is told once. */
    synchronized void rewound(String words, long upTo) {
        if (words.equals(rewinding)) {
            return;
        }
        rewinds.incrementAndGet();
        rewinding = words;
        target = upTo;
        LOG.warn("{}", words);
        alarm.opened(REWIND, words, clock.instant());
    }

    /** The ledger holds all entries up to that one. */
    synchronized void recorded(long seq) {
        if (!rewinding.isEmpty() && seq >= target) {
            rewinding = "";
            LOG.info("recorded again up to entry {}: journal and ledger agree", seq);
            alarm.over(REWIND, "recorded again up to entry " + seq, clock.instant());
        }
    }

    /** These are the losses that nobody has seen to. */
    synchronized void lost(List<Losses.Loss> open) {
        if (open.equals(losses)) {
            return;
        }
        List<Losses.Loss> news = new ArrayList<>(open);
        news.removeAll(losses);
        news.forEach(loss -> LOG.error("{}", loss.sentence()));
        losses = List.copyOf(open);
        if (open.isEmpty()) {
            alarm.over(LOSS, "somebody has seen to it", clock.instant());
        } else {
            String more = open.size() == 1 ? "" : " (and " + (open.size() - 1) + " more)";
            alarm.opened(LOSS, open.getLast().sentence() + more, clock.instant());
        }
    }

    /** The journal's file cannot be read where it should. */
    synchronized void damaged(String words) {
        if (damage.isEmpty()) {
            damage = words;
            LOG.error("{}", words);
            alarm.opened(DAMAGE, words, clock.instant());
        }
    }

    /** The journal's file can be read again. */
    synchronized void readable() {
        if (!damage.isEmpty()) {
            damage = "";
            LOG.info("the journal can be read again");
            alarm.over(DAMAGE, "it can be read again", clock.instant());
        }
    }

    /** An entry does not fit its hash; it became a dead letter. */
    void damagedEntry() {
        damagedEntries.incrementAndGet();
    }

    /** What is wrong now, in words; empty while journal and ledger agree. */
    public Optional<String> trouble() {
        List<String> all = new ArrayList<>();
        if (!damage.isEmpty()) {
            all.add(damage);
        }
        if (!rewinding.isEmpty()) {
            all.add(rewinding);
        }
        losses.forEach(loss -> all.add(loss.sentence()));
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    /** How often entries had to be recorded again since the start. */
    public long rewinds() {
        return rewinds.get();
    }

    /** Entries since the start whose bytes did not fit their hash. */
    public long damagedEntries() {
        return damagedEntries.get();
    }

    /** Acknowledged messages that are known to be gone, where nobody has seen to it yet; of all nodes. */
    public long lostMessages() {
        return losses.stream().mapToLong(loss -> loss.messages().orElse(0L)).sum();
    }

    /** Losses that nobody has seen to yet, also of unknown size. */
    public int openLosses() {
        return losses.size();
    }
}
