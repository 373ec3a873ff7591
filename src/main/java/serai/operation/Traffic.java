package serai.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import serai.base.StoreId;
import serai.dispatch.Dispatch;
import serai.dispatch.DispatchState;
import serai.dispatch.Moved;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Fact;
import serai.ledger.Sql;
import serai.order.NewOrder;

/**
 * What goes through, by minute and store: orders accepted, purchases placed, purchases and messages that became dead
 * letters, and how many purchases waited. Counted in memory as this node commits, added to the ledger every few seconds;
 * a crash loses at most these seconds. Kept for 48 hours.
 */
public final class Traffic {
    /** How long a minute is kept. */
    public static final Duration KEPT = Duration.ofDays(2);

    private static final String ADD = Sql.of(Traffic.class, "add-traffic");
    private static final String LEVEL = Sql.of(Traffic.class, "note-parked");
    private static final String PARKED = Sql.of(Traffic.class, "parked-by-store");
    private static final String FORGET = Sql.of(Traffic.class, "forget-traffic");
    /** All stores together, so that the whole picture is as quick to read as that of one store. */
    static final String TOTAL = "";

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    /** What waits for a ledger that is away; with it away nothing is committed, so this is hardly ever reached. */
    private static final int MOST_KEYS = 100_000;

    private record Key(long minute, String store) {}

    private record Count(long accepted, long placed, long failed) {
        Count plus(Count other) {
            return new Count(accepted + other.accepted, placed + other.placed, failed + other.failed);
        }
    }

    private static final Count ACCEPTED = new Count(1, 0, 0);
    private static final Count PLACED = new Count(0, 1, 0);
    private static final Count FAILED = new Count(0, 0, 1);

    private final Database ledger;
    private final Map<Key, Count> counts = new ConcurrentHashMap<>();

    /** Counts from now on what the ledger commits on this node. */
    public Traffic(Database ledger) {
        this.ledger = ledger;
        ledger.onFacts(this::hear);
    }

    private void hear(Fact fact) {
        if (fact instanceof NewOrder order) {
            count(order.store(), order.at(), ACCEPTED);
        } else if (fact instanceof Moved moved) {
            boolean purchase = moved.kind().equals(Dispatch.PLACE_ORDER);
            boolean message = moved.kind().equals(Dispatch.READ_ORDER);
            boolean again = moved.from().filter(DispatchState.ARCHIVED::equals).isPresent();
            if (purchase && moved.to() == DispatchState.DONE) {
                count(moved.store(), moved.at(), PLACED);
            } else if ((purchase || message) && moved.to() == DispatchState.DEAD && !again) {
                count(moved.store(), moved.at(), FAILED);
            }
        }
    }

    private void count(StoreId store, Instant at, Count one) {
        long minute = minute(at);
        add(new Key(minute, store.value()), one);
        add(new Key(minute, TOTAL), one);
    }

    private void add(Key key, Count more) {
        if (counts.size() < MOST_KEYS || counts.containsKey(key)) {
            counts.merge(key, more, Count::plus);
        }
    }

    /** Minutes of stores that were counted and not added yet. */
    int waiting() {
        return counts.size();
    }

    /** The bound of {@link #waiting}. */
    static int mostWaiting() {
        return MOST_KEYS;
    }

    /** Adds what was counted since the last time. @throws DatabaseUnavailable then it is added next time */
    public void flush() {
        Map<Key, Count> taken = new ConcurrentHashMap<>();
        for (Key key : List.copyOf(counts.keySet())) {
            Count count = counts.remove(key);
            if (count != null) {
                taken.put(key, count);
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        // In one order on all nodes, so that none waits for another in a circle.
        List<Key> keys = new ArrayList<>(taken.keySet());
        keys.sort(Comparator.comparing(Key::store).thenComparingLong(Key::minute));
        try {
            ledger.commit(tx -> {
                for (Key key : keys) {
                    Count count = taken.getOrDefault(key, new Count(0, 0, 0));
                    tx.update(ADD, key.store(), key.minute(), count.accepted(), count.placed(), count.failed());
                }
                return keys.size();
            });
        } catch (DatabaseUnavailable e) {
            taken.forEach(this::add);
            throw e;
        }
    }

    /** Notes how many purchases wait in this minute; one node does it for all. */
    void sample(Instant now) {
        record Level(String store, long parked) {}
        List<Level> levels = ledger.read(tx -> tx.list(PARKED, row -> new Level(row.text("store"), row.number("n"))));
        long total = levels.stream().mapToLong(Level::parked).sum();
        List<Level> all = new ArrayList<>(levels);
        all.add(new Level(TOTAL, total));
        all.sort(Comparator.comparing(Level::store));
        ledger.commit(tx -> {
            for (Level level : all) {
                tx.update(LEVEL, level.store(), minute(now), level.parked());
            }
            return all.size();
        });
    }

    /** Forgets minutes older than 48 hours. */
    void forget(Instant now) {
        ledger.commit(tx -> tx.update(FORGET, minute(now.minus(KEPT))));
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), MINUTE) * MINUTE;
    }
}
