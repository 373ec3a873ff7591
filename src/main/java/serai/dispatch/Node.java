package serai.dispatch;

import java.util.Optional;

/**
 * This process among others that share the ledger. Its name has to be its own: a second process that starts under the same
 * name takes it over, and this one then does nothing any more that another could do at the same time.
 */
public final class Node {
    private final String name;
    private final String boot;
    private volatile boolean displaced;

    /**
     * @param name the node's, the same after a restart
     * @param boot this run's, another after each restart
     */
    public Node(String name, String boot) {
        this.name = name;
        this.boot = boot;
    }

    /** The node's name, the same after a restart. */
    public String name() {
        return name;
    }

    /** This run's, another after each restart. */
    public String boot() {
        return boot;
    }

    /** Whether another process has taken its name: it then neither sends nor sweeps. Never undone but by a restart. */
    public boolean displaced() {
        return displaced;
    }

    /** Another process has taken its name. */
    void displace() {
        displaced = true;
    }

    /** What is wrong once another process has taken its name; empty while the name is its own. */
    public Optional<String> trouble() {
        return displaced
                ? Optional.of("another process works under the name " + name
                        + ", so this one sends nothing any more; give each node a serai.node of its own (a copied data"
                        + " folder brings the name along) and restart this one")
                : Optional.empty();
    }
}
