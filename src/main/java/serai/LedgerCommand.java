package serai;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import serai.ledger.Database;

/** What commands share that work on the ledger beside running gateways: which one it is, and whom they tell. */
abstract class LedgerCommand implements Runnable {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of serai.properties, which names the ledger. Default: config/ beside ./serai.")
    private Optional<Path> config = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs us
    private CommandSpec spec;

    private final String whatToDo;

    /** @param whatToDo the commands below this one, for who names none */
    LedgerCommand(String whatToDo) {
        this.whatToDo = whatToDo;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: " + whatToDo + ".");
    }

    /**
     * Opens the ledger.
     *
     * @throws SettingsException if the configuration is wrong
     * @throws serai.ledger.DatabaseUnavailable if the ledger cannot be reached
     */
    final Database ledger() {
        Path home = Path.of(System.getProperty(SettingsSources.HOME, "")).toAbsolutePath();
        Path folder = config.map(Path::toAbsolutePath).orElse(home.resolve("config"));
        Settings settings = Settings.read(folder, home.resolve("connectors"), System.getenv(), System.getProperties());
        Logging.configure(settings);
        return Gateway.ledger(settings);
    }

    /** Writes a line. */
    final void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
