package serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What one supplier checks before it looks at the business of a request. Found by {@link java.util.ServiceLoader};
 * {@code "rules"} in the supplier's {@code simulator.json} names it.
 */
public interface Rules {
    /** The name that {@code simulator.json} uses. */
    String name();

    /**
     * Judges one request by one named check of the matched mapping.
     *
     * @param settings the supplier's {@code simulator.json}
     * @throws IllegalArgumentException if the supplier has no check of this name
     */
    Verdict judge(String check, Asked asked, Tokens tokens, JsonNode settings);

    /** What a check found. */
    sealed interface Verdict {
        /** Nothing wrong; the model is offered to the answer's template. */
        record Passed(Map<String, Object> model) implements Verdict {}

        /** The request is answered by this template of {@code __files} and goes no further. */
        record Refused(int status, String file, Map<String, Object> model) implements Verdict {}

        /** Nothing wrong and nothing to add. */
        static Verdict passed() {
            return new Passed(Map.of());
        }
    }
}
