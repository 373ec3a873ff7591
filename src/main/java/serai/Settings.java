package serai;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import serai.SettingKeys.ChannelKeys;
import serai.access.Issuer;
import serai.access.Sessions;
import serai.base.ChannelName;
import serai.base.Secret;
import serai.dispatch.ChannelSettings;
import serai.intake.StoreWord;
import serai.ledger.LedgerLimits;
import serai.provider.Connector;

/**
 * The whole configuration, read once. Shows no secret when printed.
 *
 * @param node our name among the nodes that share a ledger
 * @param dataDir absolute; everything that must survive a restart lies below it
 * @param supportToken the token of role admin for the API; without one nobody gets in by it
 * @param door how much the HTTP servers take at once
 * @param channels to suppliers, by name; one for each connector under its own name, and those of {@code serai.channels}
 * @param platforms the keys of the channels to stores, by the platform's connector
 * @param camelProperties every key that is not secret with its value as written, for placeholders in routes and kamelets
 */
public record Settings(
        String node,
        Path dataDir,
        Optional<Secret> supportToken,
        Http http,
        Management management,
        Intake intake,
        Journal journal,
        Ledger ledger,
        Broker broker,
        Log log,
        Rounds rounds,
        StoreWord.Plan storeCheck,
        Console console,
        DoorSettings door,
        List<Channel> channels,
        Map<String, Channel> platforms,
        Map<String, String> camelProperties) {

    /**
     * How often we look ourselves.
     *
     * @param stock between two readings of one item that changes
     * @param progress between two looks at a young order
     * @param orders between two looks into a store for orders that no webhook brought
     * @param hooks between two looks at a store's webhooks
     * @param publicUrl where stores reach us; empty leaves their webhooks alone
     */
    public record Rounds(
            Duration stock, Duration progress, Duration orders, Duration hooks, Optional<String> publicUrl) {}

    /**
     * The console.
     *
     * @param issuer by which people may sign in, if there is one
     */
    public record Console(Sessions.Limits sessions, Optional<Issuer.Client> issuer) {}

    /**
     * The public server.
     *
     * @param port 0 takes any free one
     * @param trustedProxies network addresses of reverse proxies; what they say of who asks is believed
     */
    public record Http(String host, int port, Set<String> trustedProxies) {
        public Http {
            trustedProxies = Set.copyOf(trustedProxies);
        }
    }

    /**
     * The server for health and metrics.
     *
     * @param port 0 takes any free one
     */
    public record Management(String host, int port) {}

    /**
     * The front door.
     *
     * @param maxBody bytes of the largest request body that is taken
     * @param reachBack how much older than its store's connection an open order may be to be bought by itself
     */
    public record Intake(long maxBody, Duration reachBack) {}

    /**
     * Bounds of the journal.
     *
     * @param queue entries that may wait for the disk; more are answered 503
     * @param queueBytes bytes of body that may wait for the disk; more are answered 503
     * @param keep how long a raw event stays after it was recorded in the ledger
     * @param copies on how many disks an order is before it is acknowledged; the second is the ledger's
     * @param adoptFrom folder whose children are nodes' data folders; journals of nodes that are gone are carried over
     */
    public record Journal(int queue, long queueBytes, Duration keep, int copies, Optional<Path> adoptFrom) {}

    /**
     * The database.
     *
     * @param url empty for the embedded SQLite file, else {@code jdbc:postgresql://…}
     * @param limits of sessions on PostgreSQL
     */
    public record Ledger(String url, String user, Optional<Secret> password, LedgerLimits limits) {
        /** Whether it is the SQLite file in the data folder. */
        public boolean embedded() {
            return url.isEmpty();
        }
    }

    /**
     * The message broker.
     *
     * @param url empty for the embedded one
     */
    public record Broker(String url) {
        /** Whether it runs in our process, with its journal in the data folder. */
        public boolean embedded() {
            return url.isEmpty();
        }
    }

    /** What goes to the log, and how. */
    public record Log(LogFormat format, LogLevel level) {}

    /** One line of text an event, or one JSON object. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    /** The least that is logged of our own doing. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /**
     * One channel and the account behind it.
     *
     * @param account what the connector's {@code connector.yaml} declares under {@code settings}, by the key's last part;
     *     defaults filled in, an unset one is empty text. Holds secrets.
     */
    public record Channel(ChannelSettings settings, Connector connector, Map<String, String> account) {
        public Channel {
            account = Map.copyOf(account);
        }

        /** The channel's name. */
        public ChannelName name() {
            return settings.name();
        }

        @Override
        public String toString() {
            return "Channel[" + settings + ", " + connector.name() + "]";
        }
    }

    public Settings {
        channels = List.copyOf(channels);
        platforms = Map.copyOf(platforms);
        camelProperties = Map.copyOf(camelProperties);
    }

    /**
     * Reads defaults, then {@code configDir/serai.properties} where there is one, then the environment, then system
     * properties; the last that has a key wins. Relative paths in keys start at the folder that the system property
     * {@code serai.home} names, else at the working directory.
     *
     * @param environment {@code SERAI_HTTP_PORT} sets {@code serai.http.port}; unknown or empty variables are ignored
     * @param system only names that start with {@code serai.} are looked at
     * @throws SettingsException if a key is unknown, a value malformed, a secret stands in the file, or a connector or a
     *     file cannot be read; the message says what to write instead
     */
    public static Settings read(
            Path configDir, Path connectorsDir, Map<String, String> environment, Properties system) {
        if (!Files.isDirectory(configDir)) {
            throw new SettingsException("There is no configuration folder " + configDir + ".");
        }
        SettingsSources sources = new SettingsSources(configDir, environment, system);
        Map<ChannelName, Connector> connectors = connectors(sources, connectorsDir);
        sources.refuseUnknown(keys(connectors));
        List<Channel> channels = new ArrayList<>();
        Map<String, Channel> platforms = new TreeMap<>();
        connectors.forEach((name, connector) -> {
            Channel channel = channel(sources, name, connector);
            switch (connector.role()) {
                case SUPPLIER -> channels.add(channel);
                case STORE -> platforms.put(connector.name(), channel);
            }
        });
        Path dataDir =
                sources.home().resolve(sources.value(SettingKeys.DATA_DIR)).normalize();
        Map<String, String> camel = camelProperties(sources, keys(connectors));
        camel.put(SettingKeys.DATA_DIR.name(), dataDir.toString());
        Settings settings = new Settings(
                sources.value(SettingKeys.NODE),
                dataDir,
                secret(sources, SettingKeys.SUPPORT_TOKEN),
                new Http(
                        sources.value(SettingKeys.HTTP_HOST),
                        sources.value(SettingKeys.HTTP_PORT),
                        sources.value(SettingKeys.TRUSTED_PROXIES)),
                new Management(sources.value(SettingKeys.MANAGEMENT_HOST), sources.value(SettingKeys.MANAGEMENT_PORT)),
                new Intake(sources.value(SettingKeys.MAX_BODY), sources.value(SettingKeys.REACH_BACK)),
                new Journal(
                        sources.value(SettingKeys.JOURNAL_QUEUE),
                        sources.value(SettingKeys.JOURNAL_QUEUE_BYTES),
                        sources.value(SettingKeys.JOURNAL_KEEP),
                        sources.value(SettingKeys.JOURNAL_COPIES),
                        sources.value(SettingKeys.ADOPT_FROM).map(sources.home()::resolve)),
                new Ledger(
                        sources.value(SettingKeys.LEDGER_URL),
                        sources.value(SettingKeys.LEDGER_USER),
                        secret(sources, SettingKeys.LEDGER_PASSWORD),
                        new LedgerLimits(
                                sources.value(SettingKeys.LEDGER_LOCK_LIMIT),
                                sources.value(SettingKeys.LEDGER_STATEMENT_LIMIT),
                                sources.value(SettingKeys.LEDGER_IDLE_LIMIT),
                                sources.value(SettingKeys.LEDGER_CONNECTION_AGE))),
                new Broker(sources.value(SettingKeys.BROKER_URL)),
                new Log(sources.value(SettingKeys.LOG_FORMAT), sources.value(SettingKeys.LOG_LEVEL)),
                new Rounds(
                        sources.value(SettingKeys.STOCK_INTERVAL),
                        sources.value(SettingKeys.PROGRESS_INTERVAL),
                        sources.value(SettingKeys.ORDERS_INTERVAL),
                        sources.value(SettingKeys.HOOKS_INTERVAL),
                        Optional.of(sources.value(SettingKeys.PUBLIC_URL)).filter(url -> !url.isEmpty())),
                new StoreWord.Plan(
                        sources.value(SettingKeys.STORE_CHECK_AFTER),
                        sources.value(SettingKeys.STORE_CHECK_PATIENCE),
                        sources.value(SettingKeys.REACH_BACK)),
                ConsoleSettings.read(sources),
                DoorSettings.read(sources),
                channels,
                platforms,
                camel);
        settings.refuseOnePortForTwo();
        settings.refuseTwoCopiesOnOneDisk();
        return settings;
    }

    /** The channel of that name, if there is one. */
    public Optional<Channel> channel(ChannelName name) {
        return channels.stream().filter(channel -> channel.name().equals(name)).findFirst();
    }

    private void refuseOnePortForTwo() {
        if (http.port() != 0 && http.port() == management.port()) {
            throw new SettingsException(
                    "serai.http.port and serai.management.port are both " + http.port() + ". They must differ.");
        }
    }

    private void refuseTwoCopiesOnOneDisk() {
        if (journal.copies() > 1 && ledger.embedded()) {
            throw new SettingsException("serai.journal.copies=2 needs a ledger on another machine (serai.ledger.url):"
                    + " the embedded one is on the same disk as the journal.");
        }
    }

    private static Map<ChannelName, Connector> connectors(SettingsSources sources, Path folder) {
        Map<String, Connector> byName = new TreeMap<>();
        Map<ChannelName, Connector> byChannel = new TreeMap<>();
        for (Connector connector : load(folder)) {
            ReservedNames.whyNot(connector.name()).ifPresent(why -> {
                throw new SettingsException("The connector " + connector.name() + " cannot be called that, because "
                        + why + ". Give its folder and its name in connector.yaml another one.");
            });
            byName.put(connector.name(), connector);
            byChannel.put(new ChannelName(connector.name()), connector);
        }
        sources.value(SettingKeys.CHANNELS).forEach((channel, name) -> {
            ReservedNames.whyNot(channel).ifPresent(why -> {
                throw new SettingsException("serai.channels: no channel can be called " + channel + ", because " + why
                        + ". Choose another name, for example " + name + "-2.");
            });
            Connector connector = byName.get(name);
            if (connector == null || connector.role() == Connector.Role.STORE) {
                throw new SettingsException("serai.channels: the channel " + channel + " asks for the connector " + name
                        + ", but there are only "
                        + byName.values().stream()
                                .filter(each -> each.role() == Connector.Role.SUPPLIER)
                                .map(Connector::name)
                                .collect(Collectors.joining(", "))
                        + ".");
            }
            if (byChannel.putIfAbsent(new ChannelName(channel), connector) != null) {
                throw new SettingsException("serai.channels: there is a channel " + channel
                        + " already, that of the connector of this name. Choose another name.");
            }
        });
        return byChannel;
    }

    private static List<Connector> load(Path folder) {
        try {
            return Connector.load(folder);
        } catch (RuntimeException e) {
            throw new SettingsException("The connectors cannot be read. " + e.getMessage(), e);
        }
    }

    private static List<SettingKey<?>> keys(Map<ChannelName, Connector> connectors) {
        List<SettingKey<?>> keys = new ArrayList<>(SettingKeys.CORE);
        connectors.forEach((name, connector) -> {
            keys.addAll(ChannelKeys.of(name, connector).all());
            SettingKeys.account(name, connector).forEach(keys::add);
        });
        return keys;
    }

    private static Channel channel(SettingsSources sources, ChannelName name, Connector connector) {
        Map<String, String> account = new LinkedHashMap<>();
        for (Connector.Setting setting : connector.settings()) {
            account.put(
                    setting.key(),
                    connector.role() == Connector.Role.STORE
                            ? setting.defaultValue().orElse("")
                            : sources.value(SettingKeys.account(name, setting)));
        }
        ChannelKeys keys = ChannelKeys.of(name, connector);
        try {
            ChannelSettings settings = new ChannelSettings(
                    name,
                    connector.name(),
                    sources.value(keys.pace()),
                    sources.value(keys.burst()),
                    sources.value(keys.concurrency()),
                    sources.value(keys.connectTimeout()),
                    sources.value(keys.responseTimeout()),
                    sources.value(keys.totalTimeout()),
                    sources.value(keys.probeInterval()),
                    sources.value(keys.holdAfter()),
                    sources.value(keys.rampStart()),
                    sources.value(keys.window()),
                    sources.value(keys.errandPace()));
            return new Channel(settings, connector, account);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage() + ".", e);
        }
    }

    static Optional<Secret> secret(SettingsSources sources, SettingKey<String> key) {
        return Optional.of(sources.value(key)).filter(text -> !text.isEmpty()).map(Secret::new);
    }

    private static Map<String, String> camelProperties(SettingsSources sources, List<SettingKey<?>> keys) {
        Map<String, String> values = new TreeMap<>();
        keys.stream().filter(key -> !key.secret()).forEach(key -> values.put(key.name(), sources.text(key)));
        return values;
    }
}
