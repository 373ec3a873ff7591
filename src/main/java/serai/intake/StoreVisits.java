package serai.intake;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.ChannelName;
import serai.base.OrderId;
import serai.base.Sku;
import serai.base.StoreId;
import serai.dispatch.Channel;
import serai.dispatch.ErrandSource;
import serai.http.TraceContext;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;
import serai.ledger.Tx;
import serai.provider.AnswerRequests;
import serai.provider.Connector;
import serai.provider.KeepHooks;
import serai.provider.Outcome;
import serai.provider.ReadOrders;
import serai.store.Store;

/**
 * Looks into stores for what their webhooks did not bring: changed orders, which then go the front door's way under the
 * same ids, and the webhooks themselves. What was missing is written down as a gap.
 */
public final class StoreVisits implements ErrandSource {
    private static final Logger LOG = LoggerFactory.getLogger(StoreVisits.class);
    private static final String BEGIN = Sql.of(StoreVisits.class, "begin-visits");
    private static final String DUE = Sql.of(StoreVisits.class, "due-visits");
    private static final String FIND = Sql.of(StoreVisits.class, "find-visit");
    private static final String ORDERS_SEEN = Sql.of(StoreVisits.class, "orders-seen");
    private static final String ORDERS_NEXT = Sql.of(StoreVisits.class, "orders-next");
    private static final String HOOKS_SEEN = Sql.of(StoreVisits.class, "hooks-seen");
    private static final String HOOKS_NEXT = Sql.of(StoreVisits.class, "hooks-next");
    private static final String ADD_GAP = Sql.of(StoreVisits.class, "add-gap");
    private static final String KNOWN = Sql.of(StoreVisits.class, "order-known-at");
    private static final String SKUS = Sql.of(StoreVisits.class, "listed-skus");
    private static final String REQUESTED = Sql.of(StoreVisits.class, "store-requested");
    private static final String REQUEST_TAKEN = Sql.of(StoreVisits.class, "request-taken");
    private static final String REQUESTS = "requests";

    /** Changes of one moment may be seen a little later than one another. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    /** A webhook that young may still be on its way. */
    private static final Duration ON_THE_WAY = Duration.ofMinutes(5);
    /** After which a visit whose process died comes up again. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * How often to look.
     *
     * @param publicUrl where stores reach us; empty leaves their webhooks alone
     */
    public record Plan(Duration orders, Duration hooks, Optional<String> publicUrl) {}

    /**
     * A look for orders that goes over several pages.
     *
     * @param newest the latest change seen, by the store's own clock
     */
    private record Look(Instant since, Instant newest, int missing) {}

    private record Visit(
            StoreId store, Instant ordersUntil, Instant ordersNextAt, Instant hooksNextAt, boolean requested) {}

    private final Map<ChannelName, Store> stores = new HashMap<>();
    private final Plan plan;
    private final Database ledger;
    private final Safekeeping safekeeping;
    private final Map<StoreId, Look> looks = new ConcurrentHashMap<>();
    private final Map<StoreId, String> pages = new ConcurrentHashMap<>();
    private final Set<StoreId> asked = ConcurrentHashMap.newKeySet();
    private final Brought brought = new Brought();

    private volatile boolean begun;

    /** Visits whose finds are on this node's disk only. */
    public StoreVisits(Collection<Store> stores, Plan plan, Database ledger, Journal journal) {
        this(stores, plan, ledger, Safekeeping.oneCopy(journal));
    }

    /**
     * @param stores that have a channel
     * @param safekeeping takes what is found before the look counts as done
     */
    public StoreVisits(Collection<Store> stores, Plan plan, Database ledger, Safekeeping safekeeping) {
        stores.forEach(store -> this.stores.put(ChannelName.of(store.id()), store));
        this.plan = plan;
        this.ledger = ledger;
        this.safekeeping = safekeeping;
        // What was asked before this process was there, nobody may have answered.
        stores.stream().filter(StoreVisits::asks).map(Store::id).forEach(asked::add);
    }

    /** Whether it asks something of us as its fulfilment service. */
    private static boolean asks(Store store) {
        return store.outgoing().callbackKey().isPresent();
    }

    @Override
    public String name() {
        return "visits";
    }

    /**
     * A store has said that it asks something of us as its fulfilment service. Written down for whichever node visits
     * stores; while the ledger cannot take it, this node keeps it in mind.
     */
    public CompletableFuture<Integer> requested(StoreId store, Instant at) {
        return ledger.write(tx -> tx.update(REQUESTED, at, store), 0).exceptionally(failure -> {
            asked.add(store);
            return 0;
        });
    }

