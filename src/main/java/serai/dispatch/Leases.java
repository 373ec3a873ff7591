package serai.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import serai.ledger.Database;
import serai.ledger.DatabaseUnavailable;
import serai.ledger.Sql;

/** Work that one node does for all that share a ledger. */
public final class Leases {
    private static final String TAKE = Sql.of(Leases.class, "take-lease");
    private static final String OF_OTHERS = Sql.of(Leases.class, "lease-of-others");
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Duration RENEWED = Duration.ofSeconds(10);

    private final Database ledger;
    private final Node node;
    private final Map<String, Held> held = new HashMap<>();

    private record Held(Instant until, Instant askAgain) {}

    public Leases(Database ledger, Node node) {
        this.ledger = ledger;
        this.node = node;
    }

    /**
     * Whether this node has the lease now, taking or renewing it as needed. A node that stood still finds it gone; what it
     * had begun may still be under way, so the work itself has to bear that.
     */
    public synchronized boolean mine(String name, Instant now) {
        if (node.displaced()) {
            return false;
        }
        Held known = held.getOrDefault(name, new Held(Instant.MIN, Instant.MIN));
        if (!now.isBefore(known.askAgain())) {
            known = new Held(take(name, now), now.plus(RENEWED));
            held.put(name, known);
        }
        return now.isBefore(known.until());
    }

    private Instant take(String name, Instant now) {
        try {
            // Looked at first: what another node has for sure is no reason to get in its way.
            boolean others = ledger.read(tx -> tx.first(OF_OTHERS, row -> true, name, node.name(), now))
                    .isPresent();
            boolean taken =
                    !others && ledger.commit(tx -> tx.update(TAKE, name, node.name(), now.plus(LENGTH), now)) == 1;
            return taken ? now.plus(LENGTH) : Instant.MIN;
        } catch (DatabaseUnavailable e) {
            // Nothing can be written down anyway.
            return Instant.MIN;
        }
    }
}
