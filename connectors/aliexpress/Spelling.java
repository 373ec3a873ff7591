package aliexpress;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** When two spellings of a place's name mean the same place. */
final class Spelling {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['\u2018\u2019\u02bb\u02bc`\u00b4]");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Letters that no mark is taken from by decomposing them. */
    private static final List<List<String>> LETTERS = List.of(
            List.of("ß", "ss"),
            List.of("ł", "l"),
            List.of("đ", "d"),
            List.of("ð", "d"),
            List.of("þ", "th"),
            List.of("ø", "o"),
            List.of("æ", "ae"),
            List.of("œ", "oe"),
            List.of("ı", "i"));

    /** Words that say what kind of place it is; one list has them, another does not. */
    private static final Set<String> KINDS = Set.of(
            ("province provincia provincie provinz prefecture state estado county comitat judet judetul region regione"
                            + " regiao departamento department departement district distrito distrikt governorate oblast okrug"
                            + " raion canton kanton municipality municipio parish city metropolitan metropolis special capital"
                            + " republic autonomous territory union emirate voivodeship wojewodztwo kraj zupanija lan fylke krai"
                            + " comarca division of the de del della di da do dei und and community comunidad citta metropolitana"
                            + " to ken fu si teukbyeolsi gwangyeoksi co")
                    .split(" "));

    private Spelling() {}

    /** Without case, marks, apostrophes and what stands between words; {@code St} and {@code Ste} are written out. */
    static String key(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        for (List<String> letter : LETTERS) {
            text = text.replace(letter.get(0), letter.get(1));
        }
        text = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        text = APOSTROPHES.matcher(text).replaceAll("");
        text = BETWEEN.matcher(text).replaceAll(" ").strip();
        return Arrays.stream(text.split(" ", -1))
                .map(word -> word.equals("st") ? "saint" : word.equals("ste") ? "sainte" : word)
                .collect(Collectors.joining(" "));
    }

    /** The same without the words that say what kind of place it is; the key itself if nothing else is in it. */
    static String bare(String name) {
        String key = key(name);
        String bare = Arrays.stream(key.split(" ", -1))
                .filter(word -> !KINDS.contains(word))
                .collect(Collectors.joining(" "));
        return bare.isEmpty() ? key : bare;
    }

    /**
     * Whether it is a code and no name: digits, or one to three letters of the Latin alphabet, or both. A name that is as
     * short as that is known to {@code provinces.csv}.
     */
    static boolean isCode(String text) {
        return text.matches(
                "[A-Za-z]{1,3}|[A-Za-z]{0,3}[-_ ]?[A-Za-z]{0,3}[0-9]{1,4}[A-Za-z]?|[A-Z]{2}-[A-Z0-9]{1,6}|[^\\p{L}]*");
    }

    /** How many letters have to change to make one key of the other: the fewer, the likelier one was meant. */
    static int distance(String one, String other) {
        String a = key(one);
        String b = key(other);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
