package serai;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import serai.base.ChannelName;
import serai.provider.Connector;

/** Every key that exists, with its default; {@code config/serai.properties} repeats them for people to read. */
final class SettingKeys {
    static final SettingKey<String> NODE = SettingKey.of("serai.node", Form.NODE, "");
    static final SettingKey<Path> DATA_DIR = SettingKey.of("serai.data-dir", Form.FOLDER, "data");
    static final SettingKey<String> SUPPORT_TOKEN = SettingKey.secret("serai.support-token");
    static final SettingKey<String> HTTP_HOST = SettingKey.of("serai.http.host", Form.HOST, "127.0.0.1");
    static final SettingKey<Integer> HTTP_PORT = SettingKey.of("serai.http.port", Form.PORT, "8080");
    static final SettingKey<Set<String>> TRUSTED_PROXIES =
            SettingKey.of("serai.http.trusted-proxies", Form.ADDRESSES, "127.0.0.1,::1");
    static final SettingKey<Integer> CONNECTIONS = SettingKey.of("serai.http.connections", Form.COUNT, "4096");
    static final SettingKey<Integer> CONNECTIONS_PER_ADDRESS =
            SettingKey.of("serai.http.connections-per-address", Form.COUNT, "512");
    static final SettingKey<Duration> HEAD_TIMEOUT = SettingKey.of("serai.http.head-timeout", Form.DURATION, "10s");
    static final SettingKey<Duration> IDLE_TIMEOUT = SettingKey.of("serai.http.idle-timeout", Form.DURATION, "75s");
    static final SettingKey<Long> BODY_MEMORY = SettingKey.of("serai.http.body-memory", Form.SIZE, "64MiB");
    static final SettingKey<Long> BODY_RATE = SettingKey.of("serai.http.body-rate", Form.SIZE, "1KiB");
    static final SettingKey<String> MANAGEMENT_HOST = SettingKey.of("serai.management.host", Form.HOST, "127.0.0.1");
    static final SettingKey<Integer> MANAGEMENT_PORT = SettingKey.of("serai.management.port", Form.PORT, "8081");
    static final SettingKey<Long> MAX_BODY = SettingKey.of("serai.intake.max-body", Form.SIZE, "1MiB");
    static final SettingKey<Long> MAX_WEBHOOK = SettingKey.of("serai.intake.max-webhook", Form.SIZE, "10MiB");
    static final SettingKey<Integer> JOURNAL_QUEUE = SettingKey.of("serai.journal.queue", Form.COUNT, "4096");
    static final SettingKey<Long> JOURNAL_QUEUE_BYTES = SettingKey.of("serai.journal.queue-bytes", Form.SIZE, "64MiB");
    static final SettingKey<Duration> JOURNAL_KEEP = SettingKey.of("serai.journal.keep", Form.DURATION, "1h");
    static final SettingKey<Integer> JOURNAL_COPIES = SettingKey.of("serai.journal.copies", Form.COPIES, "1");
    static final SettingKey<Optional<Path>> ADOPT_FROM =
            SettingKey.of("serai.journal.adopt-from", Form.FOLDER_OR_NONE, "");
    static final SettingKey<String> LEDGER_URL = SettingKey.of("serai.ledger.url", Form.LEDGER_URL, "");
    static final SettingKey<String> LEDGER_USER = SettingKey.of("serai.ledger.user", Form.TEXT, "");
    static final SettingKey<String> LEDGER_PASSWORD = SettingKey.secret("serai.ledger.password");
    static final SettingKey<Duration> LEDGER_LOCK_LIMIT = SettingKey.of("serai.ledger.lock-limit", Form.SHORT, "10s");
    static final SettingKey<Duration> LEDGER_STATEMENT_LIMIT =
            SettingKey.of("serai.ledger.statement-limit", Form.SHORT, "30s");
    static final SettingKey<Duration> LEDGER_IDLE_LIMIT = SettingKey.of("serai.ledger.idle-limit", Form.SHORT, "3s");
    static final SettingKey<Duration> LEDGER_CONNECTION_AGE =
            SettingKey.of("serai.ledger.connection-age", Form.SHORT, "10m");
    static final SettingKey<String> BROKER_URL = SettingKey.of("serai.broker.url", Form.BROKER_URL, "");
    static final SettingKey<Settings.LogFormat> LOG_FORMAT =
            SettingKey.of("serai.log.format", Form.oneOf(Settings.LogFormat.class), "text");
    static final SettingKey<Settings.LogLevel> LOG_LEVEL =
            SettingKey.of("serai.log.level", Form.oneOf(Settings.LogLevel.class), "info");
    static final SettingKey<String> PUBLIC_URL = SettingKey.of("serai.public-url", Form.orEmpty(Form.HTTP_URL), "");
    static final SettingKey<Duration> STOCK_INTERVAL = SettingKey.of("serai.stock.interval", Form.DURATION, "15m");
    static final SettingKey<Duration> PROGRESS_INTERVAL =
            SettingKey.of("serai.progress.interval", Form.DURATION, "10m");
    static final SettingKey<Duration> ORDERS_INTERVAL =
            SettingKey.of("serai.stores.orders-interval", Form.DURATION, "10m");
    static final SettingKey<Duration> HOOKS_INTERVAL =
            SettingKey.of("serai.stores.hooks-interval", Form.DURATION, "6h");
    static final SettingKey<Optional<Duration>> STORE_CHECK_AFTER =
            SettingKey.of("serai.store-check.after", Form.DURATION_OR_OFF, "1m");
    static final SettingKey<Duration> STORE_CHECK_PATIENCE =
            SettingKey.of("serai.store-check.patience", Form.DURATION, "30m");
    static final SettingKey<Duration> REACH_BACK = SettingKey.of("serai.orders.reach-back", Form.DURATION, "30d");
    static final SettingKey<Duration> SESSION_IDLE = SettingKey.of("serai.console.session-idle", Form.DURATION, "30m");
    static final SettingKey<Duration> SESSION_AGE = SettingKey.of("serai.console.session-age", Form.DURATION, "12h");
    static final SettingKey<Integer> SESSIONS = SettingKey.of("serai.console.sessions-per-account", Form.COUNT, "20");
    static final SettingKey<String> OIDC_ISSUER =
            SettingKey.of("serai.console.oidc.issuer", Form.orEmpty(Form.HTTP_URL), "");
    static final SettingKey<String> OIDC_CLIENT_ID = SettingKey.of("serai.console.oidc.client-id", Form.TEXT, "");
    static final SettingKey<String> OIDC_CLIENT_SECRET = SettingKey.secret("serai.console.oidc.client-secret");
    static final SettingKey<String> OIDC_NAME = SettingKey.of("serai.console.oidc.name", Form.TEXT, "single sign-on");
    static final SettingKey<Map<String, String>> CHANNELS = SettingKey.of("serai.channels", Form.CHANNELS, "");

