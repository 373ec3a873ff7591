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
import serai.base.Address;
import serai.provider.Cause;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/**
 * A delivery address as AliExpress takes it. Nothing is shortened or guessed: what breaks a rule is refused with the
 * field and the reason. Spaces at the ends and runs of spaces are the only thing that is tidied.
 *
 * @param line2 the second line, with the company's name if there is one
 * @param province a name, never a code; {@code Other} where the store gave none and the country allows it
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
    private static final String OTHER = "Other";

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
     * @param defaultPhone used when the order has none; empty for none
     * @throws Refusal naming the field and the reason if AliExpress would not take the address
     */
    static Recipient of(PlaceOrder order, String defaultPhone) {
        Address to = order.shipTo();
        String country = country(to);
        CountryRule rule = CountryRule.of(country);
        return new Recipient(
                name(rule, to),
                line1(rule, to),
                line2(rule, to),
                city(rule, to),
                province(rule, country, tidy(to.region())),
                country,
                zip(rule, to),
                phone(rule, country, to.phone().isBlank() ? defaultPhone : to.phone()),
                ids(rule, order.taxIds()),
                rule.foreigner(order.taxIds()));
    }

    /** Every field for which {@link #of} would refuse the order, one refusal for each. */
    static List<Refusal> refusals(PlaceOrder order, String defaultPhone) {
        Address to = order.shipTo();
        List<Refusal> refusals = new ArrayList<>();
        check(refusals, () -> country(to));
        if (!refusals.isEmpty()) {
            return refusals;
        }
        String country = country(to);
        CountryRule rule = CountryRule.of(country);
        check(refusals, () -> name(rule, to));
        check(refusals, () -> line1(rule, to));
        check(refusals, () -> line2(rule, to));
        check(refusals, () -> city(rule, to));
        check(refusals, () -> province(rule, country, tidy(to.region())));
        check(refusals, () -> zip(rule, to));
        check(refusals, () -> phone(rule, country, to.phone().isBlank() ? defaultPhone : to.phone()));
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

    private static String country(Address to) {
        String country = to.country().strip().toUpperCase(Locale.ROOT);
        if (!country.matches("[A-Z]{2}")) {
            throw invalid("shipTo.country", "must be the two letters of a country");
        }
        return country;
    }

    private static String name(CountryRule rule, Address to) {
        return rule.name().check("shipTo.name", present("shipTo.name", tidy(to.name())));
    }

    private static String line1(CountryRule rule, Address to) {
        String line = present("shipTo.line1", tidy(to.line1()));
        return length("shipTo.line1", line, rule.minLine1(), rule.maxLine1());
    }

    private static String line2(CountryRule rule, Address to) {
        return length("shipTo.line2", secondLine(to), 0, rule.maxLine2());
    }

    private static String city(CountryRule rule, Address to) {
        String city = present("shipTo.city", tidy(to.city()));
        if (!rule.otherCity() && city.equalsIgnoreCase(OTHER)) {
            throw invalid("shipTo.city", "must be a real city for this country");
        }
        return city;
    }

    private static String zip(CountryRule rule, Address to) {
        String zip = tidy(to.postalCode());
        return rule.zipNeeded() ? present("shipTo.postalCode", zip) : zip;
    }

    private static String secondLine(Address to) {
        String line2 = tidy(to.line2());
        String company = tidy(to.company());
        if (line2.isEmpty() || company.isEmpty()) {
            return line2 + company;
        }
        return line2 + ", " + company;
    }

    private static String province(CountryRule rule, String country, String region) {
        if (region.isEmpty() && rule.otherProvince()) {
            return OTHER;
        }
        String given = present("shipTo.region", region);
        if (!rule.otherProvince() && given.equalsIgnoreCase(OTHER)) {
            throw invalid("shipTo.region", "must be a real state or province for this country");
        }
        return Regions.name(country, given)
                .orElseThrow(
                        () -> invalid("shipTo.region", "is no state or province of this country that Serai knows"));
    }

    private static Phone phone(CountryRule rule, String country, String given) {
        if (given.isBlank()) {
            throw Refusal.unmappable(
                    Cause.BUYER_DATA_MISSING,
                    "shipTo.phone",
                    "is missing; AliExpress sends no parcel without one (a default-phone can be set for the channel)");
        }
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
        return new Phone("+" + number.getCountryCode(), rule.phone().check("shipTo.phone", national));
    }

    private static Map<String, String> ids(CountryRule rule, Map<String, String> given) {
        Map<String, String> ids = new HashMap<>(given);
        rule.ids().forEach((field, form) -> {
            String value = given.getOrDefault(field, "").strip();
            if (value.isEmpty() && field.equals("passport_no")) {
                value = given.getOrDefault("foreigner_passport_no", "").strip();
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
        return text.replaceAll("[\\s\\u00a0\\u2028\\u2029]+", " ").strip();
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
