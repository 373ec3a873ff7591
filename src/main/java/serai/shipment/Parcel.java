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
import serai.ledger.Row;
import serai.provider.Carrier;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;

/**
 * A parcel as the ledger holds it.
 *
 * @param ref what the supplier knows it by
 * @param trackingNumber empty while there is none
 * @param lines what is in it, in the store's pieces
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
        String toldNumber,
        long revision,
        Instant observedAt) {
    private static final TypeReference<List<PushTracking.Line>> LINES = new TypeReference<>() {};

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
                lines(row.text("lines")),
                row.maybeTime("shipped_at"),
                row.text("note"),
                row.text("told_number"),
                row.number("revision"),
                row.time("observed_at"));
    }

    private static List<PushTracking.Line> lines(String json) {
        try {
            return Json.mapper().readValue(json, LINES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lines of a parcel are no list", e);
        }
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
