package serai.shipment;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import serai.base.Json;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.OrderMarks;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.provider.PlaceOrder;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;
import serai.shipment.Recognition.Sighting;

/**
 * The parcels of all orders. Each that has left under a tracking number becomes one dispatch to its store; another number
 * for the same parcel, which {@link Recognition} knows, becomes a correction, never a second parcel.
 */
public final class Parcels {
    private static final String OF_ORDER = Sql.of(Parcels.class, "parcels-of-order");
    private static final String SAVE = Sql.of(Parcels.class, "save-parcel");

    /** How a store wants to hear of parcels; a store without it is told nothing. */
    public record Telling(boolean notifyCustomer) {}

    private final CarrierTable carriers;
    private final ParcelPushes pushes;

    public Parcels(CarrierTable carriers, Function<StoreId, Optional<Telling>> tellings) {
        this.carriers = carriers;
        this.pushes = new ParcelPushes(tellings);
    }

    /** Writes down the parcels of one look, and queues for the store what it has not been told. */
    void record(Tx tx, Progress.Entry entry, List<PlaceOrder.Item> items, ReadProgress.Found found, Instant now)
            throws SQLException {
        Optional<OrderBook.Entry> order = OrderBook.find(tx, entry.order());
        if (order.isEmpty() || found.parcels().isEmpty()) {
            return;
        }
        List<Parcel> known = tx.list(OF_ORDER, Parcel::read, entry.order());
        Contents contents = bought(tx, entry, order.get());
        List<Parcel> ofThisDispatch = known.stream()
                .filter(parcel -> parcel.dispatch().equals(entry.dispatch()))
                .toList();
        List<Sighting> look = new Recognition(entry.dispatch(), ofThisDispatch, items, contents).of(found.parcels());
        count(contents, known, look);
        List<Parcel> untold = new ArrayList<>();
        for (Sighting sighting : look) {
            Parcel parcel = parcel(entry, sighting, lines(contents, sighting, items), found.observedAt());
            save(tx, parcel, now);
            tellWhatIsNew(tx, entry, parcel, sighting.known(), now);
            if (parcel.untold()) {
                untold.add(parcel);
            }
        }
        boolean moreToCome = found.state() == ReadProgress.State.OPEN
                && look.stream().anyMatch(sighting -> sighting.seen().lines().isEmpty());
        for (int i = 0; i < untold.size(); i++) {
            Parcel parcel = untold.get(i);
            if (parcel.toldNumber().isEmpty()) {
                contents.told(parcel.lines());
            }
            boolean last = contents.complete() && i == untold.size() - 1 && !moreToCome;
            // A moment apart, so that they leave in this order.
            pushes.tell(tx, parcel, order.get(), last, now.plusMillis(i));
        }
    }

    /** What is in a parcel is settled when it has left; one that is only announced may say so later. */
    private static List<PushTracking.Line> lines(Contents contents, Sighting sighting, List<PlaceOrder.Item> items) {
        Optional<Parcel> settled = sighting.known().filter(Parcel::settled);
        if (settled.isPresent()) {
            return settled.get().lines();
        }
        ReadProgress.Parcel seen = sighting.seen();
        boolean unsaid = seen.lines().isEmpty() && seen.status() == ReadProgress.ParcelStatus.ANNOUNCED;
        return unsaid ? List.of() : contents.of(seen, items);
    }

    private static Contents bought(Tx tx, Progress.Entry entry, OrderBook.Entry order) throws SQLException {
        Contents contents = new Contents(order.bought());
        for (Dispatch dispatch : Dispatches.ofOrder(tx, entry.order())) {
            if (dispatch.places()) {
                contents.bought(
                        Json.read(dispatch.request(), PlaceOrder.class).items(),
                        dispatch.state() == DispatchState.CANCELLED);
            }
        }
        return contents;
    }

    private static void count(Contents contents, List<Parcel> known, List<Sighting> look) {
        Map<String, List<ReadProgress.Line>> seen = new HashMap<>();
        look.forEach(sighting -> seen.put(sighting.id(), sighting.seen().lines()));
        for (Parcel parcel : known) {
            if (parcel.settled()) {
                contents.sent(parcel.lines(), seen.getOrDefault(parcel.id(), List.of()));
            }
            if (!parcel.toldNumber().isEmpty()) {
                contents.told(parcel.lines());
            }
        }
    }

