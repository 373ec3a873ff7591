package amazon;

import amazon.GetFulfillmentOrderResponse.Result;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import serai.base.Json;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Outcome.Scope;
import serai.provider.PlaceOrder;
import serai.provider.Task;

/** What a look-up by our reference says of an order: whether Amazon holds it, with our lines, and in what state. */
final class LookUp {
    /** After a create: how long until the first look. */
    static final Duration FIRST = Duration.ofSeconds(2);

    private static final Duration LATER = Duration.ofSeconds(5);
    private static final Duration SLOWEST = Duration.ofMinutes(5);

    /** How long an order may stay unvalidated before it counts as placed all the same. */
    private static final Duration VALIDATION = Duration.ofSeconds(20);

    /** How long after a create Amazon may not show the order; its size is not published. */
    static final Duration BLIND = Duration.ofMinutes(15);

    private final Clock clock;

    LookUp(Clock clock) {
        this.clock = clock;
    }

    /** What became of the order; empty if the answer is a failure that the error table has to read. */
    Optional<Outcome> read(Task task, SellerAnswer got) {
        if (got.saysNotFound()) {
            return Optional.of(absent(task, got));
        }
        if (!got.succeeded()) {
            return Optional.empty();
        }
        return got.json()
                .flatMap(LookUp::result)
                .flatMap(result -> found(task, got, result))
                .or(() -> Optional.of(new Outcome.Retryable(
                        Cause.PROVIDER_FAILING,
                        "",
                        got.noted("the answer holds no order"),
                        got.retryAfter(),
                        Scope.ORDER,
                        Optional.empty())));
    }

    private Optional<Outcome> found(Task task, SellerAnswer got, Result result) {
        Optional<Map<String, Long>> theirs = result.pieces();
        if (result.fulfillmentOrder().isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> ours = pieces(task.order());
        if (!theirs.get().equals(ours)) {
            return Optional.of(new Outcome.Rejected(
                    Cause.CONFLICT_AT_SUPPLIER,
                    "",
                    got.noted("Amazon holds " + theirs.get() + " under our reference, the order asks for " + ours)));
        }
        return Optional.of(standing(task, got, result.fulfillmentOrder().get().fulfillmentOrderStatus()));
    }

    private Outcome standing(Task task, SellerAnswer got, String status) {
        List<String> ids = List.of(task.order().reference().value());
        Duration age = age(task);
        return switch (FulfillmentStatus.of(status)) {
            case RECEIVED, PLANNING, PROCESSING, COMPLETE, COMPLETE_PARTIALLED ->
                new Outcome.Done(ids, "Amazon says " + status);
            case CANCELLED, UNFULFILLABLE, INVALID ->
                new Outcome.Rejected(Cause.DIED_AT_SUPPLIER, status, got.noted("Amazon says " + status));
            case NEW ->
                age.compareTo(VALIDATION) < 0
                        ? new Outcome.Taken(nextLook(age), "Amazon says " + status + ": not yet validated")
                        : new Outcome.Done(ids, "Amazon holds it but has not yet validated it: " + status);
            case UNKNOWN -> new Outcome.Taken(nextLook(age), "Amazon says \"" + status + "\", a status unknown to us");
        };
    }

    private Outcome absent(Task task, SellerAnswer got) {
        if (task.takenAt().isEmpty()) {
            return new Outcome.NotFound(got.text());
        }
        Duration age = age(task);
        return age.compareTo(BLIND) < 0
                ? new Outcome.Taken(nextLook(age), got.noted("taken, but not yet visible at Amazon"))
                : new Outcome.Rejected(
                        Cause.LOST_AT_SUPPLIER,
                        got.code(),
                        "Amazon took the order at " + task.takenAt().get() + " and does not show it: " + got.text());
    }

    /** What Amazon holds, if the answer can be read. */
    static Optional<Result> result(JsonNode json) {
        try {
            return Json.mapper()
                    .treeToValue(json, GetFulfillmentOrderResponse.class)
                    .payload();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** How many of each SKU: Amazon may list lines in another order, the pieces are what is bought. */
    private static Map<String, Long> pieces(PlaceOrder order) {
        Map<String, Long> pieces = new TreeMap<>();
        order.items()
                .forEach(item ->
                        pieces.merge(RequestMapper.INSTANCE.sellerSku(item), (long) item.quantity(), Long::sum));
        return pieces;
    }

    private Duration age(Task task) {
        return task.takenAt()
                .map(taken -> Duration.between(taken, clock.instant()))
                .orElse(Duration.ZERO);
    }

    /** Every 2 s at first, then every 5 s, then at a tenth of the time passed. */
    private static Duration nextLook(Duration age) {
        if (age.compareTo(FIRST.multipliedBy(2)) < 0) {
            return FIRST;
        }
        Duration tenth = age.dividedBy(10);
        return tenth.compareTo(LATER) < 0 ? LATER : tenth.compareTo(SLOWEST) > 0 ? SLOWEST : tenth;
    }
}
