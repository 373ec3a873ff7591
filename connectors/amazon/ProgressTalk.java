package amazon;

import amazon.GetFulfillmentOrderResponse.Item;
import amazon.GetFulfillmentOrderResponse.Result;
import amazon.SellerApi.Question;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import serai.provider.AccountContext;
import serai.provider.Cause;
import serai.provider.Outcome;
import serai.provider.ReadProgress;
import serai.provider.ReadProgress.Found;
import serai.provider.ReadProgress.Parcel;
import serai.provider.ReadProgress.ParcelStatus;
import serai.provider.ReadProgress.State;
import serai.provider.Refusal;
import serai.provider.Turn;

/** Reads how far an order is: the order with its packages, then where each package is that has left. */
final class ProgressTalk {
    static final String TRACKING = "/fba/outbound/2020-07-01/tracking";

    /** A talk is stopped after 60 calls; an order of more packages shows where these are, and of the others that they left. */
    private static final int MOST_TRACKED = 40;

    private final SellerApi api;
    private final Clock clock;

    ProgressTalk(AccountContext context, SellerApi api) {
        this.api = api;
        this.clock = context.clock();
    }

    /** Ends with a {@link Found}. */
    Turn begin(ReadProgress work) {
        String id = work.supplierOrderIds().isEmpty()
                ? work.reference().value()
                : work.supplierOrderIds().getFirst();
        return api.ask(new Question(Amazon.FIND, "GET", Amazon.order(id), ""), SellerAnswer::saysNotFound, answer -> {
            if (answer.saysNotFound()) {
                return new Turn.End(absent(work, answer));
            }
            Result result = held(answer);
            Parcels parcels = Parcels.of(result, work.items());
            List<Long> left = parcels.left();
            return track(result, parcels, left.subList(0, Math.min(left.size(), MOST_TRACKED)));
        });
    }

    /** @throws Refusal if the answer names no order with a status */
    static Result held(SellerAnswer answer) {
        return answer.json()
                .flatMap(LookUp::result)
                .filter(result -> result.fulfillmentOrder()
                        .filter(order -> !order.fulfillmentOrderStatus().isBlank())
                        .isPresent())
                .orElseThrow(() -> new Refusal(new Outcome.Retryable(
                        Cause.PROVIDER_FAILING,
                        "",
                        answer.noted("the answer holds no order"),
                        answer.retryAfter(),
                        Outcome.Scope.ORDER,
                        Optional.empty())));
    }

    private Turn track(Result result, Parcels parcels, List<Long> left) {
        if (left.isEmpty()) {
            return new Turn.End(found(result, parcels.list()));
        }
        long number = left.getFirst();
        return api.ask(
                new Question(Amazon.TRACKING, "GET", TRACKING, "packageNumber=" + number),
                // Tracking does not know a young package.
                SellerAnswer::saysNotFound,
                answer -> {
                    if (answer.succeeded()) {
                        parcels.track(number, answer.json().orElseThrow().path("payload"));
                    }
                    return track(result, parcels, left.subList(1, left.size()));
                });
    }

    private Found absent(ReadProgress work, SellerAnswer answer) {
        boolean young = clock.instant().isBefore(work.placedAt().plus(LookUp.BLIND));
        return new Found(
                State.OPEN,
                young ? Optional.empty() : Optional.of(Cause.LOST_AT_SUPPLIER),
                young ? "not yet visible at Amazon" : answer.noted("Amazon does not show the order: " + answer.words()),
                List.of(),
                clock.instant());
    }

    private Found found(Result result, List<Parcel> parcels) {
        String status = result.fulfillmentOrder().orElseThrow().fulfillmentOrderStatus();
        List<Item> items = result.fulfillmentOrderItems().orElse(List.of());
        String note = "Amazon says " + status;
        return switch (FulfillmentStatus.of(status)) {
            case NEW, RECEIVED, PLANNING -> waiting(items, note, parcels);
            case PROCESSING -> said(State.OPEN, Optional.empty(), note, parcels);
            case COMPLETE -> said(sent(parcels), Optional.empty(), note, parcels);
            case COMPLETE_PARTIALLED ->
                said(sent(parcels), Optional.of(Cause.CLOSED_BY_SUPPLIER), note + missing(items), parcels);
            case CANCELLED, UNFULFILLABLE, INVALID ->
                said(State.ENDED, Optional.of(Cause.CLOSED_BY_SUPPLIER), note, parcels);
            case UNKNOWN ->
                said(State.OPEN, Optional.empty(), "Amazon says \"" + status + "\", a status unknown to us", parcels);
        };
    }

    /** Orders can stay in planning for ever against stock that is reserved (issue 5260 of the models repository). */
    private Found waiting(List<Item> items, String note, List<Parcel> parcels) {
        Optional<Instant> promised = last(items.stream()
                        .map(Item::estimatedShipDate)
                        .toList())
                .or(() -> last(items.stream().map(Item::estimatedArrivalDate).toList()));
        boolean late = promised.filter(day -> day.isBefore(clock.instant())).isPresent();
        return late
                ? said(
                        State.OPEN,
                        Optional.of(Cause.SHIPS_LATE),
                        note + " and had promised " + promised.orElseThrow(),
                        parcels)
                : said(State.OPEN, Optional.empty(), note, parcels);
    }

    private static Optional<Instant> last(List<Optional<String>> times) {
        return times.stream()
                .flatMap(Optional::stream)
                .flatMap(text -> Parcels.time(text).stream())
                .max(Instant::compareTo);
    }

    private static State sent(List<Parcel> parcels) {
        boolean delivered =
                !parcels.isEmpty() && parcels.stream().allMatch(parcel -> parcel.status() == ParcelStatus.DELIVERED);
        return delivered ? State.ENDED : State.SHIPPED;
    }

    private static String missing(List<Item> items) {
        StringBuilder words = new StringBuilder();
        for (Item item : items) {
            int pieces = item.cancelledQuantity() + item.unfulfillableQuantity();
            if (pieces > 0) {
                words.append("; ")
                        .append(pieces)
                        .append(" of ")
                        .append(item.quantity())
                        .append(' ');
                words.append(item.sellerSku()).append(" will not come");
            }
        }
        return words.toString();
    }

    private Found said(State state, Optional<Cause> cause, String note, List<Parcel> parcels) {
        return new Found(state, cause, note, parcels, clock.instant());
    }
}
