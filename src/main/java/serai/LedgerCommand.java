package serai;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import serai.ledger.Database;

/** Commands that work on the ledger beside running gateways. */
abstract class LedgerCommand extends CommandGroup {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of serai.properties, which names the ledger. Default: config/ beside ./serai.")
    private Optional<Path> config = Optional.empty();

    /** @param below as {@link CommandGroup} takes it */
    LedgerCommand(String below) {
        super(below);
    }

    /**
     * Opens the ledger.
     *
     * @throws SettingsException if the configuration is wrong
     * @throws serai.ledger.DatabaseUnavailable if the ledger cannot be reached
     */
    final Database ledger() {
        Path connectors = SettingsSources.installed().resolve("connectors");
        Settings settings = Settings.read(
                SettingsSources.configFolder(config), connectors, System.getenv(), System.getProperties());
        Logging.configure(settings);
        return Gateway.ledger(settings);
    }
}
