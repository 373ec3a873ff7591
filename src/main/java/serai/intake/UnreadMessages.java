package serai.intake;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import serai.base.Json;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.deadletter.Fault;
import serai.deadletter.Rereader;
import serai.intake.Recording.Kind;
import serai.ledger.Database;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.StoreOrder;
import serai.store.ShopAddress;
import serai.store.Store;
import serai.store.StoreEvent;
import serai.store.Stores;

/** Reads messages that became dead letters again, after somebody mended them or the reader. */
public final class UnreadMessages implements Rereader {
    /** Counts beside those of the journals: what was unreadable there is something else now. */
    private static final String READ_AGAIN = "read-again";

    private final Stores stores;
    private final Database ledger;
    private final Connections connections;
    private final Speakers speakers = new Speakers();
    private final serai.intake.Recording recording;
    private final ShownRefunds refunds;

    /** One that reaches back as far as usual, for stores that are asked before a purchase wherever we have their keys. */
    public UnreadMessages(Stores stores, OrderBook orders, Database ledger) {
        this(stores, orders, ledger, Connections.REACH_BACK, new ShownRefunds(Store::canBeTold));
    }

    /**
     * All that is to be told.
     *
     * @param reachBack how much older than its store's connection an open order may be to be bought by itself
     * @param refunds what is known of refunds that the webhooks do not tell
     */
    public UnreadMessages(Stores stores, OrderBook orders, Database ledger, Duration reachBack, ShownRefunds refunds) {
        this.stores = stores;
        this.ledger = ledger;
        this.refunds = refunds;
        this.connections = new Connections(reachBack);
        this.recording = new serai.intake.Recording(orders, connections);
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
        Optional<ShopAddress> speaker = ShopAddress.of(message.speaker());
        return switch (StoreEvents.read(store.get(), message.kind(), message.bytes())) {
            case StoreEvent.OrderEvent event -> order(store.get(), speaker, message, event);
            case StoreEvent.Removed removed ->
                understood(
                        store.get(),
                        speaker,
                        (tx, actor, trace, at) -> removed(tx, id, removed.storeOrderId(), actor, at));
            case StoreEvent.Privacy privacy ->
                understood(store.get(), speaker, (tx, actor, trace, at) -> privacy(tx, id, privacy, at));
            case StoreEvent.Nothing nothing ->
                new Reading.Understood((tx, actor, trace, at) -> counted(tx, Kind.NOTHING, "nothing to do"));
            case StoreEvent.Unreadable unreadable ->
                new Reading.Unreadable(unreadable.problems().stream()
                        .map(problem -> new Fault(problem.pointer(), problem.detail()))
                        .toList());
        };
    }

    private Reading order(Store store, Optional<ShopAddress> speaker, RawMessage message, StoreEvent.OrderEvent event) {
        Optional<Objection> another = ledger.read(tx -> OrderBook.another(tx, store.id(), event.order()))
                .map(why -> new Objection(
                        why,
                        "it is the known order all the same, and has changed that much",
                        "a person has to say whether it is the known order"));
        Reading reading = understood(
                store,
                speaker,
                (tx, actor, trace, at) -> order(
                        tx,
                        store,
                        refunds.settle(tx, store, message.kind(), message.bytes(), event),
                        another.isPresent(),
                        actor,
                        trace,
                        at));
        return another.isPresent() && reading instanceof Reading.Understood understood
                ? new Reading.Understood(understood.recording(), Optional.of(both(another.get(), understood)))
                : reading;
    }

    private static Objection both(Objection another, Reading.Understood understood) {
        return understood
                .objection()
                .map(shop -> new Objection(
                        shop.why() + "; " + another.why(), shop.word() + "; " + another.word(), shop.first()))
                .orElse(another);
    }

    /** Who sends again what another shop sent takes that shop's word from now on. */
    private Reading understood(Store store, Optional<ShopAddress> speaker, Recording recording) {
        Optional<Objection> objection = ledger.read(tx -> speakers.objection(tx, store, speaker))
                .map(why -> new Objection(
                        why,
                        "that shop speaks for this store, too, from now on",
                        "a person has to say whether that shop speaks for the store"));
        return objection.isEmpty()
                ? new Reading.Understood(recording)
                : new Reading.Understood(
                        (tx, actor, trace, at) -> {
                            Speakers.accept(tx, store.id(), speaker.orElseThrow(), actor, at);
                            return recording.record(tx, actor, trace, at);
                        },
                        objection);
    }

    @Override
    public String rewritten(String request, byte[] body) {
        RawMessage before = Json.read(request, RawMessage.class);
        return Json.write(RawMessage.of(before.kind(), body, before.speaker()));
    }

    @Override
    public List<Fault> beyond(String original, String current, byte[] body) {
        RawMessage before = Json.read(original, RawMessage.class);
        return StoreEvents.isOrder(before.kind())
                ? MessageBounds.exceeded(
                        before.bytes(), Json.read(current, RawMessage.class).bytes(), body)
                : List.of();
    }

    private static Reading unreadable(String why) {
        return new Reading.Unreadable(List.of(new Fault("", why)));
    }

    private String order(
            Tx tx, Store store, StoreEvent.OrderEvent event, boolean confirmed, String actor, String trace, Instant at)
            throws SQLException {
        connections.met(tx, new TreeMap<>(Map.of(store.id(), at)));
        // A state whose time nobody knows may be older than any that came since.
        StoreEvent.OrderEvent timed = event.timed(at, StoreOrder.UNTOLD);
        Kind kind = confirmed
                ? recording.confirmed(tx, store, timed, actor, trace, at)
                : recording.order(tx, store, timed, actor, trace, at);
        return counted(
                tx, kind, OrderId.of(store.id(), event.order().storeOrderId()).value());
    }

    private String removed(Tx tx, StoreId store, String storeOrderId, String actor, Instant at) throws SQLException {
        OrderId id = OrderId.of(store, storeOrderId);
        return counted(tx, recording.removed(tx, store, id, actor, Messages.REMOVED, at, at), id.value());
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
