package aliexpress;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** AliExpress' own codes of countries, which are not ISO 3166: {@code countries.csv} names the source of each. */
final class Countries {
    private static final Map<String, String> CODES = Table.rows("countries.csv", 3).stream()
            .collect(Collectors.toUnmodifiableMap(row -> row.get(0), row -> row.get(1)));

    private Countries() {}

    /**
     * What AliExpress calls a country.
     *
     * @param iso two capital letters
     * @return empty if AliExpress does not list the country, or there is none of that code
     */
    static Optional<String> code(String iso) {
        return Optional.ofNullable(CODES.get(iso)).filter(code -> !code.isEmpty());
    }

    /** The same of a code that may already be AliExpress' own, or one that it alone knows. */
    static String orAsItIs(String code) {
        return code(code).orElse(code);
    }
}
