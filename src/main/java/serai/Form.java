package serai;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the text of a configuration value looks like, and what it is once read.
 *
 * @param mayBe what a person may write, ends the sentence "serai.x must be …"
 * @param read throws {@link IllegalArgumentException} (any message) if the text has another form
 */
record Form<T>(String mayBe, Function<String, T> read) {
    static final Form<String> TEXT = new Form<>("text", text -> text);
    static final Form<Integer> PORT =
            new Form<>("a port from 0 (any free one) to 65535", text -> between(text, 65_535));
    static final Form<Integer> COUNT =
            new Form<>("a whole number from 0 to 1000000000", text -> between(text, 1_000_000_000));
    static final Form<Double> NUMBER = new Form<>("a number such as 10 or 0.5", Form::number);
    static final Form<Double> SHARE = new Form<>("a share such as 0.1 or 10%", Form::share);
    static final Form<Duration> DURATION =
            new Form<>("a duration with its unit: 500ms, 3s, 2m, 1h or 7d", Form::duration);
    static final Form<Duration> SHORT = new Form<>("a duration with its unit, from 1ms to 1d", Form::shortTime);
    static final Form<Optional<Duration>> DURATION_OR_OFF = new Form<>(
            "off or " + DURATION.mayBe, text -> text.equals("off") ? Optional.empty() : Optional.of(duration(text)));
    static final Form<Long> SIZE = new Form<>("a size above 0 with its unit: 512B, 64KiB, 1MiB or 1GiB", Form::size);
    static final Form<Path> FOLDER = new Form<>("the path of a folder", text -> {
        check(!text.isEmpty());
        return Path.of(text);
    });
    static final Form<Optional<Path>> FOLDER_OR_NONE = new Form<>(
            "empty or the path of a folder", text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));
    static final Form<Integer> COPIES = new Form<>("1 or 2", text -> {
        check(text.equals("1") || text.equals("2"));
        return Integer.parseInt(text);
    });
    static final Form<String> HOST = matching("a host name or IP address", "[\\p{Alnum}.:_\\[\\]-]{1,255}");
    static final Form<String> NAME =
            matching("1 to 40 of a-z, 0-9 and -, starting with a letter", "[a-z][a-z0-9-]{0,39}");
    static final Form<String> NODE = matching(
            "empty (the node names itself after its journal) or 1 to 40 of a-z, 0-9 and -, starting with a letter",
            "|[a-z][a-z0-9-]{0,39}");
    static final Form<String> HTTP_URL = new Form<>("an http:// or https:// address", Form::httpUrl);
    static final Form<String> LEDGER_URL = matching(
            "empty (embedded SQLite) or jdbc:postgresql://host:port/database, without user and password (they have"
                    + " keys of their own)",
            "|jdbc:postgresql://(?!.*(?i:password=))[^@\\s]+");
    static final Form<String> BROKER_URL = matching(
            "empty (embedded broker) or an Artemis address such as tcp://host:61616 or (tcp://a:61616,tcp://b:61616),"
                    + " without password",
            "|\\(?(?:tcp|ssl|amqps?)://(?!.*(?i:password=))[^@\\s]+");
    static final Form<Set<String>> ADDRESSES =
            new Form<>("empty or a list of IP addresses such as 127.0.0.1,10.0.0.2", Form::addresses);
    static final Form<Map<String, String>> CHANNELS = new Form<>(
            "empty or a list of different channels such as aliexpress-two:aliexpress,amazon-eu:amazon", Form::channels);

    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}) ?(\\p{Alpha}{1,3})");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    /** One of the names of an enum, in lower case. */
    static <E extends Enum<E>> Form<E> oneOf(Class<E> type) {
        String names = Stream.of(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return new Form<>("one of " + names, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    /** The same, or empty text, which then means unset. */
    static Form<String> orEmpty(Form<String> form) {
        return new Form<>("empty or " + form.mayBe, text -> text.isEmpty() ? text : form.read.apply(text));
    }

    private static Form<String> matching(String mayBe, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Form<>(mayBe, text -> {
            check(pattern.matcher(text).matches());
            return text;
        });
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("another form");
        }
    }

    private static int between(String text, int max) {
        int number = Integer.parseInt(text);
        check(number >= 0 && number <= max);
        return number;
    }

    private static double number(String text) {
        check(DECIMAL.matcher(text).matches());
        return Double.parseDouble(text);
    }

    private static double share(String text) {
        return text.endsWith("%") ? number(text.substring(0, text.length() - 1).strip()) / 100 : number(text);
    }

    private static Duration duration(String text) {
        return Duration.ofMillis(amount(text, MILLIS));
    }

    private static Duration shortTime(String text) {
        Duration time = duration(text);
        check(!time.isZero() && time.compareTo(Duration.ofDays(1)) <= 0);
        return time;
    }

    private static long size(String text) {
        long bytes = amount(text, BYTES);
        check(bytes > 0);
        return bytes;
    }

    private static long amount(String text, Map<String, Long> units) {
        Matcher matcher = AMOUNT.matcher(text);
        check(matcher.matches());
        Long unit = units.get(matcher.group(2));
        if (unit == null) {
            throw new IllegalArgumentException("no such unit");
        }
        return Long.parseLong(matcher.group(1)) * unit;
    }

    private static String httpUrl(String text) {
        try {
            URI uri = new URI(text);
            check(("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null);
            return text;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Set<String> addresses(String text) {
        Set<String> all = new TreeSet<>();
        if (!text.isEmpty()) {
            for (String address : text.split(",", -1)) {
                check(address.strip().matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*"));
                all.add(address.strip());
            }
        }
        return all;
    }

    private static Map<String, String> channels(String text) {
        Map<String, String> connectors = new TreeMap<>();
        if (text.isEmpty()) {
            return connectors;
        }
        for (String entry : text.split(",", -1)) {
            String[] parts = entry.split(":", -1);
            check(parts.length == 2);
            String before = connectors.put(NAME.read.apply(parts[0].strip()), NAME.read.apply(parts[1].strip()));
            check(before == null);
        }
        return connectors;
    }
}
