package serai.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import serai.ledger.Database;
import serai.ledger.Sql;
import serai.order.OrderBook;

/**
 * Whether everything that came in is accounted for, at one instant.
 *
 * @param orders recorded orders
 * @param byFate the same orders by where they stand
 * @param messages recorded messages by what they turned out to be; one that was read again counts as what it is now
 * @param unread dead letters of messages that nobody could read yet
 * @param balanced each order has a fate, each new order's message made one order, each unreadable one is a dead letter
 */
record Conservation(long orders, Map<String, Long> byFate, Map<String, Long> messages, long unread, boolean balanced) {
    // One statement, so that all its counts are of one instant.
    private static final String COUNT =
            Sql.of(Conservation.class, "conservation").replace("${fates}", Sql.of(OrderBook.class, "count-by-fate"));

    private record Count(String section, String name, long n) {}

    static Conservation count(Database ledger) {
        List<Count> counts = ledger.read(
                tx -> tx.list(COUNT, row -> new Count(row.text("section"), row.text("name"), row.number("n"))));
        Map<String, Long> byFate = section(counts, "fate");
        Map<String, Long> messages = section(counts, "message");
        long orders = section(counts, "orders").getOrDefault("", 0L);
        long unread = section(counts, "unread").getOrDefault("", 0L);
        boolean balanced = byFate.values().stream().mapToLong(Long::longValue).sum() == orders
                && !byFate.containsKey("UNACCOUNTED")
                && messages.getOrDefault("NEW_ORDER", 0L) == orders
                && messages.getOrDefault("UNREADABLE", 0L) == unread;
        return new Conservation(orders, byFate, messages, unread, balanced);
    }

    private static Map<String, Long> section(List<Count> counts, String section) {
        Map<String, Long> found = new TreeMap<>();
        counts.stream()
                .filter(count -> count.section().equals(section))
                .forEach(count -> found.put(count.name(), count.n()));
        return found;
    }
}
