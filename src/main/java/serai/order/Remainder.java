package serai.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.provider.Connector;
import serai.provider.PlaceOrder;

/**
 * What the purchases that nobody has sent yet should ask for, where others of the order are bought already or a person has
 * changed one. Each piece stays in the purchase that holds it; one holds fewer where fewer are wanted, more where more are
 * and there is room.
 *
 * <p>How many are wanted of a line: what the store has still to send ({@code toSend}) falls whenever a parcel is told, ours
 * included, and that is no wish to buy less of what waits. So of the pieces that the customer has kept ({@code quantity}),
 * those go off that others had sent before the first purchase, and those that we have bought; what is left is wanted, but
 * never more than the store has still to send.
 *
 * <p>After the first purchase, a line that is new and one that is wholly bought are not bought more of by themselves:
 * people are told.
 */
final class Remainder {
    private final Planner planner;
    private final Planner.Frame frame;
    private final Holding holding;
    private final Set<DispatchId> taken;
    private final boolean late;
    private final List<Planner.Want> wants;
    private final Map<Dispatch, Map<String, PlaceOrder.Item>> filled = new LinkedHashMap<>();
    private final List<Dispatch> planned = new ArrayList<>();

    private Remainder(Planner planner, Planner.Frame frame, Holding holding, Set<DispatchId> taken, boolean late) {
        this.late = late;
        this.planner = planner;
        this.frame = frame;
        this.holding = holding;
        this.taken = new HashSet<>(taken);
        this.wants = planner.wants(frame);
        // What was stopped is taken up again only for what the others do not hold.
        holding.waiting().stream()
                .filter(one -> one.state() != DispatchState.CANCELLED)
                .forEach(one -> filled.put(one, new LinkedHashMap<>()));
        holding.waiting().stream()
                .filter(one -> one.state() == DispatchState.CANCELLED)
                .forEach(one -> filled.put(one, new LinkedHashMap<>()));
    }

    /**
     * The purchases as they should be, of those that wait and of new ones.
     *
     * @param before the order as it is bought and as the others wait for it
     * @param taken ids that are no longer free
     * @param late whether a person has said that lines which are new or wholly bought are bought more of
     */
    static List<Dispatch> plan(
            Planner planner,
            Planner.Frame frame,
            StoreOrder before,
            Holding holding,
            Set<DispatchId> taken,
            boolean late) {
        return new Remainder(planner, frame, holding, taken, late).plan(before);
    }

    /** Pieces of a line that are wanted beside what is bought, in the supplier's pieces. */
    static int wanted(StoreOrder.Line line, Optional<StoreOrder.Line> before, int bought, int factor) {
        if (bought == 0) {
            return Math.multiplyExact(line.toSend(), factor);
        }
        int kept = Math.multiplyExact(line.quantity() - sentBefore(line, before), factor) - bought;
        return Math.max(0, Math.min(Math.multiplyExact(line.toSend(), factor), kept));
    }

    /** Pieces that somebody else had sent before we bought the first. */
    static int sentBefore(StoreOrder.Line line, Optional<StoreOrder.Line> before) {
        StoreOrder.Line first = before.orElse(line);
        return first.quantity() - first.toSend();
    }

    private List<Dispatch> plan(StoreOrder before) {
        Map<String, Integer> left = new HashMap<>();
        for (Planner.Want want : wants) {
            left.put(want.lineId(), stays(want, wanted(want, before)));
        }
        Map<ChannelName, List<PlaceOrder.Item>> more = new LinkedHashMap<>();
        for (Planner.Want want : wants) {
            int over = raise(want, left.getOrDefault(want.lineId(), 0));
            if (over > 0 && want.channel().equals(Dispatch.UNMAPPED)) {
                unmapped(want, over);
            } else if (over > 0) {
                more.computeIfAbsent(want.channel(), channel -> new ArrayList<>())
                        .add(want.item().quantity(over));
            }
        }
        filled.forEach((dispatch, items) -> {
            if (!items.isEmpty()) {
                planned.add(Planner.dispatch(
                        frame,
                        holding.birthplace(dispatch, planner.channels()),
                        dispatch.part(),
                        List.copyOf(items.values()),
                        wants));
            }
        });
        more.forEach(this::anew);
        return planned;
    }

