package serai;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import serai.intake.Handover;
import serai.ledger.Database;

/** {@code ./serai journal}: what can be done with the journal of a node that is gone. */
@Command(
        name = "journal",
        description = "Carries over the journal of a node that is gone.",
        mixinStandardHelpOptions = true,
        versionProvider = Serai.Version.class)
final class JournalCommand implements Runnable {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of serai.properties, which names the ledger. Default: config/ beside ./serai.")
    private Optional<Path> config = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs us
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: adopt.");
    }

    @Command(
            name = "adopt",
            mixinStandardHelpOptions = true,
            description = "Carries what a dead node's journal holds and the ledger does not into the ledger.")
    int adopt(@Parameters(paramLabel = "DIR", description = "The node's data folder.") Path folder) {
        try (Database ledger = LedgerAccess.open(config)) {
            Handover.Done done = AdoptedFolders.handOver(folder.toAbsolutePath(), ledger, "");
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    done.entries() == 0
                            ? "All of journal " + done.journal() + " was in the ledger already."
                            : done.entries() + " entries of journal " + done.journal()
                                    + " were in this folder only. They are in the ledger's inbox now; a node that runs"
                                    + " records them within seconds, and orders can be asked for at once.");
            out.flush();
            return 0;
        }
    }
}
