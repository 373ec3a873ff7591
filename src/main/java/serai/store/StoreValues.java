package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import serai.base.Secret;

/**
 * The values of one entry of {@code stores.yaml}, each read as what it has to be. A message names file, store, key and
 * fix, and never a value: it may be a secret in the wrong place.
 */
final class StoreValues {
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,4})(m|h|d)");
    private static final Pattern FACTOR = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,4})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MOST = 1_000_000;

    private final JsonNode entry;
    private final Map<String, String> environment;
    private final List<String> faults = new ArrayList<>();
    private String where;

    /** @param where what messages begin with */
    StoreValues(String where, JsonNode entry, Map<String, String> environment) {
        this.where = where;
        this.entry = entry;
        this.environment = environment;
    }

    /** From now on messages begin with that. */
    void at(String place) {
        where = place;
    }

    /** What is read, or the other where it has a fault, which is kept: a file is told all that is wrong with it at once. */
    <T> T or(T other, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
            return other;
        }
    }

    /** Does something that finds a fault or none. */
    void unless(Runnable look) {
        or(where, () -> {
            look.run();
            return where;
        });
    }

    /** Keeps a fault when a key has to be there and is not. */
    void needed(boolean when, String key) {
        if (when && !entry.has(key)) {
            faults.add(String.valueOf(missing(key).getMessage()));
        }
    }

    /** @throws IllegalArgumentException with a line for each fault that was kept */
    void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
        }
    }

    Optional<Secret> secret(String key) {
        return text(key).map(Secret::new);
    }

    /** Empty when the key is missing; a key without a value is a fault. */
    Optional<String> text(String key) {
        JsonNode value = entry.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(
                    key,
                    value.isNull() ? "has no value; set it or leave the key out" : "must be text; put it in quotes");
        }
        String text = value.textValue();
        if (text.isBlank()) {
            throw wrong(key, "has no value; set it or leave the key out");
        }
        return Optional.of(text.startsWith("${") ? fromEnvironment(key, text) : text);
    }

    private String fromEnvironment(String key, String text) {
        Matcher name = FROM_ENVIRONMENT.matcher(text);
        if (!name.matches()) {
            throw wrong(key, "must be ${NAME} and nothing else, where NAME is letters, digits and _");
        }
        String value = environment.get(name.group(1));
        if (value == null || value.isBlank()) {
            throw wrong(
                    key,
                    "environment variable " + name.group(1)
                            + " is not set; set it before the start, or give the value");
        }
        return value;
    }

    Optional<URI> address(String key) {
        return text(key).map(text -> address(key, text));
    }

    private URI address(String key, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the message must not quote an address that may hold a password.
        }
        throw wrong(key, "must be an address such as https://shop.example");
    }

    /** @param usual when the key is missing */
    int number(String key, int usual, int least) {
        JsonNode value = entry.get(key);
        if (value == null) {
            return usual;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > MOST) {
            throw wrong(key, "must be a whole number from " + least + " to " + MOST + ", without quotes");
        }
        return value.intValue();
    }

    /** @param usual when the key is missing */
    boolean flag(String key, boolean usual) {
        JsonNode value = entry.get(key);
        if (value == null) {
            return usual;
        }
        if (!value.isBoolean()) {
            throw wrong(key, "must be true or false, without quotes");
        }
        return value.booleanValue();
    }

    /** A time such as {@code 24h}. */
    Optional<Duration> age(String key) {
        return text(key).map(text -> age(key, text));
    }

    private Duration age(String key, String text) {
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches()) {
            throw wrong(key, "must be a time such as 30m, 24h or 2d");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** The beginning of a day such as {@code 2026-11-01}, in UTC. */
    Optional<Instant> day(String key) {
        return text(key).map(text -> {
            try {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException e) {
                throw wrong(key, "must be a day such as 2026-11-01");
            }
        });
    }

    /** A list of texts; none when the key is missing. */
    Set<String> texts(String key) {
        JsonNode value = entry.get(key);
        if (value == null) {
            return Set.of();
        }
        Set<String> texts = new HashSet<>();
        if (value.isArray()) {
            value.forEach(each -> texts.add(each.isTextual() ? each.textValue().strip() : ""));
        }
        if (texts.isEmpty() || texts.contains("")) {
            throw wrong(key, "must be a list of texts such as [\"flat_rate:7\", \"Bike courier\"]");
        }
        return texts;
    }

    /** A number above 0. */
    Optional<BigDecimal> factor(String key) {
        return text(key).map(text -> factor(key, text));
    }

    private BigDecimal factor(String key, String text) {
        if (!FACTOR.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            throw wrong(key, "must be a number above 0 in quotes, such as \"1.8\"");
        }
        return new BigDecimal(text);
    }

    /** A currency's three letters. */
    Optional<String> currency(String key) {
        return text(key).map(text -> currency(key, text));
    }

    private String currency(String key, String text) {
        if (!CURRENCY.matcher(text).matches()) {
            throw wrong(key, "must be three capital letters of ISO 4217, such as EUR");
        }
        return text;
    }

    /** Names by names: {@code {cpf: [_my_cpf]}}; none when the key is missing. */
    Map<String, List<String>> lists(String key) {
        JsonNode value = entry.get(key);
        if (value == null) {
            return Map.of();
        }
        Map<String, List<String>> lists = new LinkedHashMap<>();
        if (value.isObject()) {
            value.properties().forEach(each -> lists.put(each.getKey(), texts(key, each.getValue())));
        }
        if (lists.isEmpty()) {
            throw wrong(key, "must be lists of names, such as {cpf: [_my_cpf]}");
        }
        return lists;
    }

    private List<String> texts(String key, JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.isTextual() ? each.textValue() : ""));
        if (!list.isArray() || texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
            throw wrong(key, "must be lists of names, such as {cpf: [_my_cpf]}");
        }
        return List.copyOf(texts);
    }

    <E extends Enum<E>> E oneOf(String key, String text, E[] allowed) {
        return Arrays.stream(allowed)
                .filter(each -> each.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        key,
                        "must be " + Arrays.stream(allowed).map(Enum::toString).collect(Collectors.joining(" or "))));
    }

    IllegalArgumentException missing(String key) {
        return wrong(key, "is missing; add it");
    }

    IllegalArgumentException wrong(String key, String detail) {
        return fault(key + " " + detail);
    }

    IllegalArgumentException fault(String detail) {
        return new IllegalArgumentException(where + ": " + detail);
    }
}
