package serai.histories;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import serai.histories.Log.Heard;

/**
 * What a merchant expects, and nothing of how it is done: what is bought is what the store meant at the moment of the first
 * call that may buy, every line once, and whoever wants something in the end has it or is told why not.
 */
final class Oracle {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private Oracle() {}

    /** What the store meant by a purchase: as it was, or as far as anybody could know. */
    static List<Shown> meant(Log log, Purchase purchase) {
        Shown truth = log.truth(purchase.at());
        List<Shown> told = log.newest(purchase.at()).stream()
                .map(Heard::shown)
                .filter(Shown::clear)
                .toList();
        boolean fresh = purchase.planned().plus(A_MINUTE).isAfter(purchase.at());
        return !truth.shop().hasKeys()
                ? told
                : truth.shop().isWoo() && fresh
                        ? Stream.concat(told.stream(), Stream.of(truth)).toList()
                        : List.of(truth);
    }

    /** Whether a line was bought as the store meant it. */
    static boolean right(List<Shown> meant, Purchase purchase, int line) {
        return meant.stream()
                .anyMatch(word -> word.wanted()
                        && purchase.address().equals(word.street() + " Elm Street")
                        && word.pieces(line) == purchase.pieces().getOrDefault(line, 0));
    }

    /** Whether it was over before it came: completed when heard of, or older than its store's connection. */
    static boolean over(Log log, Instant until, Instant oldest) {
        boolean seen = false;
        for (Heard word : log.news()) {
            boolean old = word.shown().since().isBefore(oldest) && !word.topic().endsWith("/paid");
            boolean ended = (word.shown().status() == Shown.Status.COMPLETED
                            && !word.shown().isEmpty())
                    || (word.shown().wanted() && old && !seen);
            if (ended && !word.at().isAfter(until)) {
                return true;
            }
            seen |= word.shown().wanted() || word.shown().waits();
        }
        return false;
    }

    /** The lines that everybody wants in the end, as far as is known. */
    static Set<Integer> owed(Log log, Instant end) {
        Set<Integer> lines = new TreeSet<>();
        List<Shown> all = Stream.concat(
                        log.newest(end).stream().map(Heard::shown),
                        Stream.of(log.truth(end)).filter(truth -> truth.shop().hasKeys()))
                .toList();
        all.getFirst().lines().stream()
                .filter(line -> all.stream().allMatch(word -> word.wanted() && word.pieces(line.id()) > 0))
                .filter(line -> all.getFirst().shop().isWoo() || line.goods() != Goods.GIFT_CARD)
                .forEach(line -> lines.add(line.id()));
        return lines;
    }
}
