package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.Outcome;

/**
 * What {@code aliexpress.ds.order.create} did. Placed only with a true flag and an order number; unpaid when an error
 * text stands beside them; refused only with a false flag, no number, and a code or a message. All else is unknown.
 */
final class Placed {
    /** AliExpress' numbers have 16 or 17 digits; a few more or less are believed, words are not. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{10,20}");

    private Placed() {}

    /** @param note for the timeline, or empty */
    static Outcome read(Answer answer, JsonNode content, Faults faults, String note) {
        if (answer.status() < 200 || answer.status() >= 300) {
            return Faults.unknown(
                    "http-" + answer.status(), "HTTP status " + answer.status() + " with an order's answer");
        }
        JsonNode result = content.path("result").isObject() ? content.path("result") : content;
        Optional<Boolean> success = Reading.flag(result, "is_success", "success");
        List<String> numbers = Reading.list(result, "order_list", "number").stream()
                .map(JsonNode::asText)
                .filter(number -> NUMBER.matcher(number).matches())
                .toList();
        String code = Reading.text(result, "error_code");
        String text = Reading.text(result, "error_msg");
        if (success.isEmpty()) {
            return Faults.unknown("no-flag", "the answer does not say whether the order was placed");
        }
        if (success.get()) {
            return placed(numbers, code, text, note);
        }
        return numbers.isEmpty()
                ? refused(answer, faults, code, text)
                : Faults.unknown(
                        "contradiction", "the answer says failed and names order " + String.join(", ", numbers));
    }

    private static Outcome placed(List<String> numbers, String code, String text, String note) {
        if (numbers.isEmpty()) {
            return Faults.unknown("no-order-number", "the answer says placed but names no order: " + code + " " + text);
        }
        boolean quiet = Envelope.SUCCESS.contains(code) && (text.isEmpty() || text.equalsIgnoreCase("success"));
        return quiet ? new Outcome.Done(numbers, note) : new Outcome.Unpaid(numbers, code, text);
    }

    private static Outcome refused(Answer answer, Faults faults, String code, String text) {
        if (code.isEmpty() && text.isEmpty()) {
            return Faults.unknown("no-reason", "the answer says failed and gives no reason");
        }
        return faults.known(Faults.PLACE, answer, code.isEmpty() ? text : code, text)
                .orElseGet(() -> new Outcome.Rejected(Cause.REFUSED_BY_SUPPLIER, code, text));
    }
}
