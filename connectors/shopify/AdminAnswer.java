package shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serai.base.Json;
import serai.provider.Answer;

/**
 * An answer of the Admin API, read without trusting it: HTML, an empty body or a half one never hide the status.
 *
 * @param json the body if it is a JSON object
 * @param errors what went wrong before the operation could be done, in Shopify's order
 * @param version the version that answered, or empty; not always the one that was asked
 * @param pause how long Shopify wants us to wait, from its header or from the cost of the query
 */
record AdminAnswer(
        int status,
        Optional<JsonNode> json,
        List<UserError> errors,
        String version,
        String requestId,
        Optional<Duration> pause) {
    private static final int LONGEST_WORDS = 2_000;
    private static final long LONGEST_WAIT_SECONDS = 3_600;

    AdminAnswer {
        errors = List.copyOf(errors);
    }

    static AdminAnswer of(Answer answer) {
        Optional<JsonNode> json = object(answer.body());
        List<UserError> errors = json.map(body -> errors(body.path("errors"))).orElse(List.of());
        Optional<Duration> cost =
                json.flatMap(body -> cost(body.path("extensions").path("cost")));
        return new AdminAnswer(
                answer.status(),
                json,
                errors,
                answer.header("X-Shopify-API-Version").orElse(""),
                answer.header("X-Request-Id").orElse(""),
                answer.header("Retry-After").flatMap(AdminAnswer::seconds).or(() -> cost));
    }

    /** What was asked for; empty when the operation was not done. */
    Optional<JsonNode> data() {
        return status >= 200 && status < 300 && errors.isEmpty()
                ? json.map(body -> body.path("data")).filter(JsonNode::isObject)
                : Optional.empty();
    }

    /** The first error's code, or empty. */
    String code() {
        return errors.isEmpty() ? "" : errors.getFirst().code();
    }

    /** Shopify's own words, or what kind of body came instead, with the request id. */
    String words() {
        String words = errors.isEmpty()
                ? "HTTP " + status + " with " + (json.isPresent() ? "a JSON body" : "a body that is not JSON")
                : UserError.words(errors);
        String cut = words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
        return requestId.isEmpty() ? cut : cut + " [request " + requestId + "]";
    }

    private static Optional<JsonNode> object(String body) {
        try {
            return Optional.ofNullable(Json.mapper().readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A list in GraphQL; a text or an object where the request never came so far. */
    private static List<UserError> errors(JsonNode node) {
        List<UserError> errors = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(each -> errors.add(new UserError(
                    each.path("extensions").path("code").asText(""),
                    List.of(),
                    each.isTextual() ? each.asText() : each.path("message").asText("no message"))));
        } else if (!node.isMissingNode() && !node.isNull()) {
            errors.add(new UserError("", List.of(), node.isTextual() ? node.asText() : node.toString()));
        }
        return errors;
    }

    /** How long the bucket takes to fill up to what the refused query asks for. */
    private static Optional<Duration> cost(JsonNode cost) {
        JsonNode throttle = cost.path("throttleStatus");
        double rate = throttle.path("restoreRate").asDouble();
        double missing = cost.path("requestedQueryCost").asDouble()
                - throttle.path("currentlyAvailable").asDouble();
        if (rate <= 0 || missing <= 0) {
            return Optional.empty();
        }
        long millis = (long) Math.ceil(missing * 1_000 / rate);
        return Optional.of(Duration.ofMillis(Math.min(millis, LONGEST_WAIT_SECONDS * 1_000)));
    }

    /** Whole or broken seconds, at most an hour: a slip of Shopify's must not stop a channel for a week. */
    private static Optional<Duration> seconds(String header) {
        return header.strip().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
                ? Optional.of(Duration.ofMillis(
                        (long) Math.ceil(Math.min(Double.parseDouble(header.strip()), LONGEST_WAIT_SECONDS) * 1_000)))
                : Optional.empty();
    }
}
