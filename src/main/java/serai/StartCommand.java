package serai;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./serai start}: runs the gateway until the process is told to end (SIGTERM, Ctrl-C). */
@Command(
        name = "start",
        description = "Runs the gateway until it is told to end.",
        mixinStandardHelpOptions = true,
        versionProvider = Serai.Version.class)
final class StartCommand implements Callable<Integer> {
    /** From SIGTERM on, whatever hangs: 20 s are promised, and the JVM has to end after that. */
    private static final Duration LONGEST_END = Duration.ofSeconds(16);
    /** The code of a process that SIGTERM ended. */
    private static final int BY_SIGNAL = 143;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder of serai.properties, stores.yaml and listings.csv. Default: config/ beside ./serai.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of everything that must survive a restart. Default: what serai.data-dir says.")
    private Optional<Path> data = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Path home = SettingsSources.installed();
        Path configDir = SettingsSources.configFolder(config);
        Path connectors = home.resolve("connectors");
        Settings settings = Settings.read(configDir, connectors, System.getenv(), properties());
        Logging.configure(settings);
        List<String> seen = Cautions.onCommandLine(settings, System.getProperties());
        // Made here: what is logged with is set up just now.
        Logger log = LoggerFactory.getLogger(StartCommand.class);
        Cautions.seenByAll(seen).ifPresent(log::warn);
        // The list of processes shows them still; tools that look into this process no more.
        seen.forEach(System::clearProperty);
        Gateway gateway = new Gateway(settings, configDir, home.resolve("routes"), connectors);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            Ending.haltAfter(LONGEST_END, BY_SIGNAL);
                            gateway.close();
                        },
                        "stop"));
        gateway.start();
        gateway.awaitEnd();
        return 0;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        data.ifPresent(dir -> properties.setProperty(
                SettingKeys.DATA_DIR.name(), dir.toAbsolutePath().toString()));
        return properties;
    }
}
