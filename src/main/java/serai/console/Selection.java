package serai.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import serai.deadletter.DeadLetterFilter;
import serai.deadletter.Search;

/**
 * The dead letters that a person looks at: what was typed, and when it was looked. Lists, counts, buttons and what the
 * buttons do all go by it, so that they mean the same set: letters that die after the look are not in it.
 *
 * @param query as it was typed; empty for all that wait
 * @param seen the instant of the look
 * @param everything all that wait, seen at the same instant
 * @param wrong why the query means nothing; then the filter is that of an empty query
 */
record Selection(
        String query,
        Instant seen,
        DeadLetterFilter filter,
        DeadLetterFilter everything,
        Optional<Search.Reading.Wrong> wrong) {
    /** As the address of a page says it: {@code q} and {@code seen}; a look that has no time is now. */
    static Selection of(Visit visit) {
        return of(visit, visit.query());
    }

    /** As the fields of a form say it. */
    static Selection ofForm(Visit visit) {
        return of(visit, visit.form());
    }

    private static Selection of(Visit visit, Form fields) {
        String query = fields.text("q").orElse("");
        // Nobody has seen what is still to come.
        Instant seen = fields.text("seen")
                .map(Selection::time)
                .filter(visit.now()::isAfter)
                .orElse(visit.now());
        DeadLetterFilter all = DeadLetterFilter.ALL.within(visit.scope()).seen(seen);
        return switch (Search.read(query, visit.account().name(), seen)) {
            case Search.Reading.Understood understood ->
                new Selection(query, seen, all.matching(understood.search()), all, Optional.empty());
            case Search.Reading.Wrong wrong -> new Selection(query, seen, all, all, Optional.of(wrong));
        };
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Form.fault("The time of the look is none; open the list again.");
        }
    }

    /** Whether it is about letters that were put away. */
    boolean archived() {
        return filter.query().filter(Search::speaksOfArchived).isPresent();
    }

    /** The same with another term that must hold, too. */
    String and(String term) {
        String base = query.isBlank()
                ? ""
                : query.contains(" OR ") || query.contains(" or ") ? "(" + query + ") " : query + " ";
        return base + term;
    }

    /** What stands after the question mark for this very set. */
    String address() {
        return "q=" + encoded(query) + "&seen=" + encoded(seen.toString());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
