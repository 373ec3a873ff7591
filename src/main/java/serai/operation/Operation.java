package serai.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.base.StoreId;
import serai.dispatch.Channels;
import serai.dispatch.Leases;
import serai.dispatch.Node;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;

/**
 * Everything here that is done without being asked: takes up what people decided on other nodes, writes down incidents and
 * traffic, and forgets what is old. Its parts are made here, once for each node.
 */
public final class Operation {
    private static final Logger LOG = LoggerFactory.getLogger(Operation.class);
    private static final Duration FLUSH = Duration.ofSeconds(3);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SILENT_NODES = Duration.ofSeconds(10);
    private static final String LEASE = "operation";

    private final Channels channels;
    private final Leases leases;
    private final Node node;
    private final Clock clock;
    private final Traffic traffic;
    private final Incidents incidents;
    private final IncidentWatch watch;
    private final Switches switches;
    private final Holds holds;
    private final Cockpit cockpit;
    private final Database ledger;
    private final NodeTroubles troubles = new NodeTroubles();
    private Instant flushedAt = Instant.MIN;
    private Instant sampledAt = Instant.MIN;
    private Instant lookedForSilentAt = Instant.MIN;
    private boolean waiting;

    /**
     * Takes up what is held and switched off before anything goes out.
     *
     * @param stores all that there are
     */
    public Operation(Channels channels, Set<StoreId> stores, Database ledger, Leases leases, Node node, Clock clock) {
        this.channels = channels;
        this.ledger = ledger;
        this.leases = leases;
        this.node = node;
        this.clock = clock;
        this.traffic = new Traffic(ledger);
        this.incidents = new Incidents(ledger);
        this.watch = new IncidentWatch(channels, ledger, node, clock);
        this.switches = new Switches(channels, stores, ledger, clock);
        this.holds = new Holds(channels, ledger, clock);
        this.cockpit = new Cockpit(channels, ledger, clock);
        channels.restoreHolds();
        switches.follow();
        incidents.begin(node, clock.instant());
    }

    /** One round, at least each second. Step of the route keep-in-step. */
    public synchronized void step() {
        Instant now = clock.instant();
        try {
            switches.follow();
            channels.restoreHolds();
            watch.look();
            troubles.look(ledger, node);
            if (!now.isBefore(flushedAt.plus(FLUSH))) {
                flushedAt = now;
                traffic.flush();
            }
            if (!now.isBefore(lookedForSilentAt.plus(SILENT_NODES))) {
                lookedForSilentAt = now;
                incidents.closeOfSilentNodes(node, now);
            }
            if (!now.isBefore(sampledAt.plus(MINUTE)) && leases.mine(LEASE, now)) {
                sampledAt = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), 60) * 60);
                traffic.sample(now);
                traffic.forget(now);
                incidents.forget(now);
            }
            if (waiting) {
                LOG.info("holds and switches follow the ledger again");
                waiting = false;
            }
        } catch (DatabaseUnavailable e) {
            if (!waiting) {
                LOG.warn("holds and switches stay as they are, the ledger is away: {}", e.getMessage());
                waiting = true;
            }
        }
    }

    /** What is in memory and will be in the ledger soon, for a node that stops. */
    public synchronized void close() {
        traffic.flush();
    }

    public Incidents incidents() {
        return incidents;
    }

    /** Where this node says that something is wrong with what it has stored. */
    public NodeTroubles troubles() {
        return troubles;
    }

    public Switches switches() {
        return switches;
    }

    public Holds holds() {
        return holds;
    }

    public Cockpit cockpit() {
        return cockpit;
    }

    /** Minutes of stores that were counted in memory and are not in the ledger yet. */
    public int trafficWaiting() {
        return traffic.waiting();
    }

    /** The bound of {@link #trafficWaiting}. */
    public int mostTrafficWaiting() {
        return Traffic.mostWaiting();
    }

    /** Changes of breakers that are not in the ledger yet. */
    public int incidentsWaiting() {
        return watch.waiting();
    }

    /** The bound of {@link #incidentsWaiting}. */
    public int mostIncidentsWaiting() {
        return IncidentWatch.mostWaiting();
    }
}
