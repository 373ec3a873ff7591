package serai.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The provinces, states and prefectures of all countries: what a code is called. Shipped with Serai, asks
 * nobody. Where the names come from stands at the top of {@code subdivisions.tsv}.
 */
public final class Subdivisions {
    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036f]");
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]");
    private static final Pattern SHORT_NUMBER = Pattern.compile("[0-9]{1,4}");

    /** Letters that have no accent to take off and that people still write without it. */
    private static final Map<String, String> PLAIN =
            Map.of("ł", "l", "ø", "o", "đ", "d", "ı", "i", "ß", "ss", "æ", "ae");

    private Subdivisions() {}

    /**
     * One subdivision of a country.
     *
     * @param country two capital letters of ISO 3166-1
     * @param code ISO 3166-2 without the country, such as {@code 13} or {@code TX}
     * @param english its English name, never empty
     * @param local its name in the country's own language; empty where the source has none
     * @param latin its name as the country's post writes it in Latin letters; empty where the source has none
     */
    public record Subdivision(String country, String code, String english, String local, String latin) {
        /** The name for an address in Latin letters: the post's, else the English one. */
        public String inLatin() {
            return latin.isEmpty() ? english : latin;
        }

        /** The name for an address in the country's own letters, else the English one. */
        public String inOwnLetters() {
            return local.isEmpty() ? english : local;
        }
    }

    /** Every country that has subdivisions here; a country without has none that ISO lists. */
    public static Set<String> countries() {
        return Table.ALL.keySet();
    }

    /** All subdivisions of the country, by code; none for a country that is not known. */
    public static List<Subdivision> of(String country) {
        return index(country).all();
    }

    /**
     * The subdivision that a shop means: by code, with or without the country before it ({@code 13}, {@code JP-13},
     * {@code JP13}), else by any of its names, whatever case, accents, blanks and dots.
     */
    public static Optional<Subdivision> find(String country, String text) {
        return byCode(country, text).or(() -> byName(country, text));
    }

    /**
     * The subdivision of that code, with or without the country before it; {@code 1} is {@code 01}, and WooCommerce's
     * {@code CN1} for Yunnan is {@code 1}, too.
     */
    public static Optional<Subdivision> byCode(String country, String text) {
        String code = text.strip().toUpperCase(Locale.ROOT);
        if (code.isEmpty() || country.isEmpty()) {
            return Optional.empty();
        }
        String bare =
                code.startsWith(country) ? code.substring(country.length()).replaceFirst("^[-_ ]", "") : code;
        return Stream.of(code, bare, country + bare)
                .flatMap(spelling -> Optional.ofNullable(index(country).byCode().get(key(spelling))).stream())
                .findFirst();
    }

    /** The subdivision of that name: English, own or Latin. */
    public static Optional<Subdivision> byName(String country, String text) {
        String name = plain(text);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(index(country).byName().get(name));
    }

    /** The text in lower case without accents, blanks and punctuation: {@code Tōkyō} and {@code TOKYO} are one word. */
    public static String plain(String text) {
        String lower = MARKS.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("");
        for (Map.Entry<String, String> letter : PLAIN.entrySet()) {
            lower = lower.replace(letter.getKey(), letter.getValue());
        }
        return Normalizer.normalize(NOT_WORD.matcher(lower).replaceAll(""), Normalizer.Form.NFC);
    }

    /** {@code 1} and {@code 01} are one. */
    private static String key(String code) {
        return SHORT_NUMBER.matcher(code).matches() ? Integer.toString(Integer.parseInt(code)) : code;
    }

    private static Country index(String country) {
        return Table.ALL.getOrDefault(country, Country.NONE);
    }

    /** One country's, in the order of their codes; of two with one name the first. */
    private record Country(List<Subdivision> all, Map<String, Subdivision> byCode, Map<String, Subdivision> byName) {
        private static final Country NONE = of(List.of());

        private static Country of(List<Subdivision> all) {
            Map<String, Subdivision> byCode = new HashMap<>();
            Map<String, Subdivision> byName = new HashMap<>();
            for (Subdivision one : all) {
                byCode.putIfAbsent(key(one.code()), one);
                Stream.of(one.english(), one.local(), one.latin())
                        .filter(name -> !name.isEmpty())
                        .forEach(name -> byName.putIfAbsent(plain(name), one));
            }
            return new Country(List.copyOf(all), byCode, byName);
        }
    }

    /** Read at the first question. */
    private static final class Table {
        private static final Map<String, Country> ALL = read();

        private static Map<String, Country> read() {
            Map<String, List<Subdivision>> all = new TreeMap<>();
            text().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] cells = line.split("\t", -1);
                all.computeIfAbsent(cells[0], country -> new ArrayList<>())
                        .add(new Subdivision(cells[0], cells[1], cells[2], cells[3], cells[4]));
            });
            Map<String, Country> countries = new HashMap<>();
            all.forEach((country, list) -> countries.put(country, Country.of(list)));
            return Map.copyOf(countries);
        }

        private static String text() {
            try (InputStream in = Subdivisions.class.getResourceAsStream("subdivisions.tsv")) {
                if (in == null) {
                    throw new IllegalStateException("subdivisions.tsv is not in the jar");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("subdivisions.tsv cannot be read", e);
            }
        }
    }
}
