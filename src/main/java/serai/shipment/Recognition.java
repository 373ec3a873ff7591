package serai.shipment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import serai.base.DispatchId;
import serai.provider.PlaceOrder;
import serai.provider.ReadProgress;
import serai.provider.ReadProgress.ParcelStatus;

/**
 * Which parcel of the ledger each parcel of a look is. Where a supplier knows a parcel by nothing but its number, another
 * number is the same parcel when it belongs to the same of its orders, holds the same things, and either the old number is
 * gone from the look or both cannot be, because so much was not ordered. Where two could be meant, it is neither: a parcel
 * told twice can be explained, one that was never told cannot.
 */
final class Recognition {
    private final DispatchId dispatch;
    private final List<Parcel> known;
    private final Map<String, Integer> ordered = new HashMap<>();
    private final Contents contents;
    private final Map<Integer, Sighting> found = new TreeMap<>();
    private final Set<String> sighted = new HashSet<>();

    /**
     * A parcel of a look.
     *
     * @param id of its row in the ledger
     * @param known the row, unless it is new
     * @param earlier numbers of the same look that its own replaces
     */
    record Sighting(String id, ReadProgress.Parcel seen, Optional<Parcel> known, List<String> earlier) {}

    /** What makes two numbers possibly one parcel. */
    private record Like(String supplierOrder, Map<String, Integer> pieces) {}

    /** A parcel of the look and its place in it. */
    private record Fresh(int place, ReadProgress.Parcel seen) {}

    /**
     * @param known the parcels of the same dispatch, as the ledger has them
     * @param items what the dispatch ordered
     */
    Recognition(DispatchId dispatch, Collection<Parcel> known, List<PlaceOrder.Item> items, Contents contents) {
        this.dispatch = dispatch;
        this.known = List.copyOf(known);
        this.contents = contents;
        items.forEach(item -> ordered.merge(item.lineId(), item.quantity(), Integer::sum));
    }

    /** In the look's order; a number that was replaced and is still shown beside the one that replaced it is left out. */
    List<Sighting> of(List<ReadProgress.Parcel> look) {
        List<Fresh> others = new ArrayList<>();
        for (int place = 0; place < look.size(); place++) {
            ReadProgress.Parcel seen = look.get(place);
            Optional<Parcel> same = itself(seen);
            if (same.isPresent()) {
                found(place, new Sighting(same.get().id(), seen, same, List.of()));
            } else if (seen.knownByNumber()) {
                others.add(new Fresh(place, seen));
            } else {
                fresh(place, seen);
            }
        }
        Map<Like, List<Fresh>> alike = new LinkedHashMap<>();
        for (Fresh other : others) {
            Optional<Parcel> former = known.stream()
                    .filter(parcel ->
                            parcel.previousNumbers().contains(other.seen().trackingNumber()))
                    .findFirst();
            if (former.isEmpty()) {
                alike.computeIfAbsent(like(other.seen()), any -> new ArrayList<>())
                        .add(other);
            } else if (sighted.contains(former.get().id()) && room(other.seen())) {
                // Both are there for good, and both were ordered: they were two parcels all the time.
                found(
                        other.place(),
                        new Sighting(
                                Parcel.idOf(dispatch, other.seen().ref() + " again"),
                                other.seen(),
                                Optional.empty(),
                                List.of()));
            }
        }
        alike.forEach(this::match);
        return List.copyOf(found.values());
    }

    private Optional<Parcel> itself(ReadProgress.Parcel seen) {
        return known.stream()
                .filter(parcel -> seen.knownByNumber()
                        ? parcel.trackingNumber().equals(seen.trackingNumber())
                                || (parcel.trackingNumber().isEmpty()
                                        && parcel.ref().equals(seen.ref()))
                        : parcel.id().equals(Parcel.idOf(dispatch, seen.ref())))
                .findFirst();
    }

    private void match(Like like, List<Fresh> fresh) {
        List<Parcel> holders =
                known.stream().filter(parcel -> holds(parcel, like)).toList();
        if (fits(like) == 1 && holders.size() <= 1 && !sentOnceMore(holders, fresh)) {
            one(holders.stream().findFirst(), fresh);
            return;
        }
        List<Parcel> gone = known.stream()
                .filter(parcel -> !sighted.contains(parcel.id()) && mayHold(parcel, like))
                .toList();
        if (gone.size() == 1 && fresh.size() == 1) {
            one(Optional.of(gone.getFirst()), fresh);
        } else {
            fresh.forEach(each -> fresh(each.place(), each.seen()));
        }
    }