    @Override
    public Collection<ChannelName> due(Instant now) {
        Set<ChannelName> due = new HashSet<>();
        asked.forEach(store -> due.add(ChannelName.of(store)));
        pages.keySet().forEach(store -> due.add(ChannelName.of(store)));
        ledger.read(tx -> tx.list(DUE, row -> new StoreId(row.text("store")), now, now))
                .forEach(store -> due.add(ChannelName.of(store)));
        due.retainAll(stores.keySet());
        return due;
    }

    /** Makes a row for each store that has none: what it did before is its own affair. */
    public void begin(Instant now) {
        if (begun) {
            return;
        }
        ledger.commit(tx -> {
            for (Store store : stores.values()) {
                // Our clock, for once, and so with a margin: the store's is not known yet.
                tx.update(BEGIN, store.id(), now.minus(ON_THE_WAY), now, now);
            }
            return stores.size();
        });
        begun = true;
    }

    @Override
    public Optional<Task> take(Channel channel, Instant now) {
        Store store = storeOf(channel.name());
        Connector.Works works = channel.connector().works();
        Duration limit = channel.settings().errandLimit();
        Instant until = now.plus(LONGEST.compareTo(limit) > 0 ? LONGEST : limit);
        if (asked.remove(store.id())) {
            return Optional.of(ledger.read(tx -> requests(tx, store.id())));
        }
        String page = pages.remove(store.id());
        if (page != null) {
            Look look = lookOf(store.id());
            ledger.commit(tx -> tx.update(ORDERS_NEXT, until, store.id()));
            return Optional.of(new Task(new ReadOrders(look.since(), Optional.of(page)), ""));
        }
        return ledger.commit(tx -> {
            Optional<Visit> visit = find(tx, store.id());
            if (visit.isEmpty()) {
                return Optional.empty();
            }
            if (visit.get().requested()) {
                tx.update(REQUEST_TAKEN, store.id());
                return Optional.of(requests(tx, store.id()));
            }
            if (!visit.get().hooksNextAt().isAfter(now)) {
                boolean keep = works.hooks() && plan.publicUrl().isPresent();
                tx.update(HOOKS_NEXT, keep ? until : now.plus(plan.hooks()), store.id());
                if (keep) {
                    return Optional.of(new Task(new KeepHooks(address(store)), ""));
                }
            }
            if (visit.get().ordersNextAt().isAfter(now)) {
                return Optional.empty();
            }
            if (!works.orders()) {
                tx.update(ORDERS_NEXT, now.plus(plan.hooks()), store.id());
                return Optional.empty();
            }
            tx.update(ORDERS_NEXT, until, store.id());
            Instant since = visit.get().ordersUntil().minus(OVERLAP);
            looks.put(store.id(), new Look(since, visit.get().ordersUntil(), 0));
            return Optional.of(new Task(new ReadOrders(since, Optional.empty()), ""));
        });
    }

    /** The look under way; after two that overlapped, one from where the ledger says, never from our own clock. */
    private Look lookOf(StoreId store) {
        Look known = looks.get(store);
        if (known != null) {
            return known;
        }
        Instant until =
                ledger.read(tx -> find(tx, store)).map(Visit::ordersUntil).orElse(Instant.EPOCH);
        return new Look(until.minus(OVERLAP), until, 0);
    }

    private static Optional<Visit> find(Tx tx, StoreId store) throws SQLException {
        return tx.first(
                FIND,
                row -> new Visit(
                        store,
                        row.time("orders_until"),
                        row.time("orders_next_at"),
                        row.time("hooks_next_at"),
                        row.maybeTime("requests_at").isPresent()),
                store);
    }

    private static Task requests(Tx tx, StoreId store) throws SQLException {
        Set<Sku> sellable = new HashSet<>(tx.list(SKUS, row -> new Sku(row.text("sku")), store));
        return new Task(new AnswerRequests(sellable), REQUESTS);
    }

    private String address(Store store) {
        return plan.publicUrl().orElseThrow().replaceAll("/+$", "") + "/stores/" + store.id() + "/webhooks/"
                + store.platform();
    }

    private Store storeOf(ChannelName channel) {
        Store store = stores.get(channel);
        if (store == null) {
            throw new IllegalArgumentException(channel + " leads to no store");
        }
        return store;
    }

    @Override
    public void done(ChannelName channel, Task task, Object result, Instant now) {
        Store store = storeOf(channel);
        switch (result) {
            case ReadOrders.Page page -> orders(store, page, now);
            case KeepHooks.Kept kept -> hooks(store, kept, now);
            case AnswerRequests.Answered answered ->
                LOG.info(
                        "store {}: {} requests accepted, {} rejected",
                        store.id(),
                        answered.accepted().size(),
                        answered.rejected().size());
            default -> throw new IllegalStateException("a visit ended with " + result.getClass());
        }
    }

