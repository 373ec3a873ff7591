package serai.shipment;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Dispatches;
import serai.dispatch.Move;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;

/** What stores are told of parcels: one dispatch for each number of each parcel, in the order of their finding. */
final class ParcelPushes {
    private static final String TOLD = Sql.of(Parcels.class, "told-parcel");

    private final Function<StoreId, Optional<Parcels.Telling>> tellings;

    ParcelPushes(Function<StoreId, Optional<Parcels.Telling>> tellings) {
        this.tellings = tellings;
    }

    /**
     * Queues the parcel as it is now for its store. Where the telling of its last number is a dead letter, that letter
     * takes the new number and goes again: by itself it would tell of a number that is no more.
     */
    void tell(Tx tx, Parcel parcel, OrderBook.Entry order, boolean last, Instant now) throws SQLException {
        Optional<Parcels.Telling> telling = tellings.apply(parcel.store());
        if (telling.isEmpty()) {
            return;
        }
        PushTracking request = request(parcel, order, last, telling.get());
        if (corrected(tx, parcel, request, now)) {
            tx.update(TOLD, parcel.trackingNumber(), parcel.revision(), parcel.id());
            return;
        }
        long revision = parcel.revision() + 1;
        Dispatches.insert(
                tx,
                Dispatch.following(
                        parcel.order(),
                        parcel.store(),
                        ChannelName.of(parcel.store()),
                        Dispatch.PUSH_TRACKING,
                        part(parcel, revision),
                        request,
                        order.traceparent(),
                        now),
                "dispatcher");
        tx.update(TOLD, parcel.trackingNumber(), revision, parcel.id());
    }

    private static PushTracking request(Parcel parcel, OrderBook.Entry order, boolean last, Parcels.Telling telling) {
        Optional<String> told = Optional.of(parcel.toldNumber()).filter(number -> !number.isEmpty());
        // Whoever has the parcel in hand needs no mail about its number.
        boolean arrived = told.isPresent() && parcel.status() == ReadProgress.ParcelStatus.DELIVERED;
        return new PushTracking(
                parcel.id(),
                order.content().storeOrderId(),
                order.content().orderNumber(),
                parcel.carrier(),
                parcel.trackingNumber(),
                told,
                parcel.lines(),
                parcel.shippedAt(),
                parcel.status().name().toLowerCase(Locale.ROOT),
                last,
                telling.notifyCustomer() && !arrived,
                told.isPresent() ? parcel.previousNumbers() : List.of());
    }

    private static boolean corrected(Tx tx, Parcel parcel, PushTracking request, Instant now) throws SQLException {
        ChannelName channel = ChannelName.of(parcel.store());
        Optional<Dispatch> letter = Dispatches.find(
                        tx,
                        DispatchId.of(parcel.order(), channel, Dispatch.PUSH_TRACKING, part(parcel, parcel.revision())))
                .filter(dispatch -> dispatch.state() == DispatchState.DEAD);
        if (letter.isEmpty()) {
            return false;
        }
        Move again = new Move(letter.get(), DispatchState.QUEUED)
                .because("the parcel has another number now; sent again with that")
                .strikes(0)
                .readyAt(now)
                .rewritten(channel, Json.write(request));
        return Dispatches.apply(tx, again, "dispatcher", now);
    }

    private static String part(Parcel parcel, long revision) {
        return parcel.id() + "-" + revision;
    }
}
