package serai.inventory;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Sku;
import serai.base.StoreId;
import serai.base.Text;
import serai.dispatch.Channel;
import serai.dispatch.ErrandSource;
import serai.dispatch.Stops;
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
    private static final String TOLD_PART = Sql.of(OfferPusher.class, "told-part-of-offer");
    private static final String TRIES = Sql.of(OfferPusher.class, "tries-of-offer");
    private static final String PUT_OFF = Sql.of(OfferPusher.class, "put-off-offer");
    /** How long a SKU that the store refuses is left alone. */
    static final Duration REFUSED = Duration.ofDays(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 8;

    private final Database ledger;
    private final Withheld withheld;
    private final Map<ChannelName, StoreId> stores = new HashMap<>();
    private final Map<StoreId, Batch> underWay = new ConcurrentHashMap<>();
    private final AtomicLong batches = new AtomicLong();

    /**
     * @param stores that can be told
     * @param stops what people have switched off
     */
    public OfferPusher(Database ledger, Collection<StoreId> stores, Stops stops) {
        this.ledger = ledger;
        this.withheld = new Withheld(stops);
        stores.forEach(store -> this.stores.put(ChannelName.of(store), store));
    }

    /**
     * What is being told to a store.
     *
     * @param about tells it from later ones
     * @param until after which nobody waits for it any more
     * @param sent the values in it
     */
    private record Batch(String about, Instant until, Map<Sku, Due> sent) {}

    /** @param withheld the mark of what is not told of it */
    private record Due(
            Sku sku, Optional<Long> available, Optional<Money> price, long revision, Instant observedAt, int withheld) {
        /** What may be told of it. */
        Due without(boolean stock, boolean prices) {
            return new Due(
                    sku,
                    stock ? Optional.empty() : available,
                    prices ? Optional.empty() : price,
                    revision,
                    observedAt,
                    Withheld.mark(stock && available.isPresent(), prices && price.isPresent()));
        }

        boolean empty() {
            return available.isEmpty() && price.isEmpty();
        }

        static Due read(Row row) throws SQLException {
            Optional<String> currency = row.maybeText("currency");
            Optional<String> available = row.maybeText("available");
            return new Due(
                    new Sku(row.text("sku")),
                    available.map(Long::valueOf),
                    row.maybeText("price").map(amount -> Money.of(amount, currency.orElseThrow())),
                    row.number("revision"),
                    row.time("observed_at"),
                    0);
        }
    }

    @Override
    public String name() {
        return "offers";
    }

    @Override
    public Collection<ChannelName> due(Instant now) {
        withheld.wake(ledger, now);
        return ledger.read(tx -> tx.list(STORES, row -> new StoreId(row.text("store")), now)).stream()
                .filter(store -> !busy(store, now) && !withheld.everything(store))
                .map(ChannelName::of)
                .filter(stores::containsKey)
                .toList();
    }

    private boolean busy(StoreId store, Instant now) {
        Batch batch = underWay.get(store);
        return batch != null && now.isBefore(batch.until());
    }

    @Override
    public Optional<Task> take(Channel channel, Instant now) {
        StoreId store = storeOf(channel.name());
        if (busy(store, now)) {
            return Optional.empty();
        }
        Instant until = now.plus(channel.settings().errandLimit());
        int most = Math.max(1, channel.connector().works().offers());
        List<Due> batch = ledger.commit(tx -> take(tx, store, now, until, most));
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        Map<Sku, Due> sent = new HashMap<>();
        batch.forEach(offer -> sent.put(offer.sku(), offer));
        String about = store + "-" + batches.incrementAndGet();
        underWay.put(store, new Batch(about, until, sent));
        return Optional.of(new Task(
                new PushOffers(batch.stream().map(offer -> offer(store, offer)).toList()), about));
    }

    /** What is due and may be told; of what may not be told at all, a note is made instead. */
    private List<Due> take(Tx tx, StoreId store, Instant now, Instant until, int most) throws SQLException {
        boolean noStock = withheld.stock(store);
        boolean noPrices = withheld.prices(store);
        List<Due> left = new ArrayList<>();
        // Of one store, whoever changes several takes them by their SKUs.
        for (Due whole : bySku(tx.list(DUE, Due::read, store, now, most), Due::sku)) {
            Due offer = whole.without(noStock, noPrices);
            if (offer.empty()) {
                Withheld.put(tx, store, offer.sku(), offer.withheld());
            } else {
                tx.update(TAKE, until, store, offer.sku());
                left.add(offer);
            }
        }
        return left;
    }

    private static <T> List<T> bySku(Collection<T> some, Function<T, Sku> sku) {
        return some.stream()
                .sorted(Comparator.comparing(one -> sku.apply(one).value()))
                .toList();
    }

    private static PushOffers.Offer offer(StoreId store, Due due) {
        // A part of it and the whole of it are different values.
        String value = due.revision() + (due.withheld() == 0 ? "" : " without " + due.withheld());
        String key = "off_" + Text.fingerprint("offer", store.value(), due.sku().value(), value);
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
        Optional<Batch> batch = batch(store, task);
        try {
            ledger.commit(tx -> {
                for (PushOffers.Result one : bySku(((PushOffers.Pushed) result).results(), PushOffers.Result::sku)) {
                    Optional<Due> sent = batch.map(known -> known.sent().get(one.sku()));
                    if (sent.isPresent()) {
                        write(tx, store, one, sent.get(), now);
                    }
                }
                return store;
            });
        } finally {
            batch.ifPresent(known -> underWay.remove(store, known));
        }
    }

    /** The batch of that task; empty when it was given up. */
    private Optional<Batch> batch(StoreId store, Task task) {
        return Optional.ofNullable(underWay.get(store))
                .filter(batch -> batch.about().equals(task.about()));
    }

    private static void write(Tx tx, StoreId store, PushOffers.Result result, Due sent, Instant now)
            throws SQLException {
        switch (result.verdict()) {
            case DONE -> told(tx, store, sent, now);
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

    private static void told(Tx tx, StoreId store, Due sent, Instant now) throws SQLException {
        if (sent.withheld() == 0) {
            tx.update(TOLD, sent.revision(), now, sent.revision(), now, store, sent.sku());
        } else {
            tx.update(TOLD_PART, now, sent.revision(), now, sent.withheld(), store, sent.sku());
        }
    }

    private static Duration pause(Tx tx, StoreId store, Sku sku) throws SQLException {
        int tries = tx.first(TRIES, row -> row.count("tries"), store, sku).orElse(0);
        return FIRST_PAUSE.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
    }

    @Override
    public void failed(ChannelName channel, Task task, Outcome why, Instant now) {
        StoreId store = storeOf(channel);
        Optional<Batch> batch = batch(store, task);
        try {
            ledger.commit(tx -> {
                for (PushOffers.Offer offer : bySku(((PushOffers) task.work()).offers(), PushOffers.Offer::sku)) {
                    putOff(tx, store, offer.sku(), why, now);
                }
                return store;
            });
        } finally {
            batch.ifPresent(known -> underWay.remove(store, known));
        }
    }

    private static void putOff(Tx tx, StoreId store, Sku sku, Outcome why, Instant now) throws SQLException {
        switch (why) {
            case Outcome.Retryable retryable -> {
                if (retryable.scope() == Outcome.Scope.CHANNEL) {
                    // The channel has a pause of its own, and nothing speaks against the SKU.
                    tx.update(TAKE, now, store, sku);
                } else {
                    Instant next = now.plus(pause(tx, store, sku));
                    tx.update(PUT_OFF, next, retryable.cause(), retryable.text(), store, sku);
                }
            }
            case Outcome.Rejected rejected ->
                tx.update(PUT_OFF, now.plus(pause(tx, store, sku)), rejected.cause(), rejected.text(), store, sku);
            case Outcome.Done done -> tx.update(TAKE, now, store, sku);
            case Outcome.Taken taken -> tx.update(TAKE, now.plus(taken.delay()), store, sku);
            case Outcome.Unpaid unpaid -> tx.update(TAKE, now.plus(pause(tx, store, sku)), store, sku);
            case Outcome.Unknown unknown -> tx.update(TAKE, now.plus(pause(tx, store, sku)), store, sku);
            case Outcome.NotFound notFound -> tx.update(TAKE, now.plus(pause(tx, store, sku)), store, sku);
        }
    }
}