    /** All of them are one parcel; the number that came last is its own. */
    private void one(Optional<Parcel> parcel, List<Fresh> numbers) {
        Fresh newest = numbers.stream()
                .max(Comparator.comparing(
                                (Fresh each) -> each.seen().shippedAt().orElse(Instant.MAX))
                        .thenComparingInt(Fresh::place))
                .orElseThrow();
        List<String> earlier = numbers.stream()
                .map(each -> each.seen().trackingNumber())
                .filter(number -> !number.equals(newest.seen().trackingNumber()))
                .toList();
        String id = parcel.map(Parcel::id)
                .orElseGet(() -> Parcel.idOf(dispatch, numbers.getFirst().seen().ref()));
        found.values().removeIf(sighting -> sighting.id().equals(id));
        found(newest.place(), new Sighting(id, newest.seen(), parcel, earlier));
    }

    /** One that has arrived is still shown, and the other number is on its way: something was sent a second time. */
    private boolean sentOnceMore(List<Parcel> holders, List<Fresh> fresh) {
        return holders.stream()
                        .anyMatch(parcel -> parcel.status() == ParcelStatus.DELIVERED && sighted.contains(parcel.id()))
                && fresh.stream().anyMatch(each -> each.seen().status() != ParcelStatus.DELIVERED);
    }

    private void fresh(int place, ReadProgress.Parcel seen) {
        found(place, new Sighting(Parcel.idOf(dispatch, seen.ref()), seen, Optional.empty(), List.of()));
    }

    private void found(int place, Sighting sighting) {
        sighted.add(sighting.id());
        found.put(place, sighting);
    }

    private static Like like(ReadProgress.Parcel seen) {
        return new Like(seen.supplierOrder(), pieces(seen.lines()));
    }

    /** Whether it is known to hold just that. */
    private boolean holds(Parcel parcel, Like like) {
        return ofThatOrder(parcel, like)
                && !like.pieces().isEmpty()
                && like.pieces().equals(inside(parcel));
    }

    /** The same, or it is not known; one of which nobody says what is in it can be an old one when nothing is left to come. */
    private boolean mayHold(Parcel parcel, Like like) {
        boolean mayBe = inside(parcel).isEmpty() || (like.pieces().isEmpty() && nothingLeft());
        return holds(parcel, like) || (ofThatOrder(parcel, like) && mayBe);
    }

    private static boolean ofThatOrder(Parcel parcel, Like like) {
        return !parcel.trackingNumber().isEmpty()
                && (parcel.supplierOrder().isEmpty()
                        || like.supplierOrder().isEmpty()
                        || parcel.supplierOrder().equals(like.supplierOrder()));
    }

    private Map<String, Integer> inside(Parcel parcel) {
        return parcel.contents().isEmpty() ? contents.inSuppliersPieces(parcel.lines()) : pieces(parcel.contents());
    }

    private boolean nothingLeft() {
        Map<String, Integer> sent = new HashMap<>();
        known.forEach(parcel -> inside(parcel).forEach((line, many) -> sent.merge(line, many, Integer::sum)));
        return ordered.entrySet().stream().allMatch(line -> sent.getOrDefault(line.getKey(), 0) >= line.getValue());
    }

    /** How many such parcels can hold no more than was ordered; 0 when it is not known what is in them. */
    private int fits(Like like) {
        return like.pieces().entrySet().stream()
                .mapToInt(line -> Math.max(1, ordered.getOrDefault(line.getKey(), 0) / line.getValue()))
                .min()
                .orElse(0);
    }

    private boolean room(ReadProgress.Parcel seen) {
        Like like = like(seen);
        return known.stream().filter(parcel -> holds(parcel, like)).count() < fits(like);
    }

    private static Map<String, Integer> pieces(List<ReadProgress.Line> lines) {
        Map<String, Integer> pieces = new HashMap<>();
        lines.forEach(line -> pieces.merge(line.lineId(), line.quantity(), Integer::sum));
        return pieces;
    }
}
