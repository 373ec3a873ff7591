package serai.console;

import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.access.Role;
import serai.base.StoreId;
import serai.dispatch.Channel.Hold;
import serai.dispatch.Channels;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.intake.StoreHealth;
import serai.ledger.Database;
import serai.provider.Cause;
import serai.store.Store;
import serai.store.Stores;

/** The stores: whether we hear of their orders, and whether they hear of stock and parcels. */
public final class StorePages implements Pages {
    private static final int MOST = 200;
    /** A store whose changes are known up to here needs nobody's attention. */
    private static final Duration FRESH = Duration.ofMinutes(30);

    /** All stores that the reader may see. */
    public record ListModel(List<Entry> stores, boolean more) {}

    /** One of them in the list. */
    public record Entry(
            String id, String platform, Badge state, Optional<Instant> lastOrderAt, String waiting, String attention) {}

    /**
     * One store.
     *
     * @param push the channel to it, when it can be told anything
     */
    public record StoreModel(
            String id, String platform, Badge state, Optional<StoreHealth.View> health, Optional<Push> push) {
        /** Whether we look into it ourselves. */
        public boolean visited() {
            return health.isPresent();
        }
    }

    /** How the store is told. */
    public record Push(String channel, Badge state, Instant since, String why, String backlog, Optional<Instant> eta) {}

    private final Stores stores;
    private final Database ledger;
    private final Channels channels;

    StorePages(Stores stores, Database ledger, Channels channels) {
        this.stores = stores;
        this.ledger = ledger;
        this.channels = channels;
    }

    @Override
    public void attach(Router router, Door door) {
        router.get("/console/stores").handler(door.page(Role.VIEWER, this::list));
        router.get("/console/stores/:id").handler(door.page(Role.VIEWER, this::find));
    }

    private Answer list(Visit visit) {
        Map<String, StoreHealth.View> health = StoreHealth.list(ledger, visit.scope(), "", MOST, visit.now()).stream()
                .collect(Collectors.toMap(StoreHealth.View::store, view -> view));
        List<Entry> entries = new ArrayList<>();
        for (Store store : stores.all()) {
            if (visit.scope().holds(store.id()) && entries.size() < MOST) {
                entries.add(entry(
                        store,
                        Optional.ofNullable(health.get(store.id().value())),
                        visit.scope().all(),
                        visit.now()));
            }
        }
        boolean more = stores.all().stream()
                        .filter(store -> visit.scope().holds(store.id()))
                        .count()
                > entries.size();
        return new Answer.Page("stores", Place.STORES, "Stores", new ListModel(entries, more));
    }

    private Entry entry(Store store, Optional<StoreHealth.View> health, boolean all, Instant now) {
        Optional<Push> push = push(store.id(), all);
        String attention = attention(health, push, now);
        return new Entry(
                store.id().value(),
                store.platform().toString(),
                state(attention, push),
                health.flatMap(StoreHealth.View::lastOrderAt),
                health.map(view -> Words.counted(view.offersWaiting(), "SKU", "SKUs"))
                        .orElse("–"),
                attention);
    }

    private static Badge state(String attention, Optional<Push> push) {
        if (attention.isEmpty()) {
            return new Badge("well", "good");
        }
        return push.filter(one -> one.state().tone().equals("bad")).isPresent()
                ? new Badge("held", "bad")
                : new Badge("look", "warn");
    }

    /** What a person should know first; empty when all is well. */
    private static String attention(Optional<StoreHealth.View> health, Optional<Push> push, Instant now) {
        List<String> words = new ArrayList<>();
        push.filter(one -> !one.why().isEmpty()).ifPresent(one -> words.add(one.why()));
        health.flatMap(StoreHealth.View::ordersUntil)
                .filter(until -> until.isBefore(now.minus(FRESH)))
                .ifPresent(until -> words.add("we last looked for orders " + Words.ago(until, now)));
        health.filter(view -> view.offersRefused() > 0)
                .ifPresent(view -> words.add("refuses " + Words.counted(view.offersRefused(), "SKU", "SKUs")));
        health.filter(view -> !view.gaps().isEmpty()
                        && view.gaps().getFirst().foundAt().isAfter(now.minus(Duration.ofDays(1))))
                .ifPresent(view -> words.add("webhooks missed orders within the last day"));
        return String.join("; ", words);
    }

    /** @param all whether the reader may see every store, and so the words of people and providers about any */
    private Optional<Push> push(StoreId store, boolean all) {
        return channels.find("store-" + store).map(channel -> {
            Channels.Standing now = channels.standing(channel);
            return new Push(
                    channel.name().value(),
                    Badge.of(now.status()),
                    now.since(),
                    channel.snapshot().hold().map(hold -> why(hold, all)).orElse(now.words()),
                    Words.counted(channels.backlog(channel.name()).count(), "message", "messages"),
                    channels.eta(channel));
        });
    }

    /** Why it is held; what a person or a provider said may be about any store. */
    static String why(Hold hold, boolean all) {
        if (!all) {
            return hold.cause().map(Cause::sentence).orElse("Support holds it.");
        }
        return hold.cause().map(cause -> cause.sentence() + " ").orElse("held by " + hold.holder() + ": ")
                + hold.reason();
    }

    private Answer find(Visit visit) {
        StoreId id = storeId(visit.path("id"));
        Store store = stores.find(id).filter(found -> visit.scope().holds(id)).orElseThrow(StorePages::missing);
        Optional<StoreHealth.View> health = StoreHealth.find(ledger, visit.scope(), id, visit.now());
        Optional<Push> push = push(id, visit.scope().all());
        return new Answer.Page(
                "store",
                Place.STORES,
                "Store " + id,
                new StoreModel(
                        id.value(),
                        store.platform().toString(),
                        state(attention(health, push, visit.now()), push),
                        health,
                        push));
    }

    private static StoreId storeId(String text) {
        try {
            return new StoreId(text);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    private static ProblemException missing() {
        return new ProblemException(Problem.Kind.NOT_FOUND.because("There is no such store."));
    }
}
