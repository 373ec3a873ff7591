package serai.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** JSON pointers (RFC 6901). */
final class Pointers {
    private Pointers() {}

    /** A name as a part of a pointer. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** A part of a pointer as a name. */
    static String plain(String part) {
        return part.replace("~1", "/").replace("~0", "~");
    }

    /** The smallest places in which two documents differ; of lists of different length, the list. */
    static List<String> differences(JsonNode before, JsonNode after) {
        List<String> places = new ArrayList<>();
        collect(before, after, "", places);
        return places;
    }

    private static void collect(JsonNode before, JsonNode after, String pointer, List<String> places) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> collect(before.path(name), after.path(name), pointer + "/" + escaped(name), places));
        } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                collect(before.get(i), after.get(i), pointer + "/" + i, places);
            }
        } else {
            places.add(pointer);
        }
    }
}