    private void orders(Store store, ReadOrders.Page page, Instant now) {
        Look look = lookOf(store.id());
        int missing = look.missing();
        Instant newest = look.newest();
        for (ReadOrders.Changed changed : page.orders()) {
            newest = later(newest, changed.updatedAt(), now);
            missing += feed(store, changed, now) ? 1 : 0;
        }
        if (page.next().isPresent()) {
            looks.put(store.id(), new Look(look.since(), newest, missing));
            pages.put(store.id(), page.next().get());
            return;
        }
        looks.remove(store.id());
        // Older ones do not come up again.
        brought.forget(store.id(), newest.minus(OVERLAP.multipliedBy(2)));
        int found = missing;
        Instant until = newest;
        ledger.commit(tx -> {
            tx.update(ORDERS_SEEN, until, now.plus(plan.orders()), store.id());
            if (found > 0) {
                tx.update(ADD_GAP, store.id(), now, look.since(), found, "orders that no webhook had brought");
            }
            return found;
        });
        if (found > 0) {
            LOG.warn("store {}: {} orders were found that no webhook had brought", store.id(), found);
        }
    }

    /**
     * How far a look has come. Never beyond our own clock: a store whose clock was ahead for a while would hide from us what
     * changes until it is that late here. What it stamps with the future is looked at again until then.
     */
    private static Instant later(Instant newest, Instant changed, Instant now) {
        Instant bound = changed.isAfter(now) ? now : changed;
        return bound.isAfter(newest) ? bound : newest;
    }

    /**
     * Puts the order where the front door puts it, unless the ledger knows it as new as that.
     *
     * @return whether no webhook had brought it, and none will
     */
    private boolean feed(Store store, ReadOrders.Changed changed, Instant now) {
        OrderId id = OrderId.of(store.id(), changed.storeOrderId());
        Optional<Instant> known = ledger.read(tx -> tx.first(KNOWN, row -> row.time("updated_at"), id));
        boolean brings = (known.filter(at -> !at.isBefore(changed.updatedAt())).isEmpty() || tellsOfRefunds(id))
                && !brought.has(store.id(), changed);
        if (!brings) {
            return false;
        }
        String prefix = StoreEvents.prefix(store.platform());
        Journal.Entry entry = new Journal.Entry(
                0,
                now,
                store.id(),
                prefix + changed.topic(),
                Optional.of(id),
                changed.storeOrderId(),
                TraceContext.from(null).traceparent(),
                "{\"x-serai-found-by\":\"visit\"}",
                changed.body().getBytes(StandardCharsets.UTF_8));
        try {
            safekeeping.keep(entry).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DatabaseUnavailable full) {
                throw full;
            }
            throw new IllegalStateException("the journal does not take what a visit found", e);
        }
        brought.add(store.id(), changed);
        return known.isEmpty() && changed.updatedAt().isBefore(now.minus(ON_THE_WAY));
    }

    /** Whether the order waits for what its webhook left out: a look brings it, however new the ledger is. */
    private boolean tellsOfRefunds(OrderId id) {
        return !ledger.read(tx -> ShownRefunds.unread(tx, id)).isEmpty();
    }

    private void hooks(Store store, KeepHooks.Kept kept, Instant now) {
        ledger.commit(tx -> {
            if (asks(store)) {
                asked.add(store.id());
            }
            tx.update(HOOKS_SEEN, now, now.plus(plan.hooks()), store.id());
            if (!kept.mended().isEmpty()) {
                List<String> mended = new ArrayList<>(kept.mended());
                tx.update(
                        ADD_GAP,
                        store.id(),
                        now,
                        Optional.empty(),
                        0,
                        "webhooks were gone or off and are there again: " + String.join(", ", mended));
                tx.update(ORDERS_NEXT, now, store.id());
            }
            return kept;
        });
    }

    @Override
    public void failed(ChannelName channel, Task task, Outcome why, Instant now) {
        StoreId store = storeOf(channel).id();
        if (task.about().equals(REQUESTS)) {
            // What else fails than the channel is asked again with the next look after the webhooks.
            if (why.ofTheChannel()) {
                asked.add(store);
            }
            return;
        }
        if (task.work() instanceof ReadOrders) {
            looks.remove(store);
            pages.remove(store);
        }
        String next = task.work() instanceof KeepHooks ? HOOKS_NEXT : ORDERS_NEXT;
        ledger.commit(tx -> tx.update(next, now.plus(plan.orders()), store));
    }
}
