package serai.shipment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import serai.order.StoreOrder;
import serai.provider.PlaceOrder;
import serai.provider.PushTracking;
import serai.provider.ReadProgress;

/**
 * What is in a parcel, in the store's pieces. A listing may buy several of the supplier's pieces for one of the store's; a
 * supplier that does not say what is in a parcel sends all that was still to come.
 */
final class Contents {
    private final StoreOrder order;
    /** The supplier's pieces that each line needs in all, over all dispatches of the order. */
    private final Map<String, Integer> bought = new HashMap<>();
    /** Those of them that nobody will send, because they were cancelled. */
    private final Map<String, Integer> cancelled = new HashMap<>();
    /** The supplier's pieces that earlier parcels hold. */
    private final Map<String, Integer> sent = new HashMap<>();
    /** The store's pieces of which it has been told, or is about to be. */
    private final Map<String, Integer> told = new HashMap<>();

    Contents(StoreOrder order) {
        this.order = order;
    }

    /** Counts what one dispatch of the order buys. */
    void bought(List<PlaceOrder.Item> items, boolean isCancelled) {
        for (PlaceOrder.Item item : items) {
            bought.merge(item.lineId(), item.quantity(), Integer::sum);
            if (isCancelled) {
                cancelled.merge(item.lineId(), item.quantity(), Integer::sum);
            }
        }
    }

    /** The next parcel's lines; counts them as sent. */
    List<PushTracking.Line> of(ReadProgress.Parcel parcel, List<PlaceOrder.Item> itemsOfItsDispatch) {
        List<ReadProgress.Line> inside = parcel.lines().isEmpty() ? rest(itemsOfItsDispatch) : parcel.lines();
        List<PushTracking.Line> lines = new ArrayList<>();
        for (ReadProgress.Line line : inside) {
            int before = sent.getOrDefault(line.lineId(), 0);
            int after = before + line.quantity();
            sent.put(line.lineId(), after);
            int factor = factor(line.lineId());
            int most = bought.getOrDefault(line.lineId(), after);
            int pieces = Math.min(after, most) / factor - Math.min(before, most) / factor;
            if (pieces > 0) {
                lines.add(new PushTracking.Line(line.lineId(), line.sku(), pieces));
            }
        }
        return lines;
    }

    private List<ReadProgress.Line> rest(List<PlaceOrder.Item> items) {
        Map<String, ReadProgress.Line> rest = new java.util.LinkedHashMap<>();
        for (PlaceOrder.Item item : items) {
            rest.merge(
                    item.lineId(),
                    new ReadProgress.Line(item.lineId(), item.sku(), item.quantity()),
                    (one, other) -> new ReadProgress.Line(one.lineId(), one.sku(), one.quantity() + other.quantity()));
        }
        return rest.values().stream()
                .map(line -> new ReadProgress.Line(
                        line.lineId(), line.sku(), line.quantity() - sent.getOrDefault(line.lineId(), 0)))
                .filter(line -> line.quantity() > 0)
                .toList();
    }

    /** The supplier's pieces for one of the store's. */
    private int factor(String lineId) {
        int pieces = order.lines().stream()
                .filter(line -> line.lineId().equals(lineId))
                .mapToInt(StoreOrder.Line::toSend)
                .sum();
        return pieces == 0 ? 1 : Math.max(1, bought.getOrDefault(lineId, pieces) / pieces);
    }

    /**
     * Counts what an earlier parcel holds: as the store was told, or as the supplier says now where that is more. A part
     * of a pack is no piece of the store's yet, but it is on its way.
     */
    void sent(List<PushTracking.Line> lines, List<ReadProgress.Line> asTheSupplierSays) {
        Map<String, Integer> held = inSuppliersPieces(lines);
        Map<String, Integer> said = new HashMap<>();
        asTheSupplierSays.forEach(line -> said.merge(line.lineId(), line.quantity(), Integer::sum));
        said.forEach((line, pieces) -> held.merge(line, pieces, Math::max));
        held.forEach((line, pieces) -> sent.merge(line, pieces, Integer::sum));
    }

    /** Lines of a parcel as the supplier counts them. */
    Map<String, Integer> inSuppliersPieces(List<PushTracking.Line> lines) {
        Map<String, Integer> pieces = new HashMap<>();
        lines.forEach(line -> pieces.merge(line.lineId(), line.quantity() * factor(line.lineId()), Integer::sum));
        return pieces;
    }

    /** Counts what the store hears of. */
    void told(List<PushTracking.Line> lines) {
        lines.forEach(line -> told.merge(line.lineId(), line.quantity(), Integer::sum));
    }

    /** Whether the store has heard of all that will be sent. */
    boolean complete() {
        return order.lines().stream()
                .filter(line -> line.toSend() > 0)
                .allMatch(line -> told.getOrDefault(line.lineId(), 0)
                                + cancelled.getOrDefault(line.lineId(), 0) / factor(line.lineId())
                        >= line.toSend());
    }
}
