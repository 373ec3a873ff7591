package serai.intake;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import serai.base.OrderId;
import serai.base.StoreId;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.order.OrderBook;
import serai.order.StoreOrder;
import serai.order.StoreOrder.Doubt;
import serai.order.StoreOrder.Standing;
import serai.provider.Cause;
import serai.store.Store;
import serai.store.StoreEvent;

/**
 * Since when each store has been with us, and so which of its orders are from before: those are not bought by themselves.
 * The ledger keeps it, so that all nodes go by one time, and a store that was cut off for a while stays as old as it is.
 */
final class Connections {
    /** How much older than its store's connection an open order may be, where the settings say nothing. */
    static final Duration REACH_BACK = Duration.ofDays(30);

    private static final String ADD = Sql.of(Connections.class, "add-contact");
    private static final String FIND = Sql.of(Connections.class, "find-contact");

    /** How far a store's clock may be behind ours, and an order on its way to us. */
    private static final Duration SLACK = Duration.ofHours(1);

    private final Duration reachBack;
    private final Map<StoreId, Instant> known = new ConcurrentHashMap<>();

    /** @param reachBack how much older than its store's connection an open order may be */
    Connections(Duration reachBack) {
        this.reachBack = reachBack;
    }

    /**
     * Takes note of stores that are heard of, each at that time; only the first time counts. Comes before anything else in
     * its transaction: two nodes that hear of the same stores then wait for each other here only.
     */
    void met(Tx tx, SortedMap<StoreId, Instant> stores) throws SQLException {
        for (Map.Entry<StoreId, Instant> store : stores.entrySet()) {
            if (known.containsKey(store.getKey())) {
                continue;
            }
            Optional<Instant> before = find(tx, store.getKey());
            if (before.isPresent()) {
                known.put(store.getKey(), before.get());
            } else {
                // Not kept in mind: it may still be taken back, or another node may be first.
                tx.update(ADD, store.getKey(), store.getValue());
            }
        }
    }

    private static Optional<Instant> find(Tx tx, StoreId store) throws SQLException {
        return tx.first(FIND, row -> row.time("first_at"), store);
    }

    /** The order, in doubt if it is from before the time from which on its store's orders are bought. */
    StoreOrder judged(Tx tx, Store store, StoreEvent.OrderEvent event) throws SQLException {
        StoreOrder order = event.order();
        boolean over = order.doubt()
                .filter(doubt -> doubt.cause() == Cause.OVER_BEFORE)
                .isPresent();
        if (order.standing() != Standing.PLACE || over) {
            return order;
        }
        Optional<Instant> from = from(tx, store);
        boolean young = from.isEmpty() || !event.since().isBefore(from.get());
        return young || watched(tx, store, order) ? order : order.doubted(doubt(event.since(), from.get()));
    }

    /** Empty where there is no limit: whoever posts to the generic endpoint means it. */
    private Optional<Instant> from(Tx tx, Store store) throws SQLException {
        if (store.buying().from().isPresent() || store.platform() == Store.Platform.GENERIC) {
            return store.buying().from();
        }
        Instant met = known.get(store.id());
        return (met == null ? find(tx, store.id()) : Optional.of(met))
                .map(at -> at.minus(SLACK).minus(reachBack));
    }

    /** Whether we have seen it wait: then it has become due before our eyes, however long ago it was placed. */
    private static boolean watched(Tx tx, Store store, StoreOrder order) throws SQLException {
        return OrderBook.find(tx, OrderId.of(store.id(), order.storeOrderId()))
                .map(entry -> entry.content().standing())
                .filter(standing -> standing == Standing.WAITING_FOR_PAYMENT || standing == Standing.PLACE)
                .isPresent();
    }

    private static Doubt doubt(Instant since, Instant from) {
        String limit = day(from) + ", from when on orders of this store are bought";
        return new Doubt(
                Cause.OVER_BEFORE,
                since.equals(Instant.EPOCH)
                        ? "the store says no time of it; only what is known to be no older than " + limit
                        : "it is of " + day(since) + "; that is before " + limit);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
