package serai.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a folder under {@code connectors/} says of itself in its {@code connector.yaml}.
 *
 * @param name the folder's name; its kamelets are called {@code <name>-place-order} and so on
 * @param account the class that implements {@link Account}
 * @param role what stands behind its channels; a supplier unless it says otherwise
 * @param unknown how a lost answer to a purchase is resolved
 * @param limits what one order of this supplier can hold
 * @param works what else it can do
 * @param settings its own configuration keys, {@code serai.<channel>.<key>}
 * @param channel defaults of the channel's keys, for example {@code pace}
 */
public record Connector(
        String name,
        String title,
        String account,
        Role role,
        Unknown unknown,
        Limits limits,
        Works works,
        List<Setting> settings,
        Map<String, String> channel) {
    public Connector {
        role = role == null ? Role.SUPPLIER : role;
        works = works == null ? Works.NONE : works;
        settings = settings == null ? List.of() : List.copyOf(settings);
        channel = channel == null ? Map.of() : Map.copyOf(channel);
        // A store platform has no order limits and repeats: its work reads before it writes.
        unknown = unknown == null ? new Unknown(Resolution.REPEAT, Optional.empty()) : unknown;
        limits = limits == null ? new Limits(1, 1) : limits;
    }

    /** What stands behind a channel. */
    public enum Role {
        /** Takes orders and ships them. */
        @JsonProperty("supplier")
        SUPPLIER,
        /** A store platform, which hears of parcels, stock and prices; has one channel for each store. */
        @JsonProperty("store")
        STORE
    }

    /**
     * What its {@link Worker} can do besides placing and finding orders.
     *
     * @param stock items that one {@link ReadStock} may ask for; 0 when it cannot
     * @param stockBy items of one batch have this in common
     * @param progress whether it takes {@link ReadProgress}
     * @param cancel whether it takes {@link CancelOrder}; else a cancellation becomes a task for the merchant
     * @param offers SKUs that one {@link PushOffers} may hold; 0 when it cannot
     * @param orders whether it takes {@link ReadOrders} and {@link ReadOrder}
     * @param hooks whether it takes {@link KeepHooks}
     */
    public record Works(
            int stock,
            @JsonProperty("stock-by") StockBy stockBy,
            boolean progress,
            boolean cancel,
            int offers,
            boolean orders,
            boolean hooks) {
        /** Nothing besides. */
        public static final Works NONE = new Works(0, StockBy.SKU, false, false, 0, false, false);
    }

    /** What the items of one stock batch have in common. */
    public enum StockBy {
        /** Nothing: any SKUs go together. */
        @JsonProperty("sku")
        SKU,
        /** The product: one call tells of all its variants. */
        @JsonProperty("product")
        PRODUCT
    }

    /** The ways to find out what became of an order whose answer was lost. */
    public enum Resolution {
        /** Ask for it by our reference: the kamelet {@code <name>-find-order}. */
        @JsonProperty("look-up")
        LOOK_UP,
        /** Send it again under the same reference while the supplier's idempotency window lasts. */
        @JsonProperty("repeat")
        REPEAT
    }

    /**
     * How a lost answer is resolved.
     *
     * @param window for {@link Resolution#REPEAT}: how long a repeat is safe, margin taken off, for example {@code PT23H}
     * @param blind how long after a call that may have bought the supplier may not show the order yet, so that "not found"
     *     proves nothing; 15 minutes where the connector does not say, {@code PT0S} for one that shows it at once
     */
    public record Unknown(Resolution resolve, Optional<Duration> window, Duration blind) {
        private static final Duration USUALLY_BLIND = Duration.ofMinutes(15);

        public Unknown {
            window = window == null ? Optional.empty() : window;
            blind = blind == null ? USUALLY_BLIND : blind;
        }

        /** Of a supplier that may not show an order for the usual time. */
        public Unknown(Resolution resolve, Optional<Duration> window) {
            this(resolve, window, USUALLY_BLIND);
        }
    }

    /**
     * What one order of this supplier can hold.
     *
     * @param maxLines lines of one order
     * @param maxUnits pieces of one order
     * @param oneService present if all lines of one order are shipped by one service: the service of lines whose listing
     *     names none; in {@code connector.yaml} a setting of the account, written {@code ${shipping-speed}}
     */
    public record Limits(
            @JsonProperty("max-lines") int maxLines,
            @JsonProperty("max-units") int maxUnits,
            @JsonProperty("one-service") Optional<String> oneService) {
        public Limits {
            oneService = oneService == null ? Optional.empty() : oneService;
        }

        /** Of a supplier that ships each line by a service of its own. */
        public Limits(int maxLines, int maxUnits) {
            this(maxLines, maxUnits, Optional.empty());
        }

        /** The same limits for an account with those settings. */
        public Limits of(Map<String, String> account) {
            return new Limits(
                    maxLines,
                    maxUnits,
                    oneService.map(service -> service.startsWith("${") && service.endsWith("}")
                            ? account.getOrDefault(service.substring(2, service.length() - 1), "")
                            : service));
        }
    }

    /**
     * One configuration key of a connector.
     *
     * @param key its last part, for example {@code app-key}
     * @param secret never logged; may also be given as {@code <key>-file}
     * @param needed whether nothing can be sent without it
     * @param or the setting that may stand in for a needed one
     */
    public record Setting(
            String key,
            String title,
            @JsonProperty("default") Optional<String> defaultValue,
            boolean secret,
            boolean needed,
            Optional<String> or) {
        public Setting {
            defaultValue = defaultValue == null ? Optional.empty() : defaultValue;
            or = or == null ? Optional.empty() : or;
        }
    }

    /** What is needed and not set in an account, by key; of two that stand in for each other the first. */
    public List<Setting> missing(Map<String, String> account) {
        return settings.stream()
                .filter(Setting::needed)
                .filter(setting -> unset(account, setting.key())
                        && setting.or().map(other -> unset(account, other)).orElse(true))
                .toList();
    }

    private static boolean unset(Map<String, String> account, String key) {
        return account.getOrDefault(key, "").isBlank();
    }

    /** The connectors that lie under {@code folder}, by name. @throws UncheckedIOException naming the file at fault */
    public static List<Connector> load(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Connector> connectors = new ArrayList<>();
            for (Path file : files.map(path -> path.resolve("connector.yaml"))
                    .filter(Files::exists)
                    .sorted()
                    .toList()) {
                connectors.add(read(file));
            }
            return List.copyOf(connectors);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
        }
    }

    private static Connector read(Path file) {
        YAMLMapper mapper = YAMLMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build();
        try {
            return mapper.readValue(Files.readString(file), Connector.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }
}
