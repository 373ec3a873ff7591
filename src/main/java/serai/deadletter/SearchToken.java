package serai.deadletter;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One piece of a search's text.
 *
 * @param at where it begins
 * @param end where the next one begins
 * @param key of a term, in lower case; empty for words without one
 * @param text the value of a term without its quotes, or the piece itself
 */
record SearchToken(Kind kind, int at, int end, String key, String text) {
    /** What a piece may be. */
    enum Kind {
        BLANK,
        OPEN,
        CLOSE,
        AND,
        OR,
        NOT,
        TERM,
        /** A phrase without an end. */
        UNCLOSED,
        /** Half of a surrogate pair, which no database stores. */
        HALF
    }

    /** Phones make the curved ones. */
    private static final String QUOTES = "\"\u201c\u201d\u201e";

    private static final Pattern KEY = Pattern.compile("([A-Za-z]+):");

    /** The piece that begins there. */
    static SearchToken at(String text, int at) {
        char first = text.charAt(at);
        if (blank(first)) {
            return new SearchToken(Kind.BLANK, at, at + 1, "", "");
        }
        if (first == '(' || first == ')') {
            return new SearchToken(first == '(' ? Kind.OPEN : Kind.CLOSE, at, at + 1, "", String.valueOf(first));
        }
        Matcher key = KEY.matcher(text).region(at, text.length());
        boolean keyed = key.lookingAt();
        String name = keyed ? key.group(1).toLowerCase(Locale.ROOT) : "";
        int value = keyed ? key.end() : at;
        return value < text.length() && QUOTES.indexOf(text.charAt(value)) >= 0
                ? phrase(text, at, name, value)
                : word(text, at, name, value);
    }

    private static SearchToken phrase(String text, int at, String key, int quote) {
        int end = quote + 1;
        while (end < text.length() && QUOTES.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        if (end == text.length()) {
            return new SearchToken(Kind.UNCLOSED, quote, end, key, "");
        }
        return term(text, at, end + 1, key, text.substring(quote + 1, end));
    }

    private static SearchToken word(String text, int at, String key, int from) {
        int end = from;
        while (end < text.length()
                && !blank(text.charAt(end))
                && text.charAt(end) != '('
                && text.charAt(end) != ')'
                && QUOTES.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(from, end);
        if (key.isEmpty()) {
            switch (word) {
                case "AND" -> {
                    return new SearchToken(Kind.AND, at, end, "", word);
                }
                case "OR" -> {
                    return new SearchToken(Kind.OR, at, end, "", word);
                }
                case "NOT" -> {
                    return new SearchToken(Kind.NOT, at, end, "", word);
                }
                default -> {}
            }
        }
        return term(text, at, end, key, word);
    }

    private static SearchToken term(String text, int at, int end, String key, String value) {
        for (int i = at; i < end; i++) {
            char here = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(here) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(here)) {
                return new SearchToken(Kind.HALF, i, end, "", "");
            }
        }
        return new SearchToken(Kind.TERM, at, end, key, value);
    }

    private static boolean blank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /** Whether it is that term, in whatever case the value stands. */
    boolean is(String itsKey, String value) {
        return kind == Kind.TERM && key.equals(itsKey) && text.equalsIgnoreCase(value);
    }
}
