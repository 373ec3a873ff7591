package aliexpress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The states and provinces of all countries with the codes that stores write and the names that people and AliExpress
 * write: {@code provinces.csv}, which names its sources. AliExpress' own list goes before it, where that can be had.
 */
final class Provinces {
    private static final Map<String, Country> ALL = read();
    private static final Country NONE = new Country(List.of(), Map.of(), Map.of());

    private Provinces() {}

    /**
     * One state or province.
     *
     * @param codes as stores write them, without the country
     * @param name what is sent when AliExpress' own list cannot be had
     * @param others what else it is called
     * @param around the code of the region that it is part of, or empty
     */
    record Province(List<String> codes, String name, List<String> others, String around) {
        /** All its names, the first one first. */
        List<String> names() {
            return Stream.concat(Stream.of(name), others.stream()).toList();
        }
    }

    /** The provinces of a country, and those that a spelling may mean. */
    private record Country(
            List<Province> all, Map<String, Set<Province>> byKey, Map<String, Set<Province>> byBareName) {
        static Country of(List<Province> all) {
            return new Country(List.copyOf(all), index(all, Spelling::key), index(all, Spelling::bare));
        }

        private static Map<String, Set<Province>> index(List<Province> all, UnaryOperator<String> spelling) {
            Map<String, Set<Province>> index = new HashMap<>();
            all.forEach(province -> province.names()
                    .forEach(name -> index.computeIfAbsent(spelling.apply(name), any -> new LinkedHashSet<>())
                            .add(province)));
            return index;
        }
    }

    /** Those of a country, in no order. */
    static List<Province> of(String country) {
        return ALL.getOrDefault(country, NONE).all();
    }

    /**
     * The province that a store means. Its code goes before its name: there are two of some names, and a store writes the
     * code out of a list.
     *
     * @param country two capital letters of ISO 3166-1
     * @param given what the store wrote, a code or a name each; empty ones do not count
     */
    static Optional<Province> find(String country, List<String> given) {
        for (String each : given) {
            Optional<Province> byCode = byCode(country, each);
            if (byCode.isPresent()) {
                return byCode;
            }
        }
        for (String each : given) {
            Country known = ALL.getOrDefault(country, NONE);
            Optional<Province> byName = only(known.byKey().getOrDefault(Spelling.key(each), Set.of()))
                    .or(() -> only(known.byBareName().getOrDefault(Spelling.bare(each), Set.of())));
            if (byName.isPresent()) {
                return byName;
            }
        }
        return Optional.empty();
    }

    /** The region that it is part of: Lazio for Roma. */
    static Optional<Province> around(String country, Province province) {
        return province.around().isEmpty() ? Optional.empty() : byCode(country, province.around());
    }

    /**
     * The department of a French postal code, whose first digits are the department's: AliExpress lists those, not the
     * regions (a public shop's report of its list, 16 September 2026: "Ile-de-France" is refused).
     */
    static Optional<Province> ofPostcode(String country, String postcode) {
        if (!country.equals("FR") || !postcode.matches("[0-9]{5}")) {
            return Optional.empty();
        }
        String two = postcode.substring(0, 2);
        String code = !two.equals("20") ? two : postcode.charAt(2) <= '1' ? "2A" : "2B";
        return of(country).stream()
                .filter(each -> each.codes().stream().anyMatch(one -> one.matches(code + "[A-Z]?")))
                .findFirst();
    }

    /** Whether it is a region of France, around departments. */
    static boolean isFrenchRegion(String country, Province province) {
        return country.equals("FR")
                && province.codes().stream().noneMatch(code -> code.matches("(?!20)\\d\\d[A-Z]?|2[AB]"));
    }

    private static Optional<Province> byCode(String country, String given) {
        String text = given.strip().toUpperCase(Locale.ROOT);
        if (text.isEmpty() || text.length() > 20) {
            return Optional.empty();
        }
        String bare =
                text.startsWith(country) ? text.substring(country.length()).replaceFirst("^[-_ ]", "") : "";
        return withCode(country, text).or(() -> bare.isEmpty() ? Optional.empty() : withCode(country, bare));
    }

    private static Optional<Province> withCode(String country, String code) {
        return of(country).stream()
                .filter(each -> each.codes().stream().anyMatch(one -> isSame(one, code)))
                .findFirst();
    }

    /** Shops write 1 and 01 for the same prefecture. */
    private static boolean isSame(String one, String other) {
        boolean numbers = one.matches("[0-9]{1,4}") && other.matches("[0-9]{1,4}");
        return numbers ? Integer.parseInt(one) == Integer.parseInt(other) : one.equals(other);
    }

    private static Optional<Province> only(Set<Province> found) {
        // A province and the region around it may share a name: the smaller one is meant.
        List<Province> small = found.size() > 1
                ? found.stream().filter(each -> !each.around().isEmpty()).toList()
                : List.copyOf(found);
        return small.size() == 1 ? Optional.of(small.getFirst()) : Optional.empty();
    }

    private static Map<String, Country> read() {
        Map<String, List<Province>> all = new HashMap<>();
        for (List<String> row : Table.rows("provinces.csv", 5)) {
            all.computeIfAbsent(row.get(0), country -> new ArrayList<>())
                    .add(new Province(Table.several(row.get(1)), row.get(2), Table.several(row.get(3)), row.get(4)));
        }
        Map<String, Country> countries = new HashMap<>();
        all.forEach((country, provinces) -> countries.put(country, Country.of(provinces)));
        return Map.copyOf(countries);
    }
}
