package serai.order;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.Json;
import serai.base.OrderId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Doubt;
import serai.provider.PlaceOrder;

/**
 * The purchases of an order, told apart by whether anything can have been bought of them.
 *
 * @param committed those that were bought, may have been, or are being tried at this moment: they stay as they are
 * @param waiting those of which surely nothing was bought: they follow the store's word
 */
record Holding(OrderId order, List<Dispatch> committed, List<Dispatch> waiting) {
    Holding {
        committed = List.copyOf(committed);
        waiting = List.copyOf(waiting);
    }

    /** @param over whether what was stopped stays stopped, whatever the store says next */
    static Holding of(OrderId order, List<Dispatch> all, boolean over) {
        List<Dispatch> placing = all.stream().filter(Dispatch::places).toList();
        return new Holding(
                order,
                placing.stream().filter(one -> !untouched(one, over)).toList(),
                placing.stream().filter(one -> untouched(one, over)).toList());
    }

    private static boolean untouched(Dispatch placing, boolean over) {
        if (!placing.newPurchase()) {
            return false;
        }
        return switch (placing.state()) {
            case RECORDED, QUEUED, WAITING -> true;
            case DEAD, ARCHIVED -> !Doubt.settledByPeopleOnly(placing);
            case CANCELLED -> !over;
            case ATTEMPTING, UNCONFIRMED, DONE -> false;
        };
    }

    /** Whether a person or a listing has changed what one of those that wait buys. */
    boolean edited() {
        return waiting.stream()
                .anyMatch(one -> one.originalRequest().isPresent() && one.state() != DispatchState.CANCELLED);
    }

    /** What was planned for it by the store's word, without any edit. */
    static PlaceOrder planned(Dispatch placing) {
        return Json.read(placing.originalRequest().orElse(placing.request()), PlaceOrder.class);
    }

    /** The channel that it was planned for, whatever it was remapped to since. */
    ChannelName birthplace(Dispatch placing, Set<ChannelName> channels) {
        return Stream.concat(Stream.of(placing.channel(), Dispatch.UNMAPPED), channels.stream())
                .filter(channel -> DispatchId.of(order, channel, Dispatch.PLACE_ORDER, placing.part())
                        .equals(placing.id()))
                .findFirst()
                .orElse(placing.channel());
    }

    /** The pieces of a line that those hold, in the supplier's pieces of which so many make one of the store's. */
    int pieces(List<Dispatch> of, String lineId, int factor, Set<ChannelName> channels) {
        int sum = 0;
        for (Dispatch one : of) {
            boolean bare = birthplace(one, channels).equals(Dispatch.UNMAPPED);
            sum += planned(one).items().stream()
                            .filter(item -> item.lineId().equals(lineId))
                            .mapToInt(PlaceOrder.Item::quantity)
                            .sum()
                    * (bare ? factor : 1);
        }
        return sum;
    }
}
