package serai.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Requests received since the start, by mapping and by path. */
final class Counts {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder all = new LongAdder();

    void count(String mapping, String path) {
        all.increment();
        counts.computeIfAbsent(mapping, any -> new LongAdder()).increment();
        counts.computeIfAbsent(path, any -> new LongAdder()).increment();
    }

    /** Requests of this mapping ({@code order-create}) or path ({@code /sync}). */
    long of(String mappingOrPath) {
        LongAdder count = counts.get(mappingOrPath);
        return count == null ? 0 : count.sum();
    }

    long all() {
        return all.sum();
    }
}
