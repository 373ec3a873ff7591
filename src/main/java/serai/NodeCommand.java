package serai;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serai.access.Audit;
import serai.access.Person;
import serai.intake.KnownJournals;
import serai.intake.KnownJournals.Known;
import serai.ledger.Database;

/** {@code ./serai node}: which nodes the ledger knows, and which it need not wait for any more. */
@Command(
        name = "node",
        description = "Shows the nodes that share the ledger, and forgets those that are gone for good.",
        mixinStandardHelpOptions = true,
        versionProvider = Serai.Version.class)
final class NodeCommand extends LedgerCommand {
    /** One that has spoken since is not forgotten. */
    private static final Duration LIVES = Duration.ofSeconds(20);

    NodeCommand() {
        super("list or forget");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the nodes and what they said last.")
    int list() {
        try (Database ledger = ledger()) {
            List<Known> all = KnownJournals.list(ledger);
            say(String.format("%-24s %-10s %-14s %-12s %s", "node", "journal", "heard of", "unrecorded", "state"));
            all.forEach(one -> say(String.format(
                    "%-24s %-10s %-14s %-12d %s",
                    one.node(),
                    one.journal().substring(0, Math.min(8, one.journal().length())),
                    one.saidAt() == 0 ? "handed over" : one.silent().toSeconds() + " s ago",
                    one.unrecorded(),
                    state(one))));
            return 0;
        }
    }

    private static String state(Known one) {
        if (one.silent().compareTo(LIVES) < 0) {
            return one.assured() ? "all it took is in the ledger" : "runs";
        }
        return one.assured() ? "stopped, nothing is missing" : "GONE, orders may be on its disk only";
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = "Waits for a node no more that is gone for good.")
    int forget(
            @Parameters(paramLabel = "NAME", description = "The node's name, as list shows it.") String name,
            @Option(names = "--lost", description = "Although orders may be on its disk only: they are given up.")
                    boolean lost) {
        try (Database ledger = ledger()) {
            List<Known> all = KnownJournals.list(ledger).stream()
                    .filter(one -> one.node().equals(name))
                    .toList();
            if (all.isEmpty()) {
                throw new SettingsException(
                        "There is no node " + name + ". ./serai node list shows those that there are.");
            }
            for (Known one : all) {
                forget(ledger, one, lost);
            }
            say(name + " is forgotten.");
            return 0;
        }
    }

    private static void forget(Database ledger, Known one, boolean lost) {
        if (one.silent().compareTo(LIVES) < 0 && !one.assured()) {
            throw new SettingsException(
                    one.node() + " was heard of " + one.silent().toSeconds()
                            + " s ago. Stop it first; one that stops in good order is waited for no more.");
        }
        if (!one.assured() && !lost) {
            throw new SettingsException("Orders that stores were told are taken may be on the disk of " + one.node()
                    + " only: " + one.unrecorded() + " entries were not recorded when it was heard of last, and it may"
                    + " have taken more. Start it again, or carry its folder over with ./serai journal adopt <folder>."
                    + " If its disk is lost: ./serai node forget " + one.node() + " --lost.");
        }
        if (!KnownJournals.forget(ledger, one)) {
            throw new SettingsException(one.node() + " has spoken just now and is not forgotten.");
        }
        ledger.commit(tx -> {
            Audit.add(
                    tx,
                    Instant.now(),
                    new Person("command line", "admin", ""),
                    "forget-node",
                    one.node(),
                    one.unrecorded(),
                    lost && !one.assured() ? "given up, its disk is lost" : "nothing was missing");
            return one;
        });
    }
}
