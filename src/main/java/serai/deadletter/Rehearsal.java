package serai.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.Json;
import serai.base.Scope;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Move;
import serai.dispatch.Step;
import serai.ledger.Database;

/**
 * What a replay would do, found out before it begins; changes nothing. What it costs does not grow with what is there: how
 * many there are is counted by an index, and each letter is judged only among the newest {@value #LOOKED_AT}, which is told
 * to the reader. Whoever wants to know it of every letter turns the pages of {@link #steps}, each of which is exact.
 */
public final class Rehearsal {
    /** Letters that an outlook judges one by one. */
    public static final int LOOKED_AT = 300;

    private static final int FEW = 10;
    private static final int PAGE = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /**
     * The set as a whole.
     *
     * @param count letters that the filter names
     * @param more whether there are more than a replay may have; then {@code count} is the most that it may
     * @param groups by cause and channel, most first
     * @param looked letters that were judged one by one
     * @param wouldGo how many of these would go
     * @param skipped why the others of these would be passed over, most first
     * @param first the newest few, one by one
     */
    public record Outlook(
            long count,
            boolean more,
            List<DeadLetters.Group> groups,
            long looked,
            long wouldGo,
            List<Skip> skipped,
            List<Prospect> first) {
        public Outlook {
            groups = List.copyOf(groups);
            skipped = List.copyOf(skipped);
            first = List.copyOf(first);
        }

        /** Whether every letter was judged. */
        public boolean exact() {
            return !more && looked == count;
        }
    }

    /** How many would be passed over for the same reason. */
    public record Skip(String why, long count) {}

    /**
     * What would happen to one letter.
     *
     * @param does what would happen, in words; where it would be passed over, why
     */
    public record Prospect(DeadLetter letter, boolean goes, String does) {}

    private final Database ledger;
    private final DeadLetters letters;
    private final ReplayRules rules;
    private final Clock clock;

    /** @param desk whose rules decide what may go */
    public Rehearsal(Database ledger, Desk desk, Clock clock) {
        this.ledger = ledger;
        this.letters = new DeadLetters(ledger);
        this.rules = desk.rules();
        this.clock = clock;
    }

    /** What a replay of these would come to. */
    public Outlook outlook(DeadLetterFilter filter, boolean evenIfLooping) {
        // Every letter is in one of these groups, so their sum is the count; it need not be made twice.
        List<DeadLetters.Group> groups = letters.groups(filter, DeadLetters.By.CAUSE);
        long count = groups.stream().mapToLong(DeadLetters.Group::count).sum();
        List<Prospect> looked = steps(filter, evenIfLooping, Optional.empty(), LOOKED_AT);
        Map<String, Long> why = new HashMap<>();
        looked.stream().filter(one -> !one.goes()).forEach(one -> why.merge(one.does(), 1L, Long::sum));
        List<Skip> skipped = new ArrayList<>();
        why.forEach((reason, n) -> skipped.add(new Skip(reason, n)));
        skipped.sort((one, other) -> Long.compare(other.count(), one.count()));
        return new Outlook(
                Math.min(count, ReplayBook.MOST),
                count > ReplayBook.MOST,
                groups,
                looked.size(),
                looked.stream().filter(Prospect::goes).count(),
                skipped,
                looked.subList(0, Math.min(FEW, looked.size())));
    }

    /** The same of every letter, however many there are. */
    ReplayBook.Preview preview(DeadLetterFilter filter, boolean evenIfLooping) {
        Map<String, Long> byChannel = new TreeMap<>();
        Map<String, Long> byCause = new TreeMap<>();
        Map<ReplayBook.Skipped, Long> skipped = new HashMap<>();
        long count = 0;
        Optional<DeadLetters.Cursor> cursor = Optional.empty();
        List<Prospect> page;
        do {
            page = steps(filter, evenIfLooping, cursor, PAGE);
            for (Prospect one : page) {
                Optional<String> cause = one.letter().cause().map(DeadLetter.Reason::id);
                if (one.goes()) {
                    count++;
                    byChannel.merge(one.letter().channel(), 1L, Long::sum);
                    byCause.merge(cause.orElse(""), 1L, Long::sum);
                } else {
                    skipped.merge(new ReplayBook.Skipped(cause, 0, one.does()), 1L, Long::sum);
                }
            }
            cursor = page.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new DeadLetters.Cursor(
                            page.getLast().letter().since(),
                            page.getLast().letter().id()));
        } while (page.size() == PAGE);
        List<ReplayBook.Skipped> reasons = new ArrayList<>();
        skipped.forEach((what, n) -> reasons.add(new ReplayBook.Skipped(what.cause(), n, what.why())));
        reasons.sort((one, other) -> Long.compare(other.count(), one.count()));
        return new ReplayBook.Preview(count, byChannel, byCause, reasons);
    }

    /** What would happen to each, newest first. */
    public List<Prospect> steps(
            DeadLetterFilter filter, boolean evenIfLooping, Optional<DeadLetters.Cursor> after, int limit) {
        Instant now = clock.instant();
        String words = Json.write(filter.words());
        return ledger.read(tx -> DeadLetters.page(tx, filter, after, limit)).stream()
                .map(found -> verdict(whole(found), words, evenIfLooping, now))
                .toList();
    }

    /** A list leaves out what a store's own message says; one after the other is read for its verdict. */
    private DeadLetter.Found whole(DeadLetter.Found found) {
        return found.dispatch().kind().equals(Dispatch.READ_ORDER)
                ? ledger.read(tx -> DeadLetters.found(tx, found.dispatch().id(), Scope.ALL))
                        .orElse(found)
                : found;
    }

    private Prospect verdict(DeadLetter.Found found, String filter, boolean evenIfLooping, Instant now) {
        Optional<String> looping = evenIfLooping ? Optional.empty() : LoopGuard.why(found);
        if (found.dispatch().state() != DispatchState.DEAD) {
            return new Prospect(found.summary(), false, "it is archived; restore it first");
        }
        if (looping.isPresent()) {
            return new Prospect(found.summary(), false, looping.get());
        }
        Optional<String> unsaid = OneByOne.why(found, filter);
        if (unsaid.isPresent()) {
            return new Prospect(found.summary(), false, unsaid.get());
        }
        Ruling ruling;
        try {
            ruling = rules.on(found, false, "", now);
        } catch (RuntimeException e) {
            LOG.error("dispatch {} cannot be judged", found.dispatch().id(), e);
            return new Prospect(found.summary(), false, "its payload cannot be read");
        }
        return Replays.whyNot(ruling)
                .map(why -> new Prospect(found.summary(), false, why))
                .orElseGet(() -> new Prospect(found.summary(), true, does(ruling, found)));
    }

    private static String does(Ruling ruling, DeadLetter.Found found) {
        return switch (ruling) {
            case Ruling.Send send -> does(send.move(), found);
            case Ruling.Complete complete -> "";
            case Ruling.Reread reading -> "it can be read now and is recorded";
            case Ruling.Unreadable unreadable -> "";
            case Ruling.Confirm confirm -> "";
            case Ruling.Refuse refuse -> "";
        };
    }

    private static String does(Move move, DeadLetter.Found found) {
        if (!found.dispatch().places()) {
            return found.dispatch().kind() + " goes to " + move.channel() + " again";
        }
        return move.step() == Step.FIND
                ? "it is looked up at " + move.channel() + ", and bought only if nothing is there"
                : "it is sent to " + move.channel() + " again";
    }
}
