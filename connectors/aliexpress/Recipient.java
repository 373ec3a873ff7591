package aliexpress;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.base.Address;
import serai.provider.Cause;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/**
 * A delivery address as AliExpress takes it. Nothing is shortened or guessed: what breaks a rule is refused with the
 * field and the reason. Spaces at the ends, runs of spaces and signs that nobody sees are the only thing that is tidied.
 *
 * @param line2 the second line, with the company's name if there is one
 * @param province a name, never a code; {@code Other} where the store gave none and the country allows it
 * @param country AliExpress' own code, which is not always ISO's
 * @param ids what customs ask for, by AliExpress' field names
 * @param foreigner where the country asks for it
 */
record Recipient(
        String name,
        String line1,
        String line2,
        String city,
        String province,
        String country,
        String zip,
        Phone phone,
        Map<String, String> ids,
        Optional<Boolean> foreigner) {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    /** What shops fill in where a number is asked for and there is none. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(\\d)\\1*|0?123456789?0?\\d*");

    /**
     * Digits without the country's code. "Phone Number should contain 7-13 digits" is what AliExpress answered a public shop;
     * there are real numbers of fewer, for which it has the last word.
     */
    private static final Pattern LENGTH = Pattern.compile("\\d{4,13}");

    /**
     * A telephone number in the two parts that AliExpress wants.
     *
     * @param country with a plus sign, for example {@code +34}
     * @param national digits without the country's code
     */
    record Phone(String country, String national) {}

    /**
     * The order's recipient.
     *
     * @param defaultPhone used when the order has none that is one; empty for none
     * @param lists AliExpress' list of provinces by its code of the country, where it is at hand
     * @throws Refusal naming the field and the reason if AliExpress would not take the address
     */
    static Recipient of(PlaceOrder order, String defaultPhone, Function<String, Optional<Listed>> lists) {
        Address to = order.shipTo();
        String iso = iso(to);
        String country = country(iso);
        CountryRule rule = CountryRule.of(iso);
        String name = name(rule, to);
        String line1 = line1(rule, to);
        String zip = zip(rule, to);
        Phone phone = phone(rule, iso, to.phone(), defaultPhone);
        Map<String, String> ids = ids(rule, order.taxIds());
        // Last: an order that is refused anyway waits for no list.
        Whereabouts where = Whereabouts.of(to, iso, rule, lists.apply(country));
        return new Recipient(
                name,
                line1,
                line2(rule, to, where.beside()),
                where.city(),
                where.province(),
                country,
                zip,
                phone,
                ids,
                rule.foreigner(order.taxIds()));
    }

    /** Every field for which {@link #of} would refuse the order, one refusal for each. */
    static List<Refusal> refusals(PlaceOrder order, String defaultPhone, Function<String, Optional<Listed>> lists) {
        Address to = order.shipTo();
        List<Refusal> refusals = new ArrayList<>();
        check(refusals, () -> country(iso(to)));
        if (!refusals.isEmpty()) {
            return refusals;
        }
        String iso = iso(to);
        CountryRule rule = CountryRule.of(iso);
        check(refusals, () -> name(rule, to));
        check(refusals, () -> line1(rule, to));
        check(refusals, () -> {
            Whereabouts where = Whereabouts.of(to, iso, rule, lists.apply(country(iso)));
            line2(rule, to, where.beside());
        });
        check(refusals, () -> zip(rule, to));
        check(refusals, () -> phone(rule, iso, to.phone(), defaultPhone));
        check(refusals, () -> ids(rule, order.taxIds()));
        return refusals;
    }

    private static void check(List<Refusal> refusals, Runnable field) {
        try {
            field.run();
        } catch (Refusal refusal) {
            refusals.add(refusal);
        }
    }

    private static String iso(Address to) {
        String country = tidy(to.country()).toUpperCase(Locale.ROOT);
        if (!country.matches("[A-Z]{2}")) {
            throw invalid("shipTo.country", "must be the two letters of a country");
        }
        return country;
    }

    private static String country(String iso) {
        return Countries.code(iso)
                .orElseThrow(() -> Refusal.unmappable(
                        Cause.NOT_DELIVERABLE, "shipTo.country", "is no country that AliExpress lists"));
    }

    private static String name(CountryRule rule, Address to) {
        return rule.name().check("shipTo.name", present("shipTo.name", tidy(to.name())));
    }

    private static String line1(CountryRule rule, Address to) {
        String line = present("shipTo.line1", tidy(to.line1()));
        return length("shipTo.line1", line, rule.minLine1(), rule.maxLine1());
    }

    private static String line2(CountryRule rule, Address to, String city) {
        return length("shipTo.line2", secondLine(to, city), 0, rule.maxLine2());
    }

    private static String zip(CountryRule rule, Address to) {
        String zip = tidy(to.postalCode());
        return rule.zipNeeded() ? present("shipTo.postalCode", zip) : zip;
    }

    private static String secondLine(Address to, String city) {
        return Stream.of(city, tidy(to.line2()), tidy(to.company()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** The order's number if it is one, else the channel's; what is wrong is said of the order's. */
    private static Phone phone(CountryRule rule, String country, String ordered, String otherwise) {
        List<String> given = Stream.of(ordered, otherwise)
                .map(Recipient::tidy)
                .filter(number -> !number.isEmpty())
                .toList();
        List<Refusal> refusals = new ArrayList<>();
        for (String number : given) {
            try {
                return usable(rule, country, number);
            } catch (Refusal refusal) {
                refusals.add(refusal);
            }
        }
        if (refusals.isEmpty()) {
            throw Refusal.unmappable(
                    Cause.BUYER_DATA_MISSING,
                    "shipTo.phone",
                    "is missing; AliExpress sends no parcel without one (a default-phone can be set for the channel)");
        }
        throw refusals.getFirst();
    }

    private static Phone usable(CountryRule rule, String country, String given) {
        PhoneNumber number;
        try {
            number = PHONES.parse(given, country);
        } catch (NumberParseException e) {
            throw invalid("shipTo.phone", "is no telephone number");
        }
        if (!PHONES.isPossibleNumber(number)) {
            throw invalid("shipTo.phone", "has too few or too many digits for its country");
        }
        String national = PHONES.getNationalSignificantNumber(number);
        if (number.getCountryCode() == 54 && national.length() == 11 && national.startsWith("9")) {
            // Argentina's 9 marks a mobile phone called from abroad; AliExpress wants the 10 digits behind it.
            national = national.substring(1);
        }
        if (PLACEHOLDER.matcher(national).matches() || !LENGTH.matcher(national).matches()) {
            throw invalid(
                    "shipTo.phone", "is no number that AliExpress takes: at most 13 digits, not all alike or in a row");
        }
        return new Phone("+" + number.getCountryCode(), rule.phone().check("shipTo.phone", national));
    }

    private static Map<String, String> ids(CountryRule rule, Map<String, String> given) {
        Map<String, String> ids = new HashMap<>();
        given.forEach((field, value) -> ids.put(field, tidy(value)));
        // "Any lowercase input will be converted to uppercase", says the change log of 26 November 2025.
        ids.computeIfPresent("nat_addr", (field, value) -> value.toUpperCase(Locale.ROOT));
        rule.ids().forEach((field, form) -> {
            String value = ids.getOrDefault(field, "");
            if (value.isEmpty() && field.equals("passport_no")) {
                value = ids.getOrDefault("foreigner_passport_no", "");
            }
            if (value.isEmpty()) {
                throw Refusal.unmappable(
                        Cause.BUYER_DATA_MISSING,
                        "taxIds." + field,
                        "is missing; this country's customs need " + form.words());
            }
            ids.put(field, form.check("taxIds." + field, value));
        });
        if (rule.foreignerToo()) {
            ids.put("foreigner_passport_no", ids.getOrDefault("passport_no", ""));
        }
        return Map.copyOf(ids);
    }

    private static String tidy(String text) {
        return Whereabouts.tidy(text);
    }

    private static String present(String field, String text) {
        if (text.isEmpty()) {
            throw invalid(field, "is missing");
        }
        return text;
    }

    private static String length(String field, String text, int min, int max) {
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            String rule = min == 0 ? "at most " + max : min + " to " + max;
            throw invalid(field, "has " + length + " characters; AliExpress takes " + rule + " for this country");
        }
        return text;
    }

    private static Refusal invalid(String field, String reason) {
        return Refusal.unmappable(Cause.ADDRESS_INVALID, field, reason);
    }
}
