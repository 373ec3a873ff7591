package serai.store;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * CPF and CNPJ with their check digits (modulus 11; Receita Federal; since July 2026 a CNPJ may have letters in its first
 * twelve places, each worth its ASCII code less 48).
 */
final class BrazilianId {
    private static final Pattern SIGNS = Pattern.compile("[./ -]");
    private static final Pattern FORM = Pattern.compile("[0-9]{11}|[0-9A-Z]{12}[0-9]{2}");
    private static final int CPF = 11;

    private BrazilianId() {}

    /** Whether the check digits fit, with dots and dashes or without; a number of one digit only is none. */
    static boolean isOne(String text) {
        String id = SIGNS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        if (!FORM.matcher(id).matches() || id.chars().distinct().count() == 1) {
            return false;
        }
        int most = id.length() == CPF ? CPF : 9;
        int checked = id.length() - 2;
        return check(id, checked, most) == id.charAt(checked) - '0'
                && check(id, checked + 1, most) == id.charAt(checked + 1) - '0';
    }

    /** Weights count from 2 on from the right; those of a CNPJ begin anew after 9. */
    private static int check(String id, int length, int most) {
        int sum = 0;
        int weight = 2;
        for (int i = length - 1; i >= 0; i--) {
            sum += (id.charAt(i) - '0') * weight;
            weight = weight == most ? 2 : weight + 1;
        }
        int rest = sum % 11;
        return rest < 2 ? 0 : 11 - rest;
    }
}
