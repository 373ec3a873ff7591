package serai.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HTML entities in what WordPress stores, each decoded once: what stands for an entity becomes that entity, not its character. */
final class Entities {
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#([0-9]{1,8})|#[xX]([0-9a-fA-F]{1,7})|([A-Za-z0-9]{2,8}));");

    /** The entities of U+00A0 to U+00FF, in order. */
    private static final String LATIN1 = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr
            deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest
            Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml
            ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig
            agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml
            eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml""";

    private static final Map<String, String> SPECIAL = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"");
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("apos", "'"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("sbquo", "‚"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("bdquo", "„"),
            Map.entry("hellip", "…"),
            Map.entry("bull", "•"),
            Map.entry("prime", "′"),
            Map.entry("Prime", "″"),
            Map.entry("trade", "™"),
            Map.entry("euro", "€"),
            Map.entry("OElig", "Œ"),
            Map.entry("oelig", "œ"),
            Map.entry("Scaron", "Š"),
            Map.entry("scaron", "š"),
            Map.entry("Yuml", "Ÿ"));
    private static final Map<String, String> NAMED = named();

    private Entities() {}

    /** Text as a person wrote it; an entity that we do not know stays as it is. */
    static String decode(String text) {
        return decode(text, NAMED::get, codePoint -> true);
    }

    /** What WordPress' {@code wp_specialchars_decode} with both quotes does: only {@code & < > " '} come back. */
    static String decodeSpecial(String text) {
        return decode(text, SPECIAL::get, codePoint -> "&<>\"'".indexOf(codePoint) >= 0);
    }

    private static String decode(String text, Function<String, @Nullable String> named, IntPredicate allowed) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        return ENTITY.matcher(text).replaceAll(match -> {
            String replacement = match.group(3) != null
                    ? named.apply(match.group(3))
                    : codePoint(match.group(1), match.group(2), allowed);
            return Matcher.quoteReplacement(replacement == null ? match.group() : replacement);
        });
    }

    private static @Nullable String codePoint(@Nullable String decimal, @Nullable String hex, IntPredicate allowed) {
        int codePoint = decimal != null ? Integer.parseInt(decimal) : hex != null ? Integer.parseInt(hex, 16) : 0;
        boolean character = Character.isValidCodePoint(codePoint)
                && codePoint != 0
                && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
        return character && allowed.test(codePoint) ? Character.toString(codePoint) : null;
    }

    private static Map<String, String> named() {
        Map<String, String> named = new HashMap<>(OTHERS);
        named.putAll(SPECIAL);
        List<String> latin1 = Pattern.compile("\\s+").splitAsStream(LATIN1).toList();
        for (int i = 0; i < latin1.size(); i++) {
            named.put(latin1.get(i), Character.toString(0xA0 + i));
        }
        return Map.copyOf(named);
    }
}
