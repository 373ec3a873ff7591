package serai.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import serai.base.ChannelName;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.provider.PlaceOrder;

/**
 * An order as it is bought: what is committed as it was when it was committed, what waits as the store has it now. What the
 * store's latest word says otherwise is a discrepancy.
 */
final class Bought {
    private final StoreOrder before;
    private final StoreOrder word;
    private final Holding holding;
    private final Set<ChannelName> channels;

    /** @param before as it was bought, or was to be, before this word */
    Bought(StoreOrder before, StoreOrder word, Holding holding, Set<ChannelName> channels) {
        this.before = before;
        this.word = word;
        this.holding = holding;
        this.channels = channels;
    }

    /** While the store holds what waits; empty where the order so is the store's word itself. */
    Optional<StoreOrder> held() {
        return holding.committed().isEmpty() ? Optional.empty() : said(before);
    }

    /** With what those that wait ask for now; empty where the order so is the store's word itself. */
    Optional<StoreOrder> with(List<Dispatch> desired, List<Planner.Want> wants) {
        if (holding.committed().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> factors = wants.stream()
                .collect(Collectors.toMap(Planner.Want::lineId, Planner.Want::factor, (one, other) -> one));
        List<StoreOrder.Line> lines = new ArrayList<>();
        for (StoreOrder.Line line : before.lines()) {
            line(line, desired, factors.getOrDefault(line.lineId(), factor(line)))
                    .ifPresent(lines::add);
        }
        for (StoreOrder.Line line : word.lines()) {
            // New since the first purchase, and bought by a person's word.
            boolean late = Remainder.line(before, line.lineId()).isEmpty();
            if (late && desired.stream().anyMatch(one -> holds(one, line))) {
                lines.add(line);
            }
        }
        return said(before.withLines(lines));
    }

    private static boolean holds(Dispatch waiting, StoreOrder.Line line) {
        return Holding.planned(waiting).items().stream()
                .anyMatch(item -> item.lineId().equals(line.lineId()));
    }

    private Optional<StoreOrder> said(StoreOrder order) {
        // What is under way was not judged by the word's doubt: it will be, once it turns out to have bought nothing.
        boolean underWay = holding.committed().stream().anyMatch(one -> one.state() == DispatchState.ATTEMPTING);
        StoreOrder bought = order.seenAt(word.updatedAt())
                .standing(word.standing(), word.standingReason())
                .inDoubt(underWay ? before.doubt() : word.doubt());
        return same(bought) ? Optional.empty() : Optional.of(bought);
    }

    private boolean same(StoreOrder bought) {
        return word.equals(bought.seenAt(word.updatedAt()));
    }

    private Optional<StoreOrder.Line> line(StoreOrder.Line old, List<Dispatch> desired, int factor) {
        Optional<StoreOrder.Line> now = Remainder.line(word, old.lineId());
        int bought = holding.pieces(holding.committed(), old.lineId(), factor, channels);
        int waiting = desired.stream()
                .flatMap(one -> Holding.planned(one).items().stream()
                        .filter(item -> item.lineId().equals(old.lineId()))
                        .map(item ->
                                one.channel().equals(Dispatch.UNMAPPED) ? item.quantity() * factor : item.quantity()))
                .mapToInt(Integer::intValue)
                .sum();
        if (old.toSend() == 0) {
            // It was sent before we came: none of ours.
            return now;
        }
        if (bought == 0 && waiting == 0) {
            return Optional.empty();
        }
        StoreOrder.Line said =
                now.filter(line -> waiting > 0 || line.sku().equals(old.sku())).orElse(old);
        int sentBefore = old.quantity() - old.toSend();
        int held = Math.ceilDiv(bought + waiting, factor);
        int others = now.map(line ->
                        Math.max(0, line.quantity() - line.toSend() - sentBefore - Math.ceilDiv(bought, factor)))
                .orElse(0);
        return Optional.of(said.pieces(sentBefore + others + held, held));
    }

    /** Where the store has no such line any more: as many as were bought for one of it. */
    private int factor(StoreOrder.Line old) {
        int pieces = holding.committed().stream()
                .flatMap(one -> Holding.planned(one).items().stream())
                .filter(item -> item.lineId().equals(old.lineId()))
                .mapToInt(PlaceOrder.Item::quantity)
                .sum();
        return Math.max(1, pieces / Math.max(1, old.toSend()));
    }
}
