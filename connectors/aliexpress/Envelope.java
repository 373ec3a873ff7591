package aliexpress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import serai.base.Json;
import serai.provider.Answer;

/** What an answer is before anyone looks at its meaning. */
sealed interface Envelope {
    /** The content of the {@code …_response} wrapper, or of the body when there is none. */
    record Content(JsonNode node) implements Envelope {}

    /**
     * The gateway refused or failed.
     *
     * @param code the code to look up: the {@code sub_code} for {@code 15}, which only says "remote service error"
     */
    record Fault(String code, String text) implements Envelope {}

    /** Empty, HTML, cut short, or JSON that is no object. */
    record Unreadable(String text) implements Envelope {}

    /** Codes that mean success where a body carries one. */
    Set<String> SUCCESS = Set.of("", "0", "00", "200");

    /** Never throws, whatever came back. */
    static Envelope of(Answer answer) {
        JsonNode root = root(answer.body());
        if (answer.status() == 429) {
            JsonNode error = root.path("error_response").isObject() ? root.path("error_response") : root;
            return new Fault("http-429", "HTTP status 429 " + fault(error).text());
        }
        if (!root.isObject()) {
            return new Unreadable("HTTP status " + answer.status() + " with a body that is no JSON object");
        }
        if (root.path("error_response").isObject()) {
            return fault(root.path("error_response"));
        }
        for (var field : root.properties()) {
            if (field.getKey().endsWith("_response") && field.getValue().isObject()) {
                return new Content(field.getValue());
            }
        }
        return isFlatError(root) ? fault(root) : new Content(root);
    }

    /** As {@code /rest} answers, and {@code /sync} when simplified: code and message stand at the top. */
    private static boolean isFlatError(JsonNode node) {
        return !SUCCESS.contains(Reading.text(node, "code"))
                && !node.has("result")
                && !node.has("is_success")
                && !Reading.text(node, "type", "message", "msg").isEmpty();
    }

    /** The fault that an error body describes. */
    static Fault fault(JsonNode error) {
        String code = Reading.text(error, "code");
        String sub = Reading.text(error, "sub_code");
        String text = Reading.text(error, "sub_msg", "msg", "message");
        if ((code.equals("15") || code.isEmpty()) && !sub.isEmpty()) {
            code = sub;
        }
        return new Fault(code, text);
    }

    private static JsonNode root(String body) {
        String text = body.startsWith("\uFEFF") ? body.substring(1) : body;
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return Json.mapper().missingNode();
        }
    }
}
