package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import serai.provider.Answer;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Task;

/** What {@code aliexpress.trade.ds.order.get} says of orders whose numbers we know. */
final class Found {
    /** For some seconds a new order answers as if it were another buyer's. */
    static final Duration YOUNG = Duration.ofMinutes(10);

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofMinutes(2);

    private static final Set<String> UNPAID = Set.of("PLACE_ORDER_SUCCESS");
    private static final Set<String> UNDECIDED = Set.of("PAYMENT_PROCESSING", "IN_CANCEL");
    private static final Set<String> PAID = Set.of(
            "RISK_CONTROL",
            "RISK_CONTROL_HOLD",
            "WAIT_SELLER_EXAMINE_MONEY",
            "WAIT_SELLER_SEND_GOODS",
            "SELLER_PART_SEND_GOODS",
            "WAIT_BUYER_ACCEPT_GOODS",
            "WAIT_GROUP",
            "WAIT_COMPLETE_ADDRESS",
            "FUND_PROCESSING",
            "IN_ISSUE",
            "IN_FROZEN");
    static final Set<String> SHIPPED = Set.of("SELLER_SEND_GOODS", "SELLER_SEND_PART_GOODS", "BUYER_ACCEPT_GOODS");

    private Found() {}

    /** What the answer to one number means. */
    static Outcome read(String number, JsonNode content) {
        JsonNode result = content.path("result").isObject() ? content.path("result") : content;
        String status = Reading.text(result, "order_status").toUpperCase(Locale.ROOT);
        List<JsonNode> lines = lines(result);
        long cancelled = lines.stream().filter(Found::isCancelled).count();
        if (cancelled > 0) {
            return died(number, status, cancelled + " of " + lines.size() + " lines cancelled");
        }
        if (status.equals("FINISH")) {
            return finished(number, result, lines);
        }
        if (UNPAID.contains(status)) {
            return new Outcome.Unpaid(List.of(number), status, "order " + number + " is not paid");
        }
        if (PAID.contains(status)) {
            return new Outcome.Done(List.of(number), "order " + number + ": " + status);
        }
        if (status.isEmpty()) {
            return new Outcome.Retryable(
                    Cause.PROVIDER_FAILING,
                    "no-status",
                    "AliExpress names no status for order " + number,
                    Optional.of(SOON),
                    Outcome.Scope.ORDER,
                    Optional.empty());
        }
        String note = UNDECIDED.contains(status) ? status : "status " + status + ", which Serai does not know";
        return new Outcome.Taken(LATER, "order " + number + ": " + note);
    }

    /** The order's lines. */
    static List<JsonNode> lines(JsonNode result) {
        return Reading.list(result, "child_order_list", "aeop_child_order_info", "ae_child_order_info");
    }

    private static Outcome finished(String number, JsonNode result, List<JsonNode> lines) {
        boolean shipped = SHIPPED.contains(Reading.text(result, "logistics_status"));
        if (shipped) {
            return new Outcome.Done(List.of(number), "order " + number + ": FINISH");
        }
        String reason = lines.stream()
                .map(line -> Reading.text(line, "end_reason"))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("no reason given");
        return died(number, "FINISH", "closed without being shipped: " + reason);
    }

    private static boolean isCancelled(JsonNode line) {
        return Reading.text(line, "end_reason").toUpperCase(Locale.ROOT).startsWith("CANCEL");
    }

    private static Outcome died(String number, String status, String text) {
        return new Outcome.Rejected(Cause.DIED_AT_SUPPLIER, status, "order " + number + ": " + text);
    }

    /** A number that AliExpress does not show us: too fresh, or lost. */
    static Outcome hidden(String number, Task task, Clock clock) {
        Instant now = clock.instant();
        boolean old =
                task.takenAt().filter(taken -> taken.plus(YOUNG).isBefore(now)).isPresent();
        return old
                ? new Outcome.Rejected(
                        Cause.LOST_AT_SUPPLIER,
                        "isv.insufficient-permission",
                        "AliExpress does not show order " + number)
                : new Outcome.Taken(SOON, "AliExpress does not show order " + number + " yet");
    }

    /** One word on several orders: the first that is not done speaks for all, with all numbers. */
    static Outcome together(List<String> numbers, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Unpaid unpaid) {
                return new Outcome.Unpaid(numbers, unpaid.code(), unpaid.text());
            }
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
        }
        String note = outcomes.stream()
                .map(outcome -> outcome instanceof Outcome.Done done ? done.note() : "")
                .collect(Collectors.joining("; "));
        return new Outcome.Done(numbers, note);
    }

    /** Whether the answer can be believed at all. */
    static boolean isReadable(Answer answer) {
        return answer.status() >= 200 && answer.status() < 300;
    }
}
