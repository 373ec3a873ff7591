package amazon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import serai.base.Address;
import serai.base.Subdivisions;
import serai.base.Subdivisions.Subdivision;
import serai.provider.Cause;
import serai.provider.Refusal;

/**
 * {@code stateOrRegion} in Amazon's words: the post's own code where Amazon takes nothing else, the province's name
 * everywhere else, in the letters in which the rest of the address is written. Never a bare number, never a code that only
 * the shop knows.
 *
 * <p>The model says nothing of its form. That the United States take only the official two letters, and that Europe is not
 * checked, was found by trying (django-oscar/django-oscar-mws, docs, notes on submitting an order, of the same call in
 * Amazon MWS; a refusal of a state is in jrl84/amazon-sp-api issue 249); Canada is expected to be like it there, Australia
 * by us. Read 2026-11-30.
 */
final class Region {
    private static final Set<String> CODES = Set.of("US", "CA", "AU");

    /** What is no name: a number with or without letters before it, or a few capital letters. */
    private static final Pattern CODE =
            Pattern.compile("[A-Z]{1,3}|[A-Z]{2}[-_ ][A-Z0-9]{1,4}|([A-Za-z]{1,3}[-_ ]?)?[0-9]{1,4}[A-Za-z]?");

    private static final Pattern PREFECTURE = Pattern.compile("[- ]?(to|fu|ken|prefecture)$", Pattern.CASE_INSENSITIVE);

    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final int MOST_CANDIDATES = 100;
    private static final Pattern SAYS_SOMETHING = Pattern.compile("[\\p{L}\\p{N}]");

    private Region() {}

    /**
     * The state or province as Amazon has it; empty where the address has none.
     *
     * @throws Refusal naming {@code shipTo.region} and what it may be, if the address has a code that nobody can read
     */
    static String of(Address address) {
        String country = address.country();
        String region = said(address.region(), country);
        String name = said(address.regionName(), country);
        boolean code = isCode(country, region);
        boolean ask = region.isEmpty() || code || CODES.contains(country);
        Optional<Subdivision> meant = find(country, region).or(() -> ask ? find(country, name) : Optional.empty());
        if (CODES.contains(country)) {
            return meant.map(Subdivision::code).orElseGet(() -> nothing(region, name) ? "" : refuse(country));
        }
        if (meant.isPresent()) {
            return named(meant.get(), address);
        }
        if (!region.isEmpty() && !code) {
            return region;
        }
        return !name.isEmpty() && !isCode(country, name) ? name : unread(country, region);
    }

    /** Japanese people write Tokyo, Tokyo-to, 東京 and 東京都 for one prefecture. */
    private static Optional<Subdivision> find(String country, String text) {
        Optional<Subdivision> found = Subdivisions.find(country, text);
        return found.isPresent() || !country.equals("JP")
                ? found
                : Stream.concat(
                                Stream.of(PREFECTURE.matcher(text).replaceFirst("")),
                                Stream.of("都", "府", "県").map(text::concat))
                        .flatMap(spelling -> Subdivisions.byName(country, spelling).stream())
                        .findFirst();
    }

    /** What the field may hold, for people. */
    static String hint(String country) {
        List<Subdivision> known = Subdivisions.of(country);
        return known.isEmpty() || !CODES.contains(country) ? "a name, no code" : "one of " + candidates(country);
    }

    /** A dash, or the country once more, is no province. */
    private static String said(String text, String country) {
        String stripped = text.strip();
        boolean nothing = !SAYS_SOMETHING.matcher(stripped).find()
                || (country.equals("GB") && stripped.equalsIgnoreCase("UK"))
                || (stripped.equalsIgnoreCase(country)
                        && Subdivisions.byCode(country, stripped).isEmpty());
        return nothing ? "" : stripped;
    }

    private static boolean nothing(String region, String name) {
        return region.isEmpty() && name.isEmpty();
    }

    private static boolean isCode(String country, String region) {
        return CODE.matcher(region).matches()
                || (Subdivisions.byCode(country, region).isPresent()
                        && Subdivisions.byName(country, region).isEmpty());
    }

    /** As the store has written it out, unless that means another one; else as the table has it. */
    private static String named(Subdivision meant, Address address) {
        // Japan's forty-seven have two spellings each that everybody reads; Shopify's Tōkyō is neither.
        Optional<String> written = meant.country().equals("JP")
                ? Optional.empty()
                : Stream.of(said(address.region(), meant.country()), said(address.regionName(), meant.country()))
                        .filter(text -> !text.isEmpty() && !isCode(meant.country(), text))
                        .filter(text -> Subdivisions.byName(meant.country(), text)
                                .map(one -> sameName(one, meant))
                                .orElse(true))
                        .findFirst();
        boolean latin = isLatin(address.city() + address.line1());
        return written.orElseGet(
                () -> latin && !isLatin(meant.inOwnLetters()) ? meant.inLatin() : meant.inOwnLetters());
    }

    private static boolean sameName(Subdivision one, Subdivision other) {
        return one.equals(other) || Subdivisions.plain(one.english()).equals(Subdivisions.plain(other.english()));
    }

    private static boolean isLatin(String text) {
        return text.codePoints()
                .filter(Character::isLetter)
                .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
    }

    /** A number that means nothing is left out where no list could help; letters go as the store wrote them. */
    private static String unread(String country, String region) {
        if (region.isEmpty()) {
            return "";
        }
        if (!Subdivisions.of(country).isEmpty()) {
            return refuse(country);
        }
        return DIGIT.matcher(region).find() ? "" : region;
    }

    private static String refuse(String country) {
        throw Refusal.unmappable(
                Cause.ADDRESS_INVALID,
                "shipTo.region",
                "is no state or province of "
                        + new Locale.Builder().setRegion(country).build().getDisplayCountry(Locale.ENGLISH)
                        + " that is known here; write one of " + candidates(country));
    }

    private static String candidates(String country) {
        Map<String, String> all = new LinkedHashMap<>();
        Subdivisions.of(country).stream()
                .map(one -> CODES.contains(country) ? one.code() : one.inLatin())
                .forEach(word -> all.putIfAbsent(Subdivisions.plain(word), word));
        return all.values().stream().limit(MOST_CANDIDATES).collect(Collectors.joining(", "))
                + (all.size() > MOST_CANDIDATES ? ", …" : "");
    }
}