    private Parcel parcel(Progress.Entry entry, Sighting sighting, List<PushTracking.Line> lines, Instant observedAt) {
        ReadProgress.Parcel seen = sighting.seen();
        Optional<Parcel> old = sighting.known();
        // A number that a supplier once gave and then leaves out is not taken back.
        String number = seen.trackingNumber().isEmpty()
                ? old.map(Parcel::trackingNumber).orElse("")
                : seen.trackingNumber();
        return new Parcel(
                sighting.id(),
                entry.dispatch(),
                entry.order(),
                entry.store(),
                entry.channel(),
                old.map(Parcel::ref).orElse(seen.ref()),
                carriers.of(seen.carrier(), number, seen.url()),
                number,
                status(seen, old),
                lines,
                // Under its first number.
                old.filter(parcel -> !parcel.trackingNumber().equals(number))
                        .flatMap(Parcel::shippedAt)
                        .or(seen::shippedAt)
                        .or(() -> old.flatMap(Parcel::shippedAt)),
                seen.note(),
                old.map(Parcel::supplierOrder).filter(its -> !its.isEmpty()).orElse(seen.supplierOrder()),
                seen.lines().isEmpty() ? old.map(Parcel::contents).orElse(List.of()) : seen.lines(),
                previous(sighting, number),
                old.map(Parcel::toldNumber).orElse(""),
                old.map(Parcel::revision).orElse(0L),
                observedAt);
    }

    /** Under another number a parcel begins anew for its carrier, but it has left, or has arrived, all the same. */
    private static ReadProgress.ParcelStatus status(ReadProgress.Parcel seen, Optional<Parcel> old) {
        return old.filter(parcel -> !parcel.previousNumbers().isEmpty()
                        || (!parcel.trackingNumber().isEmpty()
                                && !parcel.trackingNumber().equals(seen.trackingNumber())))
                .map(Parcel::status)
                .filter(status -> status == ReadProgress.ParcelStatus.DELIVERED
                        || seen.status() == ReadProgress.ParcelStatus.ANNOUNCED)
                .orElse(seen.status());
    }

    private static List<String> previous(Sighting sighting, String number) {
        Set<String> previous = new LinkedHashSet<>();
        sighting.known().ifPresent(parcel -> {
            previous.addAll(parcel.previousNumbers());
            previous.add(parcel.trackingNumber());
        });
        previous.addAll(sighting.earlier());
        previous.removeAll(List.of("", number));
        return List.copyOf(previous);
    }

    private static void save(Tx tx, Parcel parcel, Instant now) throws SQLException {
        tx.update(
                SAVE,
                parcel.id(),
                parcel.dispatch(),
                parcel.order(),
                parcel.store(),
                parcel.channel(),
                parcel.ref(),
                Json.write(parcel.carrier()),
                parcel.trackingNumber(),
                parcel.status(),
                Json.write(parcel.lines()),
                parcel.shippedAt(),
                parcel.note(),
                parcel.supplierOrder(),
                Json.write(parcel.contents()),
                Json.write(parcel.previousNumbers()),
                parcel.observedAt(),
                now);
    }

    private static void tellWhatIsNew(Tx tx, Progress.Entry entry, Parcel parcel, Optional<Parcel> old, Instant now)
            throws SQLException {
        boolean renumbered = !parcel.previousNumbers()
                .equals(old.map(Parcel::previousNumbers).orElse(List.of()));
        if (renumbered) {
            OrderMarks.add(tx, entry.order(), parcel.previousNumbers());
        }
        if (renumbered && old.isPresent()) {
            event(
                    tx,
                    entry,
                    now,
                    "CHANGED",
                    "parcel " + parcel.ref() + " has another number: "
                            + parcel.carrier().name() + " " + parcel.trackingNumber() + " instead of "
                            + old.get().trackingNumber());
        }
        if (!old.map(Parcel::status).equals(Optional.of(parcel.status()))) {
            event(
                    tx,
                    entry,
                    now,
                    "PARCEL_" + parcel.status(),
                    ("parcel " + parcel.ref() + " with " + parcel.carrier().name() + " " + parcel.trackingNumber() + " "
                                    + parcel.note())
                            .strip());
        }
    }

    private static void event(Tx tx, Progress.Entry entry, Instant now, String what, String words) throws SQLException {
        Dispatches.addEvent(
                tx,
                entry.order(),
                Optional.of(entry.dispatch()),
                now,
                entry.channel().value(),
                what,
                words);
    }
}
