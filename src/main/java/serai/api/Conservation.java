package serai.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import serai.intake.Losses;
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
 * @param lost acknowledged messages that are known to be gone, or of which nobody can tell, until somebody has seen to it
 * @param balanced each order has a fate, each new order's message made one order, each unreadable one is a dead letter, and
 *     nothing is lost
 */
record Conservation(
        long orders,
        Map<String, Long> byFate,
        Map<String, Long> messages,
        long unread,
        List<Lost> lost,
        boolean balanced) {
    /**
     * Some that follow each other.
     *
     * @param first number of the first of them in its journal
     * @param last number of the last of them; null where nobody knows how many there were, if any
     * @param messages how many; null where nobody knows
     * @param afterAt when what came before them came, where that is known
     * @param untilAt when the last of them came, where that is known
     */
    record Lost(
            String journal,
            String node,
            long first,
            Optional<Long> last,
            Optional<Long> messages,
            Optional<Instant> afterAt,
            Optional<Instant> untilAt,
            Instant noticedAt,
            String what) {
        private static Lost of(Losses.Loss loss) {
            return new Lost(
                    loss.journal(),
                    loss.node(),
                    loss.after() + 1,
                    loss.messages().map(count -> loss.until()),
                    loss.messages(),
                    loss.afterAt(),
                    loss.untilAt(),
                    loss.noticedAt(),
                    loss.what());
        }
    }

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
        List<Lost> lost = Losses.open(ledger).stream().map(Lost::of).toList();
        return new Conservation(orders, byFate, messages, unread, lost, balanced && lost.isEmpty());
    }

    private static Map<String, Long> section(List<Count> counts, String section) {
        Map<String, Long> found = new TreeMap<>();
        counts.stream()
                .filter(count -> count.section().equals(section))
                .forEach(count -> found.put(count.name(), count.n()));
        return found;
    }
}
