package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was bought under one reference.
 *
 * @param reference the caller's own id; empty when none was sent
 * @param count purchases made under it; more than one is bought twice
 * @param repeats requests under it that were recognised and bought nothing
 * @param reads look-ups of it so far
 * @param ids the supplier's order ids of the last purchase
 * @param allIds the supplier's order ids of all purchases
 * @param times when each purchase was made
 * @param request the document that bought it first
 * @param lines its lines, as sent
 * @param marks what a situation wrote onto it, such as the status it will turn to
 * @param parcels what was shipped of it
 */
public record Purchase(
        String reference,
        int count,
        int repeats,
        int reads,
        List<String> ids,
        List<String> allIds,
        List<Instant> times,
        JsonNode request,
        JsonNode lines,
        Map<String, String> marks,
        List<Parcel> parcels) {

    /** Copies the lists and the marks. */
    public Purchase {
        ids = List.copyOf(ids);
        allIds = List.copyOf(allIds);
        times = List.copyOf(times);
        marks = Map.copyOf(marks);
        parcels = List.copyOf(parcels);
    }

    static Purchase first(
            String reference,
            List<String> ids,
            Instant at,
            JsonNode request,
            JsonNode lines,
            Map<String, String> marks) {
        return new Purchase(reference, 1, 0, 0, ids, ids, List.of(at), request, lines, marks, List.of());
    }

    Purchase again(List<String> newIds, Instant at, Map<String, String> newMarks) {
        var every = new ArrayList<>(allIds);
        every.addAll(newIds);
        var when = new ArrayList<>(times);
        when.add(at);
        return new Purchase(reference, count + 1, repeats, 0, newIds, every, when, request, lines, newMarks, List.of());
    }

    Purchase repeated() {
        return new Purchase(reference, count, repeats + 1, reads, ids, allIds, times, request, lines, marks, parcels);
    }

    Purchase read() {
        return new Purchase(reference, count, repeats, reads + 1, ids, allIds, times, request, lines, marks, parcels);
    }

    Purchase marked(Map<String, String> more) {
        var all = new HashMap<>(marks);
        all.putAll(more);
        return new Purchase(reference, count, repeats, reads, ids, allIds, times, request, lines, all, parcels);
    }

    Purchase with(List<Parcel> all) {
        return new Purchase(reference, count, repeats, reads, ids, allIds, times, request, lines, marks, all);
    }

    Instant lastAt() {
        return times.get(times.size() - 1);
    }
}
