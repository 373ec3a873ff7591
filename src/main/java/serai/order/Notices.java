package serai.order;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import serai.base.ChannelName;
import serai.base.DispatchId;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.Dispatches;
import serai.ledger.Tx;
import serai.provider.Notify;

/** Messages to stores about orders. */
public final class Notices {
    private final Set<ChannelName> channels;

    /** @param channels that exist; a store without one of its own is told nothing */
    public Notices(Set<ChannelName> channels) {
        this.channels = Set.copyOf(channels);
    }

    /** Whether that store can be told anything. */
    public boolean reaches(StoreId store) {
        return channels.contains(ChannelName.of(store));
    }

    /**
     * Queues a message to the order's store, if that can be told anything.
     *
     * @param about the dispatch that it speaks of
     * @param what it says of that; together they make it one message, however often it is queued
     * @param type for example {@code order.cancelled}
     */
    public void tell(
            Tx tx,
            OrderId id,
            DispatchId about,
            String what,
            String type,
            String text,
            Map<String, String> data,
            Instant now)
            throws SQLException {
        Optional<OrderBook.Entry> order = OrderBook.find(tx, id);
        if (order.isEmpty() || !reaches(order.get().store())) {
            return;
        }
        Notify message = new Notify(
                "msg_" + about.value().substring("dsp_".length()) + "-" + what,
                type,
                order.get().content().storeOrderId(),
                order.get().content().orderNumber(),
                text,
                data,
                now);
        Dispatches.insert(
                tx,
                Dispatch.following(
                        id,
                        order.get().store(),
                        ChannelName.of(order.get().store()),
                        Dispatch.NOTIFY,
                        message.id(),
                        message,
                        order.get().traceparent(),
                        now),
                "dispatcher");
    }
}
