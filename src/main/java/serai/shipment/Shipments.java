package serai.shipment;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.provider.PushTracking;

/** Parcels as stores and people read them. */
public final class Shipments {
    private static final String OF_ORDER = Sql.of(Parcels.class, "parcels-of-order");
    private static final String NUMBERS = Sql.of(Parcels.class, "told-numbers-of-order");
    private static final String OF_STORE = Sql.of(Parcels.class, "parcels-of-store");

    /**
     * One parcel.
     *
     * @param order ours
     * @param channel which supplier sends it
     * @param carrier what customers know the carrier by
     * @param status {@code announced}, {@code shipped}, {@code out_for_delivery}, {@code delivered} or {@code troubled}
     * @param previousNumbers the tracking numbers that it had before, oldest first
     * @param note the carrier's or supplier's last words, or empty
     */
    public record Shipment(
            String id,
            String order,
            String channel,
            String carrier,
            String trackingNumber,
            List<String> previousNumbers,
            String url,
            String status,
            Optional<Instant> shippedAt,
            List<PushTracking.Line> lines,
            String note,
            Instant observedAt) {}

    /**
     * A place in the list of a store's parcels, which is sorted by change, latest first.
     *
     * @param before the time of the last one shown
     */
    public record Cursor(Instant before, String id) {}

    /** One page and where the next begins. */
    public record Page(List<Shipment> shipments, Optional<Cursor> next) {}

    private Shipments() {}

    /** The parcels of an order of that store, in the order in which they left. */
    public static List<Shipment> ofOrder(Database ledger, OrderId order, Optional<StoreId> store) {
        return ledger.read(tx -> tx.list(OF_ORDER, Parcel::read, order)).stream()
                .filter(parcel -> store.isEmpty() || store.get().equals(parcel.store()))
                .map(Shipments::view)
                .toList();
    }

    /** A store's parcels, latest change first. */
    public static Page ofStore(Database ledger, StoreId store, Optional<Cursor> after, int limit) {
        Cursor from = after.orElse(new Cursor(Instant.ofEpochMilli(Long.MAX_VALUE / 2), ""));
        List<Changed> found = ledger.read(
                tx -> tx.list(OF_STORE, Changed::read, store, from.before(), from.before(), from.id(), limit + 1));
        List<Changed> page = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                page.stream().map(changed -> view(changed.parcel())).toList(),
                found.size() > limit
                        ? Optional.of(new Cursor(
                                page.getLast().at(), page.getLast().parcel().id()))
                        : Optional.empty());
    }

    /** The tracking numbers that the store was told for the order that it calls so, in the order in which they left. */
    public static List<String> numbersOfOrder(Database ledger, StoreId store, String orderNumber) {
        return ledger.read(tx -> tx.list(NUMBERS, row -> row.text("told_number"), store, orderNumber));
    }

    private record Changed(Parcel parcel, Instant at) {
        static Changed read(Row row) throws SQLException {
            return new Changed(Parcel.read(row), row.time("changed_at"));
        }
    }

    private static Shipment view(Parcel parcel) {
        return new Shipment(
                parcel.id(),
                parcel.order().value(),
                parcel.channel().value(),
                parcel.carrier().name(),
                parcel.trackingNumber(),
                parcel.previousNumbers(),
                parcel.carrier().url(),
                parcel.status().name().toLowerCase(Locale.ROOT),
                parcel.shippedAt(),
                parcel.lines(),
                parcel.note(),
                parcel.observedAt());
    }
}
