package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The memory of one simulated supplier: who bought what, how often. Safe for any number of threads. */
final class Purchases {
    private final Map<String, Purchase> byReference = new LinkedHashMap<>();
    private final Map<String, String> referenceOfId = new HashMap<>();
    private long nextId;
    private long nextParcel = 543_939_833;

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

    /**
     * The purchase under this reference, or that made this supplier order; not a look-up.
     *
     * @throws IllegalArgumentException if there is none
     */
    synchronized Purchase known(String referenceOrId) {
        Purchase purchase = byReference.get(referenceOrId);
        if (purchase == null && referenceOfId.containsKey(referenceOrId)) {
            purchase = byReference.get(referenceOfId.get(referenceOrId));
        }
        if (purchase == null) {
            throw new IllegalArgumentException("nothing was bought under " + referenceOrId);
        }
        return purchase;
    }

    /** Adds parcels, with numbers of their own. */
    synchronized Purchase ship(Purchase purchase, String order, List<Parcel> parcels, Instant now) {
        return change(purchase, all -> parcels.forEach(each -> all.add(each.shipped(nextParcel++, order, now))));
    }

    /** Says of the parcels with this tracking number, or of all, where they are. */
    synchronized Purchase track(Purchase purchase, String tracking, String status) {
        return change(
                purchase,
                all -> all.replaceAll(
                        each -> tracking.isEmpty() || each.tracking().equals(tracking) ? each.in(status) : each));
    }

    /** Puts the parcel with this tracking number under another one. */
    synchronized Purchase renumber(Purchase purchase, String tracking, String carrier, String newTracking) {
        return change(
                purchase,
                all -> all.replaceAll(
                        each -> each.tracking().equals(tracking) ? each.under(carrier, newTracking) : each));
    }

    private Purchase change(Purchase purchase, Consumer<List<Parcel>> how) {
        Purchase current = byReference.getOrDefault(purchase.reference(), purchase);
        var parcels = new ArrayList<>(current.parcels());
        how.accept(parcels);
        Purchase changed = current.with(parcels);
        byReference.put(changed.reference(), changed);
        return changed;
    }

    /** The purchase that this parcel belongs to. */
    synchronized Optional<Purchase> byParcel(long number) {
        return byReference.values().stream()
                .filter(purchase -> purchase.parcels().stream().anyMatch(each -> each.number() == number))
                .findFirst();
    }

    synchronized PurchaseReport report() {
        return PurchaseReport.of(List.copyOf(byReference.values()));
    }

    synchronized void forget() {
        byReference.clear();
        referenceOfId.clear();
    }
}
