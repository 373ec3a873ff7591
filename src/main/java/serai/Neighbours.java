package serai;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import serai.dispatch.Leases;
import serai.intake.Adoption;
import serai.intake.KnownJournals;
import serai.intake.KnownJournals.Known;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.operation.GoneNodes;

/** What this node does about the journals of all nodes: shows them, and takes over what those leave that are gone. */
public final class Neighbours {
    private static final String LEASE = "adopt-journals";

    private final Database ledger;
    private final Adoption adoption;
    private final AdoptedFolders folders;
    private final GoneNodes gone;
    private final Leases leases;
    private final Clock clock;
    private final MultiGauge unrecorded;
    private final MultiGauge silent;

    Neighbours(
            Database ledger,
            Adoption adoption,
            AdoptedFolders folders,
            Leases leases,
            MeterRegistry registry,
            Clock clock) {
        this.ledger = ledger;
        this.adoption = adoption;
        this.folders = folders;
        this.gone = new GoneNodes(ledger);
        this.leases = leases;
        this.clock = clock;
        this.unrecorded = MultiGauge.builder("serai.node.unrecorded")
                .description("entries that a node had taken and not recorded when it spoke last")
                .register(registry);
        this.silent = MultiGauge.builder("serai.node.silent")
                .description("seconds since a node spoke last that may hold orders which nobody else has; else 0")
                .register(registry);
    }

    /** One round, every few seconds. Step of the route adopt-journals. */
    public void step() {
        try {
            List<Known> known = KnownJournals.list(ledger);
            measure(known);
            adoption.leftOvers();
            Instant now = clock.instant();
            if (leases.mine(LEASE, now)) {
                folders.look(known);
                List<Known> after = KnownJournals.list(ledger);
                adoption.adopt(after);
                gone.follow(stranded(after), now);
            }
        } catch (DatabaseUnavailable e) {
            // The recorder says so; what waits here waits in the ledger that is away.
            silent.register(List.of(), true);
        }
    }

    private void measure(List<Known> known) {
        unrecorded.register(rows(known, Known::unrecorded), true);
        silent.register(rows(known, one -> one.assured() ? 0 : one.silent().toSeconds()), true);
    }

    private interface Value {
        long of(Known known);
    }

    private static List<MultiGauge.Row<?>> rows(List<Known> known, Value value) {
        Map<String, Long> byNode = new TreeMap<>();
        known.forEach(one -> byNode.merge(one.node(), value.of(one), Math::max));
        return byNode.entrySet().stream()
                .<MultiGauge.Row<?>>map(one -> MultiGauge.Row.of(Tags.of("node", one.getKey()), one.getValue()))
                .toList();
    }

    private static Map<String, GoneNodes.Gone> stranded(List<Known> known) {
        Map<String, GoneNodes.Gone> stranded = new TreeMap<>();
        known.stream().filter(Known::stranded).forEach(one -> stranded.put(one.node(), gone(one)));
        return stranded;
    }

    private static GoneNodes.Gone gone(Known known) {
        String last = known.unrecorded() == 0
                ? "When it was heard of last all was recorded, but it may have taken more since."
                : known.unrecorded()
                        + " entries were not recorded when it was heard of last, and it may have taken more.";
        return new GoneNodes.Gone(
                "The gateway is gone and orders may be on its disk only. " + last
                        + " Start it again, or carry its data folder over: ./serai journal adopt <folder>.",
                known.unrecorded());
    }
}
