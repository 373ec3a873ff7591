package serai.dispatch;

/**
 * This process among others that share the ledger.
 *
 * @param name the node's, the same after a restart
 * @param boot this run's, another after each restart
 */
public record Node(String name, String boot) {}
