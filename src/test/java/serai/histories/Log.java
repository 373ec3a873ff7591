package serai.histories;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happened to an order, as its shop has it: what was true when, and what the gateway has heard of it when. */
final class Log {
    /**
     * A word of the shop that came to the gateway.
     *
     * @param said the time in it; of a deletion, which names none, when it came
     * @param topic of the platform, which alone says that an order was paid just now
     */
    record Heard(Instant at, Instant said, Shown shown, String topic) {}

    private record True(Instant since, Shown shown) {}

    private final List<True> truths = new ArrayList<>();
    private final List<Heard> heard = new ArrayList<>();

    void isNow(Instant now, Shown shown) {
        truths.add(new True(now, shown));
    }

    void hears(Heard word) {
        heard.add(word);
    }

    /** The order as it was at that time. */
    Shown truth(Instant at) {
        return truths.reversed().stream()
                .filter(each -> !each.since().isAfter(at))
                .findFirst()
                .orElseThrow()
                .shown();
    }

    /** The newest words that had come by then: more than one where they are of one second. */
    List<Heard> newest(Instant at) {
        List<Heard> come = heard.stream().filter(word -> !word.at().isAfter(at)).toList();
        Optional<Instant> last = come.stream().map(Heard::said).max(Instant::compareTo);
        return come.stream()
                .filter(word -> word.said().equals(last.orElseThrow()))
                .toList();
    }

    /** The words that were no older than all before them when they came, in order; in one second, none follows an end. */
    List<Heard> news() {
        List<Heard> news = new ArrayList<>();
        for (Heard word : heard) {
            if (news.isEmpty() || follows(news.getLast(), word)) {
                news.add(word);
            }
        }
        return news;
    }

    private static boolean follows(Heard last, Heard word) {
        boolean sameSecond = word.said().equals(last.said());
        return word.said().isAfter(last.said())
                || (sameSecond && (word.shown().isOff() || !last.shown().isOff()));
    }
}
