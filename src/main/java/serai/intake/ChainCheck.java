package serai.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import serai.intake.Journal.Entry;
import serai.intake.Journal.Mark;

/** Reads entries against the chain: which of them are not what was appended, and where some are missing. */
final class ChainCheck {
    /**
     * What was read.
     *
     * @param sound the entries' fitness, in their order; one that an earlier version wrote counts as sound
     * @param gaps numbers that are not there and ought to be
     */
    record Read(List<Boolean> sound, List<Gap> gaps) {}

    /** Entries that are not there: those behind one up to another. */
    record Gap(long after, long until) {}

    private ChainCheck() {}

    /**
     * Checks entries that follow a place in the chain.
     *
     * @param hashAt what is known of a number that none of them has: where a chain was restarted, numbers were left out
     */
    static Read read(Mark from, List<Entry> entries, LongFunction<Optional<String>> hashAt) {
        List<Boolean> sound = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        long seq = from.seq();
        // Where an entry's own hash is damaged, the next one fits what it should have been.
        List<String> before = List.of(from.hash());
        for (Entry entry : entries) {
            if (entry.seq() != seq + 1) {
                Optional<String> known = hashAt.apply(entry.seq() - 1);
                if (known.isEmpty()) {
                    gaps.add(new Gap(seq, entry.seq() - 1));
                }
                before = known.map(List::of).orElse(List.of());
            }
            List<String> possible = before.stream()
                    .map(hash -> Chain.next(hash, entry))
                    .toList();
            boolean checked = !entry.hash().isEmpty() && !possible.isEmpty();
            boolean fits = !checked || possible.contains(entry.hash());
            sound.add(fits);
            List<String> next = new ArrayList<>(List.of(entry.hash()));
            if (!fits) {
                next.addAll(possible);
            }
            before = next;
            seq = entry.seq();
        }
        return new Read(sound, gaps);
    }
}
