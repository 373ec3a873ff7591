package serai;

import java.util.Optional;
import java.util.Set;
import serai.dispatch.Dispatch;

/**
 * Names that no channel may have, because something else here goes by them: routes find a channel's account by its name
 * among our own parts, and {@code serai.<name>.…} are the keys of its settings.
 */
final class ReservedNames {
    /** What {@link Gateway} and Camel bind; a test keeps it in step. */
    static final Set<String> PARTS = Set.of(
            "wire",
            "recorder",
            "relay",
            "attempts",
            "errands",
            "provider-threads",
            "logistics",
            "channels",
            "operation",
            "sweeper",
            "neighbours",
            "erasure",
            "replays",
            "hold-policy",
            "jms",
            "vertx",
            "health-journal",
            "health-journal-checked",
            "health-door",
            "health-ledger",
            "health-broker",
            "health-node",
            "health-start",
            "health-configuration");

    /** What Camel calls parts of its own. */
    private static final Set<String> CAMELS = Set.of("bean", "camel", "context", "direct", "kamelet", "timer", "topic");

    /** The second words of our own keys. */
    private static final Set<String> KEYS = Set.of(
            "node",
            "data-dir",
            "support-token",
            "support-token-file",
            "http",
            "management",
            "intake",
            "journal",
            "ledger",
            "broker",
            "log",
            "public-url",
            "stock",
            "progress",
            "stores",
            "store-check",
            "orders",
            "console");

    private static final Set<String> LANES =
            Set.of(Dispatch.UNMAPPED.value(), Dispatch.INTAKE.value(), Dispatch.DIFFERENCES.value());
    private static final String HTTP = "-http";

    private ReservedNames() {}

    /** Why a channel cannot be called that; empty when it can. */
    static Optional<String> whyNot(String name) {
        if (PARTS.contains(name) || CAMELS.contains(name)) {
            return Optional.of("a part of Serai has that name");
        }
        if (KEYS.contains(name)) {
            return Optional.of("serai." + name + ". begins the keys of something else");
        }
        if (LANES.contains(name)) {
            return Optional.of("dead letters that belong to no channel stand under that name");
        }
        if (name.startsWith("store-")) {
            return Optional.of("the channels of stores begin with store-");
        }
        return name.endsWith(HTTP)
                ? Optional.of(
                        "the limits of channel " + name.substring(0, name.length() - HTTP.length()) + " have that name")
                : Optional.empty();
    }
}
