package serai.shipment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.base.Text;
import serai.dispatch.Dispatches;
import serai.ledger.Row;
import serai.provider.Carrier;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;

/**
 * A parcel as the ledger holds it.
 *
 * @param ref what the supplier knows it by; where it has nothing but the number, the first one
 * @param trackingNumber empty while there is none
 * @param lines what is in it, in the store's pieces
 * @param supplierOrder the supplier's number of the order that it belongs to, or empty
 * @param contents what is in it in the supplier's pieces, as the supplier said last; empty when it never did
 * @param previousNumbers the numbers that it had before, oldest first
 * @param toldNumber the tracking number that the store was told, or is about to be; empty before
 * @param revision how often the store was told
 */
record Parcel(
        String id,
        DispatchId dispatch,
        OrderId order,
        StoreId store,
        ChannelName channel,
        String ref,
        Carrier carrier,
        String trackingNumber,
        ReadProgress.ParcelStatus status,
        List<PushTracking.Line> lines,
        Optional<Instant> shippedAt,
        String note,
        String supplierOrder,
        List<ReadProgress.Line> contents,
        List<String> previousNumbers,
        String toldNumber,
        long revision,
        Instant observedAt) {
    private static final TypeReference<List<PushTracking.Line>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<ReadProgress.Line>> CONTENTS = new TypeReference<>() {};

    /** The id of a dispatch's parcel: the same at every look. */
    static String idOf(DispatchId dispatch, String ref) {
        return "pcl_" + Text.fingerprint("parcel", dispatch.value(), ref);
    }

    static Parcel read(Row row) throws SQLException {
        return new Parcel(
                row.text("id"),
                new DispatchId(row.text("dispatch_id")),
                new OrderId(row.text("order_id")),
                new StoreId(row.text("store")),
                new ChannelName(row.text("channel")),
                row.text("ref"),
                Json.read(row.text("carrier"), Carrier.class),
                row.text("tracking_number"),
                ReadProgress.ParcelStatus.valueOf(row.text("status")),
                list(row.text("lines"), LINES),
                row.maybeTime("shipped_at"),
                row.text("note"),
                row.text("supplier_order"),
                list(row.text("contents"), CONTENTS),
                Dispatches.texts(row.text("previous_numbers")),
                row.text("told_number"),
                row.number("revision"),
                row.time("observed_at"));
    }

    private static <T> List<T> list(String json, TypeReference<List<T>> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lines of a parcel are no list", e);
        }
    }

    /** Whether a number is one that it has, or had before. */
    boolean had(String number) {
        return trackingNumber.equals(number) || previousNumbers.contains(number);
    }

    /** Whether it is known what is in it, for good. */
    boolean settled() {
        return !lines.isEmpty() || !toldNumber.isEmpty();
    }

    /** Whether it has left, under a number that the store has not been told. */
    boolean untold() {
        return status != ReadProgress.ParcelStatus.ANNOUNCED
                && !trackingNumber.isEmpty()
                && !trackingNumber.equals(toldNumber);
    }
}
