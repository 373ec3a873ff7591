package serai.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may stay connected, on all servers together. A connection that brings no whole request head in time is closed, and so
 * is one that has been idle for long. When there are as many as there may be, the one that has waited longest without
 * having sent anything whole makes room: whoever brings a request gets in, however many hold connections open.
 */
public final class Gate {
    /** A younger connection makes room only when nothing else is there: its request may be on the way. */
    private static final Duration YOUNG = Duration.ofMillis(100);
    /** A request is here, with its body, within that; its reader cuts it off sooner. */
    private static final Duration WHOLE = Exchanges.BODY_TIME.multipliedBy(2);

    /**
     * The bounds.
     *
     * @param connections at once, on all servers together
     * @param perAddress of them from one network address that is no trusted proxy
     * @param head for the head of the first request to be here
     * @param idle between an answer and the next request's head
     */
    public record Limits(int connections, int perAddress, Duration head, Duration idle) {
        /** As the configuration has them unless it says otherwise. */
        public static final Limits USUAL = new Limits(4_096, 512, Duration.ofSeconds(10), Duration.ofSeconds(75));

        /** @throws IllegalArgumentException naming the one that is not above zero */
        public Limits {
            if (connections < 1 || perAddress < 1) {
                throw new IllegalArgumentException("connections must be 1 or more");
            }
            if (head.toMillis() < 1 || idle.toMillis() < 1) {
                throw new IllegalArgumentException("the time limits of connections must be above zero");
            }
        }
    }

    /** One connection. All fields belong to the gate's lock. */
    static final class Guest {
        private final HttpConnection connection;
        private final String address;
        private long since;
        private int receiving;
        private int answering;
        private boolean gone;

        private Guest(HttpConnection connection, String address, long now) {
            this.connection = connection;
            this.address = address;
            this.since = now;
        }
    }

    private final Limits limits;
    private final Predicate<String> exempt;
    private final Refusals refusals;
    private final LongSupplier nanos;
    private final Map<HttpConnection, Guest> guests = new HashMap<>();
    private final Map<String, Integer> perAddress = new HashMap<>();
    private final Set<Guest> fresh = new LinkedHashSet<>();
    private final Set<Guest> idle = new LinkedHashSet<>();
    private final Set<Guest> receiving = new LinkedHashSet<>();

    /**
     * @param exempt whether an address may have any number: that of a proxy, behind which everybody is
     * @param nanos the time, as {@link System#nanoTime} has it
     */
    public Gate(Limits limits, Predicate<String> exempt, Refusals refusals, LongSupplier nanos) {
        this.limits = limits;
        this.exempt = exempt;
        this.refusals = refusals;
        this.nanos = nanos;
    }

    /** Connections at this moment. */
    public synchronized int open() {
        return guests.size();
    }

    /** How many there may be. */
    public int most() {
        return limits.connections();
    }

    /** Looks at a new connection, and closes it or another one if there are too many. */
    void arrived(HttpConnection connection) {
        String address = address(connection);
        Guest leaves;
        synchronized (this) {
            if (!exempt.test(address) && perAddress.getOrDefault(address, 0) >= limits.perAddress()) {
                refusals.add(Refusals.Why.CONNECTIONS_OF_ADDRESS);
                connection.close();
                return;
            }
            leaves = guests.size() < limits.connections() ? null : dispensable();
            if (leaves == null && guests.size() >= limits.connections()) {
                refusals.add(Refusals.Why.CONNECTIONS);
                connection.close();
                return;
            }
            if (leaves != null) {
                refusals.add(Refusals.Why.CONNECTION_EVICTED);
                forget(leaves);
            }
            Guest guest = new Guest(connection, address, nanos.getAsLong());
            guests.put(connection, guest);
            perAddress.merge(address, 1, Integer::sum);
            fresh.add(guest);
        }
        connection.closeHandler(closed -> left(connection));
        if (leaves != null) {
            leaves.connection.close();
        }
    }

    /** When all are young, as after a burst, the first that came leaves: its turn was the longest. */
    private @Nullable Guest dispensable() {
        return oldest(fresh)
                .or(() -> oldest(idle))
                .or(() -> fresh.stream().findFirst())
                .orElse(null);
    }

    private Optional<Guest> oldest(Set<Guest> waiting) {
        return waiting.stream().findFirst().filter(guest -> age(guest).compareTo(YOUNG) >= 0);
    }

    private Duration age(Guest guest) {
        return Duration.ofNanos(nanos.getAsLong() - guest.since);
    }

    private synchronized void left(HttpConnection connection) {
        Guest guest = guests.get(connection);
        if (guest != null) {
            forget(guest);
        }
    }

    private void forget(Guest guest) {
        guest.gone = true;
        guests.remove(guest.connection);
        perAddress.computeIfPresent(guest.address, (address, many) -> many == 1 ? null : many - 1);
        fresh.remove(guest);
        idle.remove(guest);
        receiving.remove(guest);
    }

    /** A request's head is here. @return its connection; null when that is closed already */
    synchronized @Nullable Guest began(HttpConnection connection) {
        Guest guest = guests.get(connection);
        if (guest != null) {
            fresh.remove(guest);
            idle.remove(guest);
            guest.receiving++;
            guest.answering++;
            guest.since = nanos.getAsLong();
            receiving.remove(guest);
            receiving.add(guest);
        }
        return guest;
    }

    /** The whole of a request is here. */
    synchronized void received(Guest guest) {
        guest.receiving--;
        settle(guest);
    }

    /** A request is answered. */
    synchronized void answered(Guest guest) {
        guest.answering--;
        settle(guest);
    }

    private void settle(Guest guest) {
        if (guest.gone) {
            return;
        }
        if (guest.receiving <= 0) {
            receiving.remove(guest);
        }
        if (guest.receiving <= 0 && guest.answering <= 0) {
            guest.since = nanos.getAsLong();
            idle.remove(guest);
            idle.add(guest);
        }
    }

    /** Closes what has waited for too long. Called several times a second. */
    void sweep() {
        List<Guest> late = new ArrayList<>();
        synchronized (this) {
            late.addAll(olderThan(fresh, limits.head()));
            late.forEach(guest -> refusals.add(Refusals.Why.HEAD_SLOW));
            late.addAll(olderThan(idle, limits.idle()));
            late.addAll(olderThan(receiving, WHOLE));
            late.forEach(this::forget);
        }
        late.forEach(guest -> guest.connection.close());
    }

    private Collection<Guest> olderThan(Set<Guest> waiting, Duration limit) {
        return waiting.stream()
                .takeWhile(guest -> age(guest).compareTo(limit) > 0)
                .toList();
    }

    /** How often {@link #sweep} wants to be called, so that a limit is overdrawn by a quarter at most. */
    long sweepMillis() {
        long shortest = Math.min(limits.head().toMillis(), limits.idle().toMillis());
        return Math.clamp(shortest / 4, 10, TimeUnit.SECONDS.toMillis(1));
    }

    private static String address(HttpConnection connection) {
        var remote = connection.remoteAddress();
        return remote == null || remote.host() == null ? "" : remote.host();
    }
}
