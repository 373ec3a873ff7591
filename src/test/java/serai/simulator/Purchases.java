package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The memory of one simulated supplier: who bought what, how often. Safe for any number of threads. */
final class Purchases {
    private final Map<String, Purchase> byReference = new LinkedHashMap<>();
    private final Map<String, String> referenceOfId = new HashMap<>();
    private long nextId;

    Purchases(long firstId) {
        this.nextId = firstId;
    }

    /** A purchase, and whether it was one: a recognised repeat buys nothing. */
    record Result(Purchase purchase, boolean repeated) {}

    /**
     * Buys, unless the reference was used within the window.
     *
     * @param window how long the supplier recognises a reference; null for ever
     * @param orders supplier orders that one purchase makes
     */
    synchronized Result buy(
            String reference,
            Instant now,
            @Nullable Duration window,
            int orders,
            JsonNode request,
            JsonNode lines,
            Map<String, String> marks) {
        Purchase known = byReference.get(reference);
        if (known != null && !reference.isEmpty()) {
            boolean recognised = window == null || now.isBefore(known.lastAt().plus(window));
            if (recognised) {
                Purchase repeated = known.repeated();
                byReference.put(reference, repeated);
                return new Result(repeated, true);
            }
        }
        List<String> ids = LongStream.range(0, orders)
                .mapToObj(any -> Long.toString(nextId++))
                .toList();
        ids.forEach(id -> referenceOfId.put(id, reference));
        Purchase bought = known == null
                ? Purchase.first(reference, ids, now, request, lines, marks)
                : known.again(ids, now, marks);
        byReference.put(reference, bought);
        return new Result(bought, false);
    }

    /** The purchase under this reference, counting the look-up. */
    synchronized Optional<Purchase> readByReference(String reference) {
        return Optional.ofNullable(byReference.computeIfPresent(reference, (any, purchase) -> purchase.read()));
    }

    /** The purchase that made this supplier order, counting the look-up. */
    synchronized Optional<Purchase> readById(String id) {
        String reference = referenceOfId.get(id);
        return reference == null ? Optional.empty() : readByReference(reference);
    }

    /** Writes onto the purchase under this reference; nothing happens without one. */
    synchronized void mark(String reference, Map<String, String> marks) {
        byReference.computeIfPresent(reference, (any, purchase) -> purchase.marked(marks));
    }

    synchronized PurchaseReport report() {
        return PurchaseReport.of(List.copyOf(byReference.values()));
    }

    synchronized void forget() {
        byReference.clear();
        referenceOfId.clear();
    }
}
