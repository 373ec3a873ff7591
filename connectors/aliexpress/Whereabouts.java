package aliexpress;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import serai.base.Address;
import serai.base.Text;
import serai.provider.Cause;
import serai.provider.Refusal;

/**
 * The province and the city in AliExpress' own words. AliExpress' list of the country decides where it is at hand; else the
 * names of {@code provinces.csv}, else the name as the store sent it. Never a bare number, never a code.
 *
 * @param province a name; {@code Other} where the store gave none and the country allows it
 * @param city as AliExpress spells it; {@code Other} where its list lacks the city and has that
 * @param beside the city as the store sent it, for the second line, where {@code city} is {@code Other}; else empty. DSers
 *     tells its users to do so (help.dsers.com/place-csv-orders, read November 2026), and a public shop buys so for Austria
 */
record Whereabouts(String province, String city, String beside) {
    private static final String REGION = "shipTo.region";
    private static final String CITY = "shipTo.city";

    /**
     * Where an address is.
     *
     * @param iso the country, ISO 3166-1
     * @param listed AliExpress' list of that country, if at hand
     * @throws Refusal naming the field and, where a list is at hand, what would do
     */
    static Whereabouts of(Address to, String iso, CountryRule rule, Optional<Listed> listed) {
        return listed.isPresent()
                ? listed(to, iso, rule, listed.get())
                : new Whereabouts(unlisted(to, iso, rule), city(to, rule), "");
    }

    private static Whereabouts listed(Address to, String iso, CountryRule rule, Listed list) {
        Listed.Place province = province(to, iso, rule, list);
        String city = city(to, rule);
        if (province.parts().isEmpty() || province.name().equalsIgnoreCase(Listed.OTHER)) {
            return new Whereabouts(province.name(), city, "");
        }
        Optional<Listed.Place> same = Listed.city(province, city);
        if (same.isPresent()) {
            return new Whereabouts(province.name(), same.get().name(), "");
        }
        Optional<Listed.Place> other = Listed.city(province, Listed.OTHER).filter(any -> rule.otherCity());
        if (other.isPresent()) {
            return new Whereabouts(province.name(), other.get().name(), city);
        }
        throw invalid(
                CITY,
                "AliExpress lists no such city of " + province.name() + "; nearest to it are "
                        + Listed.nearest(province.parts(), city));
    }

    private static Listed.Place province(Address to, String iso, CountryRule rule, Listed list) {
        List<String> given = given(to);
        if (given.isEmpty()) {
            return list.other()
                    .filter(other -> rule.otherProvince())
                    .or(() -> fromPostcode(to, iso, list))
                    .orElseThrow(() ->
                            invalid(REGION, "is missing; AliExpress lists " + Listed.nearest(list.provinces(), "")));
        }
        Optional<Provinces.Province> known = Provinces.find(iso, given);
        List<String> names = Stream.concat(
                        given.stream().filter(name -> !Spelling.isCode(name) || known.isEmpty()),
                        known.stream().flatMap(province -> province.names().stream()))
                .toList();
        refuseOther(rule, given);
        return list.province(names)
                .or(() -> known.flatMap(province -> Provinces.around(iso, province))
                        .flatMap(around -> list.province(around.names())))
                .or(() -> fromPostcode(to, iso, list))
                .orElseThrow(() -> invalid(
                        REGION,
                        "AliExpress lists no such state or province of this country; nearest to it are "
                                + Listed.nearest(
                                        list.provinces(),
                                        known.map(Provinces.Province::name).orElse(given.getFirst()))));
    }

    private static Optional<Listed.Place> fromPostcode(Address to, String iso, Listed list) {
        return Provinces.ofPostcode(iso, tidy(to.postalCode())).flatMap(province -> list.province(province.names()));
    }

    private static String unlisted(Address to, String iso, CountryRule rule) {
        List<String> given = given(to);
        if (given.isEmpty()) {
            if (!rule.otherProvince()) {
                throw invalid(REGION, "is missing");
            }
            return Listed.OTHER;
        }
        refuseOther(rule, given);
        Optional<Provinces.Province> known = Provinces.find(iso, given);
        if (known.isPresent()) {
            return Optional.of(known.get())
                    .filter(province -> Provinces.isFrenchRegion(iso, province))
                    .flatMap(region -> Provinces.ofPostcode(iso, tidy(to.postalCode())))
                    .orElse(known.get())
                    .name();
        }
        Optional<String> name =
                given.stream().filter(text -> !Spelling.isCode(text)).findFirst();
        if (name.isEmpty() && Provinces.of(iso).isEmpty() && rule.otherProvince()) {
            // A country without provinces: whatever the code stands for, AliExpress has no name for it.
            return Listed.OTHER;
        }
        return name.orElseThrow(() -> invalid(
                REGION,
                "is a code that stands for no state or province of this country that Serai knows; write its name"));
    }

    private static void refuseOther(CountryRule rule, List<String> given) {
        if (!rule.otherProvince() && given.stream().allMatch(Listed.OTHER::equalsIgnoreCase)) {
            throw invalid(REGION, "must be a real state or province for this country");
        }
    }

    /** What the store wrote: a code and a name, in the order in which they are believed; without what is empty. */
    private static List<String> given(Address to) {
        return Stream.of(to.region(), to.regionName())
                .map(Whereabouts::tidy)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    private static String city(Address to, CountryRule rule) {
        String city = tidy(to.city());
        if (city.isEmpty()) {
            throw invalid(CITY, "is missing");
        }
        if (!rule.otherCity() && city.equalsIgnoreCase(Listed.OTHER)) {
            throw invalid(CITY, "must be a real city for this country");
        }
        return city;
    }

    /** As it is sent: nothing that nobody sees, one space for any run of blanks. */
    static String tidy(String text) {
        return Text.visible(text).replaceAll("[\\s\\u00a0\\u2028\\u2029]+", " ").strip();
    }

    private static Refusal invalid(String field, String reason) {
        return Refusal.unmappable(Cause.ADDRESS_INVALID, field, reason);
    }
}
