package serai.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.ledger.Database;
import serai.ledger.Sql;

/**
 * Which nodes of a ledger are alive. Each writes down every two seconds that it is there; whether one has fallen silent is
 * told by whether what it writes still changes, by our own clock and from when we first looked. Clocks that differ by minutes
 * make no node look dead while it beats; one whose clock is far behind is taken for dead after 10 s without a beat, any other
 * after the time in which its calls end. Used by one thread.
 */
final class Heartbeats {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final String SEEN = Sql.of(Heartbeats.class, "seen-node");
    private static final String NODES = Sql.of(Heartbeats.class, "nodes");
    private static final String NODE = Sql.of(Heartbeats.class, "find-node");
    /** Beats come every few seconds; what differs by more than this is a clock and not the way. */
    private static final Duration SAME = Duration.ofSeconds(60);

    private static final Duration QUIET = Duration.ofSeconds(10);

    private record Beat(String name, String boot, Instant seenAt) {}

    /** @param since when we first saw that beat, by our clock */
    private record Watched(Beat beat, Instant since) {}

    private final Database ledger;
    private final Node node;
    private final Map<String, Watched> watched = new HashMap<>();
    private final Set<String> skewed = new HashSet<>();
    private boolean claimed;

    Heartbeats(Database ledger, Node node) {
        this.ledger = ledger;
        this.node = node;
    }

    /**
     * Writes down that this node is there. At its start it takes its name over from whoever had it, for that is nearly always
     * its own earlier run; from then on a name that another run has taken is lost.
     *
     * @return false when another process works under this name: then nothing of it may be touched
     */
    boolean beat(Instant now) {
        if (node.displaced()) {
            return false;
        }
        boolean mine = ledger.commit(tx -> tx.update(SEEN, node.name(), node.boot(), now, claimed ? 0 : 1) == 1);
        if (!mine) {
            Optional<Beat> other = ledger.read(tx -> tx.first(
                    NODE, row -> new Beat(row.text("name"), row.text("boot"), row.time("seen_at")), node.name()));
            node.displace();
            LOG.error(
                    "another process works under the name of this node, {}, since it was seen at {}: this one sends"
                            + " nothing any more; give each node a serai.node of its own and restart this one",
                    node.name(),
                    other.map(beat -> beat.seenAt().toString()).orElse("a time that nobody knows"));
            return false;
        }
        claimed = true;
        return true;
    }

    /** The other nodes that have not been heard of for that long. */
    Set<String> silent(Instant now, Duration vanished) {
        List<Beat> beats = ledger.read(
                tx -> tx.list(NODES, row -> new Beat(row.text("name"), row.text("boot"), row.time("seen_at"))));
        Set<String> silent = new HashSet<>();
        for (Beat beat : beats) {
            if (beat.name().equals(node.name())) {
                continue;
            }
            Watched known = watched.get(beat.name());
            if (known == null || !known.beat().equals(beat)) {
                if (known != null) {
                    compare(beat, now);
                }
                watched.put(beat.name(), new Watched(beat, now));
            } else if (isSilent(known, now, vanished)) {
                silent.add(beat.name());
            }
        }
        watched.keySet()
                .removeIf(name -> beats.stream().noneMatch(beat -> beat.name().equals(name)));
        return silent;
    }

    /** Five beats missed, where even its own time is long past; else as long without one as a living node never is. */
    private boolean isSilent(Watched known, Instant now, Duration vanished) {
        Instant longAgo = now.minus(vanished);
        // The time that a skewed clock gives says nothing.
        boolean quiet = !skewed.contains(known.beat().name()) && !known.since().isAfter(now.minus(QUIET));
        return known.since().isBefore(longAgo)
                || (quiet && known.beat().seenAt().isBefore(longAgo));
    }

    /** Said once for each node: times on timelines and waits differ by so much then. */
    private void compare(Beat fresh, Instant now) {
        Duration off = Duration.between(now, fresh.seenAt());
        if (off.abs().compareTo(SAME) > 0 && skewed.add(fresh.name())) {
            LOG.warn(
                    "the clocks of node {} and of this one differ by about {} s; set both by NTP",
                    fresh.name(),
                    off.toSeconds());
        } else if (off.abs().compareTo(SAME) <= 0) {
            skewed.remove(fresh.name());
        }
    }
}
