package shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a mutation was not done, or not wholly; comes inside HTTP 200.
 *
 * @param code empty where the mutation has none
 * @param field the way to the input at fault, for example {@code input, quantities, 3, changeFromQuantity}
 */
record UserError(String code, List<String> field, String message) {
    UserError {
        field = List.copyOf(field);
    }

    /** Those of a mutation's payload; an empty list is the only success. */
    static List<UserError> of(JsonNode payload) {
        List<UserError> errors = new ArrayList<>();
        for (JsonNode error : payload.path("userErrors")) {
            List<String> field = new ArrayList<>();
            error.path("field").forEach(part -> field.add(part.asText()));
            errors.add(new UserError(
                    error.path("code").asText(""), field, error.path("message").asText("no message")));
        }
        return errors;
    }

    /** The place in the list that it complains about; empty when it names none. */
    Optional<Integer> place() {
        return field.stream()
                .filter(part -> part.matches("[0-9]{1,6}"))
                .map(Integer::valueOf)
                .findFirst();
    }

    /** All that was said, once. */
    static String words(List<UserError> errors) {
        return errors.stream().map(UserError::message).distinct().collect(Collectors.joining("; "));
    }
}
