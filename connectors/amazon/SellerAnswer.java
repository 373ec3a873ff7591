package amazon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import serai.base.Json;
import serai.provider.Answer;

/**
 * An answer of the Selling Partner API or of LWA, read without trusting it: HTML, an empty body or a half one never hide the
 * status.
 *
 * @param json the body if it is a JSON object
 * @param failures what went wrong, in Amazon's order; may be filled on a 200 too
 * @param requestId Amazon's support asks for it; empty if none came
 */
record SellerAnswer(
        int status,
        Optional<JsonNode> json,
        List<Failure> failures,
        String requestId,
        Optional<Duration> retryAfter,
        int length) {
    /** The not-found body is not published; on a 404 the status is enough. */
    private static final Pattern NOT_FOUND =
            Pattern.compile("not found|not exist|no (such )?(fulfillment ?)?order|notfound", Pattern.CASE_INSENSITIVE);

    /** Amazon quotes what it refuses: {@code {Address.AddressLine1=…}}, {@code Value … for parameter DestinationAddress.Name}. */
    private static final Pattern QUOTED = Pattern.compile(
            "(?<=\\b(?:Name|AddressLine[123]|Line[123]|City|PostalCode|DistrictOrCounty|Phone|PhoneNumber)=)[^}\\]]+"
                    + "|(?<=\\bValue )(?! ?for ).{1,200}?(?= for parameter (?:[A-Za-z]+\\.)?"
                    + "(?:Name|AddressLine[123]|Line[123]|City|PostalCode|DistrictOrCounty|Phone|PhoneNumber)\\b)",
            Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_WORDS = 2_000;
    private static final long LONGEST_WAIT_SECONDS = 3_600;

    SellerAnswer {
        failures = List.copyOf(failures);
    }

    /** One entry of Amazon's error list; the reason is often only in the details. */
    record Failure(String code, String message, String details) {
        private String words() {
            String main = message.isBlank() ? code : message;
            return details.isBlank() ? main : main + " (" + details + ")";
        }
    }

    /** An answer of the Selling Partner API. */
    static SellerAnswer of(Answer answer) {
        return of(answer, SellerAnswer::listed);
    }

    /** An answer of LWA, whose error has the OAuth shape. */
    static SellerAnswer ofLogin(Answer answer) {
        return of(answer, SellerAnswer::oauth);
    }

    private static SellerAnswer of(Answer answer, Function<JsonNode, List<Failure>> failures) {
        Optional<JsonNode> json = object(answer.body());
        return new SellerAnswer(
                answer.status(),
                json,
                json.map(failures).orElse(List.of()),
                answer.header("x-amzn-RequestId").orElse(""),
                answer.header("Retry-After").flatMap(SellerAnswer::seconds),
                answer.body().length());
    }

    boolean succeeded() {
        return status >= 200 && status < 300 && json.isPresent() && failures.isEmpty();
    }

    /** Whether Amazon itself says that there is no such thing. */
    boolean saysNotFound() {
        boolean itsWords = NOT_FOUND.matcher(code() + " " + words()).find();
        return switch (status) {
            // An edge's or a proxy's own 404 says nothing of the order.
            case 404 -> json.isPresent() || length == 0;
            case 200, 400 -> !failures.isEmpty() && itsWords;
            default -> false;
        };
    }

    /** Whether the body has no other fields than those; anything else on a 2xx was not said by Amazon. */
    boolean hasOnly(String... fields) {
        return json.filter(body -> {
                    ObjectNode rest = body.deepCopy();
                    return rest.remove(List.of(fields)).isEmpty();
                })
                .isPresent();
    }

    /** The first failure's code, or empty. */
    String code() {
        return failures.isEmpty() ? "" : failures.getFirst().code();
    }

    /** Amazon's own words without the recipient's, or what kind of body came instead. */
    String words() {
        if (!failures.isEmpty()) {
            String words = QUOTED.matcher(String.join(
                            "; ",
                            failures.stream().map(Failure::words).distinct().toList()))
                    .replaceAll("…");
            return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
        }
        String kind = json.isPresent() ? "a JSON body" : length == 0 ? "an empty body" : "a body that is not JSON";
        return "HTTP " + status + " with " + kind;
    }

    /** {@link #words} with the request id, for people. */
    String text() {
        return noted(words());
    }

    /** Our own words with the request id. */
    String noted(String words) {
        return requestId.isEmpty() ? words : words + " [request " + requestId + "]";
    }

    private static Optional<JsonNode> object(String body) {
        try {
            return Optional.ofNullable(Json.mapper().readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static List<Failure> listed(JsonNode json) {
        List<Failure> failures = new ArrayList<>();
        for (JsonNode error : json.path("errors")) {
            failures.add(
                    new Failure(word(error.path("code")), word(error.path("message")), word(error.path("details"))));
        }
        return failures;
    }

    private static List<Failure> oauth(JsonNode json) {
        return json.has("error")
                ? List.of(new Failure(word(json.path("error")), word(json.path("error_description")), ""))
                : List.of();
    }

    private static String word(JsonNode node) {
        return node.isContainerNode() ? node.toString() : node.asText("");
    }

    /** Whole seconds, at most an hour: a slip of Amazon's must not stop a channel for a week. */
    private static Optional<Duration> seconds(String header) {
        return header.strip().matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(header.strip()), LONGEST_WAIT_SECONDS)))
                : Optional.empty();
    }
}
