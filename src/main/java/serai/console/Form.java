package serai.console;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serai.http.Problem;
import serai.http.ProblemException;

/** The fields of a form or of what stands after the question mark; at most {@value #MOST_FIELDS}, the rest is not read. */
final class Form {
    static final int MOST_FIELDS = 500;
    static final Form NONE = new Form(Map.of());

    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** Reads {@code application/x-www-form-urlencoded}. @throws ProblemException if it is not that */
    static Form of(String encoded) {
        try {
            return new Form(new QueryStringDecoder(encoded, StandardCharsets.UTF_8, false, MOST_FIELDS).parameters());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.Kind.INVALID_REQUEST.because(
                    "the form has a % that is not followed by two hexadecimal digits"));
        }
    }

    /** The field without blanks around it; empty when it is missing or blank. */
    Optional<String> text(String name) {
        return raw(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The field as it was sent. */
    Optional<String> raw(String name) {
        return Optional.ofNullable(fields.get(name)).map(List::getFirst);
    }

    /** Every value of a field. */
    List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** All names with their first values. */
    Map<String, List<String>> fields() {
        return fields;
    }

    /** The field. @throws ProblemException naming it, if it is missing or longer than {@code most} */
    String required(String name, String label, int most) {
        String value = text(name).orElseThrow(() -> fault(label + " is missing; fill it in"));
        if (value.length() > most) {
            throw fault(label + " has " + value.length() + " characters; at most " + most + " fit");
        }
        return value;
    }

    /** The field or empty text. @throws ProblemException if it is longer than {@code most} */
    String optional(String name, String label, int most) {
        return text(name).isPresent() ? required(name, label, most) : "";
    }

    /** Why something is done: 1 to 500 characters. */
    String reason() {
        return required("reason", "The reason", 500);
    }

    /** Whether a box is ticked. */
    boolean flag(String name) {
        return fields.containsKey(name);
    }

    static ProblemException fault(String detail) {
        return new ProblemException(Problem.Kind.INVALID_REQUEST.because(detail));
    }
}
