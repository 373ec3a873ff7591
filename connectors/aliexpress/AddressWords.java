package aliexpress;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serai.base.Money;
import serai.provider.OrderRules;

/** AliExpress' rules and answers, for people who mend an address or a price. */
final class AddressWords {
    /**
     * What its answers say, and our field: first match wins. The texts with B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL;
     * source as of the codes in errors.yaml.
     */
    private static final Map<Pattern, String> ANSWERS = new LinkedHashMap<>();

    private static final Pattern ASK =
            Pattern.compile("items\\[([^\\]]+)]\\.maxUnitCost: AliExpress asks ([0-9.]+) ([A-Z]{3}) for one piece.*");

    static {
        answer("national address", "taxIds.nat_addr");
        answer("cpf|tax register", "taxIds.cpf");
        answer("passport", "taxIds.passport_no");
        answer("mobile|phone|country.?code", "shipTo.phone");
        answer("state|province|county", "shipTo.region");
        answer("city", "shipTo.city");
        answer("zip|postal|post code", "shipTo.postalCode");
        answer("2 ?- ?32 characters|contact|full ?name|recipient", "shipTo.name");
        answer("street|address", "shipTo.line1");
        answer("country", "shipTo.country");
    }

    private AddressWords() {}

    private static void answer(String words, String field) {
        ANSWERS.put(Pattern.compile(words, Pattern.CASE_INSENSITIVE), field);
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
