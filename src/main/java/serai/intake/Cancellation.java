package serai.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import serai.base.Json;

/** The body of a cancel request: {@code {"reason":"…"}}, or nothing at all. */
final class Cancellation {
    static final int LONGEST = 500;

    private Cancellation() {}

    /**
     * The reason in the body.
     *
     * @throws IllegalArgumentException naming the field, if the body is neither empty nor such an object
     */
    static String checked(byte[] body) {
        if (body.length == 0) {
            return "";
        }
        try {
            JsonNode node = Json.read(body);
            JsonNode reason = node.path("reason");
            if (!node.isObject() || !(reason.isMissingNode() || reason.isTextual())) {
                throw new IllegalArgumentException("send {\"reason\":\"text\"}");
            }
            if (reason.asText("").length() > LONGEST) {
                throw new IllegalArgumentException("reason must have at most " + LONGEST + " characters");
            }
            return reason.asText("");
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is not JSON; send {\"reason\":\"text\"}", e);
        }
    }

    /** The reason in a body that was checked before. */
    static String reason(byte[] body) {
        String reason = checked(body);
        return reason.isEmpty() ? "no reason given" : reason;
    }
}
