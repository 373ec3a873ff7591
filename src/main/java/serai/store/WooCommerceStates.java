package serai.store;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.Map;
import java.util.Set;

/**
 * States and provinces as WooCommerce writes them: ISO's code with or without the country before it, and codes of its own for
 * some countries, whose names are data: {@code woocommerce-states.yaml}.
 */
final class WooCommerceStates {
    private static final Map<String, Map<String, String>> OWN =
            StoreData.read("woocommerce-states.yaml", new TypeReference<>() {});

    /** Where the country stands before letters, too, without a dash: {@code EGALX}, {@code MZMPM}, {@code RSVO}. */
    private static final Set<String> LETTERS_BEHIND_COUNTRY = Set.of("EG", "MZ", "RS");

    private WooCommerceStates() {}

    /** The name behind a code of WooCommerce's own; empty for ISO's codes. */
    static String name(String country, String state) {
        return OWN.getOrDefault(country, Map.of()).getOrDefault(state, "");
    }

    /** {@code DE-NW} is NW, {@code JP13} is 13, {@code EGALX} is ALX; {@code OR} in the United States and {@code CN1} stay. */
    static String code(String country, String state) {
        if (country.length() != 2
                || !state.startsWith(country)
                || !name(country, state).isEmpty()) {
            return state;
        }
        String rest = state.substring(country.length());
        if (rest.length() > 1 && rest.charAt(0) == '-') {
            return rest.substring(1);
        }
        boolean digits = !rest.isEmpty() && rest.chars().allMatch(each -> each >= '0' && each <= '9');
        boolean behind = !rest.isEmpty() && LETTERS_BEHIND_COUNTRY.contains(country);
        return digits || behind ? rest : state;
    }
}