    private int wanted(Planner.Want want, StoreOrder before) {
        Optional<StoreOrder.Line> line = line(frame.content(), want.lineId());
        if (line.isEmpty()) {
            // Somebody has to decide about it; until then it is one thing.
            return want.item().quantity();
        }
        Optional<StoreOrder.Line> first = line(before, want.lineId());
        boolean held = filled.keySet().stream().anyMatch(one -> holds(one, want.lineId()));
        boolean lateOrWhole = !late && !holding.committed().isEmpty() && (first.isEmpty() || !held);
        int bought = holding.pieces(holding.committed(), want.lineId(), want.factor(), planner.channels());
        return lateOrWhole ? 0 : wanted(line.get(), first, bought, want.factor());
    }

    /** Leaves pieces where they are. @return how many have no place yet */
    private int stays(Planner.Want want, int wanted) {
        int left = wanted;
        for (Dispatch one : filled.keySet()) {
            int held = holding.pieces(List.of(one), want.lineId(), want.factor(), planner.channels());
            if (held > 0 && left > 0 && fits(one, want)) {
                boolean all = want.channel().equals(Dispatch.UNMAPPED);
                left -= put(one, want, all ? left : Math.min(held, left));
            }
        }
        return left;
    }

    private int raise(Planner.Want want, int more) {
        int left = more;
        Optional<Connector.Limits> limits = planner.limits(want.channel());
        for (Map.Entry<Dispatch, Map<String, PlaceOrder.Item>> each : filled.entrySet()) {
            Map<String, PlaceOrder.Item> items = each.getValue();
            if (left > 0
                    && limits.isPresent()
                    && !items.isEmpty()
                    && fits(each.getKey(), want)
                    && takes(each.getKey(), items, want, limits.get())) {
                int units = items.values().stream()
                        .mapToInt(PlaceOrder.Item::quantity)
                        .sum();
                left -= put(each.getKey(), want, Math.min(limits.get().maxUnits() - units, left));
            }
        }
        return left;
    }

    /** Whether pieces of that line may come to what the purchase has already. */
    private static boolean takes(
            Dispatch one, Map<String, PlaceOrder.Item> items, Planner.Want want, Connector.Limits limits) {
        boolean more = items.containsKey(want.lineId());
        boolean beside = one.originalRequest().isEmpty()
                && items.size() < limits.maxLines()
                && items.values().stream()
                        .allMatch(item -> Parts.service(item, limits).equals(Parts.service(want.item(), limits)));
        return more || beside;
    }

    /** @return how many were put, in the supplier's pieces */
    private int put(Dispatch one, Planner.Want want, int pieces) {
        boolean bare = isBare(one);
        int put = bare ? pieces / want.factor() : pieces;
        if (put <= 0) {
            return 0;
        }
        PlaceOrder.Item item = (bare ? want.bare() : want.item()).quantity(put);
        Optional.ofNullable(filled.get(one))
                .orElseThrow()
                .merge(want.lineId(), item, (old, added) -> old.quantity(old.quantity() + added.quantity()));
        return bare ? put * want.factor() : put;
    }

    private boolean isBare(Dispatch one) {
        return holding.birthplace(one, planner.channels()).equals(Dispatch.UNMAPPED);
    }

    /** Whether that purchase is made where the line is bought, or was remapped to where it shall be bought. */
    private boolean fits(Dispatch one, Planner.Want want) {
        return isBare(one)
                ? one.part().equals(want.lineId())
                        && (want.channel().equals(Dispatch.UNMAPPED)
                                || one.originalRequest().isPresent())
                : holding.birthplace(one, planner.channels()).equals(want.channel());
    }

    private static boolean holds(Dispatch one, String lineId) {
        return Holding.planned(one).items().stream()
                .anyMatch(item -> item.lineId().equals(lineId));
    }

    private void unmapped(Planner.Want want, int pieces) {
        DispatchId id = DispatchId.of(frame.order(), Dispatch.UNMAPPED, Dispatch.PLACE_ORDER, want.lineId());
        if (taken.add(id)) {
            PlaceOrder.Item item = want.bare().quantity(pieces);
            planned.add(Planner.dispatch(frame, Dispatch.UNMAPPED, want.lineId(), List.of(item), wants));
        }
    }

    private void anew(ChannelName channel, List<PlaceOrder.Item> items) {
        int part = 1;
        for (List<PlaceOrder.Item> together :
                Parts.split(items, planner.limits(channel).orElseThrow())) {
            while (!taken.add(DispatchId.of(frame.order(), channel, Dispatch.PLACE_ORDER, Integer.toString(part)))) {
                part++;
            }
            planned.add(Planner.dispatch(frame, channel, Integer.toString(part), together, wants));
        }
    }

    static Optional<StoreOrder.Line> line(StoreOrder order, String lineId) {
        return order.lines().stream()
                .filter(line -> line.lineId().equals(lineId))
                .findFirst();
    }
}
