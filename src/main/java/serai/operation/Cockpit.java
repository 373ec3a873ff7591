package serai.operation;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import serai.base.ChannelName;
import serai.base.Look;
import serai.base.Looks;
import serai.base.Money;
import serai.base.Scope;
import serai.base.StoreId;
import serai.dispatch.Channel;
import serai.dispatch.Channels;
import serai.dispatch.Forecast;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.ledger.StoredMoney;

/**
 * All channels at one moment, as this node sees them: their states are its own, what waits is counted in the ledger. It is
 * counted once for all who look, by store, and each is shown the stores that they may see. A count is up to two seconds old,
 * and older while the next is being made or the ledger is away: nobody waits for it who has one to look at.
 */
public final class Cockpit {
    private static final String WAITING = Sql.of(Cockpit.class, "waiting-on-channel");
    private static final Duration AGE = Duration.ofSeconds(2);
    /** Of the first who looks, or who has just changed something. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

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
     * @param standing the state as everybody is told it, with words where it is not up
     * @param eta when the whole backlog will be through, other stores' too
     * @param through why there is no eta, in a sentence
     * @param switchedOff whether people have switched off everything on it, or all new purchases
     */
    public record Lane(
            ChannelName name,
            Optional<StoreId> store,
            Channel.Snapshot state,
            Channels.Standing standing,
            Channel.Activity activity,
            long backlog,
            Optional<Instant> oldest,
            List<Money> parked,
            long late,
            long atRisk,
            Optional<Instant> eta,
            String through,
            boolean switchedOff) {
        /** Calls a minute that it may make now. */
        public long allowedPerMinute() {
            return Math.round(state.rate() * 60);
        }
    }

    /**
     * All of them.
     *
     * @param ledgerAway since when the ledger has been away, or hung; empty while it answers
     * @param at when what waits for suppliers was counted; empty when it never was, and then nothing seems to wait
     * @param stores channels to the stores in the scope, by name
     */
    public record View(Optional<Instant> ledgerAway, Optional<Instant> at, List<Lane> suppliers, List<Lane> stores) {
        public View {
            suppliers = List.copyOf(suppliers);
            stores = List.copyOf(stores);
        }
    }

    private record Waiting(
            StoreId store,
            Optional<String> currency,
            long count,
            Instant oldest,
            BigDecimal worth,
            long late,
            long risk) {
        static Waiting read(Row row) throws java.sql.SQLException {
            BigDecimal worth = BigDecimal.valueOf(row.number("worth_high"))
                    .multiply(SPLIT)
                    .add(BigDecimal.valueOf(row.number("worth_low")));
            return new Waiting(
                    new StoreId(row.text("store")),
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
    private final Look<Picture> waiting;

    /** What waits for suppliers. */
    private record Picture(Instant at, Map<ChannelName, List<Waiting>> waiting) {}

    Cockpit(Channels channels, Database ledger, Looks looks, Clock clock) {
        this.channels = channels;
        this.ledger = ledger;
        this.clock = clock;
        this.waiting = looks.whenAsked("waiting", AGE, this::count);
    }

    /** What those see who see that. From memory once something was counted; the first waits a moment for it. */
    public View look(Scope scope) {
        Look.Seen<Picture> seen = waiting.seen(channels.ledgerSlow() ? Duration.ZERO : PATIENCE);
        Picture picture = seen.value().orElse(new Picture(clock.instant(), Map.of()));
        List<Lane> suppliers = new ArrayList<>();
        List<Lane> stores = new ArrayList<>();
        for (Channel channel : channels.all()) {
            Optional<StoreId> store = channel.store();
            if (store.isEmpty()) {
                List<Waiting> waiting = picture.waiting().getOrDefault(channel.name(), List.of()).stream()
                        .filter(one -> scope.holds(one.store()))
                        .toList();
                suppliers.add(supplier(channel, waiting));
            } else if (scope.holds(store.get())) {
                stores.add(store(channel));
            }
        }
        return new View(
                channels.counted().trouble().map(Look.Trouble::since),
                seen.value().map(Picture::at),
                suppliers,
                stores);
    }

    /** The next look is at a new count: something was changed by hand. */
    public void forget() {
        waiting.forget();
    }

    private Picture count() {
        Instant now = clock.instant();
        Map<ChannelName, List<Waiting>> waiting = new HashMap<>();
        for (Channel channel : channels.all()) {
            if (channel.store().isEmpty()) {
                Instant through = channels.forecast(channel).soonest().orElse(now);
                waiting.put(
                        channel.name(),
                        ledger.read(tx -> tx.list(WAITING, Waiting::read, channel.name(), now, now, through)));
            }
        }
        return new Picture(now, waiting);
    }

    /** A store's own channel holds nothing of another store, and no purchases. */
    private Lane store(Channel channel) {
        Channels.Backlog backlog = channels.backlog(channel.name());
        Forecast forecast = channels.forecast(channel);
        return new Lane(
                channel.name(),
                channel.store(),
                channel.snapshot(),
                channels.standing(channel),
                channel.activity(),
                backlog.count(),
                backlog.oldest(),
                List.of(),
                0,
                0,
                forecast.eta(),
                forecast.why(),
                false);
    }

    private Lane supplier(Channel channel, List<Waiting> waiting) {
        Forecast forecast = channels.forecast(channel);
        return new Lane(
                channel.name(),
                Optional.empty(),
                channel.snapshot(),
                channels.standing(channel),
                channel.activity(),
                waiting.stream().mapToLong(Waiting::count).sum(),
                waiting.stream().map(Waiting::oldest).min(Instant::compareTo),
                parked(waiting),
                waiting.stream().mapToLong(Waiting::late).sum(),
                waiting.stream().mapToLong(Waiting::risk).sum(),
                forecast.eta(),
                forecast.why(),
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
}
