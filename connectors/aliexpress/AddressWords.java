package aliexpress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.base.Money;
import serai.provider.OrderRules;

/** AliExpress' rules and answers, for people who mend an address or a price. */
final class AddressWords {
    /** What its answers say, and our field: first match wins. */
    private static final Map<Pattern, String> ANSWERS = new LinkedHashMap<>();

    /**
     * What a country's customs may ask and AliExpress has a field for, without the manual saying that an order needs it;
     * sent when the order has it. DSers asks its users for the first two (help.dsers.com/place-csv-orders, November 2026).
     */
    private static final Map<String, Map<String, String>> WELCOME = Map.of(
            "CL", Map.of("taxIds.rut_no", "the recipient's RUT; sent when the order has it"),
            "KR",
                    Map.of(
                            "taxIds.passport_no",
                            "the personal customs code, P and 12 digits; sent when the order has it",
                            "taxIds.foreigner_passport_no",
                            "a foreigner's passport or registration number; sent when the order has it"),
            "TR", Map.of("taxIds.passport_no", "the recipient's identity number; sent when the order has it"),
            "ZA", Map.of("taxIds.passport_no", "the recipient's identity number; sent when the order has it"));

    private static final Pattern ASK =
            Pattern.compile("items\\[([^\\]]+)]\\.maxUnitCost: AliExpress asks ([0-9.]+) ([A-Z]{3}) for one piece.*");

    static {
        for (List<String> row : Table.rows("refusals.csv", 3)) {
            ANSWERS.put(Pattern.compile(row.get(0), Pattern.CASE_INSENSITIVE), row.get(1));
        }
    }

    private AddressWords() {}

    /** What a country asks for, by our field. */
    static Map<String, String> hints(String country) {
        Map<String, String> hints = new LinkedHashMap<>(CountryRule.of(country).words());
        hints.putAll(WELCOME.getOrDefault(country, Map.of()));
        return hints;
    }

    static Optional<String> fieldNamed(String words) {
        return ANSWERS.entrySet().stream()
                .filter(answer -> answer.getKey().matcher(words).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What {@link Prices} wrote, read back. */
    static Optional<OrderRules.Ask> asked(String words) {
        Matcher ask = ASK.matcher(words);
        return ask.matches()
                ? Optional.of(new OrderRules.Ask(ask.group(1), Money.of(ask.group(2), ask.group(3))))
                : Optional.empty();
    }
}
