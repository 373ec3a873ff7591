package serai.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The three stores of the story. Remembers what was accepted from them, to hold it against what was bought. */
final class Shops {
    static final String TEA_HOUSE = "tea-house";
    static final String TEA_HOUSE_KEY = "tea-house-key";
    static final String LOOP_SHOP = "loop-shop";
    static final String LOOP_SHOP_KEY = "loop-shop-key";
    static final String LOOP_SHOP_SECRET = "loop-shop-secret";
    static final String GROSS = "gross";
    static final String GROSS_KEY = "gross-key";
    static final String GROSS_SECRET = "gross-secret";
    private static final int SENDERS = 8;

    /**
     * An order that was answered with a 2xx.
     *
     * @param purchases one for each supplier it goes to
     */
    record Accepted(String store, String key, String orderId, int purchases) {}

    private final Calls calls;
    private final Map<String, Accepted> accepted = Collections.synchronizedMap(new LinkedHashMap<>());

    Shops(Calls calls) {
        this.calls = calls;
    }

    /** The tea house sends an order. @throws StoryFailed unless it is accepted */
    Duration teaHouse(String orderId, String city, String... skus) {
        Calls.Answer answer = calls.order(TEA_HOUSE, TEA_HOUSE_KEY, DemoOrders.generic(orderId, city, skus));
        answer.expect(202, "order " + orderId);
        boolean both = List.of(skus).contains("TEA-GREEN") && skus.length > 1;
        accept(new Accepted(TEA_HOUSE, TEA_HOUSE_KEY, orderId, both ? 2 : 1));
        return answer.took();
    }

    /** The tea house sends so many orders, several at once; how long the answers took, shortest first. */
    List<Duration> teaHouse(int first, int count, String sku) {
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<Duration>> answers = IntStream.range(first, first + count)
                    .mapToObj(i -> senders.submit(() -> teaHouse("T-" + i, "Austin", sku)))
                    .toList();
            List<Duration> took = new ArrayList<>();
            for (Future<Duration> answer : answers) {
                took.add(answer.get());
            }
            Collections.sort(took);
            return took;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoryFailed failed ? failed : new StoryFailed(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("interrupted");
        }
    }

    /** Says that a store has been promised its order; twice is once. */
    void accept(Accepted order) {
        accepted.putIfAbsent(order.store() + "/" + order.orderId(), order);
    }

    List<Accepted> accepted() {
        synchronized (accepted) {
            return List.copyOf(accepted.values());
        }
    }

    /** The purchases that the accepted orders ask for. */
    int purchasesDue() {
        return accepted().stream().mapToInt(Accepted::purchases).sum();
    }

    /** How many of the accepted orders have that status, asked one by one as their stores would. */
    long withStatus(String status) {
        return accepted().stream()
                .filter(order -> find(order).path("status").asText().equals(status))
                .count();
    }

    JsonNode find(Accepted order) {
        return calls.find(order.store(), order.key(), order.orderId());
    }

    JsonNode teaHouseOrder(String orderId) {
        return calls.find(TEA_HOUSE, TEA_HOUSE_KEY, orderId);
    }

    /** {@code half within 4 ms, all within 31 ms}. */
    static String spread(List<Duration> took) {
        return String.format(
                Locale.ROOT,
                "half within %d ms, all within %d ms",
                took.get(took.size() / 2).toMillis(),
                took.getLast().toMillis());
    }
}
