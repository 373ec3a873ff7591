package woocommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import serai.base.Json;
import serai.provider.Answer;

/**
 * An answer of a store, read without trusting it: plugins print warnings before the JSON, hosts put a byte order mark or a
 * whole page of HTML there.
 *
 * @param json the object or list in the body, whatever was printed before it
 * @param text the same as the store wrote it, empty if there is none
 * @param kind of body that came, in words
 */
record ShopAnswer(
        int status,
        Optional<JsonNode> json,
        String text,
        String kind,
        Optional<Duration> retryAfter,
        Optional<Integer> totalPages) {
    /** In place of the store's own code when the body is none of WooCommerce's. */
    static final String NOT_JSON = "not-json";

    /** In place of the store's own code when it is a redirect. */
    static final String REDIRECT = "redirect";

    private static final int MOST_STARTS = 20;
    private static final int LONGEST_WORDS = 1_000;
    private static final long LONGEST_WAIT_SECONDS = 3_600;

    /** @param now to read a {@code Retry-After} that names a time */
    static ShopAnswer of(Answer answer, Instant now) {
        String body = answer.body();
        Optional<Integer> start = start(body);
        String text = start.map(body::substring).orElse("");
        String kind = start.isPresent() ? "a JSON body" : body.isBlank() ? "an empty body" : "a body that is not JSON";
        return new ShopAnswer(
                answer.status(),
                start.map(at -> tree(text)),
                text,
                kind,
                answer.header("Retry-After").flatMap(value -> wait(value.strip(), now)),
                answer.header("X-WP-TotalPages").flatMap(ShopAnswer::number));
    }

    /** The error of one item of a batch. */
    static ShopAnswer ofItem(JsonNode error) {
        int status = error.path("data").path("status").asInt(400);
        return new ShopAnswer(status, Optional.of(error), "", "an error", Optional.empty(), Optional.empty());
    }

    boolean succeeded() {
        return status >= 200 && status < 300 && json.isPresent();
    }

    /** WooCommerce's own error code, else what stands in its place. */
    String code() {
        if (status >= 300 && status < 400) {
            return REDIRECT;
        }
        String code = json.map(body -> body.path("code").asText("")).orElse("");
        return json.isEmpty() ? NOT_JSON : code;
    }

    /** The store's own words without markup, or what kind of body came instead. */
    String words() {
        String message = json.map(body -> body.path("message").asText("")).orElse("");
        String plain = message.replaceAll("<[^>]*>", "").strip();
        if (plain.isEmpty()) {
            return "HTTP " + status + " with " + kind;
        }
        return plain.length() <= LONGEST_WORDS ? plain : plain.substring(0, LONGEST_WORDS) + "…";
    }

    /** Where the JSON starts that the body ends with. */
    private static Optional<Integer> start(String body) {
        int at = next(body, 0);
        for (int tried = 0; at >= 0 && tried < MOST_STARTS; tried++) {
            if (isJson(body.substring(at))) {
                return Optional.of(at);
            }
            at = next(body, at + 1);
        }
        return Optional.empty();
    }

    private static int next(String body, int from) {
        int object = body.indexOf('{', from);
        int list = body.indexOf('[', from);
        return object < 0 || list < 0 ? Math.max(object, list) : Math.min(object, list);
    }

    private static boolean isJson(String text) {
        try {
            return Json.mapper().readTree(text).isContainerNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static JsonNode tree(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was JSON a moment ago", e);
        }
    }

    private static Optional<Integer> number(String header) {
        return Optional.of(header.strip())
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf);
    }

    /** At most an hour: a slip of the host's must not stop a store for a week. */
    private static Optional<Duration> wait(String header, Instant now) {
        if (header.matches("[0-9]{1,9}")) {
            return Optional.of(capped(Long.parseLong(header)));
        }
        try {
            Instant until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(capped(Math.max(0, Duration.between(now, until).toSeconds())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration capped(long seconds) {
        return Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT_SECONDS));
    }
}
