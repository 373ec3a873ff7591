package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.order.StoreOrder;

/**
 * Reads what a platform wrote: a number may be text and text a number, most things may be null. What is not understood is
 * missing; only an order that names no id of its own has a fault.
 */
final class Loosely {
    /** The most pieces of one line that anybody means. */
    static final int MAX_PIECES = 9999;

    private static final int MAX_DIGITS = 15;
    private static final int MAX_SCALE = 10;
    private static final int MAX_NUMBER = 40;
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private Loosely() {}

    /** Text without blanks around it; empty where there is none. Half a surrogate pair cannot be stored and becomes U+FFFD. */
    static String text(Field field) {
        JsonNode node = field.node();
        if (field.absent() || node.isContainerNode()) {
            return "";
        }
        String text = node.asText().strip();
        return Body.wellFormed(text) ? text : repaired(text);
    }

    private static String repaired(String text) {
        return text.codePoints()
                .map(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE ? 0xFFFD : each)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** The id without which there is no order, whole number or text; never through a floating point number. */
    static String id(Field field) {
        Optional<String> id = knownId(field).filter(each -> !each.isEmpty());
        if (id.isEmpty()) {
            field.problem("should be an id, a whole number or a short text; was " + field.kind());
        }
        return id.orElse("?");
    }

    /** An id that may be missing, null or 0; empty then, and where it is none. */
    static String optionalId(Field field) {
        return knownId(field).orElse("");
    }

    /** An id; an empty text where there is none, as null, 0 and what PHP writes for nothing say; empty where it is no id. */
    static Optional<String> knownId(Field field) {
        JsonNode node = field.node();
        boolean nothing = field.absent()
                || (node.isContainerNode() && node.isEmpty())
                || (node.isBoolean() && !node.booleanValue())
                || (node.isTextual() && node.textValue().isBlank());
        if (nothing) {
            return Optional.of("");
        }
        String id = node.isIntegralNumber() || node.isTextual() ? node.asText().strip() : "";
        return Optional.of(id.equals("0") ? "" : id).filter(each -> id.equals("0") || Body.isId(each));
    }

    static boolean isTrue(Field field) {
        return field.node().isBoolean()
                ? field.node().booleanValue()
                : text(field).equalsIgnoreCase("true");
    }

    static boolean isFalse(Field field) {
        return field.node().isBoolean()
                ? !field.node().booleanValue()
                : text(field).equalsIgnoreCase("false");
    }

    /** An amount exactly as written, which may be below 0; empty where it is none that anybody pays. */
    static Optional<BigDecimal> amount(Field field) {
        return decimal(field)
                .filter(amount -> Math.abs((long) amount.scale()) <= MAX_SCALE)
                .filter(amount -> amount.precision() <= MAX_DIGITS + MAX_SCALE)
                .map(amount -> amount.scale() < 0 ? amount.setScale(0) : amount);
    }

    /** A whole number, which may be negative; empty where it is none. */
    static Optional<Integer> whole(Field field) {
        try {
            return decimal(field).map(BigDecimal::intValueExact);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** A text of a million digits takes seconds to become a number; none that we want has more than 40 characters. */
    private static Optional<BigDecimal> decimal(Field field) {
        String text = field.node().isBoolean() ? "" : text(field);
        try {
            return text.isEmpty() || text.length() > MAX_NUMBER ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A currency of ISO 4217; empty where it is none. */
    static Optional<String> currency(Field field) {
        try {
            return Optional.of(
                    Currency.getInstance(text(field).toUpperCase(Locale.ROOT)).getCurrencyCode());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A time with offset, or one without that is UTC; empty where it is none of this century or the next. */
    static Optional<Instant> time(Field field) {
        String text = text(field).replace(' ', 'T');
        try {
            boolean local =
                    text.indexOf('Z') < 0 && text.indexOf('+') < 0 && text.lastIndexOf('-') <= "2026-11".length();
            Instant time = local
                    ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
            return time.isBefore(FIRST) || time.isAfter(LAST) ? Optional.empty() : Optional.of(time);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The first that is a time; {@link StoreOrder#UNTOLD} if none is. */
    static Instant firstTime(Field... fields) {
        for (Field field : fields) {
            Optional<Instant> time = time(field);
            if (time.isPresent()) {
                return time.get();
            }
        }
        return StoreOrder.UNTOLD;
    }

    /** The first in which there is something to read: a letter or a digit of any script; else the first not empty. */
    static String firstUsable(String... texts) {
        for (String text : texts) {
            if (text.codePoints().anyMatch(Character::isLetterOrDigit)) {
                return text;
            }
        }
        return first(texts);
    }

    /** The first that is not empty; empty if all are. */
    static String first(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** The first that is there; the last if none is. */
    static Field firstOf(Field... fields) {
        for (Field field : fields) {
            if (!field.absent()) {
                return field;
            }
        }
        return fields[fields.length - 1];
    }
}
