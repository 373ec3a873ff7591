package serai.inventory;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Sku;
import serai.base.StoreId;
import serai.base.Text;
import serai.dispatch.Channel;
import serai.dispatch.ErrandSource;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.Outcome;
import serai.provider.PushOffers;

/** Brings offers into stores, in batches, one batch of a store at a time so that a newer value never overtakes. */
public final class OfferPusher implements ErrandSource {
    private static final String STORES = Sql.of(OfferPusher.class, "stores-with-due-offers");
    private static final String DUE = Sql.of(OfferPusher.class, "due-offers");
    private static final String TAKE = Sql.of(OfferPusher.class, "take-offer");
    private static final String TOLD = Sql.of(OfferPusher.class, "told-offer");
    private static final String TRIES = Sql.of(OfferPusher.class, "tries-of-offer");
    private static final String PUT_OFF = Sql.of(OfferPusher.class, "put-off-offer");
    /** After which a batch whose process died comes up again. */
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** How long a SKU that the store refuses is left alone. */
    static final Duration REFUSED = Duration.ofDays(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 8;

    private final Database ledger;
    private final Map<ChannelName, StoreId> stores = new HashMap<>();
    private final Map<StoreId, Map<Sku, Long>> underWay = new ConcurrentHashMap<>();

    /** @param stores that can be told */
    public OfferPusher(Database ledger, Collection<StoreId> stores) {
        this.ledger = ledger;
        stores.forEach(store -> this.stores.put(ChannelName.of(store), store));
    }

    private record Due(Sku sku, Optional<Long> available, Optional<Money> price, long revision, Instant observedAt) {
        static Due read(Row row) throws SQLException {
            Optional<String> currency = row.maybeText("currency");
            Optional<String> available = row.maybeText("available");
            return new Due(
                    new Sku(row.text("sku")),
                    available.map(Long::valueOf),
                    row.maybeText("price").map(amount -> Money.of(amount, currency.orElseThrow())),
                    row.number("revision"),
                    row.time("observed_at"));
        }
    }

    @Override
    public String name() {
        return "offers";
    }

    @Override
    public Collection<ChannelName> due(Instant now) {
        return ledger.read(tx -> tx.list(STORES, row -> new StoreId(row.text("store")), now)).stream()
                .filter(store -> !underWay.containsKey(store))
                .map(ChannelName::of)
                .filter(stores::containsKey)
                .toList();
    }

    @Override
    public Optional<Task> take(Channel channel, Instant now) {
        StoreId store = storeOf(channel.name());
        if (underWay.containsKey(store)) {
            return Optional.empty();
        }
        int most = Math.max(1, channel.connector().works().offers());
        List<Due> batch = ledger.commit(tx -> {
            List<Due> due = tx.list(DUE, Due::read, store, now, most);
            for (Due offer : due) {
                tx.update(TAKE, now.plus(LONGEST), store, offer.sku());
            }
            return due;
        });
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        Map<Sku, Long> revisions = new HashMap<>();
        batch.forEach(offer -> revisions.put(offer.sku(), offer.revision()));
        underWay.put(store, revisions);
        return Optional.of(new Task(
                new PushOffers(batch.stream().map(offer -> offer(store, offer)).toList()), store.value()));
    }

    private static PushOffers.Offer offer(StoreId store, Due due) {
        String key =
                "off_" + Text.fingerprint("offer", store.value(), due.sku().value(), Long.toString(due.revision()));
        return new PushOffers.Offer(due.sku(), due.available(), due.price(), key, due.observedAt());
    }

    private StoreId storeOf(ChannelName channel) {
        StoreId store = stores.get(channel);
        if (store == null) {
            throw new IllegalArgumentException(channel + " leads to no store");
        }
        return store;
    }

    @Override
    public void done(ChannelName channel, Task task, Object result, Instant now) {
        StoreId store = storeOf(channel);
        try {
            Map<Sku, Long> revisions = underWay.getOrDefault(store, Map.of());
            ledger.commit(tx -> {
                for (PushOffers.Result one : ((PushOffers.Pushed) result).results()) {
                    write(tx, store, one, revisions.getOrDefault(one.sku(), 0L), now);
                }
                return store;
            });
        } finally {
            underWay.remove(store);
        }
    }

    private static void write(Tx tx, StoreId store, PushOffers.Result result, long revision, Instant now)
            throws SQLException {
        switch (result.verdict()) {
            case DONE -> tx.update(TOLD, revision, now, revision, now, store, result.sku());
            case REFUSED -> tx.update(PUT_OFF, now.plus(REFUSED), result.cause(), result.text(), store, result.sku());
            case AGAIN ->
                tx.update(
                        PUT_OFF,
                        now.plus(pause(tx, store, result.sku())),
                        result.cause(),
                        result.text(),
                        store,
                        result.sku());
        }
    }

    private static Duration pause(Tx tx, StoreId store, Sku sku) throws SQLException {
        int tries = tx.first(TRIES, row -> row.count("tries"), store, sku).orElse(0);
        return FIRST_PAUSE.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
    }

    @Override
    public void failed(ChannelName channel, Task task, Outcome why, Instant now) {
        StoreId store = storeOf(channel);
        try {
            boolean ofTheChannel =
                    why instanceof Outcome.Retryable retryable && retryable.scope() == Outcome.Scope.CHANNEL;
            ledger.commit(tx -> {
                for (PushOffers.Offer offer : ((PushOffers) task.work()).offers()) {
                    Instant next = ofTheChannel ? now : now.plus(pause(tx, store, offer.sku()));
                    tx.update(PUT_OFF, next, Optional.empty(), "", store, offer.sku());
                }
                return store;
            });
        } finally {
            underWay.remove(store);
        }
    }
}
