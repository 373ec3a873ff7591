package serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A name with its value, as stores keep what their own fields have no place for. */
record Pair(String name, Field value) {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /**
     * The pairs of a list of objects, or of one object whose members are the pairs. What is neither has none; nothing here is
     * a fault of the body.
     */
    static List<Pair> of(Field list, String nameMember, String valueMember) {
        List<Pair> pairs = new ArrayList<>();
        if (list.node().isObject() && hasValues(list.node())) {
            list.node().fieldNames().forEachRemaining(name -> pairs.add(new Pair(name, list.at(name))));
            return pairs;
        }
        for (Field item : entries(list)) {
            String name = plain(item.at(nameMember));
            if (!name.isEmpty()) {
                pairs.add(new Pair(name, item.at(valueMember)));
            }
        }
        return pairs;
    }

    /** What a list holds; PHP writes one with a gap as an object (woocommerce/woocommerce#14907). */
    static List<Field> entries(Field list) {
        if (!list.node().isObject()) {
            return list.items();
        }
        List<Field> entries = new ArrayList<>();
        list.node().fieldNames().forEachRemaining(name -> entries.add(list.at(name)));
        return entries;
    }

    private static boolean hasValues(JsonNode object) {
        return StreamSupport.stream(object.spliterator(), false).anyMatch(JsonNode::isValueNode);
    }

    /** The value as text; empty where it is none. */
    String text() {
        return plain(value);
    }

    /** The name as names are compared: without case, accents, blanks and signs, and without a namespace before it. */
    String key() {
        return key(name.substring(name.lastIndexOf('/') + 1));
    }

    /** A name as names are compared. */
    static String key(String name) {
        String bare =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        return SIGNS.matcher(bare).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** A value as text without blanks around it; empty where it is missing, null, a list or an object. */
    static String plain(Field field) {
        return field.node().isValueNode() ? Loosely.text(field) : "";
    }
}
