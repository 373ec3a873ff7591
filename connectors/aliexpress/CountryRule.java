package aliexpress;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.provider.Cause;
import serai.provider.Refusal;

/**
 * What AliExpress asks of addresses in one country. Source: the change log of its developer pages, October 2024 to
 * November 2025; for names in the United States its manual of order.create, too ("2-32 characters before and after the
 * spaces": a third name counts to the part behind the first space); for France a public shop's order that it refused on
 * 16 September 2026 ("Please enter your first name"). What a country's rule does not say is not checked here, and AliExpress
 * has the last word.
 *
 * @param minLine1 characters
 * @param otherProvince whether a missing province may be sent as {@code Other}
 * @param otherCity whether {@code Other} is taken as a city
 * @param ids what customs need, by AliExpress' field name
 * @param foreignerToo whether {@code foreigner_passport_no} repeats {@code passport_no} and {@code is_foreigner} is asked
 */
record CountryRule(
        Form name,
        int minLine1,
        int maxLine1,
        int maxLine2,
        boolean otherProvince,
        boolean otherCity,
        boolean zipNeeded,
        Form phone,
        Map<String, Form> ids,
        boolean foreignerToo) {

    /**
     * The form that a field has to have.
     *
     * @param words the same for people
     */
    record Form(Pattern pattern, String words) {
        static Form of(String pattern, String words) {
            return new Form(Pattern.compile(pattern), words);
        }

        /** The value itself. @throws Refusal naming the field, never the value, if it has another form */
        String check(String field, String value) {
            if (!pattern.matcher(value).matches()) {
                throw Refusal.unmappable(Cause.ADDRESS_INVALID, field, "must be " + words);
            }
            return value;
        }
    }

    private static final Form ANY = Form.of("(?s).*", "any text");
    private static final Form FULL_NAME = Form.of("\\S+( \\S+)+", "first and last name with a space between");
    private static final Form LATIN_NAME = Form.of(
            "(?=.{2,128}$)[A-Za-z]+( [A-Za-z]+)+", "first and last name, letters A to Z only, 2 to 128 characters");
    private static final CountryRule PLAIN =
            new CountryRule(ANY, 1, Integer.MAX_VALUE, Integer.MAX_VALUE, true, true, false, ANY, Map.of(), false);

    private static final Map<String, CountryRule> RULES = Map.ofEntries(
            entry(
                    "US",
                    PLAIN.named(Form.of(
                                    "\\S{2,32} \\S.{1,31}",
                                    "first and last name with a space between, 2 to 32 characters before and after it"))
                            .line1(5, 35)
                            .realProvince()),
            entry("AU", PLAIN.named(LATIN_NAME)),
            entry("NZ", PLAIN.named(LATIN_NAME)),
            entry("FR", PLAIN.named(FULL_NAME)),
            entry("DZ", PLAIN.named(FULL_NAME)),
            entry("ZA", PLAIN.named(FULL_NAME)),
            entry("BR", PLAIN.brazil()),
            entry("MX", PLAIN.line2(60).needs("passport_no", Form.of(".+", "a passport or identity number"), false)),
            entry("ES", PLAIN.phone(Form.of("[0-9]{9}", "exactly 9 digits after the country's code"))),
            entry(
                    "SA",
                    PLAIN.named(FULL_NAME)
                            .phone(Form.of("5[0-9]{8}", "9 digits that start with 5, after the country's code"))
                            .needs(
                                    "nat_addr",
                                    Form.of("[A-Za-z]{4}[0-9]{4}", "the national address, 4 letters and 4 digits"),
                                    false)),
            entry("IL", PLAIN.needs("passport_no", Form.of("[0-9]{9}", "an identity number of 9 digits"), true)),
            entry(
                    "AR",
                    PLAIN.phone(Form.of("[0-9]{10}", "10 digits after the country's code"))
                            .needs(
                                    "passport_no",
                                    Form.of("[0-9]{2}-[0-9]{8}-[0-9]", "a tax number such as 20-12345678-6"),
                                    true)));

    /** The rule of a country; of most, nothing but what all share. */
    static CountryRule of(String country) {
        return RULES.getOrDefault(country, PLAIN);
    }

    /** What it asks for, by our field, in words for people. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("shipTo.name", name.equals(ANY) ? "as it stands on the door bell" : name.words());
        if (maxLine1 < Integer.MAX_VALUE) {
            words.put("shipTo.line1", minLine1 + " to " + maxLine1 + " characters");
        }
        if (maxLine2 < Integer.MAX_VALUE) {
            words.put("shipTo.line2", "at most " + maxLine2 + " characters, with the company's name");
        }
        if (!otherCity) {
            words.put("shipTo.city", "a real city of this country");
        }
        words.put(
                "shipTo.region",
                otherProvince ? "the state or province; may be left empty" : "a real state or province; needed");
        if (zipNeeded) {
            words.put("shipTo.postalCode", "needed");
        }
        words.put("shipTo.phone", phone.equals(ANY) ? "with the country's code; needed" : phone.words());
        ids.forEach((field, form) -> words.put("taxIds." + field, form.words()));
        return words;
    }

    /** What to send as {@code is_foreigner}: false where the country asks, unless the order says otherwise. */
    Optional<Boolean> foreigner(Map<String, String> given) {
        if (given.containsKey("is_foreigner")) {
            return Optional.of(Boolean.parseBoolean(given.get("is_foreigner")));
        }
        return foreignerToo ? Optional.of(false) : Optional.empty();
    }

    private CountryRule named(Form form) {
        return new CountryRule(
                form, minLine1, maxLine1, maxLine2, otherProvince, otherCity, zipNeeded, phone, ids, foreignerToo);
    }

    private CountryRule line1(int min, int max) {
        return new CountryRule(name, min, max, maxLine2, otherProvince, otherCity, zipNeeded, phone, ids, foreignerToo);
    }

    private CountryRule line2(int max) {
        return new CountryRule(
                name, minLine1, maxLine1, max, otherProvince, otherCity, zipNeeded, phone, ids, foreignerToo);
    }

    private CountryRule realProvince() {
        return new CountryRule(
                name, minLine1, maxLine1, maxLine2, false, otherCity, zipNeeded, phone, ids, foreignerToo);
    }

    private CountryRule brazil() {
        Form cpf = Form.of(
                "[0-9]{3}\\.?[0-9]{3}\\.?[0-9]{3}-?[0-9]{2}"
                        // New CNPJs have letters since July 2026 (Receita Federal, IN RFB 2.229/2024).
                        + "|[0-9A-Z]{2}\\.?[0-9A-Z]{3}\\.?[0-9A-Z]{3}/?[0-9A-Z]{4}-?[0-9]{2}",
                "a CPF of 11 digits or a CNPJ of 14 digits, or of 12 letters and digits and 2 digits");
        return new CountryRule(
                name, minLine1, maxLine1, maxLine2, false, false, true, phone, Map.of("cpf", cpf), foreignerToo);
    }

    private CountryRule phone(Form form) {
        return new CountryRule(
                name, minLine1, maxLine1, maxLine2, otherProvince, otherCity, zipNeeded, form, ids, foreignerToo);
    }

    private CountryRule needs(String field, Form form, boolean foreigner) {
        return new CountryRule(
                name,
                minLine1,
                maxLine1,
                maxLine2,
                otherProvince,
                otherCity,
                zipNeeded,
                phone,
                Map.of(field, form),
                foreigner);
    }
}
