package aliexpress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.ReadProgress.State;
import serai.provider.Refusal;

/**
 * How far one AliExpress order is by its own word, {@code order.get}.
 *
 * @param mayHaveParcels whether asking for its parcels can tell more
 * @param saysShipped whether the seller has declared all or a part as sent
 * @param doubtful closed without a word of having been sent: only a parcel shows that it was
 */
record Standing(
        State state,
        Optional<Cause> cause,
        String note,
        boolean mayHaveParcels,
        boolean saysShipped,
        boolean doubtful) {
    private static final Pattern CLOSED = Pattern.compile("cancel|close", Pattern.CASE_INSENSITIVE);
    private static final Set<String> UNPAID = Set.of("PLACE_ORDER_SUCCESS");

    /** Settlement, dispute, frozen: they say nothing of the way of the goods, {@code logistics_status} does. */
    private static final Set<String> BESIDE = Set.of("FUND_PROCESSING", "IN_ISSUE", "IN_FROZEN");

    private static final Set<String> WAITING = Set.of(
            "PAYMENT_PROCESSING",
            "RISK_CONTROL",
            "RISK_CONTROL_HOLD",
            "WAIT_SELLER_EXAMINE_MONEY",
            "WAIT_SELLER_SEND_GOODS",
            "WAIT_GROUP",
            "WAIT_COMPLETE_ADDRESS");

    /** What {@code order.get} says of one number. @throws Refusal if it names no status */
    static Standing of(String number, JsonNode content) {
        JsonNode result = content.path("result").isObject() ? content.path("result") : content;
        String status = Reading.text(result, "order_status").toUpperCase(Locale.ROOT);
        String logistics = Reading.text(result, "logistics_status").toUpperCase(Locale.ROOT);
        List<JsonNode> lines = Found.lines(result);
        List<String> reasons = lines.stream()
                .map(line -> Reading.text(line, "end_reason"))
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .toList();
        String note =
                "order " + number + ": " + status + (reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")");
        long closed = lines.stream()
                .filter(line -> CLOSED.matcher(Reading.text(line, "end_reason")).find())
                .count();
        if (closed > 0 && closed == lines.size()) {
            return new Standing(State.ENDED, Optional.of(Cause.CLOSED_BY_SUPPLIER), note, false, false, false);
        }
        Standing parent = parent(number, status, logistics, note);
        // The rest of a partly cancelled order still comes.
        return closed == 0 ? parent : parent.because(closed + " of " + lines.size() + " lines were cancelled");
    }

    private static Standing parent(String number, String status, String logistics, String note) {
        boolean sent = Found.SHIPPED.contains(logistics);
        if (UNPAID.contains(status)) {
            return new Standing(State.OPEN, Optional.of(Cause.CREATED_UNPAID), note, false, false, false);
        }
        if (status.equals("FINISH")) {
            return sent
                    ? new Standing(State.ENDED, Optional.empty(), note, true, true, false)
                    : new Standing(State.ENDED, Optional.of(Cause.CLOSED_BY_SUPPLIER), note, true, false, true);
        }
        if (status.equals("WAIT_BUYER_ACCEPT_GOODS") || (BESIDE.contains(status) && all(logistics))) {
            return new Standing(State.SHIPPED, Optional.empty(), note, true, true, false);
        }
        if (status.equals("IN_CANCEL")) {
            // The seller may still refuse to cancel, so it is watched until it has ended.
            return new Standing(State.OPEN, Optional.of(Cause.CLOSED_BY_SUPPLIER), note, true, sent, false);
        }
        if (status.isEmpty()) {
            throw new Refusal(new Outcome.Retryable(
                    Cause.PROVIDER_FAILING,
                    "no-status",
                    "AliExpress names no status for order " + number,
                    Optional.of(Duration.ofMinutes(1)),
                    Outcome.Scope.ORDER,
                    Optional.empty()));
        }
        boolean known = WAITING.contains(status) || BESIDE.contains(status) || status.equals("SELLER_PART_SEND_GOODS");
        String words = known ? note : note + ", a status that Serai does not know";
        boolean part = sent || status.equals("SELLER_PART_SEND_GOODS");
        return new Standing(State.OPEN, Optional.empty(), words, !status.equals("PAYMENT_PROCESSING"), part, false);
    }

    private static boolean all(String logistics) {
        return Found.SHIPPED.contains(logistics) && !logistics.equals("SELLER_SEND_PART_GOODS");
    }

    /** The same, now that this many parcels were found: an order that was sent has not been closed. */
    Standing with(int parcels) {
        return doubtful && parcels > 0 ? new Standing(state, Optional.empty(), note, true, true, false) : this;
    }

    /** The same with more words. */
    Standing noted(String more) {
        return new Standing(state, cause, note + "; " + more, mayHaveParcels, saysShipped, doubtful);
    }

    private Standing because(String words) {
        return new Standing(
                state, Optional.of(Cause.CLOSED_BY_SUPPLIER), note + "; " + words, mayHaveParcels, saysShipped, false);
    }
}
