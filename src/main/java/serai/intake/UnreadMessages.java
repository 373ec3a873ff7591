package serai.intake;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.deadletter.Fault;
import serai.deadletter.Rereader;
import serai.intake.Recording.Kind;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.StoreOrder;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.Stores;

/** Reads messages that became dead letters again, after somebody mended them or the reader. */
public final class UnreadMessages implements Rereader {
    /** Counts beside those of the journals: what was unreadable there is something else now. */
    private static final String READ_AGAIN = "read-again";

    private final Stores stores;
    private final serai.intake.Recording recording;
    private final ShownRefunds refunds;

    /** For stores that are asked before a purchase wherever we have their keys. */
    public UnreadMessages(Stores stores, OrderBook orders) {
        this(stores, orders, new ShownRefunds(Store::canBeTold));
    }

    /** @param refunds what is known of refunds that the webhooks do not tell */
    public UnreadMessages(Stores stores, OrderBook orders, ShownRefunds refunds) {
        this.stores = stores;
        this.refunds = refunds;
        this.recording = new serai.intake.Recording(orders);
    }

    @Override
    public Reading read(StoreId id, String request) {
        Optional<Store> store = stores.find(id);
        if (store.isEmpty()) {
            return unreadable("store " + id + " is not in config/stores.yaml");
        }
        RawMessage message = Json.read(request, RawMessage.class);
        if (message.body().isEmpty()) {
            return unreadable("the message is empty, or was erased with its customer's data; archive it");
        }
        return switch (StoreEvents.read(store.get(), message.kind(), message.bytes())) {
            case StoreEvent.OrderEvent event ->
                new Reading.Understood((tx, actor, trace, at) -> order(
                        tx,
                        id,
                        refunds.settle(tx, store.get(), message.kind(), message.bytes(), event.order()),
                        actor,
                        trace,
                        at));
            case StoreEvent.Removed removed ->
                new Reading.Understood((tx, actor, trace, at) -> removed(tx, id, removed.storeOrderId(), actor, at));
            case StoreEvent.Privacy privacy ->
                new Reading.Understood((tx, actor, trace, at) -> privacy(tx, id, privacy, at));
            case StoreEvent.Nothing nothing ->
                new Reading.Understood((tx, actor, trace, at) -> counted(tx, Kind.NOTHING, "nothing to do"));
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
        Kind kind = recording.order(tx, store, order, actor, trace, at);
        return counted(tx, kind, OrderId.of(store, order.storeOrderId()).value());
    }

    private String removed(Tx tx, StoreId store, String storeOrderId, String actor, Instant at) throws SQLException {
        OrderId id = OrderId.of(store, storeOrderId);
        return counted(tx, recording.removed(tx, store, id, actor, Recorder.REMOVED, at, at), id.value());
    }

    private String privacy(Tx tx, StoreId store, StoreEvent.Privacy privacy, Instant at) throws SQLException {
        return counted(tx, recording.privacy(tx, store, privacy, at), serai.intake.Recording.privacyId(store, privacy));
    }

    private static String counted(Tx tx, Kind kind, String became) throws SQLException {
        serai.intake.Recording.count(tx, READ_AGAIN, Kind.UNREADABLE, -1);
        serai.intake.Recording.count(tx, READ_AGAIN, kind, 1);
        return became;
    }
}
