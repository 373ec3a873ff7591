package serai.order;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.order.StoreOrder.Doubt;
import serai.provider.Cause;
import serai.provider.PlaceOrder;

/**
 * Orders that are over at their store: completed, closed, sent, or older than the store's connection. Nothing is bought for
 * them without a person's word, whatever the store says later: that a merchant opens an old order again, to correct its
 * note or to refund it, does not mean that it shall be bought.
 */
final class Over {
    private Over() {}

    /**
     * What the store says now, with what is known of the order's end. Once over it stays over. What is bought already, or
     * may be, is not over because the store completes it: that is how a sale ends. What is being tried at this moment may
     * turn out to have bought nothing.
     *
     * @param known what the store said before
     * @param dispatches of the order
     */
    static StoreOrder judged(StoreOrder known, StoreOrder fresh, List<Dispatch> dispatches) {
        if (isOver(known)) {
            return fresh.inDoubt(known.doubt());
        }
        List<Dispatch> placing = dispatches.stream().filter(Dispatch::places).toList();
        if (!isOver(fresh) || placing.isEmpty()) {
            return fresh;
        }
        if (placing.stream().noneMatch(one -> unsent(one, fresh, placing))) {
            return fresh.inDoubt(known.doubt());
        }
        return fresh.inDoubt(fresh.doubt()
                .map(doubt -> new Doubt(Cause.OVER_BEFORE, doubt.words() + ", before all of it was bought")));
    }

    private static boolean isOver(StoreOrder order) {
        return order.doubt().filter(doubt -> doubt.cause() == Cause.OVER_BEFORE).isPresent();
    }

    /** What was stopped is unsent where the store has its goods still: a hold that ends so does not mean that we shall buy. */
    private static boolean unsent(Dispatch one, StoreOrder fresh, List<Dispatch> placing) {
        return one.newPurchase()
                && switch (one.state()) {
                    case RECORDED, QUEUED, ATTEMPTING, WAITING, DEAD, ARCHIVED -> true;
                    case UNCONFIRMED, DONE -> false;
                    case CANCELLED -> wantsAgain(one, fresh, placing);
                };
    }

    private static boolean wantsAgain(Dispatch stopped, StoreOrder fresh, List<Dispatch> placing) {
        Set<String> bought = placing.stream()
                .filter(one -> one.state() != DispatchState.CANCELLED)
                .flatMap(Over::lines)
                .collect(Collectors.toSet());
        Set<String> wanted = fresh.lines().stream()
                .filter(line -> line.toSend() > 0)
                .map(StoreOrder.Line::lineId)
                .collect(Collectors.toSet());
        return lines(stopped).anyMatch(line -> wanted.contains(line) && !bought.contains(line));
    }

    private static Stream<String> lines(Dispatch placing) {
        return Holding.planned(placing).items().stream().map(PlaceOrder.Item::lineId);
    }
}
