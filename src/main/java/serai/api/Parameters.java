package serai.api;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import serai.access.Person;
import serai.deadletter.DeadLetterFilter;
import serai.deadletter.Search;
import serai.http.Page;
import serai.http.Problem;
import serai.http.ProblemException;
import serai.provider.Cause;

/** What a call may say after the question mark; every fault is a 400 that names the parameter. */
final class Parameters {
    private static final int LONGEST = 200;

    private final MultiMap values;

    Parameters(MultiMap values) {
        this.values = values;
    }

    static ProblemException fault(String name, String detail) {
        return new ProblemException(Problem.Kind.INVALID_REQUEST.because(name + " " + detail));
    }

    /** The text; empty when there is none. */
    Optional<String> text(String name) {
        return text(name, LONGEST);
    }

    private Optional<String> text(String name, int longest) {
        List<String> all = values.getAll(name);
        if (all.size() > 1) {
            throw fault(name, "is there more than once");
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String value = all.getFirst();
        if (value.isBlank()) {
            throw fault(name, "is empty; leave it out instead");
        }
        if (value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
            throw fault(name, "must have at most " + longest + " characters, and no control characters");
        }
        return Optional.of(value);
    }

    int limit() {
        Optional<String> text = text("limit");
        if (text.isEmpty()) {
            return Page.DEFAULT_LIMIT;
        }
        boolean number = text.get().matches("[0-9]{1,4}");
        int limit = number ? Integer.parseInt(text.get()) : 0;
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw fault("limit", "must be a whole number from 1 to " + Page.MAX_LIMIT);
        }
        return limit;
    }

    Optional<Instant> time(String name) {
        return text(name).map(text -> Times.of(name, text));
    }

    <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        return text(name).map(text -> Choices.of(name, type, text));
    }

    /** The filter that lists, groups and replays share, for what that person may see. */
    DeadLetterFilter filter(Person who, Instant now) {
        boolean archived = text("state")
                .map(state -> switch (state) {
                    case "dead" -> false;
                    case "archived" -> true;
                    default -> throw fault("state", "must be dead or archived");
                })
                .orElse(false);
        DeadLetterFilter plain = new DeadLetterFilter(
                archived,
                text("channel"),
                text("store"),
                oneOf("cause", Cause.class),
                text("code"),
                oneOf("owner", Cause.Owner.class),
                text("orderId"),
                text("sku"),
                text("q"),
                time("diedAfter"),
                time("diedBefore"));
        return text("query", Search.LONGEST)
                .map(text -> plain.matching(Searches.of(text, who, now)))
                .orElse(plain)
                .within(who.scope());
    }

    /** Where a page goes on: what an earlier {@code nextCursor} said, taken apart. */
    <T> Optional<T> cursor(Function<List<String>, T> reader) {
        return text("cursor").map(text -> {
            try {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                return reader.apply(Arrays.asList(plain.split(" ", 2)));
            } catch (RuntimeException e) {
                throw fault("cursor", "is not one that an earlier answer gave as nextCursor");
            }
        });
    }

    /** A cursor of these parts; all but the last without blanks. */
    static String cursor(Object... parts) {
        String plain = Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining(" "));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** A search as people type it. */
    static final class Searches {
        private Searches() {}

        static Search of(String text, Person who, Instant now) {
            return switch (Search.read(text, who.name(), now)) {
                case Search.Reading.Understood understood -> understood.search();
                case Search.Reading.Wrong wrong ->
                    throw fault("query", "column " + wrong.column() + ": " + wrong.says());
            };
        }
    }

    /** A point in time in the form of RFC 3339. */
    static final class Times {
        private Times() {}

        static Instant of(String name, String text) {
            try {
                Instant time = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
                // Beyond, the ledger's milliseconds would overflow.
                if (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
                    throw fault(name, "must lie between 1970 and 9999");
                }
                return time;
            } catch (DateTimeParseException e) {
                throw fault(name, "must be a time such as 2026-11-20T10:15:00Z");
            }
        }
    }

    /** One of an enum's names, as answers spell them. */
    static final class Choices {
        private Choices() {}

        static <E extends Enum<E>> E of(String name, Class<E> type, String text) {
            String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> fault(
                            name,
                            "must be one of "
                                    + Arrays.stream(type.getEnumConstants())
                                            .map(constant -> constant.name()
                                                    .toLowerCase(Locale.ROOT)
                                                    .replace('_', '-'))
                                            .collect(Collectors.joining(", "))));
        }
    }
}
