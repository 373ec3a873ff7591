package serai.operation;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import serai.base.ChannelName;
import serai.base.Money;
import serai.base.Scope;
import serai.base.StoreId;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.StoredMoney;

/**
 * All channels at one moment, as this node sees them: their states are its own, what waits is counted in the ledger. A
 * picture is up to two seconds old and shared by all who may see the same.
 */
public final class Cockpit {
    private static final String WAITING = Sql.of(Cockpit.class, "waiting-on-channel");
    private static final Duration AGE = Duration.ofSeconds(2);
    private static final int MOST_SCOPES = 100;
    private static final BigDecimal SPLIT = BigDecimal.valueOf(1_000_000);

    /**
     * One channel.
     *
     * @param store that it leads to; empty for a supplier's
     * @param backlog what waits on it, of the stores in the scope
     * @param oldest when the oldest of that was recorded
     * @param parked what customers paid for purchases that wait, a sum for each currency
     * @param late purchases whose ship-by has passed
     * @param atRisk purchases whose ship-by comes before the backlog will be through
     * @param eta when the whole backlog will be through, other stores' too
     * @param switchedOff whether people have switched off everything on it, or all new purchases
     */
    public record Lane(
            ChannelName name,
            Optional<StoreId> store,
            Channel.Snapshot state,
            Channel.Activity activity,
            long backlog,
            Optional<Instant> oldest,
            List<Money> parked,
            long late,
            long atRisk,
            Optional<Instant> eta,
            boolean switchedOff) {
        /** Calls a minute that it may make now. */
        public long allowedPerMinute() {
            return Math.round(state.rate() * 60);
        }
    }

    /**
     * All of them.
     *
     * @param stores channels to the stores in the scope, by name
     */
    public record View(Instant at, List<Lane> suppliers, List<Lane> stores) {
        public View {
            suppliers = List.copyOf(suppliers);
            stores = List.copyOf(stores);
        }
    }

    private record Waiting(
            Optional<String> currency, long count, Instant oldest, BigDecimal worth, long late, long risk) {
        static Waiting read(Row row) throws java.sql.SQLException {
            BigDecimal worth = BigDecimal.valueOf(row.number("worth_high"))
                    .multiply(SPLIT)
                    .add(BigDecimal.valueOf(row.number("worth_low")));
            return new Waiting(
                    row.maybeText("worth_currency"),
                    row.number("n"),
                    row.time("oldest"),
                    worth,
                    row.number("late"),
                    row.number("at_risk"));
        }
    }

    private final Channels channels;
    private final Database ledger;
    private final Clock clock;
    private final Map<Scope, View> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Scope, View> eldest) {
            return size() > MOST_SCOPES;
        }
    };

    public Cockpit(Channels channels, Database ledger, Clock clock) {
        this.channels = channels;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The picture for those who see that. @throws serai.ledger.DatabaseUnavailable if there is none that is young enough */
    public synchronized View look(Scope scope) {
        Instant now = clock.instant();
        View known = seen.get(scope);
        if (known == null || !now.isBefore(known.at().plus(AGE))) {
            known = fresh(scope, now);
            seen.put(scope, known);
        }
        return known;
    }

    /** The next look is a new one: something was changed by hand. */
    public synchronized void forget() {
        seen.clear();
    }

    private View fresh(Scope scope, Instant now) {
        List<Lane> suppliers = new ArrayList<>();
        List<Lane> stores = new ArrayList<>();
        for (Channel channel : channels.all()) {
            Optional<StoreId> store = channel.store();
            if (store.isEmpty()) {
                suppliers.add(supplier(channel, scope, now));
            } else if (scope.holds(store.get())) {
                stores.add(store(channel));
            }
        }
        return new View(now, suppliers, stores);
    }

    /** A store's own channel holds nothing of another store, and no purchases. */
    private Lane store(Channel channel) {
        Channels.Backlog backlog = channels.backlog(channel.name());
        return new Lane(
                channel.name(),
                channel.store(),
                channel.snapshot(),
                channel.activity(),
                backlog.count(),
                backlog.oldest(),
                List.of(),
                0,
                0,
                channels.eta(channel),
                false);
    }

    private Lane supplier(Channel channel, Scope scope, Instant now) {
        Optional<Instant> eta = channels.eta(channel);
        List<Waiting> waiting = waiting(channel.name(), scope, now, eta.orElse(now));
        return new Lane(
                channel.name(),
                Optional.empty(),
                channel.snapshot(),
                channel.activity(),
                waiting.stream().mapToLong(Waiting::count).sum(),
                waiting.stream().map(Waiting::oldest).min(Instant::compareTo),
                parked(waiting),
                waiting.stream().mapToLong(Waiting::late).sum(),
                waiting.stream().mapToLong(Waiting::risk).sum(),
                eta,
                channels.stops().all(channel) || channels.stops().placing(channel.name()));
    }

    private static List<Money> parked(List<Waiting> waiting) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        waiting.forEach(
                one -> one.currency().ifPresent(currency -> sums.merge(currency, one.worth(), BigDecimal::add)));
        return sums.entrySet().stream()
                .map(sum -> StoredMoney.money(sum.getValue(), sum.getKey()))
                .toList();
    }

    private List<Waiting> waiting(ChannelName channel, Scope scope, Instant now, Instant through) {
        Conditions conditions = new Conditions().and("channel = ?", channel).within("store", scope);
        return ledger.read(
                tx -> tx.list(conditions.in(WAITING), Waiting::read, conditions.parameters(now, now, through)));
    }
}
