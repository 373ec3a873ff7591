package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads AliExpress' loose JSON: numbers and booleans as text or bare, lists in wrappers that come and go. */
final class Reading {
    private Reading() {}

    /**
     * The elements of a list, however it came: absent, null, {@code {}} and text are empty; an object without its wrapper
     * or a wrapped single element is one.
     *
     * @param wrappers the names of the key that may lie between the field and its elements
     */
    static List<JsonNode> list(JsonNode parent, String field, String... wrappers) {
        JsonNode node = parent.path(field);
        if (node.isObject()) {
            for (String wrapper : wrappers) {
                if (node.has(wrapper)) {
                    return elements(node.get(wrapper));
                }
            }
            if (node.size() == 1 && node.iterator().next().isArray()) {
                return elements(node.iterator().next());
            }
            return node.isEmpty() ? List.of() : List.of(node);
        }
        return node.isArray() ? elements(node) : List.of();
    }

    private static List<JsonNode> elements(JsonNode node) {
        List<JsonNode> elements = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(elements::add);
        } else if (!node.isNull() && !(node.isObject() && node.isEmpty())) {
            elements.add(node);
        }
        return elements;
    }

    /** The first of the fields that holds a value, as text; a number as written; empty when none does. */
    static String text(JsonNode parent, String... fields) {
        for (String field : fields) {
            JsonNode node = parent.path(field);
            if (node.isValueNode() && !node.isNull() && !node.asText().isBlank()) {
                return node.asText().strip();
            }
        }
        return "";
    }

    /** The first of the fields that is a boolean or says so in words. */
    static Optional<Boolean> flag(JsonNode parent, String... fields) {
        String word = text(parent, fields);
        if (word.equalsIgnoreCase("true")) {
            return Optional.of(true);
        }
        return word.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
    }

    /** A decimal; quote marks inside the text, as the wholesale tiers have them, do not count. */
    static Optional<BigDecimal> decimal(JsonNode parent, String field) {
        String digits = text(parent, field).replace("\"", "").strip();
        try {
            return digits.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
