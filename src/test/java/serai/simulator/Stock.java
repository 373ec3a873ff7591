package serai.simulator;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What one simulated supplier has of each item. Safe for any number of threads. */
final class Stock {
    private static final long UNLISTED = -1;

    private final Map<String, Long> pieces = new TreeMap<>();
    private final long usual;

    /** @param usual of every item that nobody set */
    Stock(long usual) {
        this.usual = usual;
    }

    synchronized void set(String item, long quantity) {
        if (quantity < 0) {
            throw new IllegalArgumentException(item + ": there cannot be " + quantity + " pieces");
        }
        pieces.put(item, quantity);
    }

    /** The supplier says nothing of the item any more. */
    synchronized void unlist(String item) {
        pieces.put(item, UNLISTED);
    }

    /** What it has, under the first of the names that was set; empty when unlisted. */
    synchronized OptionalLong of(String... names) {
        for (String name : names) {
            Long known = pieces.get(name);
            if (known != null) {
                return known == UNLISTED ? OptionalLong.empty() : OptionalLong.of(known);
            }
        }
        return OptionalLong.of(usual);
    }

    /** What was set, by item; unlisted ones are missing. */
    synchronized Map<String, Long> all() {
        var listed = new TreeMap<>(pieces);
        listed.values().removeIf(each -> each == UNLISTED);
        return listed;
    }
}
