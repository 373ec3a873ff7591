package serai.shipment;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import serai.base.ChannelName;
import serai.base.Json;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.provider.Carrier;
import serai.provider.PlaceOrder;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;

/**
 * The parcels of all orders. Each that has left under a tracking number becomes one dispatch to its store; another number
 * for the same parcel becomes a correction, never a second parcel.
 */
public final class Parcels {
    private static final String OF_ORDER = Sql.of(Parcels.class, "parcels-of-order");
    private static final String SAVE = Sql.of(Parcels.class, "save-parcel");
    private static final String TOLD = Sql.of(Parcels.class, "told-parcel");

    /** How a store wants to hear of parcels; a store without it is told nothing. */
    public record Telling(boolean notifyCustomer) {}

    private final CarrierTable carriers;
    private final Function<StoreId, Optional<Telling>> tellings;

    public Parcels(CarrierTable carriers, Function<StoreId, Optional<Telling>> tellings) {
        this.carriers = carriers;
        this.tellings = tellings;
    }

    /** Writes down the parcels of one look, and queues for the store what it has not been told. */
    void record(Tx tx, Progress.Entry entry, List<PlaceOrder.Item> items, ReadProgress.Found found, Instant now)
            throws SQLException {
        Optional<OrderBook.Entry> order = OrderBook.find(tx, entry.order());
        if (order.isEmpty() || found.parcels().isEmpty()) {
            return;
        }
        Map<String, Parcel> known = tx.list(OF_ORDER, Parcel::read, entry.order()).stream()
                .collect(Collectors.toMap(Parcel::id, parcel -> parcel));
        Contents contents = contents(tx, entry, order.get(), known, found);
        List<Parcel> untold = new ArrayList<>();
        for (ReadProgress.Parcel seen : found.parcels()) {
            Optional<Parcel> old = Optional.ofNullable(known.get(Parcel.idOf(entry.dispatch(), seen.ref())));
            Parcel parcel = parcel(entry, seen, lines(contents, seen, old, items), old, found.observedAt());
            save(tx, parcel, now);
            tellWhatIsNew(tx, entry, parcel, old, now);
            if (parcel.untold()) {
                untold.add(parcel);
            }
        }
        boolean moreToCome = found.state() == ReadProgress.State.OPEN
                && found.parcels().stream().anyMatch(seen -> seen.lines().isEmpty());
        for (int i = 0; i < untold.size(); i++) {
            Parcel parcel = untold.get(i);
            if (parcel.toldNumber().isEmpty()) {
                contents.told(parcel.lines());
            }
            boolean last = contents.complete() && i == untold.size() - 1 && !moreToCome;
            // A moment apart, so that they leave in this order.
            push(tx, parcel, order.get(), last, now.plusMillis(i));
        }
    }

    /** What is in a parcel is settled when it has left; one that is only announced may say so later. */
    private static List<PushTracking.Line> lines(
            Contents contents, ReadProgress.Parcel seen, Optional<Parcel> old, List<PlaceOrder.Item> items) {
        if (old.isPresent() && old.get().settled()) {
            return old.get().lines();
        }
        boolean unsaid = seen.lines().isEmpty() && seen.status() == ReadProgress.ParcelStatus.ANNOUNCED;
        return unsaid ? List.of() : contents.of(seen, items);
    }

    private static Contents contents(
            Tx tx, Progress.Entry entry, OrderBook.Entry order, Map<String, Parcel> known, ReadProgress.Found found)
            throws SQLException {
        Contents contents = new Contents(order.bought());
        for (Dispatch dispatch : Dispatches.ofOrder(tx, entry.order())) {
            if (dispatch.places()) {
                contents.bought(
                        Json.read(dispatch.request(), PlaceOrder.class).items(),
                        dispatch.state() == DispatchState.CANCELLED);
            }
        }
        Map<String, List<ReadProgress.Line>> seen = new HashMap<>();
        found.parcels().forEach(parcel -> seen.put(Parcel.idOf(entry.dispatch(), parcel.ref()), parcel.lines()));
        for (Parcel parcel : known.values()) {
            if (parcel.settled()) {
                contents.sent(parcel.lines(), seen.getOrDefault(parcel.id(), List.of()));
            }
            if (!parcel.toldNumber().isEmpty()) {
                contents.told(parcel.lines());
            }
        }
        return contents;
    }

    private Parcel parcel(
            Progress.Entry entry,
            ReadProgress.Parcel seen,
            List<PushTracking.Line> lines,
            Optional<Parcel> old,
            Instant observedAt) {
        // A number that a supplier once gave and then leaves out is not taken back.
        String number = seen.trackingNumber().isEmpty()
                ? old.map(Parcel::trackingNumber).orElse("")
                : seen.trackingNumber();
        Carrier carrier = carriers.of(seen.carrier(), number, seen.url());
        return new Parcel(
                Parcel.idOf(entry.dispatch(), seen.ref()),
                entry.dispatch(),
                entry.order(),
                entry.store(),
                entry.channel(),
                seen.ref(),
                carrier,
                number,
                seen.status(),
                lines,
                seen.shippedAt().or(() -> old.flatMap(Parcel::shippedAt)),
                seen.note(),
                old.map(Parcel::toldNumber).orElse(""),
                old.map(Parcel::revision).orElse(0L),
                observedAt);
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
                parcel.observedAt(),
                now);
    }

    private static void tellWhatIsNew(Tx tx, Progress.Entry entry, Parcel parcel, Optional<Parcel> old, Instant now)
            throws SQLException {
        if (old.map(Parcel::status).equals(Optional.of(parcel.status()))) {
            return;
        }
        String words = ("parcel " + parcel.ref() + " with " + parcel.carrier().name() + " " + parcel.trackingNumber()
                        + " " + parcel.note())
                .strip();
        Dispatches.addEvent(
                tx,
                entry.order(),
                Optional.of(entry.dispatch()),
                now,
                entry.channel().value(),
                "PARCEL_" + parcel.status(),
                words);
    }

    private void push(Tx tx, Parcel parcel, OrderBook.Entry order, boolean last, Instant now) throws SQLException {
        Optional<Telling> telling = tellings.apply(parcel.store());
        if (telling.isEmpty()) {
            return;
        }
        PushTracking request = new PushTracking(
                parcel.id(),
                order.content().storeOrderId(),
                order.content().orderNumber(),
                parcel.carrier(),
                parcel.trackingNumber(),
                Optional.of(parcel.toldNumber()).filter(number -> !number.isEmpty()),
                parcel.lines(),
                parcel.shippedAt(),
                parcel.status().name().toLowerCase(Locale.ROOT),
                last,
                telling.get().notifyCustomer());
        long revision = parcel.revision() + 1;
        Dispatches.insert(
                tx,
                Dispatch.following(
                        parcel.order(),
                        parcel.store(),
                        ChannelName.of(parcel.store()),
                        Dispatch.PUSH_TRACKING,
                        parcel.id() + "-" + revision,
                        request,
                        order.traceparent(),
                        now),
                "dispatcher");
        tx.update(TOLD, parcel.trackingNumber(), revision, parcel.id());
    }
}
