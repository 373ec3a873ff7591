package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import serai.base.Sku;

/**
 * Reads what a merchant's own program wrote: every type, bound and form counts, and each fault says what to write instead.
 * After a fault a stand-in is returned; the order is thrown away then.
 */
final class Strictly {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,4})?");
    private static final Pattern TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final String STAND_IN = "?";
    private static final String CURRENCY_STAND_IN = "XXX";

    /** ISO 3166-1, and Kosovo's XK, which carriers and platforms use although ISO has not given it. */
    private static final Set<String> COUNTRIES = countries();

    private static final Map<String, String> MISTAKEN_COUNTRIES = Map.of("UK", "GB", "EL", "GR");

    private Strictly() {}

    /** A text that may be left out or null; empty then. */
    static String optionalText(Field field, int max) {
        return field.absent() ? "" : checkedText(field, max, "");
    }

    /** A text with something in it. */
    static String requiredText(Field field, int max, String example) {
        if (isMissing(field, example)) {
            return STAND_IN;
        }
        String text = checkedText(field, max, STAND_IN);
        if (text.isBlank()) {
            field.problem("is empty; give a text such as " + example);
            return STAND_IN;
        }
        return text;
    }

    /** A name of a thing: no blanks around it and no control characters in it, so that it can be looked for. */
    static String identifier(Field field, int max, String example) {
        int faults = field.faults();
        String text = requiredText(field, max, example);
        if (field.faults() > faults) {
            return STAND_IN;
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            field.problem("holds a control character; leave it out");
        } else if (!text.strip().equals(text)) {
            field.problem("begins or ends with a blank; leave it out");
        }
        return text;
    }

    static Sku sku(Field field) {
        String text = identifier(field, 200, "TEE-RED-M");
        return new Sku(text.isBlank() || text.length() > 200 ? STAND_IN : text);
    }

    /** An amount of 0 or more, as text. */
    static BigDecimal amount(Field field) {
        if (isMissing(field, "\"19.95\"")) {
            return BigDecimal.ZERO;
        }
        JsonNode node = field.node();
        if (!node.isTextual()) {
            field.problem("must be an amount in double quotes such as \"19.95\", was " + field.kind());
        } else if (!AMOUNT.matcher(node.textValue()).matches()) {
            field.problem(
                    "must be an amount of 0 or more such as \"19.95\": at most 12 digits, then at most 4 after a point,"
                            + " no sign, no exponent, no blanks");
        } else {
            return new BigDecimal(node.textValue());
        }
        return BigDecimal.ZERO;
    }

    static String currency(Field field) {
        if (isMissing(field, "\"USD\"")) {
            return CURRENCY_STAND_IN;
        }
        int faults = field.faults();
        String currency = checkedText(field, 200, CURRENCY_STAND_IN);
        if (field.faults() > faults) {
            return CURRENCY_STAND_IN;
        }
        try {
            return Currency.getInstance(currency).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            field.problem("must be three capital letters of ISO 4217 such as \"USD\"" + was(currency));
            return CURRENCY_STAND_IN;
        }
    }

    static String country(Field field) {
        if (isMissing(field, "\"US\"")) {
            return "";
        }
        int faults = field.faults();
        String country = checkedText(field, 200, "");
        if (field.faults() == faults && !COUNTRIES.contains(country)) {
            String meant = MISTAKEN_COUNTRIES.get(country);
            field.problem("must be two capital letters of ISO 3166-1 such as \"US\"" + was(country)
                    + (meant == null ? "" : "; write \"" + meant + "\""));
        }
        return country;
    }

    static Instant time(Field field) {
        if (isMissing(field, "\"2026-11-20T10:15:00Z\"")) {
            return Instant.EPOCH;
        }
        int faults = field.faults();
        String text = checkedText(field, 200, "");
        if (field.faults() > faults) {
            return Instant.EPOCH;
        }
        try {
            if (TIME.matcher(text).matches()) {
                return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
            }
        } catch (DateTimeException e) {
            // Named below.
        }
        field.problem("must be an existing time of RFC 3339 with its offset, such as \"2026-11-20T10:15:00Z\"");
        return Instant.EPOCH;
    }

    /** A whole number from 1. */
    static int count(Field field, int max) {
        if (isMissing(field, "1")) {
            return 1;
        }
        JsonNode node = field.node();
        if (!node.isNumber()) {
            field.problem("must be a whole number from 1 to " + max + " without quotes, was " + field.kind());
        } else if (!node.isIntegralNumber()
                || !node.canConvertToInt()
                || node.intValue() < 1
                || node.intValue() > max) {
            field.problem("must be a whole number from 1 to " + max);
        } else {
            return node.intValue();
        }
        return 1;
    }

    /** True or false; false when left out. */
    static boolean flag(Field field) {
        if (!field.absent() && !field.node().isBoolean()) {
            field.problem("must be true or false without quotes, was " + field.kind());
        }
        return field.node().booleanValue();
    }

    /** Whether it is an object, as it must be. */
    static boolean isObject(Field field, String members) {
        if (field.absent()) {
            field.problem("is missing; give an object with " + members);
        } else if (!field.node().isObject()) {
            field.problem("must be an object with " + members + ", was " + field.kind());
        }
        return field.node().isObject();
    }

    private static Set<String> countries() {
        Set<String> countries = new HashSet<>(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2));
        countries.add("XK");
        return countries;
    }

    private static boolean isMissing(Field field, String example) {
        if (field.node().isNull()) {
            field.problem("must not be null; give it, for example " + example);
        } else if (field.absent()) {
            field.problem("is missing; give it, for example " + example);
        }
        return field.absent();
    }

    /** U+0000 and every other character are kept; only half a surrogate pair is no character. */
    private static String checkedText(Field field, int max, String standIn) {
        JsonNode node = field.node();
        if (!node.isTextual()) {
            field.problem("must be text in double quotes, was " + field.kind());
            return standIn;
        }
        String text = node.textValue();
        if (text.length() > max) {
            field.problem("has " + text.length() + " characters, at most " + max + " fit");
            return standIn;
        }
        if (!Body.wellFormed(text)) {
            field.problem("holds half of a surrogate pair (\\ud800 to \\udfff alone); write the whole character");
            return standIn;
        }
        return text;
    }

    /** Quotes what was written when it is short enough to be a code rather than somebody's name. */
    private static String was(String code) {
        return code.length() <= 3 ? ", was \"" + code + "\"" : "";
    }
}
