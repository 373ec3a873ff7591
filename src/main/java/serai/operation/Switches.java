package serai.operation;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.access.Audit;
import serai.access.Person;
import serai.base.ChannelName;
import serai.base.StoreId;
import serai.dispatch.Channels;
import serai.dispatch.Stops;
import serai.ledger.Conditions;
import serai.ledger.Database;
import serai.ledger.Row;
import serai.ledger.Sql;
import serai.provider.Connector;

/**
 * What people switch off while something is wrong, and on again afterwards. Kept in the ledger; this node obeys at once, the
 * others within two seconds, a message that is on its way meanwhile may still go out. Nothing is lost by it: what waits,
 * waits until it is switched on. Only for those who see every store.
 */
public final class Switches {
    private static final Logger LOG = LoggerFactory.getLogger(Switches.class);
    private static final String LIST = Sql.of(Switches.class, "list-switched-off");
    private static final String ADD = Sql.of(Switches.class, "switch-off");
    private static final String REMOVE = Sql.of(Switches.class, "switch-on");
    private static final String OFFERS = Sql.of(Switches.class, "count-offers");
    private static final String PURCHASES = Sql.of(Switches.class, "count-open-purchases");
    private static final String OPEN = Sql.of(Switches.class, "count-open-dispatches");
    /** No page waits for a longer count. */
    public static final int MOST_COUNTED = 10_000;

    /**
     * Something that is switched off.
     *
     * @param since when, to the millisecond; tells it from an earlier time
     */
    public record Off(Stops.Stop stop, String actor, String reason, Instant since) {}

    /**
     * What a switch would concern at this moment.
     *
     * @param more whether there are more than were counted
     */
    public record Concerned(long count, boolean more) {}

    /** What became of it. */
    public sealed interface Outcome {
        record Done() implements Outcome {}

        /** It stands otherwise than the person saw. */
        record Conflict(String why) implements Outcome {}

        /** There is no such store or channel, or it is not for this person. */
        record Missing() implements Outcome {}
    }

    private final Channels channels;
    private final Set<StoreId> stores;
    private final Database ledger;
    private final Clock clock;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private volatile List<Off> off = List.of();

    /** @param stores all that there are */
    public Switches(Channels channels, Set<StoreId> stores, Database ledger, Clock clock) {
        this.channels = channels;
        this.stores = Set.copyOf(stores);
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What is switched off, as this node obeys it; longest first. */
    public List<Off> off() {
        return off;
    }

    /** Whether that can be switched off here. */
    public boolean exists(Stops.Stop stop) {
        return stop.store().map(stores::contains).orElse(true)
                && stop.channel().map(this::supplier).orElse(true);
    }

    private boolean supplier(ChannelName name) {
        return channels.find(name.value())
                .filter(channel -> channel.connector().role() == Connector.Role.SUPPLIER)
                .isPresent();
    }

    /** Switches something off. */
    public Outcome switchOff(Person who, Stops.Stop stop, String reason) {
        if (!who.scope().all() || !exists(stop)) {
            return new Outcome.Missing();
        }
        Instant now = clock.instant();
        Concerned concerned = concerned(stop);
        boolean changed = ledger.commit(tx -> {
            boolean added = tx.update(ADD, stop.feature(), stop.target(), who.name(), reason, now) == 1;
            if (added) {
                Audit.add(tx, now, who, "switch-off", name(stop), concerned.count(), reason);
            }
            return added;
        });
        follow();
        return changed ? new Outcome.Done() : new Outcome.Conflict(whoWasFirst(stop));
    }

    private String whoWasFirst(Stops.Stop stop) {
        return find(stop)
                .map(one -> one.actor() + " switched it off already, at " + one.since() + ": " + one.reason())
                .orElse("somebody switched it off and on again a moment ago");
    }

    /**
     * Switches something on again.
     *
     * @param since of what the person saw
     */
    public Outcome switchOn(Person who, Stops.Stop stop, Instant since, String reason) {
        if (!who.scope().all()) {
            return new Outcome.Missing();
        }
        Instant now = clock.instant();
        boolean changed = ledger.commit(tx -> {
            boolean removed = tx.update(REMOVE, stop.feature(), stop.target(), since) == 1;
            if (removed) {
                Audit.add(tx, now, who, "switch-on", name(stop), 1, reason);
            }
            return removed;
        });
        follow();
        return changed ? new Outcome.Done() : new Outcome.Conflict("it is switched on already, or was off anew");
    }

    /** The switch in the audit book. */
    public static String name(Stops.Stop stop) {
        return "switch " + stop.feature().name().toLowerCase(java.util.Locale.ROOT) + " " + stop.target();
    }

    /** It, if it is switched off. */
    public Optional<Off> find(Stops.Stop stop) {
        return off.stream().filter(one -> one.stop().equals(stop)).findFirst();
    }

    /**
     * How many a switch concerns now: SKUs of which the stores are told, purchases that wait, or all that waits for suppliers.
     */
    public Concerned concerned(Stops.Stop stop) {
        Conditions conditions = new Conditions();
        stop.store().ifPresent(store -> conditions.and("store = ?", store));
        String sql = switch (stop.feature()) {
            case STOCK -> {
                conditions.and("available IS NOT NULL");
                yield OFFERS;
            }
            case PRICES -> {
                conditions.and("price IS NOT NULL");
                yield OFFERS;
            }
            case PLACING -> {
                conditions.in("channel", stop.channel().map(List::of).orElseGet(this::suppliers));
                yield PURCHASES;
            }
            case SUPPLIERS -> {
                conditions.in("channel", suppliers());
                yield OPEN;
            }
        };
        long counted = ledger.read(tx ->
                        tx.first(conditions.in(sql), row -> row.number("n"), conditions.parameters(MOST_COUNTED + 1)))
                .orElse(0L);
        return new Concerned(Math.min(counted, MOST_COUNTED), counted > MOST_COUNTED);
    }

    private List<ChannelName> suppliers() {
        return channels.all().stream()
                .filter(channel -> channel.store().isEmpty())
                .map(channel -> channel.name())
                .toList();
    }

    /** Obeys what the ledger says now, as far as this version knows it. @throws serai.ledger.DatabaseUnavailable then it obeys what it knew before */
    public synchronized void follow() {
        List<Off> found = ledger.read(tx -> tx.list(LIST, this::read)).stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(ArrayList::new));
        found.sort(Comparator.comparing(Off::since));
        channels.stops().set(found.stream().map(Off::stop).toList());
        off = List.copyOf(found);
    }

    /** Empty for what only a newer version can switch off: there is nothing here that would obey. */
    private Optional<Off> read(Row row) throws SQLException {
        String feature = row.text("feature");
        String target = row.text("target");
        Stops.Stop stop;
        try {
            stop = Stops.Stop.of(Stops.Feature.valueOf(feature), target);
        } catch (IllegalArgumentException e) {
            if (unknown.add(feature + " " + target)) {
                LOG.warn("{} {} is switched off, of which this version knows nothing", feature, target);
            }
            return Optional.empty();
        }
        return Optional.of(new Off(stop, row.text("actor"), row.text("reason"), row.time("since")));
    }
}
