package serai;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import serai.intake.Handover;
import serai.ledger.Database;

/** {@code ./serai journal}: what can be done with the journal of a node that is gone. */
@Command(
        name = "journal",
        description = "Carries over the journal of a node that is gone.",
        mixinStandardHelpOptions = true,
        versionProvider = Serai.Version.class)
final class JournalCommand extends LedgerCommand {
    JournalCommand() {
        super("adopt");
    }

    @Command(
            name = "adopt",
            mixinStandardHelpOptions = true,
            description = "Carries what a dead node's journal holds and the ledger does not into the ledger.")
    int adopt(@Parameters(paramLabel = "DIR", description = "The node's data folder.") Path folder) {
        try (Database ledger = ledger()) {
            Handover.Done done = AdoptedFolders.handOver(folder.toAbsolutePath(), ledger, "");
            say(
                    done.entries() == 0
                            ? "All of journal " + done.journal() + " was in the ledger already."
                            : done.entries() + " entries of journal " + done.journal()
                                    + " were in this folder only. They are in the ledger's inbox now; a node that runs"
                                    + " records them within seconds, and orders can be asked for at once.");
            return 0;
        }
    }
}
