package serai.deadletter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import serai.dispatch.DispatchState;
import serai.ledger.Conditions;

/**
 * What a person typed to find dead letters, understood: terms such as {@code store:tea} or {@code "out of stock"}, joined by
 * {@code AND}, {@code OR}, {@code NOT} and brackets. Two terms side by side mean {@code AND}, which binds more tightly than
 * {@code OR}. Times such as {@code 2h} and the word {@code me} are settled when it is read, so that it means the same set
 * for ever.
 *
 * @param text as it was typed
 * @param speaksOfSnoozed whether any term asks for what is snoozed; then nothing is hidden for being snoozed
 * @param speaksOfArchived whether any term asks for what is archived; then it is looked for among the archived as well
 */
public record Search(String text, Node meaning, boolean speaksOfSnoozed, boolean speaksOfArchived) {
    /** The longest text that is read, in UTF-16 units. */
    public static final int LONGEST = 500;

    /** Words anywhere, bound as {@link Conditions#anywhere}, or the whole of an id, bound twice. */
    static final String TEXT = "l.words LIKE ? ESCAPE '!' OR l.id = ? OR l.order_id = ?";

    /** The most terms. */
    public static final int MOST_TERMS = 30;
    /** The most of them that are text to look for anywhere: each reads the words of every letter. */
    public static final int MOST_TEXTS = 5;

    /** How deep brackets and {@code NOT} may stand in each other. */
    public static final int DEEPEST = 10;

    /** Columns that the indexes of {@code letter} carry along. */
    private static final Pattern INDEXED =
            Pattern.compile("l\\.(state|cause|channel|store|changed_at|snoozed_until|assignee|kind)\\b");

    /** What came of reading. */
    public sealed interface Reading {
        /** It means something. */
        record Understood(Search search) implements Reading {}

        /**
         * It does not.
         *
         * @param column of the first character that is wrong, 1 for the first of all
         * @param says what is wrong and what to write instead
         */
        record Wrong(int column, String says) implements Reading {}
    }

    /** A part of the meaning. */
    sealed interface Node {
        /** Each of them. */
        record All(List<Node> nodes) implements Node {
            public All {
                nodes = List.copyOf(nodes);
            }
        }

        /** One of them or more. */
        record Any(List<Node> nodes) implements Node {
            public Any {
                nodes = List.copyOf(nodes);
            }
        }

        /** What the other does not mean. */
        record Not(Node node) implements Node {}

        /** A condition on {@code letter l}: fixed text, the values bound. */
        record Term(String sql, List<Object> values) implements Node {
            public Term {
                values = List.copyOf(values);
            }

            static Term of(String sql, Object... values) {
                return new Term(sql, Arrays.asList(values));
            }
        }
    }

    /** A term for exactly that value; empty when no term can say it, which a quotation mark in it prevents. */
    public static Optional<String> term(String key, String value) {
        return value.isBlank() || value.chars().anyMatch(each -> "\"\u201c\u201d\u201e".indexOf(each) >= 0)
                ? Optional.empty()
                : Optional.of(key + ":" + (value.matches("[A-Za-z0-9._-]+") ? value : "\"" + value + "\""));
    }

    /**
     * Reads what somebody typed; throws nothing, whatever it is. An empty text means every letter.
     *
     * @param me whom {@code assignee:me} means
     * @param now from when {@code before:2h} counts
     */
    public static Reading read(String text, String me, Instant now) {
        return SearchReader.read(text, me, now);
    }

    /** The same, but only what has no cause: what no filter by cause names. */
    Search withoutCause() {
        Node none = Node.Term.of("l.cause = ''");
        return new Search(
                text.isBlank() ? "cause:none" : "(" + text + ") cause:none",
                new Node.All(List.of(meaning, none)),
                speaksOfSnoozed,
                speaksOfArchived);
    }

    /** The same, but only what is archived, or only what waits; the text says it, too, so that an audit entry does. */
    Search only(boolean archived) {
        Node state = Node.Term.of("l.state = ?", archived ? DispatchState.ARCHIVED : DispatchState.DEAD);
        String term = archived ? "is:archived" : "NOT is:archived";
        return new Search(
                text.isBlank() ? term : "(" + text + ") " + term,
                new Node.All(List.of(meaning, state)),
                speaksOfSnoozed,
                true);
    }

    /** Whether an index is not enough to tell which letters it means. */
    boolean readsRows() {
        return readsRows(meaning);
    }

    private static boolean readsRows(Node node) {
        return switch (node) {
            case Node.All all -> all.nodes().stream().anyMatch(Search::readsRows);
            case Node.Any any -> any.nodes().stream().anyMatch(Search::readsRows);
            case Node.Not not -> readsRows(not.node());
            case Node.Term term -> !INDEXED.matcher(term.sql()).lookingAt();
        };
    }

    /** Adds what it means to other conditions on {@code letter l}. */
    void restrict(Conditions conditions) {
        List<@Nullable Object> values = new ArrayList<>();
        String sql = sql(meaning, values);
        conditions.and(sql, values.toArray());
    }

    private static String sql(Node node, List<@Nullable Object> values) {
        return switch (node) {
            case Node.All all -> joined(all.nodes(), " AND ", "1 = 1", values);
            case Node.Any any -> joined(any.nodes(), " OR ", "1 = 0", values);
            case Node.Not not -> "NOT (" + sql(not.node(), values) + ")";
            case Node.Term term -> {
                values.addAll(term.values());
                yield term.sql();
            }
        };
    }

    private static String joined(List<Node> nodes, String word, String none, List<@Nullable Object> values) {
        return nodes.isEmpty()
                ? none
                : nodes.stream().map(node -> "(" + sql(node, values) + ")").collect(Collectors.joining(word));
    }
}
