package serai.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import serai.base.Scope;

/** The conditions of a query that has a varying number of them: fixed texts, every value a bound parameter. */
public final class Conditions {
    private static final String PLACE = "${conditions}";

    private final List<String> parts = new ArrayList<>();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    /**
     * One more condition that must hold.
     *
     * @param part fixed SQL text, never made of what somebody sent
     */
    public Conditions and(String part, Object... values) {
        parts.add("(" + part + ")");
        parameters.addAll(Arrays.asList(values));
        return this;
    }

    /** The column must be one of these; never, when there is none. */
    public Conditions in(String column, Collection<?> values) {
        String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
        return values.isEmpty() ? and("1 = 0") : and(column + " IN (" + marks + ")", values.toArray());
    }

    /** The row must be of a store that the scope holds. */
    public Conditions within(String column, Scope scope) {
        return scope.stores().isEmpty() ? this : in(column, scope.stores().get());
    }

    /** The statement with the conditions in place of its mark. */
    public String in(String statement) {
        return statement.replace(PLACE, parts.isEmpty() ? "1 = 1" : String.join(" AND ", parts));
    }

    /** The conditions' parameters, and those that follow them in the statement. */
    public @Nullable Object[] parameters(Object... after) {
        List<@Nullable Object> all = new ArrayList<>(parameters);
        all.addAll(Arrays.asList(after));
        return all.toArray();
    }

    /** The parameters with one that comes before them in the statement. */
    public @Nullable Object[] parametersAfter(Object first) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(first);
        all.addAll(parameters);
        return all.toArray();
    }

    /** The parameters with one that comes before them in the statement and one that follows. */
    public @Nullable Object[] parametersBetween(Object first, Object last) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(first);
        all.addAll(parameters);
        all.add(last);
        return all.toArray();
    }

    /** Text to look for anywhere in a lower-case column, for {@code LIKE ? ESCAPE '!'}. */
    public static String anywhere(String text) {
        return "%"
                + text.toLowerCase(java.util.Locale.ROOT)
                        .replace("!", "!!")
                        .replace("%", "!%")
                        .replace("_", "!_")
                + "%";
    }
}
