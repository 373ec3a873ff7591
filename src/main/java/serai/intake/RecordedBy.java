package serai.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Up to which number a journal was recorded by which time, as far as this process has seen it: some seconds later rather
 * than earlier, and after a restart nothing was recorded before it. Not for use by several threads.
 */
final class RecordedBy {
    private static final Duration APART = Duration.ofSeconds(10);

    private final NavigableMap<Instant, Long> marks = new TreeMap<>();

    /** It is recorded up to that number now. */
    void mark(Instant now, long seq) {
        Instant last = marks.isEmpty() ? Instant.MIN : marks.lastKey();
        Instant beforeLast = marks.size() < 2 ? Instant.MIN : marks.lowerKey(last);
        if (beforeLast.isAfter(Instant.MIN) && last.isBefore(beforeLast.plus(APART))) {
            marks.remove(last);
        }
        marks.put(now, seq);
    }

    /** What was recorded by that time; nothing earlier is asked for afterwards. */
    long by(Instant time) {
        Map.Entry<Instant, Long> known = marks.floorEntry(time);
        if (known == null) {
            return 0;
        }
        marks.headMap(known.getKey(), false).clear();
        return known.getValue();
    }
}
