package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One place in a body, there or not: its value, its JSON pointer, and the list that takes the body's faults. */
final class Field {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final JsonNode node;
    private final @Nullable Field parent;
    private final String name;
    private final List<Problem> problems;

    private Field(JsonNode node, @Nullable Field parent, String name, List<Problem> problems) {
        this.node = node;
        this.parent = parent;
        this.name = name;
        this.problems = problems;
    }

    static Field root(JsonNode node, List<Problem> problems) {
        return new Field(node, null, "", problems);
    }

    Field at(String member) {
        return new Field(node.path(member), this, member, problems);
    }

    /**
     * What a list holds. PHP writes a list with a gap in it as an object keyed by number (woocommerce/woocommerce#14907,
     * #14184, #68161, read November 2026), an empty one of any kind as {@code []}, {@code ""}, {@code false} or null, and
     * plugins put one thing where a list of one belongs: all of these are lists.
     *
     * @return none as well where text, a number or true stands in the list's place; see {@link #noList}
     */
    List<Field> items() {
        if (node.isArray()) {
            return IntStream.range(0, node.size())
                    .mapToObj(i -> new Field(node.path(i), this, Integer.toString(i), problems))
                    .toList();
        }
        if (!node.isObject() || node.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        if (names.stream().allMatch(each -> NUMBER.matcher(each).matches())) {
            names.sort(Comparator.comparingLong(Long::parseLong));
            return names.stream().map(this::at).toList();
        }
        boolean onlyThings = names.stream().allMatch(each -> node.path(each).isObject());
        return onlyThings ? names.stream().map(this::at).toList() : List.of(this);
    }

    /** Whether something stands here that is neither a list nor one of PHP's ways to write an empty one. */
    boolean noList() {
        boolean nothing = absent()
                || (node.isBoolean() && !node.booleanValue())
                || (node.isTextual() && node.textValue().isBlank());
        return !nothing && !node.isContainerNode();
    }

    JsonNode node() {
        return node;
    }

    /** Whether it is missing or null. */
    boolean absent() {
        return node.isMissingNode() || node.isNull();
    }

    void problem(String detail) {
        problems.add(new Problem(pointer(), detail));
    }

    /** How many faults the whole body has so far. */
    int faults() {
        return problems.size();
    }

    String pointer() {
        return parent == null
                ? ""
                : parent.pointer() + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** What the value is, in words of JSON. */
    String kind() {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }
}