    /** All but the channels' keys. */
    static final List<SettingKey<?>> CORE = List.of(
            NODE,
            DATA_DIR,
            SUPPORT_TOKEN,
            HTTP_HOST,
            HTTP_PORT,
            TRUSTED_PROXIES,
            CONNECTIONS,
            CONNECTIONS_PER_ADDRESS,
            HEAD_TIMEOUT,
            IDLE_TIMEOUT,
            BODY_MEMORY,
            BODY_RATE,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            MAX_BODY,
            MAX_WEBHOOK,
            JOURNAL_QUEUE,
            JOURNAL_QUEUE_BYTES,
            JOURNAL_KEEP,
            JOURNAL_COPIES,
            ADOPT_FROM,
            LEDGER_URL,
            LEDGER_USER,
            LEDGER_PASSWORD,
            LEDGER_LOCK_LIMIT,
            LEDGER_STATEMENT_LIMIT,
            LEDGER_IDLE_LIMIT,
            LEDGER_CONNECTION_AGE,
            BROKER_URL,
            LOG_FORMAT,
            LOG_LEVEL,
            PUBLIC_URL,
            STOCK_INTERVAL,
            PROGRESS_INTERVAL,
            ORDERS_INTERVAL,
            HOOKS_INTERVAL,
            STORE_CHECK_AFTER,
            STORE_CHECK_PATIENCE,
            REACH_BACK,
            SESSION_IDLE,
            SESSION_AGE,
            SESSIONS,
            OIDC_ISSUER,
            OIDC_CLIENT_ID,
            OIDC_CLIENT_SECRET,
            OIDC_NAME,
            CHANNELS);

