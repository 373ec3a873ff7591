package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One place in a body, there or not: its value, its JSON pointer, and the list that takes the body's faults. */
final class Field {
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

    /** The items of a list; none when it is no list. */
    List<Field> items() {
        List<Field> items = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                items.add(new Field(node.path(i), this, Integer.toString(i), problems));
            }
        }
        return items;
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
