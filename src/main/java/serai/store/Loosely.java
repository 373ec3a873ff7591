package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import serai.base.Money;
import serai.base.Sku;

/**
 * Reads what a platform wrote: a number may be text and text a number, most things may be null, and only what we cannot do
 * without is a fault. After a fault a stand-in is returned; the order is thrown away then.
 */
final class Loosely {
    private static final int MAX_DIGITS = 15;
    private static final int MAX_SCALE = 10;
    private static final int MAX_NUMBER = 40;
    private static final String CURRENCY_STAND_IN = "XXX";

    private Loosely() {}

    /** Text without blanks around it, or empty. Half a surrogate pair cannot be stored and becomes U+FFFD. */
    static String text(Field field) {
        JsonNode node = field.node();
        if (field.absent() || (node.isContainerNode() && node.isEmpty())) {
            // PHP writes an empty value of any kind as [].
            return "";
        }
        if (node.isContainerNode()) {
            field.problem("should be text, was " + field.kind());
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

    /** An id, whole number or text, as text; never through a floating point number. */
    static String id(Field field) {
        JsonNode node = field.node();
        String id = node.isIntegralNumber() || node.isTextual() ? node.asText() : "";
        if (!Body.isId(id)) {
            field.problem("should be an id, a whole number or a short text; was " + field.kind());
            return "?";
        }
        return id;
    }

    /** An id that may be missing, null or 0; empty then. */
    static String optionalId(Field field) {
        String id = text(field);
        return id.equals("0") ? "" : id;
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

    /** An amount of 0 or more, exactly as written. */
    static BigDecimal amount(Field field) {
        try {
            BigDecimal amount = decimal(field);
            if (amount.signum() >= 0
                    && Math.abs((long) amount.scale()) <= MAX_SCALE
                    && amount.precision() <= MAX_DIGITS + MAX_SCALE) {
                return amount.scale() < 0 ? amount.setScale(0) : amount;
            }
        } catch (NumberFormatException e) {
            // Named below, without the text.
        }
        field.problem("should be an amount of 0 or more such as 19.95");
        return BigDecimal.ZERO;
    }

    /** A whole number; may be negative. */
    static int whole(Field field) {
        try {
            return decimal(field).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            field.problem("should be a whole number");
            return 0;
        }
    }

    /** A text of a million digits takes seconds to become a number; none that we want has more than 40 characters. */
    private static BigDecimal decimal(Field field) {
        String text = text(field);
        if (text.length() > MAX_NUMBER) {
            throw new NumberFormatException("too long");
        }
        return new BigDecimal(text);
    }

    static String currency(Field field) {
        String currency = text(field).toUpperCase(Locale.ROOT);
        try {
            return Currency.getInstance(currency).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            field.problem("should be a currency of ISO 4217 such as EUR");
            return CURRENCY_STAND_IN;
        }
    }

    static Money money(Field field, String currency) {
        return new Money(amount(field), currency);
    }

    static Sku sku(Field field, String sku) {
        try {
            return new Sku(sku);
        } catch (IllegalArgumentException e) {
            field.problem(String.valueOf(e.getMessage()));
            return new Sku("?");
        }
    }

    /** A time with offset, or one without that is UTC. */
    static Instant time(Field field) {
        String text = text(field).replace(' ', 'T');
        try {
            boolean local =
                    text.indexOf('Z') < 0 && text.indexOf('+') < 0 && text.lastIndexOf('-') <= "2026-11".length();
            return local
                    ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            field.problem("should be a time such as 2026-11-20T10:15:00Z");
            return Instant.EPOCH;
        }
    }

    /** A time where there is one that we understand; no fault where there is none. */
    static Optional<Instant> anyTime(Field field) {
        Field aside = Field.root(field.node(), new ArrayList<>());
        Instant time = field.absent() ? Instant.EPOCH : time(aside);
        return Optional.of(time).filter(found -> aside.faults() == 0 && !field.absent());
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