    private SettingKeys() {}

    /** The keys {@code serai.<channel>.…} that every channel has. */
    record ChannelKeys(
            SettingKey<Double> pace,
            SettingKey<Integer> burst,
            SettingKey<Integer> concurrency,
            SettingKey<Duration> connectTimeout,
            SettingKey<Duration> responseTimeout,
            SettingKey<Duration> totalTimeout,
            SettingKey<Duration> probeInterval,
            SettingKey<Integer> holdAfter,
            SettingKey<Double> rampStart,
            SettingKey<Integer> window,
            SettingKey<Double> errandPace) {

        /** @throws SettingsException if the connector gives a default for a key that does not exist */
        static ChannelKeys of(ChannelName channel, Connector connector) {
            ChannelKeys keys = new ChannelKeys(
                    key(channel, connector, "pace", Form.NUMBER, "10"),
                    key(channel, connector, "burst", Form.COUNT, "10"),
                    key(channel, connector, "concurrency", Form.COUNT, "8"),
                    key(channel, connector, "connect-timeout", Form.DURATION, "3s"),
                    key(channel, connector, "response-timeout", Form.DURATION, "10s"),
                    key(channel, connector, "total-timeout", Form.DURATION, "20s"),
                    key(channel, connector, "probe-interval", Form.DURATION, "1s"),
                    key(channel, connector, "hold-after", Form.COUNT, "5"),
                    key(channel, connector, "ramp-start", Form.SHARE, "10%"),
                    key(channel, connector, "window", Form.COUNT, "500"),
                    key(channel, connector, "errand-pace", Form.NUMBER, "2"));
            for (String given : connector.channel().keySet()) {
                if (keys.all().stream().noneMatch(key -> key.name().equals(name(channel, given)))) {
                    throw new SettingsException(
                            "connectors/" + connector.name() + "/connector.yaml gives a default for the channel key "
                                    + given + ", which does not exist.");
                }
            }
            return keys;
        }

        List<SettingKey<?>> all() {
            return List.of(
                    pace,
                    burst,
                    concurrency,
                    connectTimeout,
                    responseTimeout,
                    totalTimeout,
                    probeInterval,
                    holdAfter,
                    rampStart,
                    window,
                    errandPace);
        }

        private static <T> SettingKey<T> key(
                ChannelName channel, Connector connector, String last, Form<T> form, String usual) {
            String text = connector.channel().getOrDefault(last, usual);
            return SettingKey.of(name(channel, last), form, text);
        }
    }

    /** The keys that the connector itself asks for; one that ends in {@code url} has to be an HTTP address. */
    static Stream<SettingKey<String>> account(ChannelName channel, Connector connector) {
        // What a store's account needs stands with the store.
        return connector.role() == Connector.Role.STORE
                ? Stream.of()
                : connector.settings().stream().map(setting -> account(channel, setting));
    }

    static SettingKey<String> account(ChannelName channel, Connector.Setting setting) {
        Form<String> form = setting.key().endsWith("url") ? Form.orEmpty(Form.HTTP_URL) : Form.TEXT;
        return new SettingKey<>(
                name(channel, setting.key()), form, setting.defaultValue().orElse(""), setting.secret());
    }

    private static String name(ChannelName channel, String last) {
        return "serai." + channel + "." + last;
    }
}
