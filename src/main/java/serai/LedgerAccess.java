package serai;

import java.nio.file.Path;
import java.util.Optional;
import serai.ledger.Database;

/** The ledger, for commands that work on it beside running gateways. */
final class LedgerAccess {
    private LedgerAccess() {}

    /**
     * Opens the ledger that the configuration names.
     *
     * @param config the configuration folder; empty for the one beside {@code ./serai}
     * @throws SettingsException if the configuration is wrong
     * @throws serai.ledger.DatabaseUnavailable if the ledger cannot be reached
     */
    static Database open(Optional<Path> config) {
        Path home = Path.of(System.getProperty(SettingsSources.HOME, "")).toAbsolutePath();
        Path folder = config.map(Path::toAbsolutePath).orElse(home.resolve("config"));
        Settings settings = Settings.read(folder, home.resolve("connectors"), System.getenv(), System.getProperties());
        Logging.configure(settings);
        return Gateway.ledger(settings);
    }
}
