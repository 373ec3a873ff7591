package aliexpress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import serai.base.Json;

/**
 * The states and provinces of one country as AliExpress lists them, with their cities: the very names that it takes.
 *
 * @param provinces at least one
 */
record Listed(List<Place> provinces) {
    /** What AliExpress takes for a place that its list lacks, where the list has it. */
    static final String OTHER = "Other";

    Listed {
        provinces = List.copyOf(provinces);
    }

    /**
     * A province or a city.
     *
     * @param parts the cities of a province; empty where AliExpress lists none
     */
    record Place(String name, List<Place> parts) {
        Place {
            parts = List.copyOf(parts);
        }
    }

    /**
     * What {@code aliexpress.ds.address.get} answered: {@code data} is an object or a list, {@code children} in it is a list
     * or JSON text of one (simowment/ae_sdk, "aliexpress_docs/Freight API/aliexpress.ds.address.get.md"; types PROVINCE and
     * CITY as public clients see them).
     *
     * @return empty if it names no province
     */
    static Optional<Listed> of(JsonNode content) {
        JsonNode result = content.path("result").isObject() ? content.path("result") : content;
        List<Place> provinces = new ArrayList<>();
        for (JsonNode country : Reading.list(result, "data", "address", "data_item")) {
            provinces.addAll(places(country.path("children")));
        }
        return provinces.isEmpty() ? Optional.empty() : Optional.of(new Listed(provinces));
    }

    private static List<Place> places(JsonNode children) {
        List<Place> places = new ArrayList<>();
        for (JsonNode child : parsed(children)) {
            String name = Reading.text(child, "name");
            if (!name.isEmpty()) {
                places.add(new Place(name, places(child.path("children"))));
            }
        }
        return places;
    }

    private static JsonNode parsed(JsonNode children) {
        if (!children.isTextual()) {
            return children;
        }
        try {
            return Json.mapper().readTree(children.asText());
        } catch (JsonProcessingException e) {
            // The sample of the manual has words there; a list that is none is no list.
            return Json.mapper().missingNode();
        }
    }

    /** The first of the names that a province has, however it is spelled; never one of two that it could be. */
    Optional<Place> province(List<String> names) {
        return find(provinces, names);
    }

    /** The province for places that the list lacks. */
    Optional<Place> other() {
        return find(provinces, List.of(OTHER));
    }

    /** As {@link #province}, for the cities of one. */
    static Optional<Place> city(Place province, String name) {
        return only(province.parts(), name, Spelling::key);
    }

    /** The names that look most like what the store wrote, for people; all of a short list. */
    static String nearest(List<Place> places, String given) {
        int most = 5;
        List<String> names = places.stream()
                .map(Place::name)
                .filter(name -> !name.equalsIgnoreCase(OTHER))
                .sorted(Comparator.comparingInt((String name) -> Spelling.distance(name, given))
                        .thenComparing(name -> name))
                .toList();
        String shown = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() <= most ? shown : shown + " and " + (names.size() - most) + " more";
    }

    private static Optional<Place> find(List<Place> places, List<String> names) {
        for (UnaryOperator<String> spelling : List.<UnaryOperator<String>>of(Spelling::key, Spelling::bare)) {
            for (String name : names) {
                Optional<Place> found = only(places, name, spelling);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> only(List<Place> places, String name, UnaryOperator<String> spelling) {
        String wanted = spelling.apply(name);
        List<Place> found = wanted.isEmpty()
                ? List.of()
                : places.stream()
                        .filter(place -> spelling.apply(place.name()).equals(wanted))
                        .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
