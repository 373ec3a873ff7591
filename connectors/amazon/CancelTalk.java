package amazon;

import amazon.GetFulfillmentOrderResponse.Result;
import amazon.SellerApi.Question;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import serai.provider.CancelOrder;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.Turn;

/**
 * Cancels an order: reads it, asks, reads again. Amazon cancels only what it has not begun to pick, and its yes is a
 * request, not a proof; what came of it is read. Where nobody knows whether Amazon holds the order, it is asked by our
 * reference until "not found" is a proof.
 */
final class CancelTalk {
    /** How long Amazon may need to show an order as cancelled. */
    private static final Duration LATER = Duration.ofSeconds(30);

    private final SellerApi api;
    private final Clock clock;

    CancelTalk(SellerApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Ends with an {@link Outcome}. */
    Turn begin(CancelOrder work) {
        String id = work.supplierOrderIds().isEmpty()
                ? work.reference().value()
                : work.supplierOrderIds().getFirst();
        Instant asked = clock.instant();
        // What reads do not show yet may be cancelled all the same.
        return read(
                id,
                work.lastCreate().isPresent() ? any -> cancel(work, id, asked) : absent -> lost(absent),
                answer -> decided(id, answer).orElseGet(() -> cancel(work, id, asked)));
    }

    private Turn read(String id, Function<SellerAnswer, Turn> absent, Function<SellerAnswer, Turn> then) {
        return api.ask(
                new Question(Amazon.FIND, "GET", Amazon.order(id), ""),
                SellerAnswer::saysNotFound,
                answer -> answer.saysNotFound() ? absent.apply(answer) : then.apply(answer));
    }

    private Turn cancel(CancelOrder work, String id, Instant begun) {
        return api.ask(
                new Question(Amazon.CANCEL, "PUT", Amazon.order(id) + "/cancel", ""),
                CancelTalk::isRefusal,
                asked -> read(
                        id,
                        absent -> work.lastCreate().isPresent()
                                ? new Turn.End(notShown(work.lastCreate().get(), begun, asked, absent))
                                : lost(absent),
                        answer -> decided(id, answer).orElseGet(() -> new Turn.End(undecided(asked, answer)))));
    }

    private static Turn lost(SellerAnswer answer) {
        return new Turn.End(absent(answer));
    }

    /** Nobody knows whether Amazon holds it: that it shows nothing is a proof only once it cannot be blind any more. */
    private static Outcome notShown(Instant lastCreate, Instant begun, SellerAnswer asked, SellerAnswer answer) {
        Instant blindUntil = lastCreate.plus(LookUp.BLIND);
        if (begun.isBefore(blindUntil)) {
            return new Outcome.Taken(
                    Duration.ofMinutes(1),
                    answer.noted("Amazon does not show the order, which proves nothing before " + blindUntil));
        }
        return asked.succeeded() ? absent(answer) : new Outcome.NotFound(answer.text());
    }

    /** Amazon does not publish how it refuses a cancellation that comes too late, so any refusal of it is read as one. */
    private static boolean isRefusal(SellerAnswer answer) {
        return switch (answer.status()) {
            case 401, 403, 429 -> false;
            case 200 -> !answer.failures().isEmpty();
            default -> answer.status() >= 400 && answer.status() < 500;
        };
    }

    /** The end, if the order's status says it; empty while it can still be cancelled. */
    private static Optional<Turn> decided(String id, SellerAnswer answer) {
        Result result = ProgressTalk.held(answer);
        String status = status(result);
        return switch (FulfillmentStatus.of(status)) {
            case CANCELLED -> Optional.of(new Turn.End(new Outcome.Done(List.of(id), "Amazon says " + status)));
            case UNFULFILLABLE, INVALID ->
                Optional.of(new Turn.End(
                        new Outcome.Done(List.of(id), "Amazon says " + status + ": nothing will be sent")));
            case PROCESSING, COMPLETE, COMPLETE_PARTIALLED ->
                Optional.of(new Turn.End(new Outcome.Rejected(
                        Cause.TOO_LATE_TO_CANCEL, status, answer.noted("Amazon says " + status + ": " + how(result)))));
            case NEW, RECEIVED, PLANNING, UNKNOWN -> Optional.empty();
        };
    }

    private static String status(Result result) {
        return result.fulfillmentOrder().orElseThrow().fulfillmentOrderStatus();
    }

    private static String how(Result result) {
        boolean complete = FulfillmentStatus.of(status(result)) == FulfillmentStatus.COMPLETE;
        boolean part = result.fulfillmentShipments().orElse(List.of()).stream()
                .anyMatch(shipment -> shipment.fulfillmentShipmentStatus()
                        .toUpperCase(Locale.ROOT)
                        .equals("SHIPPED"));
        return complete ? "all of it has left" : part ? "a part of it has left already" : "picking has begun";
    }

    /** Still cancellable by its status: either Amazon needs more time, or it refused for a reason of its own. */
    private static Outcome undecided(SellerAnswer asked, SellerAnswer answer) {
        String status = status(ProgressTalk.held(answer));
        if (asked.succeeded()) {
            return new Outcome.Taken(LATER, "Amazon was asked to cancel and says " + status);
        }
        return new Outcome.Retryable(
                Cause.REFUSED_BY_SUPPLIER,
                asked.code(),
                "Amazon refuses to cancel an order in " + status + ": " + asked.text(),
                Optional.of(LATER),
                Outcome.Scope.ORDER,
                Optional.of(5));
    }

    private static Outcome absent(SellerAnswer answer) {
        return new Outcome.Retryable(
                Cause.LOST_AT_SUPPLIER,
                answer.code(),
                "Amazon does not show the order: " + answer.text(),
                Optional.of(Duration.ofMinutes(1)),
                Outcome.Scope.ORDER,
                Optional.of(15));
    }
}
