package serai.intake;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.base.Text;
import serai.deadletter.Fault;
import serai.deadletter.Rereader;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.StoreOrder;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.Stores;

/** Reads messages that became dead letters again, after somebody mended them or the reader. */
public final class UnreadMessages implements Rereader {
    private static final String ADD_PRIVACY = Sql.of(Recorder.class, "add-privacy-request");
    private static final String COUNT = Sql.of(Recorder.class, "count-intake");
    /** Counts beside those of the journals: what was unreadable there is something else now. */
    private static final String READ_AGAIN = "read-again";

    private final Stores stores;
    private final OrderBook orders;

    public UnreadMessages(Stores stores, OrderBook orders) {
        this.stores = stores;
        this.orders = orders;
    }

    @Override
    public Reading read(StoreId id, String request) {
        Optional<Store> store = stores.find(id);
        if (store.isEmpty()) {
            return unreadable("store " + id + " is not in config/stores.yaml");
        }
        RawMessage message = Json.read(request, RawMessage.class);
        return switch (StoreEvents.read(store.get(), message.kind(), message.bytes())) {
            case StoreEvent.OrderEvent event ->
                new Reading.Understood((tx, actor, trace, at) -> order(tx, id, event.order(), actor, trace, at));
            case StoreEvent.Removed removed ->
                new Reading.Understood(
                        (tx, actor, trace, at) -> removed(tx, OrderId.of(id, removed.storeOrderId()), actor, at));
            case StoreEvent.Privacy privacy ->
                new Reading.Understood((tx, actor, trace, at) -> privacy(tx, id, privacy, at));
            case StoreEvent.Nothing nothing ->
                new Reading.Understood((tx, actor, trace, at) -> counted(tx, "NOTHING", "nothing to do"));
            case StoreEvent.Unreadable unreadable ->
                new Reading.Unreadable(unreadable.problems().stream()
                        .map(problem -> new Fault(problem.pointer(), problem.detail()))
                        .toList());
        };
    }

    @Override
    public String rewritten(String request, byte[] body) {
        return Json.write(RawMessage.of(Json.read(request, RawMessage.class).kind(), body));
    }

    private static Reading unreadable(String why) {
        return new Reading.Unreadable(List.of(new Fault("", why)));
    }

    private String order(Tx tx, StoreId store, StoreOrder order, String actor, String trace, Instant at)
            throws SQLException {
        OrderBook.Recorded recorded = orders.record(tx, store, order, actor, trace, at);
        String kind = switch (recorded) {
            case NEW -> "NEW_ORDER";
            case UNCHANGED -> "REPEAT";
            case CHANGED, DISCREPANCY -> "CHANGE";
        };
        return counted(tx, kind, OrderId.of(store, order.storeOrderId()).value());
    }

    private String removed(Tx tx, OrderId id, String actor, Instant at) throws SQLException {
        Optional<OrderBook.Entry> order = OrderBook.find(tx, id);
        if (order.isEmpty() || order.get().content().standing() == StoreOrder.Standing.CANCELLED) {
            return counted(tx, order.isEmpty() ? "NOTHING" : "REPEAT", id.value());
        }
        orders.remove(tx, order.get(), actor, "the store deleted the order", at, at);
        return counted(tx, "CHANGE", id.value());
    }

    private static String privacy(Tx tx, StoreId store, StoreEvent.Privacy privacy, Instant at) throws SQLException {
        String details = Json.write(privacy);
        String id = "prv_" + Text.fingerprint("privacy", store.value(), details);
        tx.update(ADD_PRIVACY, id, store, privacy.kind(), at, details);
        return counted(tx, "PRIVACY", id);
    }

    private static String counted(Tx tx, String kind, String became) throws SQLException {
        tx.update(COUNT, READ_AGAIN, "UNREADABLE", -1);
        tx.update(COUNT, READ_AGAIN, kind, 1);
        return became;
    }
}
